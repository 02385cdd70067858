import { FreshkeyError } from '../../errors.ts';
import { isSessionRecord, type SessionRecord } from '../session-record.ts';

/** A key for records at rest. */
export interface EncryptionKey {
  /** Stands in clear beside every value that the key encrypted: letters, digits, `-` and `_`, at most 64. */
  readonly id: string;
  /** 32 random bytes, for AES-256-GCM. */
  readonly key: Uint8Array;
}

/** `enc.<key id>.<nonce>.<ciphertext and tag>`, both in base64url: a record in clear begins with `{`. */
const sealed = /^enc\.([\w-]{1,64})\.([\w-]{16})\.([\w-]+)$/;

const corrupt = (what: string) =>
  new FreshkeyError('store-corrupt', `${what} It is left as it is: delete it from the store to begin anew.`);

/**
 * Turns records into the text that a store keeps, and back: AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D
 * §8.2.2), the record's name as additional data. One serves any number of sessions.
 */
export class Seal {
  readonly #keys: readonly EncryptionKey[];
  readonly #acceptsClear: boolean;
  #imported: WeakMap<EncryptionKey, Promise<CryptoKey>> | undefined = undefined;

  /**
   * @param keys the first encrypts, all decrypt; none: records stay in clear.
   * @param acceptsClear reads records that were stored before there was a key; it trusts whoever can write to the store.
   */
  constructor(keys: readonly EncryptionKey[], acceptsClear = false) {
    this.#keys = keys;
    this.#acceptsClear = acceptsClear;
  }

  /** @param name where the text is kept: it opens nowhere else. */
  async seal(record: SessionRecord, name: string): Promise<string> {
    const text = JSON.stringify(record);
    const [first] = this.#keys;
    if (!first) return text;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = { name: 'AES-GCM', iv, additionalData: bytesOf(name) };
    const ciphertext = await crypto.subtle.encrypt(algorithm, await this.#import(first), bytesOf(text));
    return `enc.${first.id}.${toBase64(iv)}.${toBase64(new Uint8Array(ciphertext))}`;
  }

  /** @throws FreshkeyError `store-corrupt`: no key opens it, or it is no record; the message shows none of it. */
  async open(text: string, name: string): Promise<SessionRecord> {
    const parts = sealed.exec(text);
    if (!parts && this.#keys.length > 0 && !this.#acceptsClear) {
      throw corrupt('The stored session is not encrypted, and "acceptUnencrypted" is not set.');
    }
    const record = parsed(parts ? await this.#decrypt(parts, name) : text);
    if (!isSessionRecord(record)) throw corrupt('What the store holds is not a session record.');
    return record;
  }

  async #decrypt([, id, nonce = '', payload = '']: RegExpExecArray, name: string): Promise<string> {
    const key = this.#keys.find((candidate) => candidate.id === id);
    if (!key) {
      const ids = this.#keys.map((other) => `"${other.id}"`).join(', ') || 'none';
      throw corrupt(`The stored session was encrypted with the key "${id}", and "encryptionKey" has ${ids}.`);
    }
    try {
      const algorithm = { name: 'AES-GCM', iv: fromBase64(nonce), additionalData: bytesOf(name) };
      return new TextDecoder().decode(
        await crypto.subtle.decrypt(algorithm, await this.#import(key), fromBase64(payload)),
      );
    } catch {
      throw corrupt(
        `The stored session does not open with the key "${id}": another key under the same id, or a value that was changed or moved.`,
      );
    }
  }

  #import(entry: EncryptionKey): Promise<CryptoKey> {
    this.#imported ??= new WeakMap();
    const known = this.#imported.get(entry);
    if (known) return known;
    const made = crypto.subtle.importKey('raw', Uint8Array.from(entry.key), 'AES-GCM', false, ['encrypt', 'decrypt']);
    this.#imported.set(entry, made);
    return made;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
