import { inspect } from 'node:util';
import { attach } from '@freshkey/axios';
import { createSession, type FreshkeyError, type Session } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import axios from 'axios';
import ky from 'ky';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretJwt,
  clientCredentials,
  dpop,
  None,
  type OAuthOptions,
  oauth,
  PrivateKeyJwt,
  register,
  TlsClientAuth,
} from './index.ts';
import { startApi, type TestApi } from './test-support/api.ts';
import { listen } from './test-support/listen.ts';
import { answer, startProvider, type TestProvider } from './test-support/provider.ts';

let provider: TestProvider;
let api: TestApi;
const sessions: Session[] = [];

beforeEach(async () => {
  provider = await startProvider();
  api = await startApi(provider);
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  await Promise.all([provider.close(), api.close()]);
});

const options = (more: Partial<OAuthOptions> = {}): OAuthOptions => ({
  issuer: provider.issuer,
  clientId: 'app',
  allowHttp: true,
  fetch: provider.fetch,
  ...more,
});

function sessionWith(tokens: object | undefined, more: Partial<OAuthOptions> = {}): Session {
  const auth = oauth(options(more));
  const session = createSession({ ...auth.options, tokens: tokens as never, origins: [api.url], log: false });
  sessions.push(session);
  return session;
}

/** Rejects with what the refresh made of the failure; the session has what it had. */
async function refusedRefresh(session: Session): Promise<FreshkeyError> {
  const error: FreshkeyError = await session.refresh().then(
    () => expect.fail('the refresh succeeded'),
    (reason) => reason,
  );
  return error;
}

describe('a storm after an expiry', () => {
  test.each(['fetch', 'axios', 'ky'] as const)('through %s renews once, three times over', async (client) => {
    const session = sessionWith(await provider.signIn());
    const apiFetch = createFetch(session);
    const instance = axios.create({ baseURL: api.url });
    attach(instance, session);
    const api2 = extend(ky.create({ prefix: `${api.url}/`, retry: 0 }), session);
    const send = async (path: string): Promise<number> => {
      if (client === 'fetch') return (await apiFetch(`${api.url}/${path}`)).status;
      return client === 'axios' ? (await instance.get(`/${path}`)).status : (await api2.get(path)).status;
    };
    for (let round = 1; round <= 3; round++) {
      await provider.expire(session.getTokens()?.accessToken ?? '');
      const statuses = await Promise.all(Array.from({ length: 10 }, (_, index) => send(`orders/${index}`)));
      expect(statuses).toEqual(Array(10).fill(200));
      expect(provider.counts).toMatchObject({ refreshes: round, reuses: 0 });
    }
    expect(session.getTokens()?.binding).toEqual({ issuer: provider.issuer, clientId: 'app' });
  });

  test('ends the session once, with the reason, where the refresh token was spent by somebody else', async () => {
    const tokens = await provider.signIn();
    const [thief, session] = [sessionWith(tokens), sessionWith(tokens)];
    await thief.refresh();
    await provider.expire(tokens.access_token);
    const ended: unknown[] = [];
    session.on('ended', (event) => ended.push(event));
    const response = await createFetch(session)(`${api.url}/orders`);
    expect(response.status).toBe(401);
    expect(ended).toHaveLength(1);
    expect(session.getSnapshot().ended).toMatchObject({
      code: 'invalid_grant',
      message: /\/token answered invalid_grant \(400\).*sign in again/,
    });
    expect(provider.counts.reuses).toBeGreaterThan(0);
  });
});

