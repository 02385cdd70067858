import { equal } from '../../assertions.ts';
import type { Scheme } from '../../seams.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { RefreshContext } from '../subject.ts';

/** A key in a header that no platform takes off at a redirect. */
export const keyInHeader: Scheme = {
  name: 'ApiKey',
  headers: ['x-api-key'],
  credential: ({ accessToken }) => ({ headers: { 'x-api-key': accessToken } }),
  answers: () => true,
};

/** A key in the query, where no redirect is at stake. */
export const keyInQuery: Scheme = {
  name: 'ApiKey',
  query: ['api_key'],
  followRedirects: true,
  credential: ({ accessToken }) => ({ query: { api_key: accessToken } }),
  answers: () => true,
};

/** A key in the query that must not go astray. */
export const guardedKeyInQuery: Scheme = { ...keyInQuery, followRedirects: false };

interface Hop {
  readonly method: string;
  readonly url: string;
}

/** A credential that says which request it was made for, and is made anew where a redirect leads on. */
export function createHopping(hops: string[]): Scheme {
  const credentialOf = (accessToken: string, request: Hop): ReturnType<Scheme['credential']> => {
    hops.push(`${request.method} ${request.url}`);
    return {
      headers: { authorization: `Bearer ${accessToken}` },
      forHop: async (hop) => credentialOf(accessToken, hop),
    };
  };
  return { name: 'Bearer', credential: ({ accessToken }, request) => credentialOf(accessToken, request) };
}

const cookie: Scheme = { name: 'Cookie', ambient: true, credential: () => ({}), answers: () => true };

/** A proof that holds a nonce and no signature: what RFC 9449 §9 makes of a request, without its keys. */
const createProof = (): Scheme => {
  let nonce = '';
  return {
    name: 'DPoP',
    headers: ['dpop'],
    // A proof is good for one URL: a redirect carries nothing away that opens another door.
    followRedirects: true,
    credential: ({ accessToken }) => ({
      headers: { authorization: `DPoP ${accessToken}`, dpop: `e30.${btoa(JSON.stringify({ nonce }))}.c2ln` },
    }),
    learn({ headers, status }) {
      const next = headers.get('dpop-nonce');
      if (typeof next !== 'string' || next === nonce) return undefined;
      nonce = next;
      return status === 401 ? 'again' : undefined;
    },
  };
};

/** However a credential is carried (the seam `Scheme`). */
export const schemeCases: readonly AdapterCase[] = [
  {
    name: 'replays with the new key where the key is in the query',
    async body(stage) {
      const { client } = await stage.signedIn({ scheme: keyInQuery });
      const { path, id } = stage.path();
      stage.expectStatus([await stage.outcome(stage.send(client, { path }))], 200);
      const journal = await stage.journal();
      const seen = await stage.attempts(id);
      equal(
        seen.map(({ credential, tokensIn }) => [credential?.generation, tokensIn]),
        [
          [1, ['query']],
          [2, ['query']],
        ],
        'the generations of the keys that arrived, and where they stood',
      );
      journal.expectRefreshes(1);
    },
  },
  {
    name: 'makes a new proof for the same token where the API asks for a nonce, without a refresh',
    async body(stage) {
      const { client } = await stage.signedIn({ scheme: createProof() }, { expired: false });
      const { path, id } = stage.path('/api/dpop-nonce');
      stage.expectStatus([await stage.outcome(stage.send(client, { path, method: 'POST', json: { a: 1 } }))], 200);
      const journal = await stage.journal();
      journal.expectRequests(2, { id });
      journal.expectRefreshes(0);
    },
  },
  {
    name: 'refreshes and replays without a header where the platform carries a cookie',
    needs: ({ cookies }) => cookies,
    async body(stage) {
      const body = new URLSearchParams({ username: 'ada', password: 'lovelace' });
      await stage.fetch(`${stage.url}/session/login`, { method: 'POST', body, credentials: 'include' });
      await stage.world.expireAll();
      const refresh = async ({ signal }: RefreshContext): Promise<undefined> => {
        await stage.fetch(`${stage.url}/session/refresh`, { method: 'POST', credentials: 'include', signal });
      };
      const client = await stage.connect(stage.session({ scheme: cookie, refresh }));
      const pending = Array.from({ length: 3 }, () => stage.send(client, stage.path()));
      stage.expectStatus(await stage.outcomes(pending), 200);
      const journal = await stage.journal();
      journal.expectRefreshes(1);
      equal(journal.entries.at(-1)?.credential?.scheme, 'Cookie', 'how the credential was carried');
    },
  },
];
