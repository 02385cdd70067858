import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dpop } from './dpop.ts';

interface Proof {
  readonly iat: number;
  readonly jti: string;
  readonly htm: string;
  readonly htu: string;
  readonly ath: string;
  readonly nonce?: string;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const origins = ['https://api.test', 'https://other.test'];

/** What happens to one key, in any order: the clock moves or is set back, an API wants another nonce, a request goes out. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('clock' as const), ms: fc.integer({ min: -1e10, max: 1e10 }) }),
  fc.record({
    kind: fc.constant('nonce' as const),
    origin: fc.constantFrom(...origins),
    nonce: fc.stringMatching(/^[\w-]{1,12}$/),
    status: fc.constantFrom(200, 400, 401),
  }),
  fc.record({
    kind: fc.constant('request' as const),
    origin: fc.constantFrom(...origins),
    method: fc.constantFrom('get', 'POST', 'Delete'),
    accessToken: fc.constantFrom('one token', 'another one'),
  }),
);

test('each proof is of its moment, its request and the newest nonce of its API, however the clock goes (RFC 9449 §4.2, §8)', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { scheme, keyFor } = partOf(pair);
      vi.setSystemTime(1_800_000_000_000);
      const { thumbprint: key } = await keyFor(undefined);
      const nonces = new Map<string, string>();
      const seen = new Set<string>();
      for (const one of steps) {
        if (one.kind === 'clock') vi.setSystemTime(Date.now() + one.ms);
        else if (one.kind === 'nonce') {
          nonces.set(one.origin, one.nonce);
          const headers = new Headers({ 'dpop-nonce': one.nonce, 'www-authenticate': 'DPoP error="use_dpop_nonce"' });
          const learned = scheme.learn?.({ url: `${one.origin}/a`, status: one.status, headers } as never);
          expect(learned).toBe(one.status === 200 ? undefined : 'again');
        } else {
          const { accessToken } = one;
          const tokens = { accessToken, tokenType: 'DPoP', binding: { key }, receivedAtMs: 0 };
          const request = { method: one.method, url: `${one.origin}/a/b?token=x#y` };
          const credential = await scheme.credential(tokens as never, request as never);
          const proof = read((credential as { headers: { dpop: string } }).headers.dpop);
          expect(proof).toMatchObject({
            iat: Math.floor(Date.now() / 1000),
            htm: one.method.toUpperCase(),
            htu: `${one.origin}/a/b`,
            ath: createHash('sha256').update(accessToken).digest('base64url'),
          });
          expect(proof.nonce).toBe(nonces.get(one.origin));
          expect(seen.has(proof.jti)).toBe(false);
          seen.add(proof.jti);
        }
      }
    }),
    { numRuns: 100 },
  );
});

function partOf(pair: CryptoKeyPair) {
  const part = dpop({ keys: { pairs: async () => [pair] } });
  return { scheme: part.scheme, keyFor: part.keyFor.bind(part) };
}

function read(proof: string): Proof {
  return JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString()) as Proof;
}
