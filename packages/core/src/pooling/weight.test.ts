import { expect, test } from 'vitest';
import { poolCostsOnce } from '../../../../scripts/bench/pool-heap.ts';
import { fromSource } from '../../../../scripts/fleet/fleet.ts';

test('ten thousand idle sessions of a pool weigh at most 1.4 kB each, and have no timer and no listener', () => {
  const { bytes, timers, listeners } = poolCostsOnce(undefined, fromSource);
  expect(bytes).toBeGreaterThan(300);
  expect(bytes).toBeLessThanOrEqual(1400);
  expect({ timers, listeners }).toEqual({ timers: 0, listeners: 0 });
}, 120_000);
