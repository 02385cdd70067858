import { afterEach, beforeEach, expect, test } from 'vitest';
import { FleetTest, pause } from '../../../scripts/fleet/fleet-test.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;
let fleet: FleetTest;

beforeEach(async () => {
  [redis, fleet] = await Promise.all([startRedis(), FleetTest.open()]);
});
afterEach(async () => {
  await fleet.close();
  await redis.stop();
});

const opener = new URL('./test-support/open-store.ts', import.meta.url).href;

const setup = (family: string, leaseMs = 1500) => ({
  opener,
  store: { family, url: redis.url, key: 'fleet', leaseMs },
});

test.each(['node-redis 6', 'ioredis 6'])('refreshes once per expiry for 8 processes, with %s', async (family) => {
  await fleet.start(8, setup(family));
  await fleet.expectOneRefreshAnExpiry(50);
});

test('goes on when the process that refreshes is killed', async () => {
  await fleet.start(4, setup('node-redis 6'));
  await fleet.expectToOutliveItsHolder(25);
});

test('takes back in a process that was asleep beyond its lease while it refreshed', async () => {
  await fleet.start(4, setup('ioredis 6', 1000));
  await fleet.expectToTakeBackASleeper({ perWorker: 25, gatewayGivesUpMs: 3000 });
});

test.each(['node-redis 6', 'ioredis 6'])(
  'stops a process that slept beyond its lease before it spends the token, where it asks, with %s',
  async (family) => {
    await fleet.start(4, { ...setup(family, 1000), confirms: true });
    await fleet.expectToStopASleeperThatAsks(10);
  },
);

test.each(['node-redis 6', 'ioredis 6'])(
  'refreshes once although Redis is flushed meanwhile, with %s',
  async (family) => {
    await fleet.start(8, setup(family));
    await fleet.expectOneRefreshThrough(50, async () => {
      await redis.command('FLUSHALL');
      await pause(700);
    });
    fleet.api.tokens.expireAll();
    await redis.command('FLUSHALL');
    fleet.api.journal.expectNothingLost(await fleet.requestEverywhere(20));
    fleet.api.journal.expectRefreshes(2);
    fleet.expectIntact();
  },
);

test.each(['node-redis 6', 'ioredis 6'])(
  'refreshes once although Redis is restarted meanwhile, with %s',
  async (family) => {
    await fleet.start(8, setup(family, 3000));
    await fleet.expectOneRefreshThrough(50, async () => {
      await redis.kill();
      await pause(300);
      await redis.start();
      await pause(1500);
    });
    await redis.kill();
    fleet.api.tokens.expireAll();
    const next = fleet.requestEverywhere(20);
    await pause(500);
    await redis.start();
    fleet.api.journal.expectNothingLost(await next);
    fleet.api.journal.expectRefreshes(2);
    fleet.expectIntact();
  },
);

test('accepts no seed after a flush while a process is running', async () => {
  const tokens = fleet.api.tokens.issue();
  await fleet.start(2, { ...setup('node-redis 6'), tokens });
  fleet.api.tokens.expireAll();
  await fleet.requestEverywhere(5);
  await redis.command('FLUSHALL');
  // The newcomers' seed is the one that the others began with: it is long spent.
  await fleet.start(2, { ...setup('ioredis 6'), tokens });
  fleet.api.tokens.expireAll();
  fleet.api.journal.expectNothingLost(await fleet.requestEverywhere(5));
  fleet.api.journal.expectRefreshes(2);
  fleet.expectIntact();
});

test('signs out in every process, and a flush brings nobody back', async () => {
  const tokens = fleet.api.tokens.issue();
  const [leaver] = await fleet.start(3, { ...setup('node-redis 6'), tokens });
  await leaver?.ask({ name: 'sign-out' });
  await fleet.expectStatusEverywhere('signed-out');
  await redis.command('FLUSHALL');
  const [newcomer] = await fleet.start(1, { ...setup('ioredis 6'), tokens });
  expect(await newcomer?.ask({ name: 'status' })).toBe('signed-out');
});
