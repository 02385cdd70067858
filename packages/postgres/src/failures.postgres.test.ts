import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { prune } from './prune.ts';
import { ddl } from './table.ts';
import { clients, type OpenClient } from './test-support/clients.ts';
import { Database } from './test-support/database.ts';
import { type Simulated, simulate } from './test-support/processes.ts';
import { Relay } from './test-support/relay.ts';

let database: Database;
let api: TestServer;
let open: { end(): unknown }[] = [];

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  api = await createTestServer();
});
afterEach(async () => {
  for (const one of open.reverse()) await one.end();
  open = [];
  await api.close();
});

function use({ client, close }: OpenClient): OpenClient['client'] {
  open.push({ end: close });
  return client;
}

function start(
  client: OpenClient['client'],
  ...more: [Parameters<typeof simulate>[2]?, Parameters<typeof simulate>[3]?]
) {
  const one = simulate(client, api, ...more);
  open.push({ end: () => one.session.dispose() });
  return one;
}

const withTokens = () => ({ tokens: api.tokens.issue() });

async function refused(one: Simulated): Promise<string> {
  api.tokens.expireAll();
  expect(await one.status()).toBe(401);
  api.journal.expectRefreshes(0);
  return one.failures.join('\n');
}

test.each(['pg', 'porsager'] as const)(
  'says which table is missing and how to make it, makes none itself, and works once it is there, with %s',
  async (family) => {
    const table = `elsewhere_${family}`;
    const one = start(use(database.open(family)), { table }, withTokens());
    expect(await refused(one)).toMatch(
      `store-failed: There is no table "${table}": run the SQL that ddl() of @freshkey/postgres returns, once, or name the table in "table". PostgreSQL said: relation "${table}" does not exist`,
    );
    expect(
      await database.query("select relname from pg_class where relname like 'elsewhere%' and relkind = 'r'"),
    ).toEqual([]);
    await database.query(ddl(table));
    await expect.poll(() => one.status(), { timeout: 10_000, interval: 200 }).toBe(200);
    api.journal.expectNoReuse();
    await database.query(`drop table ${table}`);
  },
);

test.each([
  ['no such column', 'create table odd (id text primary key, version bigint, body text)', /other columns than ddl\(\)/],
  ['no such schema', 'select 1', /no schema for the table "nowhere.odd"|no table "nowhere.odd"/],
  [
    'another type',
    'create table odd (id bigint primary key, version bigint, document text)',
    /other columns than ddl\(\)/,
  ],
  [
    'no rights',
    `${ddl('odd')} revoke all on odd from visitor`,
    /may not use the table "odd": grant select, insert and update/,
  ],
  [
    'no key',
    'create table odd (id text, version bigint, document text, updated_at timestamptz)',
    /other columns than ddl\(\)/,
  ],
])('says what is wrong with the table: %s', async (what, sql, message) => {
  await database.query('drop table if exists odd; drop role if exists visitor; create role visitor login');
  await database.query(sql);
  const url = new URL(database.server.url);
  if (what === 'no rights') url.username = 'visitor';
  const table = what === 'no such schema' ? 'nowhere.odd' : 'odd';
  const one = start(use(clients.pg(url.href)), { table }, withTokens());
  expect(await refused(one)).toMatch(message);
});

test('says where to connect when it was given a replica, and goes on once that takes writes', async () => {
  const replica = `${database.server.url}?options=-c%20default_transaction_read_only%3Don`;
  const one = start(use(clients.pg(replica)), {}, withTokens());
  expect(await refused(one)).toMatch(
    /store-unreachable: .*takes no writes: it is a replica, or read-only. Connect to the primary. PostgreSQL said: cannot execute/,
  );
  expect(await database.document('shared')).toBeUndefined();
});

test('says that the database is not known, or does not let it in', async () => {
  const one = start(use(clients.pg(database.server.url.replace(/postgres$/, 'nobody'))), {}, withTokens());
  expect(await refused(one)).toMatch(/store-failed: PostgreSQL refused: database "nobody" does not exist/);
});

test('says that the application has closed its client', async () => {
  const opened = database.open('pg');
  const one = start(opened.client, {}, withTokens());
  await one.session.ready;
  await opened.close();
  expect(await refused(one)).toMatch(/was closed by the application: close the session first, then its client/);
});

test.each(['pg', 'porsager'] as const)('notices no connection that was lost, with %s', async (family) => {
  const relay = await Relay.start(database.server.url);
  open.push({ end: () => relay.stop() });
  const one = start(use(clients[family](relay.url)), { storeTimeoutMs: 3000 }, withTokens());
  await one.session.ready;
  for (let round = 1; round <= 3; round++) {
    relay.cut();
    api.tokens.expireAll();
    expect(await one.status()).toBe(200);
    api.journal.expectRefreshes(round);
  }
  expect(one.failures.filter((failure) => !failure.startsWith('read'))).toEqual([]);
  api.journal.expectNoReuse();
});

