import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoProvider, startProvider } from '../../../scripts/demo/provider.ts';
import { attach, createSession } from './index.ts';

/** A stranger to the project: a certified OpenID provider that rotates refresh tokens and revokes on reuse. */
let provider: DemoProvider;
let apiUrl: string;
const api = createServer(async (request, response) => {
  const isValid = await provider.isValid(request.headers.authorization?.replace('Bearer ', '') ?? '');
  response
    .writeHead(isValid ? 200 : 401, isValid ? {} : { 'www-authenticate': 'Bearer error="invalid_token"' })
    .end('{}');
});

beforeAll(async () => {
  // They end when the test says so, however slow the machine is.
  provider = await startProvider({ accessLifetimeSec: 600 });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await provider.close();
  api.close();
  api.closeAllConnections();
});

const sessionAt = (tokens: { access_token: string; refresh_token: string }) =>
  createSession({
    tokens,
    refresh: ({ tokens: { refreshToken }, signal }) =>
      fetch(`${provider.issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          client_id: provider.clientId,
        }),
        signal,
      }),
  });

test('a storm at every expiry costs one refresh, and no refresh token is spent twice', async () => {
  const session = sessionAt(await provider.signIn());
  const client = axios.create({ baseURL: apiUrl });
  attach(client, session);
  for (let expiry = 1; expiry <= 4; expiry++) {
    await provider.expire(await session.getAccessToken());
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 ? client.get('/x') : client.post('/x', { index }))),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(provider.counts.refreshes).toBe(expiry);
  }
  expect(provider.counts.reuseDetected).toBe(0);
  session.dispose();
});

test("a refresh token that somebody else has spent ends the session once, with the provider's reason", async () => {
  const tokens = await provider.signIn();
  const thief = sessionAt(tokens);
  await thief.refresh();
  const session = sessionAt(tokens);
  const client = axios.create({ baseURL: apiUrl });
  attach(client, session);
  await provider.expire(tokens.access_token);
  const error = await client.get('/x').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ response: { status: 401 } });
  expect(session.getSnapshot()).toMatchObject({
    status: 'ended',
    ended: { code: 'invalid_grant', message: 'The token endpoint answered invalid_grant (400).' },
  });
  expect(provider.counts.reuseDetected).toBe(1);
});
