// @vitest-environment node
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApp, type SecureStore } from './react-native.ts';

let server: TestServer;

beforeEach(async () => {
  server = await createTestServer();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

/** A keychain: it answers later, and keeps nothing that is longer than it may be. */
function keychain({ limit = 4096 } = {}): SecureStore & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    getItemAsync: async (key) => held.get(key) ?? null,
    async setItemAsync(key, value) {
      if (value.length <= limit) held.set(key, value);
    },
  };
}

test('a restart finds the session that a refresh left in the keychain', async () => {
  const vault = keychain();
  const first = createApp(vault, server.url);
  await first.session.signIn(server.tokens.issue());
  server.tokens.expireAll();
  expect((await first.api(`${server.url}/api/orders`)).status).toBe(200);
  await first.session.settled();
  const { accessToken } = first.session.getTokens() ?? {};
  first.session.dispose();

  const { session, api } = createApp(vault, server.url);
  await session.ready;
  expect([session.status, session.getTokens()?.accessToken]).toEqual(['active', accessToken]);
  server.tokens.expireAll();
  expect((await api(`${server.url}/api/orders`)).status).toBe(200);
  server.journal.expectRefreshes(2);
  server.journal.expectNoReuse();
  session.dispose();
});

test('a sign-out leaves no token in the keychain', async () => {
  const vault = keychain();
  const { session } = createApp(vault, server.url);
  const tokens = server.tokens.issue();
  await session.signIn(tokens);
  expect([...vault.held.values()].join()).toContain(tokens.refresh_token);
  await session.signOut();
  expect([...vault.held.values()].join()).not.toMatch(new RegExp(`${tokens.refresh_token}|${tokens.access_token}`));
  session.dispose();
});

test('a keychain that drops what is too large for it is said, and the session goes on', async () => {
  const said: string[] = [];
  vi.spyOn(console, 'warn').mockImplementation((...words) => void said.push(words.join(' ')));
  const { session, api } = createApp(keychain({ limit: 100 }), server.url);
  await session.signIn(server.tokens.issue());
  const line = /not be there after a restart: .*did not keep what was written/;
  await vi.waitFor(() => expect(said).toContainEqual(expect.stringMatching(line)), 10_000);
  expect((await api(`${server.url}/api/orders`)).status).toBe(200);
  session.dispose();
});
