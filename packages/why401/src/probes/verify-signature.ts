import { constants, createPublicKey, type JsonWebKey, type VerifyKeyObjectInput, verify } from 'node:crypto';

/** How the algorithms of JWS (RFC 7518 §3.1, RFC 8037) are verified. */
const algorithms: Record<string, { hash: string | null; settings?: Partial<VerifyKeyObjectInput> }> = {
  RS256: { hash: 'sha256' },
  RS384: { hash: 'sha384' },
  RS512: { hash: 'sha512' },
  PS256: { hash: 'sha256', settings: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } },
  PS384: { hash: 'sha384', settings: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 } },
  PS512: { hash: 'sha512', settings: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 } },
  ES256: { hash: 'sha256', settings: { dsaEncoding: 'ieee-p1363' } },
  ES384: { hash: 'sha384', settings: { dsaEncoding: 'ieee-p1363' } },
  ES512: { hash: 'sha512', settings: { dsaEncoding: 'ieee-p1363' } },
  EdDSA: { hash: null },
  Ed25519: { hash: null },
};

/**
 * Whether one of the keys made a token's signature; undefined when that cannot be told, because no key or algorithm
 * fits.
 */
export function verifySignature(
  token: string,
  header: Readonly<Record<string, unknown>>,
  keys: readonly JsonWebKey[],
): 'valid' | 'invalid' | undefined {
  const { alg, kid } = header;
  const algorithm = typeof alg === 'string' && Object.hasOwn(algorithms, alg) ? algorithms[alg] : undefined;
  const end = token.lastIndexOf('.');
  if (algorithm === undefined || end < 0) return undefined;
  const fitting = keys.filter((key) => typeof kid !== 'string' || key.kid === undefined || key.kid === kid);
  let verdict: 'invalid' | undefined;
  for (const key of fitting.slice(0, 20)) {
    try {
      const publicKey = createPublicKey({ key, format: 'jwk' });
      const isOurs = verify(
        algorithm.hash,
        Buffer.from(token.slice(0, end)),
        { key: publicKey, ...algorithm.settings },
        Buffer.from(token.slice(end + 1), 'base64url'),
      );
      if (isOurs) return 'valid';
      verdict = 'invalid';
    } catch {
      // a key of another type, or broken
    }
  }
  return verdict;
}
