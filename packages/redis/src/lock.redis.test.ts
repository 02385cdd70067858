import { createHash } from 'node:crypto';
import type { SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RedisOptions } from './options.ts';
import { redis as storeIn } from './redis.ts';
import { clients, type OpenClient } from './test-support/clients.ts';
import { type Simulated, simulate } from './test-support/processes.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;
let api: TestServer;
let open: (Simulated | { end(): void })[] = [];

beforeEach(async () => {
  [redis, api] = await Promise.all([startRedis(), createTestServer()]);
});
afterEach(async () => {
  for (const one of open) one.end();
  open = [];
  await Promise.all([api.close(), redis.stop()]);
});

interface Setup extends Partial<RedisOptions> {
  readonly url?: string;
  readonly delayMs?: number;
}

async function start(store: Setup = {}, options: Partial<SessionOptions> = {}): Promise<Simulated> {
  const one = await simulate({ url: redis.url, api, restoreMs: 50, leaseMs: 900, ...store }, options);
  open.push(one);
  return one;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const status = async (one: Simulated) => (await one.fetch(`${api.url}/api/work`)).status;

/** Two processes with one token that has ended, one of which refreshes until the gate is opened. */
async function pair(first: Setup, second: Setup = {}, isPersistent = false) {
  const one = await start(first, { tokens: api.tokens.issue() });
  const other = await start(second);
  await pause(100);
  // A restart brings back what is there now: the record, but no lock.
  if (isPersistent) await redis.command('SAVE');
  const gate = api.faults.hold('token');
  api.tokens.expireAll();
  const refreshing = status(one);
  await gate.arrived();
  return { gate, refreshing, waiting: status(other) };
}

test('is held for as long as a refresh takes, well beyond its lease', async () => {
  const { gate, refreshing, waiting } = await pair({ leaseMs: 300 }, { leaseMs: 300 });
  await pause(1500);
  gate.open();
  expect(await Promise.all([refreshing, waiting])).toEqual([200, 200]);
  api.journal.expectRefreshes(1);
});

test('goes to the next one at once when a refresh has failed', async () => {
  const one = await start({}, { tokens: api.tokens.issue() });
  const other = await start();
  await pause(100);
  api.faults.next('token', { status: 503, delayMs: 300 });
  api.tokens.expireAll();
  const failing = status(one);
  await pause(150);
  const waiting = status(other);
  expect(await failing).toBe(401);
  const beganMs = performance.now();
  expect(await waiting).toBe(200);
  expect(performance.now() - beganMs).toBeLessThan(800);
  api.journal.expectRefreshes(2);
});

test('is granted to nobody after a flush before its holder, who hears no notices, has taken it back', async () => {
  await redis.command('ACL', 'SETUSER', 'deaf', 'on', 'nopass', '+@all', '~*', '-subscribe');
  const url = redis.url.replace('redis://', 'redis://deaf:any@');
  const { gate, refreshing, waiting } = await pair({ url });
  await redis.command('FLUSHALL');
  await pause(1200);
  gate.open();
  expect(await Promise.all([refreshing, waiting])).toEqual([200, 200]);
  api.journal.expectRefreshes(1);
});

test.each([false, true])(
  'is granted to nobody after a restart before its holder, who takes longer to come back, has taken it back; with what was stored: %s',
  async (isPersistent) => {
    const { gate, refreshing, waiting } = await pair({ delayMs: 350, leaseMs: 3000 }, { leaseMs: 3000 }, isPersistent);
    await redis.kill();
    await redis.start();
    await pause(1200);
    gate.open();
    expect(await Promise.all([refreshing, waiting])).toEqual([200, 200]);
    api.journal.expectRefreshes(1);
  },
);

test('is released by its owner alone', async () => {
  const client = (await clients['node-redis 6']?.(redis.url)) as OpenClient;
  open.push({ end: client.close });
  const { lock } = storeIn(client.client, { key: 'own' });
  const name = `freshkey:{${createHash('sha256').update('own').digest('base64url')}}:lock`;
  const wait = { signal: new AbortController().signal, timeoutMs: 1000 };
  await lock.run(async () => void (await redis.command('SET', name, 'another process')), wait);
  await pause(100);
  expect(await redis.command('GET', name)).toBe('another process');
  await redis.command('DEL', name);
  await lock.run(async () => undefined, wait);
  await expect.poll(() => redis.command('GET', name)).toBeNull();
});

test('is given back when it was granted to one who had stopped waiting', async () => {
  const client = (await clients['node-redis 6']?.(redis.url)) as OpenClient;
  open.push({ end: client.close });
  const { lock } = storeIn(client.client, { key: 'late' });
  const leaving = new AbortController();
  const left = lock.run(async () => 'never', { signal: leaving.signal, timeoutMs: 1000 });
  // The question is on its way, and the answer not yet here.
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  await pause(50);
  expect(await redis.command('KEYS', '*:lock')).toEqual([]);
});

test('learns what was written while no notice came', async () => {
  const slow = await start({ delayMs: 400 }, { tokens: api.tokens.issue() });
  const other = await start();
  await pause(100);
  await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await other.session.signOut();
  await pause(100);
  expect(slow.session.status).toBe('active');
  await expect.poll(() => slow.session.status, { timeout: 5000 }).toBe('signed-out');
});
