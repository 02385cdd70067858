/**
 * What people have reported of sessions, tokens and locks in PostgreSQL, tried here. Beside each address stands what came
 * of the first try.
 */
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { postgres, postgresStores } from './postgres.ts';
import { Database } from './test-support/database.ts';
import { simulate } from './test-support/processes.ts';
import { Relay } from './test-support/relay.ts';

let database: Database;
let api: TestServer;
let ends: (() => unknown)[] = [];

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  api = await createTestServer();
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
  await api.close();
});

const wait = (timeoutMs = 20_000) => ({ signal: new AbortController().signal, timeoutMs });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function start(client: Parameters<typeof simulate>[0], ...more: [Parameters<typeof simulate>[2]?]) {
  const one = simulate(client, api, ...more);
  ends.push(() => one.session.dispose());
  return one;
}

function poolAt(url: string, options: object = {}): Pool {
  const pool = new Pool({ connectionString: url, max: 4, ...options });
  pool.on('error', () => undefined);
  ends.push(() => pool.end());
  return pool;
}

// https://github.com/goauthentik/authentik/issues/23876: passed.
test('leaves no advisory lock on a connection of PgBouncer, as session locks do that are given back on another one', async () => {
  const pool = poolAt(database.urlFor('pg, through PgBouncer'));
  const storeOf = postgresStores(pool);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => storeOf(`user ${index % 5}`).lock.run(async () => {}, wait())),
  );
  expect(await database.query("select * from pg_locks where locktype = 'advisory'")).toEqual([]);
});

// https://github.com/pgdogdev/pgdog/issues/1407: passed.
test('frees the lock of a client that vanished behind a pooler', async () => {
  const relay = await Relay.start(database.urlFor('pg, through PgBouncer'));
  const options = { key: 'vanished', leaseMs: 500, storeTimeoutMs: 300 };
  let end = () => {};
  const held = postgres(poolAt(relay.url), options).lock.run(
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
    wait(),
  );
  await expect.poll(async () => (await database.document('vanished'))?.owner).toBeDefined();
  await relay.stop();
  const other = postgres(poolAt(database.urlFor('pg, through PgBouncer')), options);
  expect(await other.lock.run(async () => 'free', wait())).toBe('free');
  end();
  await held;
});

// https://github.com/madelson/DistributedLock/issues/168: passed.
test('needs no prepared statement that another connection of PgBouncer would not know', async () => {
  for (const family of ['pg, through PgBouncer', 'porsager, through PgBouncer'] as const) {
    const { client, close } = database.open(family);
    const storeOf = postgresStores(client);
    const ran = Array.from({ length: 30 }, (_, index) =>
      storeOf(`${family} ${index}`).lock.run(async () => index, wait()),
    );
    expect(await Promise.all(ran)).toHaveLength(30);
    await close();
  }
});

// https://github.com/brianc/node-postgres/issues/967: passed.
test('hears of others though the pool closes every connection that idles', async () => {
  const one = start(poolAt(database.server.url, { max: 1, idleTimeoutMillis: 50 }));
  const other = start(poolAt(database.server.url));
  await Promise.all([one.session.ready, other.session.ready]);
  await pause(500);
  await other.session.signIn({ accessToken: 'new' });
  await expect.poll(() => one.session.status, { timeout: 5000 }).toBe('active');
});

// https://github.com/brianc/node-postgres/issues/3003: passed.
test('hears of others again after the connection for notices was broken off', async () => {
  const relay = await Relay.start(database.server.url);
  ends.push(() => relay.stop());
  const one = start(poolAt(relay.url));
  const other = start(poolAt(database.server.url));
  await Promise.all([one.session.ready, other.session.ready]);
  await pause(200);
  relay.cut();
  await other.session.signIn({ accessToken: 'new' });
  await expect.poll(() => one.session.status, { timeout: 10_000 }).toBe('active');
});

// https://github.com/lidofinance/lido-keys-api/issues/268: passed.
test('goes on after a failover though the pool still holds connections to what takes no writes any longer', async () => {
  await database.query('drop role if exists failover; create role failover login');
  await database.query('grant select, insert, update on freshkey_sessions to failover');
  await database.query('alter role failover set default_transaction_read_only = on');
  const url = new URL(database.server.url);
  url.username = 'failover';
  const pool = poolAt(url.href, { max: 2 });
  await Promise.all([pool.query('select 1'), pool.query('select 1')]);
  // From now on new connections reach the primary.
  await database.query('alter role failover reset default_transaction_read_only');
  const one = start(pool, { storeTimeoutMs: 3000 });
  await one.session.signIn(api.tokens.issue());
  api.tokens.expireAll();
  expect(await one.status()).toBe(200);
  expect(await database.document('shared')).toBeDefined();
  await database.query('drop owned by failover');
});

// https://github.com/SerayaEryn/fastify-session/issues/237: passed.
test('lets no request write over what a parallel one has stored since it read', async () => {
  const storeOf = postgresStores(poolAt(database.server.url));
  const [one, other] = [storeOf('parallel'), storeOf('parallel')];
  const record = (generation: number) => ({ generation, loginId: 'l', tokens: null });
  await one.write(record(1), undefined);
  expect(await other.read()).toEqual(record(1));
  expect(await one.write(record(2), 1)).toBe(true);
  expect(await other.write(record(3), 1)).toBe(false);
  expect(await other.read()).toEqual(record(2));
});
