import { inspect } from 'node:util';
import type { SessionOptions } from '@freshkey/core';
import { holdsToken } from '@freshkey/testing';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RedisOptions } from './options.ts';
import { type Simulated, simulate } from './test-support/processes.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;
let api: TestServer;
let open: Simulated[] = [];

beforeEach(async () => {
  [redis, api] = await Promise.all([startRedis(), createTestServer()]);
});
afterEach(async () => {
  for (const one of open) one.end();
  open = [];
  await Promise.all([api.close(), redis.stop()]);
});

async function start(
  store: Partial<RedisOptions> & { family?: string; url?: string; delayMs?: number } = {},
  options: Partial<SessionOptions> = {},
) {
  const one = await simulate(
    { url: redis.url, api, restoreMs: 50, leaseMs: 900, storeTimeoutMs: 400, ...store },
    options,
  );
  open.push(one);
  return one;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const status = async (one: Simulated) => (await one.fetch(`${api.url}/api/work`)).status;

test.each(['node-redis 6', 'ioredis 6'])(
  'refreshes nothing while Redis is away, says so, and recovers by itself, with %s',
  async (family) => {
    const one = await start({ family }, { tokens: api.tokens.issue() });
    api.tokens.expireAll();
    await redis.kill();
    const beganMs = performance.now();
    const response = await one.fetch(`${api.url}/api/work`);
    expect(response.status).toBe(401);
    expect(performance.now() - beganMs).toBeLessThan(4000);
    api.journal.expectRefreshes(0);
    expect(one.session.explain(response)?.reason).toBe('refresh-failed');
    expect(one.failures[0]).toMatch(/^lock: Redis did not do its part within \d+ ms/);
    await redis.start();
    await expect.poll(() => status(one), { timeout: 10_000, interval: 200 }).toBe(200);
    api.journal.expectRefreshes(1);
    // What memory held is in Redis again, and what was refreshed since.
    const other = await start();
    expect(await status(other)).toBe(200);
    api.journal.expectNoReuse();
  },
);

test('serves requests from memory while Redis is away and the token is good', async () => {
  const one = await start({}, { tokens: api.tokens.issue() });
  await redis.kill();
  expect(await status(one)).toBe(200);
  expect(one.failures).toEqual([]);
});

test('refreshes for itself while Redis is away where that was chosen, and stores it when Redis is back', async () => {
  const one = await start({ onStoreFailure: 'local' }, { tokens: api.tokens.issue() });
  api.tokens.expireAll();
  await redis.kill();
  expect(await status(one)).toBe(200);
  api.journal.expectRefreshes(1);
  expect(one.failures.map((failure) => failure.split(':')[0])).toContain('read');
  const beganMs = performance.now();
  await expect.poll(() => one.failures.some((failure) => failure.startsWith('write'))).toBe(true);
  api.tokens.expireAll();
  expect(await status(one)).toBe(200);
  // Redis is known to be away: nobody waits for it the whole time again.
  expect(performance.now() - beganMs).toBeLessThan(4000);
  await redis.start();
  const names = async () => (await redis.command('KEYS', 'freshkey:*')) as string[];
  await expect.poll(async () => (await names()).some((name) => name.endsWith('}')), { timeout: 10_000 }).toBe(true);
  const other = await start();
  expect(await status(other)).toBe(200);
  api.journal.expectRefreshes(2);
});

test('starts without Redis, and takes what Redis holds once it is there', async () => {
  const first = await start({}, { tokens: api.tokens.issue() });
  api.tokens.expireAll();
  expect(await status(first)).toBe(200);
  await redis.command('CONFIG', 'SET', 'maxclients', '1');
  await redis.kill();
  const late = await start({ family: 'ioredis 6' }, { tokens: { accessToken: 'spent', refreshToken: 'spent' } });
  expect(late.failures[0]).toMatch(/^read: Redis did not do its part/);
  await redis.start();
  await expect.poll(() => status(late), { timeout: 10_000, interval: 200 }).toBe(200);
  api.journal.expectRefreshes(1);
  api.journal.expectNoReuse();
});

test.each([
  ['out of memory', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
  ['read-only', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
])('keeps new tokens from being spent twice when Redis is %s at the write', async (_, fault, cure) => {
  const one = await start({ family: 'ioredis 6' }, { tokens: api.tokens.issue() });
  const other = await start({ storeTimeoutMs: 5000 });
  const gate = api.faults.hold('token');
  api.tokens.expireAll();
  const answers = Promise.all([status(one)]);
  await gate.arrived();
  await redis.command(...fault);
  gate.open();
  // Who refreshed goes on with what it has.
  expect(await answers).toEqual([200]);
  await expect.poll(() => one.failures.some((failure) => failure.startsWith('write'))).toBe(true);
  // The other one would spend what Redis still holds; it has to wait until the new tokens are there.
  const waiting = status(other);
  await pause(200);
  await redis.command(...cure);
  expect(await waiting).toBe(200);
  api.journal.expectRefreshes(1);
  api.journal.expectNoReuse();
});

test('keeps no token in what it reports', async () => {
  const seen: unknown[] = [];
  for (const family of ['node-redis 6', 'ioredis 6', 'iovalkey']) {
    const one = await start({ family, key: family }, { tokens: api.tokens.issue() });
    one.session.on('store-failed', ({ error }) => seen.push(error));
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    await one.session.signIn(api.tokens.issue());
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
  }
  expect(seen.length).toBeGreaterThanOrEqual(3);
  const text = inspect(seen, { depth: 20, showHidden: true });
  expect(text).toContain('OOM');
  expect(holdsToken(text)).toBe(false);
});

test('never overwrites what no key opens', async () => {
  const encryptionKey = (id: string, fill: number) => ({ id, key: new Uint8Array(32).fill(fill) });
  const one = await start({ encryptionKey: encryptionKey('old', 1) }, { tokens: api.tokens.issue() });
  const [name] = (await redis.command('KEYS', 'freshkey:{*}')) as [string];
  const before = await redis.command('HGETALL', name);
  const stranger = await start({ encryptionKey: encryptionKey('new', 2) }, { tokens: api.tokens.issue() });
  expect(stranger.failures[0]).toMatch(/encrypted with the key "old", and "encryptionKey" has "new"/);
  await stranger.session.signIn(api.tokens.issue());
  expect(await redis.command('HGETALL', name)).toEqual(before);
  const rotated = await start({ encryptionKey: [encryptionKey('new', 2), encryptionKey('old', 1)] });
  expect(await rotated.session.getAccessToken()).toBe(await one.session.getAccessToken());
  api.tokens.expireAll();
  expect(await status(rotated)).toBe(200);
  expect(String(await redis.command('HGET', name, 'record'))).toMatch(/^enc\.new\./);
});

test('adopts by asking alone where no notice comes', async () => {
  await redis.command('ACL', 'SETUSER', 'deaf', 'on', 'nopass', '+@all', '~*', '-subscribe');
  const url = redis.url.replace('redis://', 'redis://deaf:any@');
  const one = await start({ url }, { tokens: api.tokens.issue() });
  const other = await start({ url });
  const gate = api.faults.hold('token');
  api.tokens.expireAll();
  const answers = Promise.all([status(one), status(other)]);
  await gate.arrived();
  await pause(200);
  gate.open();
  expect(await answers).toEqual([200, 200]);
  api.journal.expectRefreshes(1);
});
