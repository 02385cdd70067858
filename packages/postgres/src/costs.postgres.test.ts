import { createSession } from '@freshkey/fetch';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import porsager from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { postgresStores } from './postgres.ts';
import { clients, families } from './test-support/clients.ts';
import { Database } from './test-support/database.ts';
import { simulate } from './test-support/processes.ts';
import { Relay } from './test-support/relay.ts';

let database: Database;
let api: TestServer;

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  api = await createTestServer();
});
afterEach(() => api.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  ...families.map((family) => ({ family, most: family === 'porsager, through PgBouncer' ? 8 : 4, listen: true })),
  { family: 'pg' as const, most: 4, listen: false },
])(
  'adds at most $most round trips to a refresh, and none to a success: $family, with notices: $listen',
  async ({ family, most, listen }) => {
    const relay = await Relay.start(database.urlFor(family));
    const { client, close } = clients[family](relay.url);
    const one = simulate(client, api, { listen, leaseMs: 5000 }, { tokens: api.tokens.issue() });
    await one.session.ready;
    for (let warming = 0; warming < 3; warming++) await one.session.refresh();
    await pause(200);
    const counts: number[] = [];
    for (let round = 0; round < 5; round++) {
      relay.turns = 0;
      expect(await one.status()).toBe(200);
      expect(relay.turns).toBe(0);
      api.tokens.expireAll();
      expect(await one.status()).toBe(200);
      await pause(50);
      counts.push(relay.turns);
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(most);
    expect(Math.min(...counts)).toBeGreaterThan(2);
    api.journal.expectRefreshes(8);
    one.session.dispose();
    await close();
    await relay.stop();
  },
);

test.each(['pg', 'porsager'] as const)(
  'opens one connection for the notices of any number of sessions, and none where they are off, with %s',
  async (family) => {
    const name = `count-${family}`;
    const url = `${database.server.url}?application_name=${name}`;
    const connections = async () => {
      const [row] = await database.query(
        "select count(*)::int as count from pg_stat_activity where application_name = $1 and query ilike 'listen %'",
        [name],
      );
      return row?.count;
    };
    const { client, close } = clients[family](url);
    const silent = postgresStores(client, { listen: false })('user');
    const quiet = createSession({ store: silent, tokens: api.tokens.issue() });
    await quiet.ready;
    await pause(100);
    expect(await connections()).toBe(0);
    const storeOf = postgresStores(client);
    const sessions = Array.from({ length: 100 }, (_, index) =>
      createSession({ store: storeOf(`user ${index}`), tokens: api.tokens.issue() }),
    );
    await Promise.all(sessions.map(({ ready }) => ready));
    await expect.poll(connections).toBe(1);
    for (const session of [quiet, ...sessions]) session.dispose();
    await close();
    await expect.poll(connections).toBe(0);
  },
);

test('shows the database neither the name of a session nor a token, in its row and in its notices', async () => {
  const heard: string[] = [];
  const { client, close } = clients.pg(database.server.url);
  const sql = porsager(database.server.url, { max: 1 });
  await sql.listen('freshkey_sessions', (payload) => heard.push(payload));
  const encryptionKey = { id: 'k1', key: new Uint8Array(32).fill(9) };
  const session = createSession({
    store: postgresStores(client, { encryptionKey, tenant: 'acme' })('ada@example.com'),
    tokens: { accessToken: 'secret-access', refreshToken: 'secret-refresh' },
    refresh: () => ({ accessToken: 'secret-next' }),
  });
  await session.ready;
  await session.refresh();
  await expect.poll(() => heard.length).toBeGreaterThan(2);
  const text = JSON.stringify([heard, await database.query('select * from freshkey_sessions')]);
  expect(text).toContain('enc.k1.');
  expect(text).not.toMatch(/secret|ada|acme|example/);
  session.dispose();
  await close();
  await sql.end();
});

test('keeps the same key of two customers apart, and every session to itself', async () => {
  const { client, close } = clients.pg(database.server.url);
  const open = (tenant: string, key: string) => createSession({ store: postgresStores(client, { tenant })(key) });
  const [one, other, own] = [open('acme', 'ada'), open('globex', 'ada'), open('acme', 'bea')];
  await one.signIn({ accessToken: 'of-acme' });
  await other.signIn({ accessToken: 'of-globex' });
  await own.signIn({ accessToken: 'of-bea' });
  const again = open('acme', 'ada');
  expect(await again.getAccessToken()).toBe('of-acme');
  expect(await other.getAccessToken()).toBe('of-globex');
  for (const session of [one, other, own, again]) session.dispose();
  await close();
});
