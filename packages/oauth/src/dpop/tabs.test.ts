import { createSession, type Session } from '@freshkey/core';
import { tabs } from '@freshkey/core/tabs';
import { createFetch } from '@freshkey/fetch';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeIndexedDB } from '../../../core/src/keeping/tabs/test-support/fake-indexed-db.ts';
import { authorizationUrl, callback, dpop, indexedDbKeys, oauth, revoke } from '../index.ts';
import { startApi, type TestApi } from '../test-support/api.ts';
import { browse } from '../test-support/browse.ts';
import { DpopGate } from '../test-support/dpop-gate.ts';
import { startProvider, type TestProvider } from '../test-support/provider.ts';

let provider: TestProvider;
let api: TestApi;
let gate: DpopGate;
let sessions: Session[];

beforeEach(async () => {
  // Node's own locks and channels, as between the tabs of an origin.
  vi.stubGlobal('document', { visibilityState: 'visible' });
  vi.stubGlobal('indexedDB', fakeIndexedDB().factory);
  provider = await startProvider({
    configuration: {
      features: {
        dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 1), requireNonce: () => true },
        revocation: { enabled: true, allowedPolicy: async () => true },
      },
    },
  });
  gate = new DpopGate();
  api = await startApi(provider, gate.check);
  sessions = [];
});
afterEach(async () => {
  for (const session of sessions) session.dispose();
  vi.unstubAllGlobals();
  await Promise.all([provider.close(), api.close()]);
});

/** Shares nothing with the other tabs but what a browser's tabs share. */
function openTab(key: string) {
  const auth = oauth({
    issuer: provider.issuer,
    clientId: 'app',
    scope: 'openid offline_access',
    redirectUri: `${provider.issuer}/signed-in`,
    allowHttp: true,
    fetch: provider.fetch,
    dpop: dpop({ keys: indexedDbKeys(key) }),
    onSignOut: revoke,
  });
  const store = tabs({ key, storage: 'memory' });
  const session = createSession({ ...auth.options, store, origins: [api.url], log: false });
  sessions.push(session);
  const apiFetch = createFetch(session);
  const send = (count: number) =>
    Promise.all(Array.from({ length: count }, async (_, id) => (await apiFetch(`${api.url}/${id}`)).status));
  return { auth, session, send };
}

const all = (status: Session['status']) =>
  expect.poll(() => sessions.map((session) => session.status), { timeout: 10_000 }).toEqual(Array(4).fill(status));

test('four tabs share a key, renew once an expiry, and a sign-out in one of them is revoked once', async () => {
  const key = crypto.randomUUID();
  const opened = Array.from({ length: 4 }, () => openTab(key));
  const [first] = opened as [ReturnType<typeof openTab>];
  const { url, transaction } = await authorizationUrl(first.auth);
  const address = await browse(url, `${provider.issuer}/signed-in`);
  await first.session.signIn(await callback(first.auth, address, transaction));
  await all('active');
  const { refreshes } = provider.counts;
  for (let round = 1; round <= 2; round++) {
    await provider.expire(first.session.getTokens()?.accessToken ?? '');
    gate.rotate();
    expect((await Promise.all(opened.map(({ send }) => send(5)))).flat()).toEqual(Array(20).fill(200));
    expect(provider.counts).toMatchObject({ refreshes: refreshes + round, reuses: 0 });
  }
  expect(new Set(sessions.map((session) => session.getTokens()?.binding?.key)).size).toBe(1);
  await opened[2]?.session.signOut();
  await all('signed-out');
  for (const session of sessions) await session.settled();
  expect(provider.sent.filter(({ path }) => path === '/token/revocation')).toHaveLength(1);
});
