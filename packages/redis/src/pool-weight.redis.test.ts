import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolCostsOnce } from '../../../scripts/bench/pool-heap.ts';
import { fromSource } from '../../../scripts/fleet/fleet.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test('ten thousand idle sessions of a pool on Redis weigh at most 2.8 kB each, and have no timer and no listener', () => {
  const { bytes, timers, listeners } = poolCostsOnce(redis.url, fromSource);
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThanOrEqual(2800);
  expect({ timers, listeners }).toEqual({ timers: 0, listeners: 0 });
});
