import { crc32 } from 'node:zlib';
import { serverNowSec } from './case.ts';

const base64url = (bytes: string | Uint8Array): string => Buffer.from(bytes as string).toString('base64url');

/** Bytes that look random and are the same in every run. */
const noise = (seed: string, length: number): Uint8Array => {
  let state = crc32(seed) || 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
};

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** So many characters that look random, of an alphabet (base 62 by default), the same in every run. */
export function chars(seed: string, length: number, alphabet = base62): string {
  return Array.from(noise(seed, length), (byte) => alphabet[byte % alphabet.length]).join('');
}

export function hex(seed: string, length: number): string {
  return chars(seed, length, '0123456789abcdef');
}
export function digits(seed: string, length: number): string {
  return chars(seed, length, '123456789');
}

/** A vendor's key: the prefix in pieces, so that no whole key ever stands in a file. */
export function key(pieces: readonly string[], length: number, alphabet = base62): string {
  return pieces.join('') + chars(pieces.join(''), length, alphabet);
}

/** A GitHub (`ghp_`) or npm (`npm_`) token whose last six characters are the checksum of the 30 before. */
export function checksummed(prefix: string): string {
  const random = chars(prefix, 30);
  let rest = crc32(random);
  let sum = '';
  for (let place = 0; place < 6; place++) {
    sum = base62[rest % 62] + sum;
    rest = Math.floor(rest / 62);
  }
  return `${prefix}${random}${sum}`;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Bytes of a signature by the algorithm's first letter: RSA 2048, HMAC-SHA-256, P-256. */
const signatureLength: Readonly<Record<string, number>> = { R: 256, H: 32, E: 64, n: 0 };

/** A JWT of these claims. The signature is noise: nobody in the corpus verifies one. */
export function jwt(claims: Claims, header: Claims = { alg: 'RS256', typ: 'JWT', kid: 'Zx3uR9kQ1b7c' }): string {
  return [
    base64url(JSON.stringify(header)),
    base64url(JSON.stringify(claims)),
    base64url(noise(JSON.stringify(claims), signatureLength[String(header.alg)[0] ?? 'R'] ?? 256)),
  ].join('.');
}

/** Claims of an hour-long token that was issued ten minutes ago. */
export const lifetime = { iat: serverNowSec - 600, nbf: serverNowSec - 600, exp: serverNowSec + 3000 };
/** Claims of an hour-long token that expired so many seconds ago. */
export function expired(agoSec = 840): Claims {
  return {
    iat: serverNowSec - agoSec - 3600,
    nbf: serverNowSec - agoSec - 3600,
    exp: serverNowSec - agoSec,
  };
}

/** A token as Auth0 issues it for the API `https://api.acme.example`. */
export function auth0Token(claims: Claims = {}): string {
  return jwt({
    iss: 'https://acme.eu.auth0.com/',
    sub: 'auth0|65a1f0c2b8d9',
    aud: ['https://api.acme.example', 'https://acme.eu.auth0.com/userinfo'],
    azp: chars('auth0-client', 32),
    scope: 'openid profile orders:read',
    iat: lifetime.iat,
    exp: lifetime.iat + 86_400,
    ...claims,
  });
}

/** A token as Keycloak issues it in the realm `shop`. */
export function keycloakToken(claims: Claims = {}): string {
  return jwt({
    ...lifetime,
    jti: '3f1b1f0a-2c9d-4a7e-9a52-7a4f5a0a1b11',
    iss: 'https://sso.acme.example/realms/shop',
    aud: 'orders-api',
    sub: '0a5c6d8e-0f6b-4b0a-8a1e-6d0a4b7b9f01',
    typ: 'Bearer',
    azp: 'shop-web',
    realm_access: { roles: ['offline_access', 'customer'] },
    scope: 'openid profile',
    ...claims,
  });
}

export const entraTenant = '7c4a8d09-ca37-4e1b-9f5e-0d6b2b0f3a10';
/** A version 2 token as Entra issues it for the API `api://orders`. */
export function entraToken(claims: Claims = {}, header: Claims = {}): string {
  return jwt(
    {
      aud: 'api://orders',
      iss: `https://login.microsoftonline.com/${entraTenant}/v2.0`,
      tid: entraTenant,
      ...lifetime,
      azp: '3b8f1c1e-5a4d-4a4e-8f5b-1c2d3e4f5a6b',
      oid: '9d0c1b2a-3f4e-4d5c-8b6a-7f8e9d0c1b2a',
      scp: 'Orders.Read',
      ver: '2.0',
      ...claims,
    },
    { typ: 'JWT', alg: 'RS256', kid: 'p9sK2mA7', ...header },
  );
}

/** The value of a Basic Authorization header. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
