import { createSession } from '@freshkey/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redisStores } from './redis.ts';
import { clients, type OpenClient } from './test-support/clients.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;
let open: OpenClient;

beforeEach(async () => {
  redis = await startRedis();
  open = (await clients['node-redis 6']?.(redis.url)) as OpenClient;
});
afterEach(async () => {
  open.close();
  await redis.stop();
});

/** How long a session of somebody whom Redis does not know takes to be ready, in milliseconds. */
async function readyAfterMs(key: string): Promise<number> {
  const beganMs = performance.now();
  const session = createSession({
    store: redisStores(open.client, { restoreMs: 400 })(key),
    tokens: { accessToken: key },
  });
  await session.ready;
  session.dispose();
  return performance.now() - beganMs;
}

test('waits for others only after Redis was seen to be empty, and not for every unknown user', async () => {
  expect(await readyAfterMs('first')).toBeGreaterThan(380);
  // A minute has passed since.
  await redis.command('SET', 'freshkey:filled', String(Math.floor(Date.now() / 1000) - 61));
  expect(await readyAfterMs('second')).toBeLessThan(380);
  await redis.command('FLUSHALL');
  expect(await readyAfterMs('third')).toBeGreaterThan(380);
});
