import { createSession, type Session } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { type ClientAuth, ClientSecretBasic, ClientSecretPost } from 'oauth4webapi';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clientCredentials, type OAuthOptions, oauth, revoke } from './index.ts';
import { type Glewlwyd, service, startGlewlwyd } from './test-support/glewlwyd.ts';
import { listen } from './test-support/listen.ts';

let server: Glewlwyd;
let api: { url: string; close(): Promise<void> };
let ended: Set<string>;
let renewals: number;
const sessions: Session[] = [];

beforeAll(async () => {
  server = await startGlewlwyd();
});
afterAll(() => server.close());
beforeEach(async () => {
  ended = new Set();
  renewals = 0;
  // It asks the server about each token, and takes those for ended that the test says.
  api = await listen(async (request, response) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const isGood = !ended.has(token) && (await server.isValid(token).catch(() => false));
    response.writeHead(isGood ? 200 : 401, isGood ? {} : { 'www-authenticate': 'Bearer error="invalid_token"' }).end();
  });
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  await api.close();
});

function start(tokens: object | undefined, more: Partial<OAuthOptions> = {}): Session {
  const auth = oauth({
    issuer: server.issuer,
    clientId: service.clientId,
    clientAuthentication: ClientSecretBasic(service.secret),
    allowHttp: true,
    fetch: (input, init) => {
      if (String(input).endsWith('/token')) renewals++;
      return fetch(input, init);
    },
    ...more,
  });
  const session = createSession({ ...auth.options, tokens: tokens as never, origins: [api.url], log: false });
  sessions.push(session);
  return session;
}

describe('glewlwyd', () => {
  test('renews one-use refresh tokens once an expiry, three times under ten requests', async () => {
    const session = start(await server.signIn());
    const apiFetch = createFetch(session);
    for (let round = 1; round <= 3; round++) {
      ended.add(session.getTokens()?.accessToken ?? '');
      const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await apiFetch(api.url)).status));
      expect(statuses).toEqual(Array(10).fill(200));
      expect(renewals).toBe(round);
    }
    expect(session.getTokens()?.binding?.issuer).toBe(server.issuer);
  });

  test('ends the session whose refresh token somebody else has used', async () => {
    const tokens = await server.signIn();
    const [thief, session] = [start(tokens), start(tokens)];
    await thief.refresh();
    await expect(session.refresh()).rejects.toMatchObject({ code: 'refresh-refused' });
    expect(session.getSnapshot().ended).toMatchObject({
      // It says nothing but 400, to a spent token as to a wrong client.
      message: expect.stringMatching(/\/api\/oidc\/token answered without an OAuth error \(400\)/),
    });
  });

  test('gives a service its token at the first need', async () => {
    const session = start(undefined, { grant: clientCredentials(), scope: 'orders' });
    expect((await createFetch(session)(api.url)).status).toBe(200);
    expect(session.getTokens()).toMatchObject({ scope: 'orders' });
  });

  test('refuses a wrong secret, and the session says what to change', async () => {
    const wrong = { grant: clientCredentials(), clientAuthentication: ClientSecretBasic('wrong') };
    const error = await start(undefined, wrong)
      .getAccessToken()
      .catch((reason) => reason);
    expect(error.message).toMatch(/\/token answered/);
    expect(error.message).not.toContain('wrong');
  });

  test.each<[string, (secret: string) => ClientAuth, boolean]>([
    ['Basic, which the client encodes (RFC 6749 §2.3.1) and this server does not decode', ClientSecretBasic, false],
    ['the body', ClientSecretPost, true],
  ])('knows a secret with a hyphen only where it is sent as it is: in %s', async (_name, authentication, isTaken) => {
    const grant = clientCredentials();
    const session = start(undefined, {
      grant,
      scope: 'orders',
      clientId: 'hyphen',
      clientAuthentication: authentication('a-secret'),
    });
    expect(await session.getAccessToken().then(Boolean, () => false)).toBe(isTaken);
  });

  test('learns of a sign-out', async () => {
    const session = start(await server.signIn(), { onSignOut: revoke });
    await session.refresh();
    const { refreshToken } = session.getTokens() ?? {};
    await session.signOut();
    await session.settled();
    const late = start({ access_token: 'a', refresh_token: refreshToken });
    await expect(late.refresh()).rejects.toMatchObject({ code: 'refresh-refused' });
  });
});
