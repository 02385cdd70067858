import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolCostsOnce } from '../../../scripts/bench/pool-heap.ts';
import { fromSource } from '../../../scripts/fleet/fleet.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test('ten thousand idle sessions of a pool on Redis weigh at most 2.8 kB each, and have no timer and no listener', async () => {
  const bytes: number[] = [];
  for (let run = 0; run < 3; run++) {
    await redis.command('FLUSHALL');
    const costs = poolCostsOnce(redis.url, fromSource);
    expect([costs.timers, costs.listeners]).toEqual([0, 0]);
    bytes.push(costs.bytes);
  }
  const median = bytes.sort((one, other) => one - other)[1] as number;
  expect(median).toBeGreaterThan(1000);
  expect(median).toBeLessThanOrEqual(2800);
});
