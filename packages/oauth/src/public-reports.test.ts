/**
 * What users of other libraries have reported, tried with ours. Each test names the report, and what came of it when it was first
 * tried here.
 */
import { createSession, type Session } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { ClientSecretBasic } from 'oauth4webapi';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  askUser,
  authorizationUrl,
  callback,
  clientCredentials,
  dpop,
  issuerOfResource,
  jwkKeys,
  type OAuthOptions,
  oauth,
} from './index.ts';
import { type Gate, startApi, type TestApi } from './test-support/api.ts';
import { browse } from './test-support/browse.ts';
import { idToken } from './test-support/id-token.ts';
import { listen } from './test-support/listen.ts';
import { answer, startProvider, type TestProvider } from './test-support/provider.ts';

const secret = 'z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=';
let provider: TestProvider;
let api: TestApi;
let redirectUri: string;
let gate: Gate | undefined;
const sessions: Session[] = [];

beforeEach(async () => {
  gate = undefined;
  provider = await startProvider({
    clients: [
      {
        client_id: '1PpG/Q 1',
        client_secret: secret,
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    configuration: { scopes: ['openid', 'offline_access', 'init', 'read', 'write'] },
  });
  api = await startApi(provider, (request, token) => gate?.(request, token));
  redirectUri = `${provider.issuer}/signed-in`;
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  await Promise.all([provider.close(), api.close()]);
});

function client(more: Partial<OAuthOptions> = {}) {
  return oauth({
    issuer: provider.issuer,
    clientId: 'app',
    scope: 'openid init',
    redirectUri,
    allowHttp: true,
    fetch: provider.fetch,
    ...more,
  });
}

function sessionOf(auth: ReturnType<typeof client>, tokens?: object): Session {
  const session = createSession({ ...auth.options, tokens: tokens as never, origins: [api.url], log: false });
  sessions.push(session);
  return session;
}

describe('a callback', () => {
  test('that a development mode runs twice is answered once: https://github.com/authts/react-oidc-context/issues/401 (held at once)', async () => {
    const auth = client();
    const { url, transaction } = await authorizationUrl(auth);
    const address = await browse(url, redirectUri);
    const both = await Promise.all([callback(auth, address, transaction), callback(auth, address, transaction)]);
    expect(both[0]).toBe(both[1]);
    expect(provider.tokenRequests()).toHaveLength(1);
  });

  test('on a page that is reloaded, its transaction gone, says so and sends nothing: https://github.com/authts/react-oidc-context/issues/445 (held at once)', async () => {
    const auth = client();
    const { url } = await authorizationUrl(auth);
    const address = await browse(url, redirectUri);
    await expect(callback(auth, address, JSON.parse('null'))).rejects.toThrow(/no transaction.*Begin the sign-in anew/);
    expect(provider.tokenRequests()).toEqual([]);
  });
});

describe('a refresh token is sent once', () => {
  test('by callers in the same tick: https://github.com/manfredsteyer/angular-oauth2-oidc/issues/1509 (held at once)', async () => {
    const session = sessionOf(client(), await provider.signIn());
    await Promise.all([session.refresh(), session.refresh(), session.getAccessToken()]);
    expect(provider.tokenRequests()).toHaveLength(1);
  });

  test('by requests that are refused together, twice over: https://github.com/nextauthjs/next-auth/issues/11240 and https://github.com/modelcontextprotocol/typescript-sdk/pull/1813 (held at once)', async () => {
    const session = sessionOf(client(), await provider.signIn());
    const apiFetch = createFetch(session);
    for (let round = 1; round <= 2; round++) {
      await provider.expire(session.getTokens()?.accessToken ?? '');
      const statuses = await Promise.all([1, 2, 3, 4].map(async (id) => (await apiFetch(`${api.url}/${id}`)).status));
      expect(statuses).toEqual([200, 200, 200, 200]);
      expect(provider.counts).toMatchObject({ refreshes: round, reuses: 0 });
    }
  });
});

test('an ID token of a renewal that repeats the nonce is taken: https://github.com/panva/openid-client/issues/4 (held at once)', async () => {
  const session = sessionOf(client(), await provider.signIn());
  const id_token = idToken({ iss: provider.issuer, nonce: 'of the sign-in' });
  provider.intercept('/token', answer(200, { access_token: 'a', token_type: 'Bearer', id_token }));
  await session.refresh();
  expect(session.getTokens()?.idToken).toBe(id_token);
});

test('a secret with special characters is encoded as RFC 6749 §2.3.1 says: https://github.com/openid/AppAuth-Android/issues/337 and https://github.com/panva/openid-client/issues/134 (held at once; a server that does not decode it is told of in the README)', async () => {
  const clientAuthentication = ClientSecretBasic(secret);
  const session = sessionOf(
    client({ clientId: '1PpG/Q 1', clientAuthentication, grant: clientCredentials(), scope: 'read' }),
  );
  expect(await session.getAccessToken()).toEqual(expect.any(String));
});

describe('scopes', () => {
  const ask = (asked: string[]) =>
    askUser(({ url, scope }) => {
      asked.push(scope ?? '');
      return browse(url, redirectUri);
    });

  test('of different operations are united, and do not chase each other: https://github.com/modelcontextprotocol/typescript-sdk/issues/1582 (first: one of four requests at once got its 403, mended in core)', async () => {
    gate = (request, token) => {
      const need = request.url?.slice(1) ?? '';
      if (String(token.scope).split(' ').includes(need)) return undefined;
      return { status: 403, challenge: `Bearer error="insufficient_scope", scope="${need}"` };
    };
    const asked: string[] = [];
    const auth = client({ authorize: ask(asked) });
    const session = sessionOf(auth);
    const { url, transaction } = await authorizationUrl(auth);
    await session.signIn(await callback(auth, await browse(url, redirectUri), transaction));
    const apiFetch = createFetch(session);
    const paths = ['init', 'read', 'init', 'write', 'init', 'read', 'write'];
    const statuses = await Promise.all(paths.map(async (path) => (await apiFetch(`${api.url}/${path}`)).status));
    expect(statuses).toEqual(Array(paths.length).fill(200));
    expect(asked).toHaveLength(2);
    expect(new Set(asked[1]?.split(' '))).toEqual(new Set(['openid', 'init', 'read', 'write']));
  });

  test('that are lacked are asked of the user, and not of a refresh that cannot bring them: https://github.com/anthropics/claude-code/issues/28258 (held at once)', async () => {
    gate = (_request, token) =>
      String(token.scope).includes('write')
        ? undefined
        : { status: 403, challenge: 'Bearer error="insufficient_scope", scope="write"' };
    const asked: string[] = [];
    const session = sessionOf(client({ authorize: ask(asked) }), await provider.signIn({ scope: 'openid init' }));
    expect((await createFetch(session)(`${api.url}/x`)).status).toBe(200);
    expect(provider.tokenRequests().map((body) => body.get('grant_type'))).toEqual(['authorization_code']);
    expect(asked).toHaveLength(1);
  });
});

test('an issuer that its resource spells with a slash is the same: https://github.com/github/copilot-cli/issues/4606 (held at once)', async () => {
  const resource = await listen(answer(200, {}));
  try {
    const metadata = { resource: `${resource.url}/mcp`, authorization_servers: [`${provider.issuer}/`] };
    const find = (input: string | URL | Request, init?: RequestInit) =>
      String(input).startsWith(resource.url) ? Promise.resolve(Response.json(metadata)) : fetch(input, init);
    const { issuer: _none, ...rest } = { issuer: '', resource: `${resource.url}/mcp`, findIssuer: issuerOfResource };
    const auth = oauth({ ...rest, clientId: 'app', scope: 'openid', redirectUri, allowHttp: true, fetch: find });
    const { transaction } = await authorizationUrl(auth);
    expect(transaction.issuer).toBe(provider.issuer);
  } finally {
    await resource.close();
  }
});

describe('a nonce', () => {
  const issuer = 'https://id.example.com';
  async function bound(token: (proof: Record<string, unknown>) => Response) {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const key = await crypto.subtle.exportKey('jwk', pair.privateKey);
    const send = async (input: unknown, init?: RequestInit) => {
      if (!String(input).endsWith('/token')) return Response.json({ issuer, token_endpoint: `${issuer}/token` });
      const proof = new Headers(init?.headers).get('dpop') ?? '';
      return token(JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString()));
    };
    const { issuer: _theirs, ...rest } = { issuer, clientId: 'app', dpop: dpop({ keys: jwkKeys(key) }) };
    return oauth({ issuer, ...rest, fetch: send as typeof fetch });
  }
  const demand = (nonce: string) =>
    Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers: { 'dpop-nonce': nonce } });

  test('that changes again in the answer to the second attempt is used the next time: https://github.com/opentdf/java-sdk/pull/374 (held at once)', async () => {
    const seen: unknown[] = [];
    const auth = await bound(({ nonce }) => {
      seen.push(nonce);
      if (seen.length < 3) return demand(`n${seen.length}`);
      return Response.json({ access_token: 'a', token_type: 'DPoP' });
    });
    const session = sessionOf(auth, { access_token: 'old', refresh_token: 'r', token_type: 'DPoP' });
    await expect(session.refresh()).rejects.toThrow(/use_dpop_nonce/);
    expect(session.status).toBe('active');
    await session.refresh();
    expect(seen).toEqual([undefined, 'n1', 'n2']);
  });

  test('that an API asks for with 400 is brought: https://github.com/forcedotcom/SalesforceMobileSDK-Android/pull/3011 (first: the 400 surfaced; mended)', async () => {
    const auth = await bound(() => demand('unused'));
    const session = sessionOf(auth, { access_token: 'a', token_type: 'DPoP' });
    const seen: (string | undefined)[] = [];
    const apiFetch = createFetch(session, {
      fetch: async (_input, init) => {
        const [, payload = ''] = (new Headers(init?.headers).get('dpop') ?? '').split('.');
        const { nonce } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { nonce?: string };
        seen.push(nonce);
        if (nonce === 'n1') return Response.json({});
        const headers = { 'dpop-nonce': 'n1', 'www-authenticate': 'DPoP error="use_dpop_nonce"' };
        return new Response('', { status: 400, headers });
      },
    });
    expect((await apiFetch(`${api.url}/x`)).status).toBe(200);
    expect(seen).toEqual([undefined, 'n1']);
  });
});
