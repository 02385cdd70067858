import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFleet, type Worker } from '../../../scripts/fleet/fleet.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;
let api: TestServer;
let workers: Worker[] = [];

beforeEach(async () => {
  [redis, api] = await Promise.all([startRedis(), createTestServer({ latencyMs: { token: 20, api: 2 } })]);
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.end()));
  workers = [];
  await Promise.all([api.close(), redis.stop()]);
});

const opener = new URL('./test-support/open-store.ts', import.meta.url).href;

const setup = (family: string, leaseMs = 1500) => ({
  opener,
  store: { family, url: redis.url, key: 'fleet', leaseMs },
  apiUrl: api.url,
});

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

test.each(['node-redis 6', 'ioredis 6'])('refreshes once per expiry for 8 processes, with %s', async (family) => {
  const tokens = api.tokens.issue();
  workers = await startFleet(8, () => ({ ...setup(family), tokens }));
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

test('goes on when the process that refreshes is killed', async () => {
  const tokens = api.tokens.issue();
  workers = await startFleet(4, () => ({ ...setup('node-redis 6'), tokens }));
  const [holder, ...others] = workers as [Worker, ...Worker[]];
  api.tokens.expireAll();
  // The server never comes to the refresh of the one who dies: the token is not spent.
  api.faults.next('token', 'hang');
  const dying = holder.request(idsFor(10)).catch((error: Error) => error.message);
  await holder.until('refreshing');
  const rest = requestEverywhere(25, others);
  await pause(200);
  holder.signal('SIGKILL');
  const ids = await rest;
  expect(await dying).toBe('The worker ended with SIGKILL.');
  api.journal.expectNothingLost(ids);
  api.journal.expectRefreshes(2);
  api.journal.expectNoReuse();
});

test('goes on when the process that refreshes is stopped beyond its lease, and takes it back in when it continues', async () => {
  const tokens = api.tokens.issue();
  workers = await startFleet(4, () => ({ ...setup('ioredis 6', 1000), tokens }));
  const [holder, ...others] = workers as [Worker, ...Worker[]];
  api.tokens.expireAll();
  // A gateway that gives up on the refresh of the one who sleeps: the token is not spent.
  api.faults.next('token', { status: 503, delayMs: 3000 });
  const mine = idsFor(10);
  const sleeping = holder.request(mine);
  sleeping.catch(() => undefined);
  await expect.poll(() => api.journal.entries.filter(({ kind }) => kind === 'token').length).toBe(1);
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

test.each(['node-redis 6', 'ioredis 6'])(
  'stops a process that slept beyond its lease before it spends the token, where it asks, with %s',
  async (family) => {
    const tokens = api.tokens.issue();
    workers = await startFleet(4, () => ({ ...setup(family, 1000), tokens, confirms: true }));
    const [holder, ...others] = workers as [Worker, ...Worker[]];
    api.tokens.expireAll();
    const mine = idsFor(5);
    const sleeping = holder.request(mine);
    // It has the lock, and is put to sleep before it sends.
    await holder.until('refreshing');
    holder.signal('SIGSTOP');
    const ids = await requestEverywhere(10, others);
    api.journal.expectRefreshes(1);
    holder.signal('SIGCONT');
    expect(await sleeping).toEqual([]);
    api.journal.expectNothingLost([...ids, ...mine]);
    api.journal.expectRefreshes(1);
    intact();
  },
);

test.each(['node-redis 6', 'ioredis 6'])(
  'refreshes once although Redis is flushed meanwhile, with %s',
  async (family) => {
    const tokens = api.tokens.issue();
    workers = await startFleet(8, () => ({ ...setup(family), tokens }));
    const gate = api.faults.hold('token');
    api.tokens.expireAll();
    const all = requestEverywhere(50);
    await gate.arrived();
    await redis.command('FLUSHALL');
    await pause(700);
    gate.open();
    api.journal.expectNothingLost(await all);
    api.journal.expectRefreshes(1);
    api.tokens.expireAll();
    await redis.command('FLUSHALL');
    api.journal.expectNothingLost(await requestEverywhere(20));
    api.journal.expectRefreshes(2);
    intact();
  },
);

test.each(['node-redis 6', 'ioredis 6'])(
  'refreshes once although Redis is restarted meanwhile, with %s',
  async (family) => {
    const tokens = api.tokens.issue();
    workers = await startFleet(8, () => ({ ...setup(family, 3000), tokens }));
    const gate = api.faults.hold('token');
    api.tokens.expireAll();
    const all = requestEverywhere(50);
    await gate.arrived();
    await redis.kill();
    await pause(300);
    await redis.start();
    await pause(1500);
    gate.open();
    api.journal.expectNothingLost(await all);
    api.journal.expectRefreshes(1);
    await redis.kill();
    api.tokens.expireAll();
    const next = requestEverywhere(20);
    await pause(500);
    await redis.start();
    api.journal.expectNothingLost(await next);
    api.journal.expectRefreshes(2);
    intact();
  },
);

test('accepts no seed after a flush while a process is running', async () => {
  const seed = api.tokens.issue();
  workers = await startFleet(2, () => ({ ...setup('node-redis 6'), tokens: seed }));
  api.tokens.expireAll();
  await requestEverywhere(5);
  await redis.command('FLUSHALL');
  // The newcomer's seed is the one that the others began with: it is long spent.
  const newcomers = await startFleet(2, () => ({ ...setup('ioredis 6'), tokens: seed }));
  workers.push(...newcomers);
  api.tokens.expireAll();
  api.journal.expectNothingLost(await requestEverywhere(5));
  api.journal.expectRefreshes(2);
  intact();
});

test('signs out in every process, and a flush brings nobody back', async () => {
  const seed = api.tokens.issue();
  workers = await startFleet(3, () => ({ ...setup('node-redis 6'), tokens: seed }));
  await workers[0]?.ask({ name: 'sign-out' });
  await expect
    .poll(() => Promise.all(workers.map((worker) => worker.ask({ name: 'status' }))))
    .toEqual(Array(3).fill('signed-out'));
  await redis.command('FLUSHALL');
  const [newcomer] = await startFleet(1, () => ({ ...setup('ioredis 6'), tokens: seed }));
  workers.push(newcomer as Worker);
  expect(await newcomer?.ask({ name: 'status' })).toBe('signed-out');
});
