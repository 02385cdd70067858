import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFleet, type Worker } from '../../../scripts/fleet/fleet.ts';
import { type ClientFamily, families } from './test-support/clients.ts';
import { Database } from './test-support/database.ts';

let database: Database;
let api: TestServer;
let workers: Worker[] = [];

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  api = await createTestServer({ latencyMs: { token: 20, api: 2 } });
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.end()));
  workers = [];
  await api.close();
});

/** One with notices, one without. */
const unlike = ['pg', 'porsager, through PgBouncer'] as const;

const opener = new URL('./test-support/open-store.ts', import.meta.url).href;

async function start(count: number, family: ClientFamily, leaseMs = 1500, more: { confirms?: boolean } = {}) {
  const tokens = api.tokens.issue();
  const store = { family, url: database.urlFor(family), key: 'fleet', leaseMs };
  workers = await startFleet(count, () => ({ opener, store, apiUrl: api.url, tokens, ...more }));
}

/** A share of the requests for each worker, every one with an id of its own. */
let serial = 0;
const idsFor = (count: number) => Array.from({ length: count }, () => `r${++serial}`);

async function requestEverywhere(perWorker: number, among = workers): Promise<string[]> {
  const shares = among.map(() => idsFor(perWorker));
  const failed = await Promise.all(among.map((worker, index) => worker.request(shares[index] as string[])));
  expect(failed.flat()).toEqual([]);
  return shares.flat();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const intact = () => {
  api.journal.expectNoReuse();
  api.journal.expectMaxConcurrentRefreshes(1);
};

test.each(families)('refreshes once per expiry for 8 processes: %s', async (family) => {
  await start(8, family);
  const ids: string[] = [];
  for (let expiry = 1; expiry <= 5; expiry++) {
    api.tokens.expireAll();
    ids.push(...(await requestEverywhere(50)));
    api.journal.expectRefreshes(expiry);
  }
  api.journal.expectNothingLost(ids);
  api.journal.expectNothingServedTwice(ids);
  // A token that was renewed a moment ago is tried once more, and once more after three refreshes in a minute.
  api.journal.expectMaxAttempts(4);
  intact();
});

test.each(unlike)('goes on when the process that refreshes is killed: %s', async (family) => {
  await start(8, family);
  const [holder, ...others] = workers as [Worker, ...Worker[]];
  api.tokens.expireAll();
  // The server never comes to the refresh of the one who dies: the token is not spent.
  api.faults.next('token', 'hang');
  const dying = holder.request(idsFor(10)).catch((error: Error) => error.message);
  await holder.until('refreshing');
  const rest = requestEverywhere(25, others);
  await pause(200);
  holder.signal('SIGKILL');
  api.journal.expectNothingLost(await rest);
  expect(await dying).toBe('The worker ended with SIGKILL.');
  api.journal.expectRefreshes(2);
  api.journal.expectNoReuse();
});

test.each(unlike)('takes back in a process that was asleep beyond its lease while it refreshed: %s', async (family) => {
  await start(8, family, 1000);
  const [holder, ...others] = workers as [Worker, ...Worker[]];
  api.tokens.expireAll();
  // A gateway that gives up on the refresh of the one who sleeps: the token is not spent.
  api.faults.next('token', { status: 503, delayMs: 3000 });
  const mine = idsFor(10);
  const sleeping = holder.request(mine);
  sleeping.catch(() => undefined);
  await expect
    .poll(() => api.journal.entries.filter(({ kind }) => kind === 'token').length, { timeout: 20_000 })
    .toBe(1);
  holder.signal('SIGSTOP');
  const ids = await requestEverywhere(25, others);
  api.journal.expectRefreshes(2);
  holder.signal('SIGCONT');
  expect(await sleeping).toEqual([]);
  api.journal.expectNothingLost([...ids, ...mine]);
  api.tokens.expireAll();
  await requestEverywhere(10);
  api.journal.expectRefreshes(3);
  api.journal.expectNoReuse();
});

test('stops a process that slept beyond its lease before it spends the token, where it asks', async () => {
  await start(4, 'pg', 1000, { confirms: true });
  const [holder, ...others] = workers as [Worker, ...Worker[]];
  api.tokens.expireAll();
  const mine = idsFor(5);
  const sleeping = holder.request(mine);
  await holder.until('refreshing');
  holder.signal('SIGSTOP');
  const ids = await requestEverywhere(10, others);
  holder.signal('SIGCONT');
  expect(await sleeping).toEqual([]);
  api.journal.expectNothingLost([...ids, ...mine]);
  api.journal.expectRefreshes(1);
  api.journal.expectNoReuse();
});

test.each(['pg', 'porsager'] as const)(
  'refreshes once although PostgreSQL is restarted under load, with %s',
  async (family) => {
    await start(8, family, 3000);
    const gate = api.faults.hold('token');
    api.tokens.expireAll();
    const all = requestEverywhere(50);
    await gate.arrived();
    await database.server.shutDown();
    await pause(500);
    await database.server.start();
    await pause(1000);
    gate.open();
    api.journal.expectNothingLost(await all);
    api.journal.expectRefreshes(1);
    await database.server.crash();
    api.tokens.expireAll();
    const next = requestEverywhere(20);
    await pause(1500);
    await database.server.start();
    api.journal.expectNothingLost(await next);
    api.journal.expectRefreshes(2);
    intact();
  },
);

test('refreshes once through PgBouncer although PostgreSQL is restarted behind it', async () => {
  await start(8, 'pg, through PgBouncer', 3000);
  const gate = api.faults.hold('token');
  api.tokens.expireAll();
  const all = requestEverywhere(50);
  await gate.arrived();
  await database.server.shutDown();
  await pause(500);
  await database.server.start();
  await pause(1000);
  gate.open();
  api.journal.expectNothingLost(await all);
  api.journal.expectRefreshes(1);
  intact();
});

test.each(['pg', 'porsager'] as const)(
  'spends nothing while PostgreSQL is stopped, and goes on when it is back, with %s',
  async (family) => {
    await start(8, family);
    expect(await requestEverywhere(5)).toHaveLength(40);
    await database.server.crash();
    api.tokens.expireAll();
    const failed = await Promise.all(workers.map((worker) => worker.request(idsFor(5))));
    expect(failed.flat()).toHaveLength(40);
    expect(failed.flat().every((line) => line.includes(': 401 '))).toBe(true);
    api.journal.expectRefreshes(0);
    await database.server.start();
    await expect
      .poll(async () => (await Promise.all(workers.map((worker) => worker.request(idsFor(1))))).flat(), {
        timeout: 30_000,
        interval: 300,
      })
      .toEqual([]);
    api.journal.expectRefreshes(1);
    intact();
  },
);

test.each(unlike)('keeps everybody signed out who was so during the refresh of another process: %s', async (family) => {
  await start(8, family, 3000);
  const [holder, leaver] = workers as [Worker, Worker];
  const gate = api.faults.hold('token');
  api.tokens.expireAll();
  const late = holder.request(idsFor(5));
  await gate.arrived();
  await leaver.ask({ name: 'sign-out' });
  gate.open();
  await late;
  expect((await database.document('fleet'))?.record).toContain('"tokens":null');
  // Behind a pooler nobody is told: they learn it when they refresh next.
  await Promise.all(workers.map((worker) => worker.ask({ name: 'refresh' }).catch(() => undefined)));
  const statuses = () => Promise.all(workers.map((worker) => worker.ask({ name: 'status' })));
  await expect.poll(statuses, { timeout: 20_000 }).toEqual(Array(8).fill('signed-out'));
  api.journal.expectRefreshes(1);
  intact();
});
