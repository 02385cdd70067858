import { createSession, type Session } from '@freshkey/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { logoutUrl, type OAuthOptions, oauth, revoke } from '../index.ts';
import { answer, startProvider, type TestProvider } from '../test-support/provider.ts';

let provider: TestProvider;
const lines: string[] = [];

beforeEach(async () => {
  provider = await startProvider();
  lines.length = 0;
});
afterEach(() => provider.close());

const options = (more: Partial<OAuthOptions> = {}): OAuthOptions => ({
  issuer: provider.issuer,
  clientId: 'app',
  allowHttp: true,
  fetch: provider.fetch,
  onSignOut: revoke,
  ...more,
});

function start(tokens: object, more: Partial<OAuthOptions> = {}): Session {
  return createSession({ ...oauth(options(more)).options, tokens: tokens as never, log: (line) => lines.push(line) });
}

const revocations = () => provider.sent.filter(({ path }) => path === '/token/revocation').map(({ body }) => body);

test('a sign-out revokes the refresh token, and what was issued by it', async () => {
  const tokens = await provider.signIn();
  const session = start(tokens);
  await session.signOut();
  expect(session.status).toBe('signed-out');
  await session.settled();
  expect(revocations().map((body) => Object.fromEntries(body))).toEqual([
    { token: tokens.refresh_token, token_type_hint: 'refresh_token', client_id: 'app' },
  ]);
  expect(await provider.find(tokens.access_token)).toBeUndefined();
});

test('a sign-out during a renewal revokes what came last, once', async () => {
  const session = start(await provider.signIn());
  const asked = vi.fn();
  provider.intercept('/token', async (request, response) => {
    for await (const _chunk of request);
    asked();
    setTimeout(
      () => answer(200, { access_token: 'a1', refresh_token: 'the-last-one', token_type: 'Bearer' })(request, response),
      50,
    );
  });
  const renewing = session.refresh().catch(() => {});
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  await session.signOut();
  await renewing;
  await session.settled();
  expect(revocations().map((body) => body.get('token'))).toEqual(['the-last-one']);
});

test('without a refresh token the access token is revoked', async () => {
  const { access_token } = await provider.signIn();
  const session = start({ access_token });
  await session.signOut();
  await session.settled();
  expect(revocations().map((body) => Object.fromEntries(body))).toMatchObject([{ token_type_hint: 'access_token' }]);
  expect(await provider.find(access_token)).toBeUndefined();
});

test.each<[string, Partial<OAuthOptions>, RegExp]>([
  [
    'no revocation endpoint',
    { server: { token_endpoint: 'http://127.0.0.1:1/token' } },
    /"revocation_endpoint" is not there/,
  ],
  ['a client that the server does not know', { clientId: 'nobody' }, /revocation answered invalid_client/],
])('with %s the session is signed out all the same, and its log says why', async (_name, more, words) => {
  const tokens = await provider.signIn();
  const session = start(tokens, more);
  await session.signOut();
  await session.settled();
  expect(session.status).toBe('signed-out');
  expect(lines.join()).toMatch(words);
  expect(lines.join()).not.toContain(tokens.refresh_token);
});

test('the address to sign out of the server names the ID token, the client and where to go', async () => {
  const auth = oauth(options());
  const session = start(await provider.signIn());
  await session.refresh();
  const tokens = session.getTokens();
  const url = new URL(
    await logoutUrl(auth, tokens, { postLogoutRedirectUri: `${provider.issuer}/signed-out`, state: 's' }),
  );
  expect(url.pathname).toBe('/session/end');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    id_token_hint: tokens?.idToken,
    client_id: 'app',
    post_logout_redirect_uri: `${provider.issuer}/signed-out`,
    state: 's',
  });
  expect((await fetch(url)).status).toBe(200);

  expect([...new URL(await logoutUrl(auth, undefined)).searchParams.keys()]).toEqual(['client_id']);
});

test('revoke that is called by hand is a TypeError at once, and not an unhandled rejection at the sign-out', () => {
  expect(() => revoke(undefined as never)).toThrow(/"onSignOut: revoke", and not called/);
});
