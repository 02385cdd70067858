import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { bits, integer, octets, oid, sequence, set, tagged, text, utcTime, yes } from './der.ts';

const dayMs = 86_400_000;
const maxHosts = 1_000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/** Which key a certificate is about, and who signs it. */
interface Subject {
  name: Buffer;
  key: KeyObject;
  extensions: Buffer[];
}

/**
 * A certificate authority that lives as long as a run. Its key is never written anywhere, and what it signs is for one
 * host and two days.
 */
export class Authority {
  readonly #keys = newKeys();
  readonly #hostKeys = newKeys();
  readonly #name = nameOf(`why401 run ${randomBytes(4).toString('hex')}`);
  readonly #contexts = new Map<string, SecureContext>();
  readonly #hostKey = this.#hostKeys.privateKey.export({ type: 'pkcs8', format: 'pem' });
  /** What the programs of the run are to trust, as PEM. */
  readonly certificate = pem(
    this.#signed({
      name: this.#name,
      key: this.#keys.publicKey,
      extensions: [
        // An authority, for no further authorities.
        extension('2.5.29.19', sequence(yes, integer(Buffer.from([0]))), true),
        // keyCertSign, cRLSign
        extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
        extension('2.5.29.14', octets(identifierOf(this.#keys.publicKey))),
      ],
    }),
  );

  /** What a server shows that stands for this host. */
  contextFor(host: string): SecureContext {
    const known = this.#contexts.get(host);
    if (known) return known;
    const certificate = this.#signed({
      name: nameOf(host.slice(0, 60)),
      key: this.#hostKeys.publicKey,
      extensions: [
        extension('2.5.29.19', sequence(), true),
        // digitalSignature
        extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
        // serverAuth
        extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.17', sequence(alternativeName(host))),
        extension('2.5.29.35', sequence(tagged(0, false, identifierOf(this.#keys.publicKey)))),
        extension('2.5.29.14', octets(identifierOf(this.#hostKeys.publicKey))),
      ],
    });
    const context = createSecureContext({ key: this.#hostKey, cert: pem(certificate) + this.certificate });
    if (this.#contexts.size < maxHosts) this.#contexts.set(host, context);
    return context;
  }

  /** RFC 5280 §4.1 */
  #signed({ name, key, extensions }: Subject): Buffer {
    const nowMs = Date.now();
    const serial = randomBytes(16);
    serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
    const body = sequence(
      tagged(0, true, integer(Buffer.from([2]))),
      integer(serial),
      ecdsaWithSha256,
      this.#name,
      sequence(utcTime(nowMs - dayMs), utcTime(nowMs + dayMs)),
      name,
      key.export({ type: 'spki', format: 'der' }),
      tagged(3, true, sequence(...extensions)),
    );
    return sequence(body, ecdsaWithSha256, bits(sign('sha256', body, this.#keys.privateKey)));
  }
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const nameOf = (commonName: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), text(commonName))));

const extension = (id: string, value: Buffer, isCritical = false): Buffer =>
  sequence(oid(id), ...(isCritical ? [yes] : []), octets(value));

const alternativeName = (host: string): Buffer => {
  const version = isIP(host);
  return version === 0 ? tagged(2, false, Buffer.from(host)) : tagged(7, false, addressBytes(host, version));
};

const addressBytes = (host: string, version: number): Buffer => {
  if (version === 4) return Buffer.from(host.split('.').map(Number));
  const groups = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const [head = [], tail = []] = groups.map((part) => part.split(':').filter((group) => group !== ''));
  const middle = Array.from({ length: groups.length > 1 ? 8 - head.length - tail.length : 0 }, () => '0');
  return Buffer.from([...head, ...middle, ...tail].map((group) => group.padStart(4, '0')).join(''), 'hex');
};

const identifierOf = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }).subarray(-65))
    .digest();

const pem = (certificate: Buffer): string => {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};