test.each(['pg', 'porsager'] as const)(
  'stores once what was written though the answer was lost, with %s',
  async (family) => {
    const relay = await Relay.start(database.server.url);
    open.push({ end: () => relay.stop() });
    const one = start(use(clients[family](relay.url)), { storeTimeoutMs: 5000 }, withTokens());
    await one.session.ready;
    const gate = api.faults.hold('token');
    api.tokens.expireAll();
    const answer = one.status();
    await gate.arrived();
    relay.losesAnswers = true;
    gate.open();
    setTimeout(() => {
      relay.losesAnswers = false;
    }, 150);
    expect(await answer).toBe(200);
    await one.session.settled();
    const [access] = [await one.session.getAccessToken()];
    const other = start(use(database.open('pg')));
    expect(await other.session.getAccessToken()).toBe(access);
    api.journal.expectRefreshes(1);
  },
);

test('refreshes nothing while PostgreSQL is away, says so, serves what is good from memory, and recovers', async () => {
  const one = start(use(database.open('pg')), {}, withTokens());
  await one.session.ready;
  await database.server.crash();
  expect(await one.status()).toBe(200);
  const failures = await refused(one);
  expect(failures).toMatch(/lock: store-unreachable: The store did not do its part within \d+ ms: /);
  await database.server.start();
  await expect.poll(() => one.status(), { timeout: 10_000, interval: 200 }).toBe(200);
  const other = start(use(database.open('porsager')));
  expect(await other.status()).toBe(200);
  api.journal.expectRefreshes(1);
  api.journal.expectNoReuse();
});

test('hears of what others write again after PostgreSQL was restarted', async () => {
  for (const family of ['pg', 'porsager'] as const) {
    const [one, other] = [
      start(use(database.open(family)), { key: family }),
      start(use(database.open('pg')), { key: family }),
    ];
    await other.session.signIn({ accessToken: 'first' });
    await expect.poll(() => one.session.status, { timeout: 5000 }).toBe('active');
    await database.server.shutDown();
    await database.server.start();
    await expect.poll(async () => other.session.signOut().then(() => 'told', String), { timeout: 5000 }).toBe('told');
    await expect.poll(() => one.session.status, { timeout: 10_000 }).toBe('signed-out');
  }
});

test('spends nothing while every connection of the pool is taken', async () => {
  const pool = new Pool({ connectionString: database.server.url, max: 1 });
  open.push({ end: () => pool.end() });
  const one = start(pool, {}, withTokens());
  await one.session.ready;
  const taken = await pool.connect();
  expect(await refused(one)).toMatch(/lock: store-unreachable: .*there was no answer/);
  taken.release();
  await expect.poll(() => one.status(), { timeout: 10_000, interval: 200 }).toBe(200);
  api.journal.expectRefreshes(1);
});

test('works where every transaction is serializable', async () => {
  const url = `${database.server.url}?options=-c%20default_transaction_isolation%3Dserializable`;
  const another = () => start(use(clients.pg(url)), { storeTimeoutMs: 5000, listen: false });
  const first = another();
  await first.session.signIn(api.tokens.issue());
  const all = [first, another(), another(), another()];
  for (let round = 1; round <= 3; round++) {
    api.tokens.expireAll();
    expect(await Promise.all(all.map((one) => one.status()))).toEqual([200, 200, 200, 200]);
    api.journal.expectRefreshes(round);
  }
  api.journal.expectNoReuse();
});

test('prunes what was not written for so long, and nothing else', async () => {
  const client = use(database.open('porsager'));
  for (const [key, age] of [
    ['old', '2 days'],
    ['young', '1 hour'],
  ] as const) {
    await start(client, { key }).session.signIn({ accessToken: key });
    await database.query('update freshkey_sessions set updated_at = now() - $2::interval where id = $1', [
      database.idOf(key),
      age,
    ]);
  }
  expect(await prune(client, { olderThanMs: 86_400_000 })).toBe(1);
  expect(await prune(client, { olderThanMs: 86_400_000 })).toBe(0);
  expect(await database.document('old')).toBeUndefined();
  expect(await database.document('young')).toBeDefined();
  await expect(prune(client, { olderThanMs: 86_400_000, table: 'nowhere' })).rejects.toThrow(
    /There is no table "nowhere"/,
  );
  await expect(prune(client, { olderThanMs: 10 })).rejects.toThrow(TypeError);
});

test('loses no session that is in use when its row is deleted', async () => {
  const one = start(use(database.open('pg')), {}, withTokens());
  await one.session.ready;
  await database.empty();
  api.tokens.expireAll();
  expect(await one.status()).toBe(200);
  await one.session.settled();
  const other = start(use(database.open('pg')));
  expect(await other.status()).toBe(200);
  api.journal.expectRefreshes(1);
  api.journal.expectNoReuse();
});

test('overwrites nothing that a server which fell back to an older state was given since', async () => {
  const one = start(use(database.open('pg')), { listen: false });
  await one.session.signIn({ accessToken: 'first' });
  const [older] = await database.query('select version, document from freshkey_sessions');
  const other = start(use(database.open('pg')), { listen: false });
  await other.session.ready;
  await one.session.signIn({ accessToken: 'lost' });
  await database.query('update freshkey_sessions set version = $1, document = $2', [older?.version, older?.document]);
  // As many writes as were lost.
  await other.session.signIn({ accessToken: 'since' });
  await one.session.update({ accessToken: 'late' }).catch(() => undefined);
  const newcomer = start(use(database.open('pg')), { listen: false });
  expect(await newcomer.session.getAccessToken()).toBe('since');
});
