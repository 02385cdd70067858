import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { Authority } from './authority.ts';
import { javaTruststore } from './java-truststore.ts';

/** Reads a JKS file as Java does: names and certificates; throws for a digest that is wrong. */
const read = (store: Buffer): [string, X509Certificate][] => {
  const content = store.subarray(0, -20);
  const digest = createHash('sha1').update(Buffer.from('changeit', 'utf16le').swap16());
  const expected = digest.update('Mighty Aphrodite').update(content).digest();
  expect(store.subarray(-20)).toEqual(expected);
  let at = 0;
  const take = (bytes: number) => {
    at += bytes;
    return content.subarray(at - bytes, at);
  };
  const uint = (bytes: number) => take(bytes).readUIntBE(0, bytes);
  const text = () => take(uint(2)).toString();
  expect([uint(4), uint(4)]).toEqual([0xfeedfeed, 2]);
  return Array.from({ length: uint(4) }, () => {
    expect(uint(4)).toBe(2);
    const name = text();
    take(8);
    expect(text()).toBe('X.509');
    return [name, new X509Certificate(take(uint(4)))];
  });
};

test('a trust store for Java holds each certificate, whole, under a name of its own, and no key', () => {
  const authorities = [new Authority(), new Authority()];
  const store = javaTruststore(authorities.map(({ certificate }) => certificate));
  const found = read(store);
  expect(found.map(([name]) => name)).toEqual(['a0', 'a1']);
  expect(found.map(([, certificate]) => certificate.fingerprint256)).toEqual(
    authorities.map(({ certificate }) => new X509Certificate(certificate).fingerprint256),
  );
});
