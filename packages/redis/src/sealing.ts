import { FreshkeyError, isSessionRecord, type SessionRecord } from '@freshkey/core';
import type { EncryptionKey } from './options.ts';

/** `enc.<key id>.<nonce>.<ciphertext and tag>`, both in base64url: a record in clear begins with `{`. */
const sealed = /^enc\.([\w-]{1,64})\.([\w-]{16})\.([\w-]+)$/;

const corrupt = (what: string) =>
  new FreshkeyError('store-corrupt', `${what} It is left as it is: delete the key in Redis to begin anew.`);

/**
 * Turns records into the text that Redis holds, and back: AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D
 * §8.2.2), the key's name as additional data.
 */
export class Seal {
  readonly #keys: readonly EncryptionKey[];
  readonly #acceptsClear: boolean;
  readonly #imported: WeakMap<Uint8Array, Promise<CryptoKey>>;

  /** @param imported the platform's form of keys that were used before, by identity. */
  constructor(
    keys: readonly EncryptionKey[],
    acceptsClear: boolean,
    imported: WeakMap<Uint8Array, Promise<CryptoKey>>,
  ) {
    this.#keys = keys;
    this.#acceptsClear = acceptsClear;
    this.#imported = imported;
  }

  /** @param name the key in Redis that the text is for: it opens nowhere else. */
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
      throw corrupt('The session in Redis is not encrypted, and "acceptUnencrypted" is not set.');
    }
    const record = parsed(parts ? await this.#decrypt(parts, name) : text);
    if (!isSessionRecord(record)) throw corrupt('What Redis holds is not a session record.');
    return record;
  }

  async #decrypt([, id, nonce = '', payload = '']: RegExpExecArray, name: string): Promise<string> {
    const key = this.#keys.find((candidate) => candidate.id === id);
    if (!key) {
      const ids = this.#keys.map((other) => `"${other.id}"`).join(', ') || 'none';
      throw corrupt(`The session in Redis was encrypted with the key "${id}", and "encryptionKey" has ${ids}.`);
    }
    try {
      const algorithm = { name: 'AES-GCM', iv: fromBase64(nonce), additionalData: bytesOf(name) };
      return new TextDecoder().decode(
        await crypto.subtle.decrypt(algorithm, await this.#import(key), fromBase64(payload)),
      );
    } catch {
      throw corrupt(
        `The session in Redis does not open with the key "${id}": another key under the same id, or a value that was changed or moved.`,
      );
    }
  }

  #import({ key }: EncryptionKey): Promise<CryptoKey> {
    const known = this.#imported.get(key);
    if (known) return known;
    const made = crypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
    this.#imported.set(key, made);
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
  return Buffer.from(bytes).toString('base64url');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}
