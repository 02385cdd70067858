import { createFetch, createSession } from '@freshkey/fetch';
import { dpop, oauth } from '@freshkey/oauth';
import { type Comparison, compare } from './measure.ts';

const rounds = 15;
const times = 300;
const url = 'https://api.test/x';
/** As long as what a proof signs. */
const proofLength = 420;

/** A request that proves its key (RFC 9449): what of it is the signature, and what is ours? */
export async function dpopPath(): Promise<Comparison[]> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const text = new Uint8Array(proofLength);
  const sign = () => crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, text);
  globalThis.fetch = async (_input, init) =>
    new Response('{}', { status: new Headers(init?.headers).has('authorization') ? 200 : 401 });
  const bare = () => fetch(url, { headers: { authorization: 'DPoP token', dpop: 'proof' } });
  const auth = oauth({
    server: { token_endpoint: 'https://id.test/token' },
    clientId: 'bench',
    dpop: dpop({ keys: { pairs: async () => [pair] } }),
  });
  const tokens = { access_token: 'token', refresh_token: 'r', token_type: 'DPoP', expires_in: 3600 };
  const ours = createFetch(createSession({ ...auth.options, tokens, origins: ['https://api.test'] }));
  return compare(
    [
      {
        name: 'fetch alone, and a signature (ES256)',
        async run() {
          await sign();
          await bare();
        },
      },
      { name: 'the signature by itself', run: sign },
      { name: '@freshkey/fetch with DPoP', run: () => ours(url) },
    ],
    rounds,
    times,
  );
}