describe('discovery', () => {
  test('is made at the first need, once for all who wait, and not again', async () => {
    const session = sessionWith(await provider.signIn());
    expect(provider.sent).toEqual([]);
    await Promise.all([session.refresh(), session.refresh()]);
    await session.refresh();
    expect(provider.sent.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration', '/token', '/token']);
  });

  test('is tried again after a failure, and the session keeps what it had', async () => {
    provider.intercept('/.well-known/openid-configuration', answer(503, {}));
    const tokens = await provider.signIn();
    const session = sessionWith(tokens);
    const error = await refusedRefresh(session);
    expect(error.message).toMatch(/metadata of http:\/\/127\.0\.0\.1:\d+.* were answered with 503.*"issuer"/);
    expect(session.getTokens()?.refreshToken).toBe(tokens.refresh_token);
    await session.refresh();
    expect(session.getTokens()?.refreshToken).not.toBe(tokens.refresh_token);
  });

  test('reads the metadata of OAuth where there are none of OpenID Connect', async () => {
    provider.intercept('/.well-known/openid-configuration', answer(404, {}));
    const metadata = { issuer: provider.issuer, token_endpoint: `${provider.issuer}/token` };
    provider.intercept('/.well-known/oauth-authorization-server', answer(200, metadata));
    const session = sessionWith(await provider.signIn());
    await session.refresh();
    expect(provider.counts.refreshes).toBe(1);
    expect(session.getTokens()?.idToken).toBeDefined();
  });

  test('looks everywhere that servers whose issuer has a path put their metadata', async () => {
    const issuer = 'https://id.example.com/tenant/';
    const asked: string[] = [];
    const session = sessionWith(await provider.signIn(), {
      issuer,
      fetch: async (input) => {
        asked.push(new URL(String(input)).pathname);
        const isThere = asked.length === 3;
        return Response.json(isThere ? { issuer, token_endpoint: `${provider.issuer}/token` } : {}, {
          status: isThere ? 200 : 404,
        });
      },
    });
    await refusedRefresh(session);
    expect(asked.slice(0, 3)).toEqual([
      '/tenant/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/tenant',
      '/.well-known/openid-configuration/tenant',
    ]);
  });

  test('says why a server was not reached', async () => {
    const gone = await listen(() => {});
    await gone.close();
    const error = await refusedRefresh(sessionWith(await provider.signIn(), { issuer: `${gone.url}/realms/x` }));
    expect(error.message).toMatch(/\/realms\/x\/\S+ was not reached \(ECONNREFUSED\)\. Check the network/);
  });

  test('that is no JSON is told as such', async () => {
    provider.intercept('/.well-known/openid-configuration', (_request, response) => response.end('<p>Sign in</p>'));
    const error = await refusedRefresh(sessionWith(await provider.signIn()));
    expect(error.message).toMatch(/are no JSON object with an "issuer"\. Check "issuer"/);
  });

  test('that hangs is given up, and is no obstacle to the next', async () => {
    provider.intercept('/.well-known/openid-configuration', () => {});
    const session = sessionWith(await provider.signIn(), { discoveryTimeoutMs: 2000 });
    const error = await refusedRefresh(session);
    expect(error.message).toMatch(/did not come within "discoveryTimeoutMs" \(2000 ms\)/);
    await session.refresh();
    expect(provider.counts.refreshes).toBe(1);
  });

  test('refuses the metadata of another issuer, and names both', async () => {
    provider.intercept('/.well-known/openid-configuration', answer(200, { issuer: 'https://other.example.com' }));
    const error = await refusedRefresh(sessionWith(await provider.signIn()));
    expect(error.message).toMatch(/metadata of http:.* name another issuer, https:\/\/other\.example\.com/);
  });

  test('names the member that is missing, or is not https', async () => {
    provider.intercept('/.well-known/openid-configuration', answer(200, { issuer: provider.issuer }));
    expect((await refusedRefresh(sessionWith(await provider.signIn()))).message).toMatch(
      /"token_endpoint" is not there.*"server\.token_endpoint"/,
    );
    const session = sessionWith(await provider.signIn(), {
      issuer: 'https://id.example.com',
      allowHttp: false,
      fetch: async () =>
        Response.json({ issuer: 'https://id.example.com', token_endpoint: 'http://id.example.com/token' }),
    });
    expect((await refusedRefresh(session)).message).toMatch(/"token_endpoint" is no https address.*"allowHttp: true"/);
  });

  test('is read again where the token endpoint has moved, and nothing is lost', async () => {
    const session = sessionWith(await provider.signIn());
    await session.refresh();
    const metadata = await (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).json();
    provider.intercept(
      '/.well-known/openid-configuration',
      answer(200, { ...metadata, token_endpoint: `${provider.issuer}/old` }),
    );
    const other = sessionWith(await provider.signIn());
    provider.intercept('/old', answer(404, {}));
    await other.refresh();
    expect(provider.counts.refreshes).toBe(2);
  });

  test('is not needed where the endpoints are given by hand', async () => {
    const server = { token_endpoint: `${provider.issuer}/token` };
    const session = sessionWith(await provider.signIn(), { server });
    await session.refresh();
    expect(provider.sent.map(({ path }) => path)).toEqual(['/token']);
    expect(session.getTokens()?.idToken).toBeDefined();
  });

  test('by hand without an issuer, no ID token is kept, since none can be checked', async () => {
    const { issuer: _issuer, ...rest } = options({ server: { token_endpoint: `${provider.issuer}/token` } });
    const session = createSession({ ...oauth(rest).options, tokens: await provider.signIn(), origins: [api.url] });
    sessions.push(session);
    await session.refresh();
    expect(session.getTokens()).toMatchObject({ tokenType: 'Bearer', binding: { issuer: provider.issuer } });
    expect(session.getTokens()?.idToken).toBeUndefined();
  });
});

describe('a renewal', () => {
  test('sends resource and further parameters, and no scope', async () => {
    const session = sessionWith(await provider.signIn(), {
      resource: 'https://api.example.com/',
      scope: 'openid orders:read',
      parameters: { audience: 'orders' },
    });
    provider.intercept('/token', answer(200, { access_token: 'a', token_type: 'Bearer' }));
    await session.refresh();
    expect(Object.fromEntries(provider.tokenRequests()[0] ?? [])).toMatchObject({
      grant_type: 'refresh_token',
      client_id: 'app',
      resource: 'https://api.example.com/',
      audience: 'orders',
    });
    expect(provider.tokenRequests()[0]?.has('scope')).toBe(false);
  });

  test.each<[string, number, object, RegExp, string]>([
    [
      'a wrong client',
      401,
      { error: 'invalid_client' },
      /\/token answered invalid_client \(401\)\. Check "clientId" and "clientAuthentication"/,
      'active',
    ],
    ['a wrong scope', 400, { error: 'invalid_scope' }, /invalid_scope.*"scope"/, 'active'],
    ['a wrong resource', 400, { error: 'invalid_target' }, /invalid_target.*"resource"/, 'active'],
    ['a server that is busy', 400, { error: 'temporarily_unavailable' }, /temporarily_unavailable/, 'active'],
    [
      'a refusal',
      400,
      { error: 'invalid_grant', error_description: 'Gone.' },
      /invalid_grant \(400\): "Gone"/,
      'ended',
    ],
    ['an answer without a token', 200, { token_type: 'Bearer' }, /there is no "access_token"/, 'active'],
    ['a grant that it does not know', 400, { error: 'unsupported_grant_type' }, /Check "grant"/, 'active'],
    ['a page of a gateway', 502, {}, /without an OAuth error \(502\)\. See its log/, 'active'],
    ['an error with 200', 200, { error: 'bad_refresh_token' }, /bad_refresh_token \(200\)/, 'ended'],
    [
      'tokens that are bound to a key',
      200,
      { access_token: 'a', token_type: 'DPoP' },
      /bound to a key.*"dpop" is not set/,
      'active',
    ],
    [
      'tokens of a type that nobody knows',
      200,
      { access_token: 'a', token_type: 'mac' },
      /neither "Bearer" nor "DPoP"/,
      'active',
    ],
  ])('tells %s in words, and keeps or ends the session by them', async (_name, status, body, words, after) => {
    const session = sessionWith(await provider.signIn());
    provider.intercept('/token', answer(status, body));
    const error = await refusedRefresh(session);
    expect(error.message).toMatch(words);
    expect(session.status).toBe(after);
  });

  test('honours Retry-After of a token endpoint that is down', async () => {
    const session = sessionWith(await provider.signIn());
    provider.intercept('/token', answer(503, {}, { 'retry-after': '30' }));
    const failures: (number | undefined)[] = [];
    session.on('refresh-failed', ({ pausedUntilMs }) => failures.push(pausedUntilMs));
    await refusedRefresh(session);
    expect(failures[0]).toBeGreaterThan(Date.now() + 25_000);
  });

  test('keeps the refresh token that came with an answer that is otherwise no good', async () => {
    const tokens = await provider.signIn();
    const session = sessionWith(tokens);
    provider.intercept('/token', answer(200, { access_token: 'a', token_type: 'mac', refresh_token: 'the-next-one' }));
    await refusedRefresh(session);
    expect(session.getTokens()).toMatchObject({ accessToken: tokens.access_token, refreshToken: 'the-next-one' });
  });

  test('keeps the ID token where a renewal brings none', async () => {
    const session = sessionWith(await provider.signIn());
    await session.refresh();
    const { idToken } = session.getTokens() ?? {};
    provider.intercept('/token', answer(200, { access_token: 'a', token_type: 'Bearer' }));
    await session.refresh();
    expect(session.getTokens()).toMatchObject({ accessToken: 'a', idToken });
  });

  test('sends no refresh token to another issuer, or as another client', async () => {
    const tokens = await provider.signIn();
    const binding = { issuer: 'https://other.example.com', clientId: 'app' };
    const session = sessionWith({ ...tokens, binding });
    expect((await refusedRefresh(session)).message).toMatch(
      /of another "issuer" \(https:\/\/other\.example\.com.*nothing was sent/,
    );
    const other = sessionWith({ ...tokens, binding: { issuer: provider.issuer, clientId: 'theirs' } });
    expect((await refusedRefresh(other)).message).toMatch(/of another "clientId" \(theirs\)/);
    expect(provider.tokenRequests()).toEqual([]);
    expect([session.status, other.status]).toEqual(['active', 'active']);
  });

  test('ends the session that has no refresh token, and says how to get one', async () => {
    const session = sessionWith({ access_token: 'a' });
    await refusedRefresh(session);
    expect(session.getSnapshot().ended?.message).toMatch(/no refresh token.*offline_access/);
  });

  test('reads a token endpoint that answers with a form', async () => {
    const session = sessionWith(await provider.signIn());
    provider.intercept('/token', (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/x-www-form-urlencoded' });
      response.end('access_token=gho_x&token_type=bearer&scope=');
    });
    await session.refresh();
    expect(session.getTokens()?.accessToken).toBe('gho_x');
  });
});

test('no token and no secret stands in any error, event or snapshot', async () => {
  const tokens = await provider.signIn();
  const session = sessionWith(tokens);
  const seen: unknown[] = [];
  for (const name of ['refreshed', 'refresh-failed', 'ended', 'unauthorized', 'step', 'flight'] as const)
    session.on(name, (event) => seen.push(event, session.getSnapshot()));
  const bodies = [
    { access_token: 'brought-access-token-1', refresh_token: 'brought-refresh-token-1', token_type: 'mac' },
    {
      access_token: 'brought-access-token-2',
      refresh_token: 'brought-refresh-token-2',
      id_token: 'x.y.z',
      token_type: 'Bearer',
    },
    { error: 'invalid_grant', error_description: 'the token brought-refresh-token-2 is unknown' },
  ];
  for (const body of bodies) {
    provider.intercept('/token', answer('error' in body ? 400 : 200, body));
    seen.push(await refusedRefresh(session));
  }
  const printed = inspect(seen, { depth: 20, showHidden: false }) + JSON.stringify(seen);
  const causes = seen.map((error) => inspect((error as Error).cause, { depth: 20 })).join();
  for (const secret of ['brought-', 'x.y.z', tokens.refresh_token, tokens.access_token]) {
    expect(printed).not.toContain(secret);
    expect(causes).not.toContain(secret);
  }
  expect(printed).toContain('invalid_grant');
});

const good = { issuer: 'https://id.test', clientId: 'a' };

test.each<[object, RegExp]>([
  [{ clientId: 'a' }, /"issuer" expects/],
  [{ issuer: 'https://id.test' }, /"clientId" expects/],
  [{ issuer: 'http://id.test', clientId: 'a' }, /"issuer" expects an https address.*"allowHttp: true"/],
  [{ issuer: 'id.test', clientId: 'a' }, /"issuer" expects an https address such as/],
  [{ issuer: 'https://id.test', clientID: 'a' }, /no option "clientID"\. Did you mean "clientId"/],
  [{ ...good, clientSecret: 'hush' }, /no option "clientSecret"\. Write "clientAuthentication: ClientSecretBasic/],
  [{ ...good, issuer: 'https://id.test/.well-known/openid-configuration' }, /"issuer" expects the address without/],
  [{ ...good, scope: ['a', 'b'] }, /"scope" expects one string/],
  [{ ...good, parameters: { max_age: 5 } }, /"parameters" expects an object of strings/],
  [{ ...good, grant: 'client_credentials' }, /"grant" expects.*clientCredentials\(\)/],
  [{ ...good, grant: clientCredentials }, /"grant" expects.*clientCredentials\(\)/],
  [{ ...good, clientAuthentication: 'hush' }, /"clientAuthentication" expects.*ClientSecretBasic\(secret\)/],
  [{ ...good, clientAuthentication: ClientSecretBasic }, /"clientAuthentication" expects/],
  [{ ...good, clientAuthentication: PrivateKeyJwt }, /"clientAuthentication" expects/],
  [{ ...good, dpop }, /"dpop" expects.*dpop\(\{ keys \}\)/],
  [{ ...good, authorize: 'ask' }, /"authorize" expects.*askUser/],
  [{ ...good, dpop: true }, /"dpop" expects/],
  [{ ...good, onSignOut: {} }, /"onSignOut" expects revoke/],
  [{ ...good, registration: register }, /"registration" expects register\(…\)/],
  [{ ...good, server: {} }, /"server" expects "token_endpoint"/],
  [{ ...good, allowHttp: 'yes' }, /"allowHttp" expects true or false/],
  [{ ...good, clientId: 7 }, /"clientId" expects a string/],
  [{ issuer: 'https://id.test', clientId: 'a', discoveryTimeoutMs: 0 }, /"discoveryTimeoutMs"/],
  [{ issuer: 'https://id.test', clientId: 'a', clockToleranceSec: -1 }, /"clockToleranceSec"/],
  [{ server: { token_endpoint: 'http://id.test/t' }, clientId: 'a' }, /"server.token_endpoint" expects an https/],
])('oauth(%j) is a TypeError that names the option', (bad, words) => {
  expect(() => oauth(bad as never)).toThrow(TypeError);
  expect(() => oauth(bad as never)).toThrow(words);
  expect(() => oauth(bad as never)).not.toThrow('hush');
});

test.each<[string, ClientAuth]>([
  ['none', None()],
  ['a secret', ClientSecretBasic('s')],
  ['a secret in a JWT', ClientSecretJwt('s')],
  ['a certificate', TlsClientAuth()],
  ['one of the application itself', (_server, client, body) => body.set('client_id', client.client_id)],
])('oauth takes an authentication with %s', (_name, clientAuthentication) => {
  expect(() => oauth({ ...good, clientAuthentication })).not.toThrow();
});
