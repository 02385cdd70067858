import type { DpopKeys } from './dpop.ts';

/** How a key of that kind is imported (RFC 7518 §3.1, RFC 8037 §3.1). */
function algorithmOf({ kty, crv, alg = '' }: JsonWebKey): EcKeyImportParams | RsaHashedImportParams | { name: string } {
  if (kty === 'EC' && crv) return { name: 'ECDSA', namedCurve: crv };
  if (kty === 'OKP' && crv === 'Ed25519') return { name: 'Ed25519' };
  const hash = `SHA-${alg.slice(2)}`;
  if (kty === 'RSA' && /^RS\d{3}$/.test(alg)) return { name: 'RSASSA-PKCS1-v1_5', hash };
  if (kty === 'RSA' && /^PS\d{3}$/.test(alg)) return { name: 'RSA-PSS', hash };
  throw new TypeError('jwkKeys: expects private keys of kty "EC", "OKP" with Ed25519, or "RSA" with "alg" RS… or PS….');
}

async function pairOf(jwk: JsonWebKey): Promise<CryptoKeyPair> {
  if (typeof jwk.d !== 'string') throw new TypeError('jwkKeys: expects private keys; one of them has no "d".');
  const { kty, crv, x, y, n, e } = jwk;
  const { key_ops: _uses, use: _use, alg: _algorithm, ...key } = jwk;
  const algorithm = algorithmOf(jwk);
  const publicKey = Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined),
  );
  return {
    privateKey: await crypto.subtle.importKey('jwk', key, algorithm, false, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', publicKey, algorithm, true, ['verify']),
  };
}

/** One private key, or several: the first signs new sign-ins in, each serves the tokens that are bound to it. */
export type JwkSource = JsonWebKey | readonly JsonWebKey[];

/**
 * Keys of a server's, as JWKs: from its secrets, one for all processes that share a session.
 *
 * Boundary: a key that lies beside the tokens, in one Redis say, protects them from nobody who reads that.
 *
 * @param source the keys, or where they are asked for.
 * @example dpop({ keys: jwkKeys(JSON.parse(process.env.DPOP_KEY ?? '')) });
 */
export function jwkKeys(source: JwkSource | (() => JwkSource | Promise<JwkSource>)): DpopKeys {
  return {
    async pairs() {
      const keys = typeof source === 'function' ? await source() : source;
      return Promise.all([keys].flat().map((key) => pairOf(key as JsonWebKey)));
    },
  };
}
