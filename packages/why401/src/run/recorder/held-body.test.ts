import { expect, test } from 'vitest';
import { BodyBudget, HeldBody } from './held-body.ts';

const body = (budget: BodyBudget, bytes: number) => {
  const held = new HeldBody(budget);
  for (let at = 0; at < bytes; at += 10_000) held.add(Buffer.alloc(Math.min(10_000, bytes - at), 'x'));
  return held;
};

test('of one body 64 KiB are held, of all 10 MB, and each has its beginning', () => {
  const budget = new BodyBudget();
  const bodies = Array.from({ length: 3_000 }, () => body(budget, 100_000));
  expect(bodies[0]?.bytes).toBe(65_536);
  expect(bodies[1_000]?.bytes).toBe(2_048);
  const total = bodies.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeGreaterThan(9_900_000);
  expect(total).toBeLessThanOrEqual(10_000_000 + 2_048);
  for (const one of bodies) one.release();
  expect(body(budget, 100_000).bytes).toBe(65_536);
});

test('a chunk is copied, whatever kind of bytes it is, and text in its own encoding', () => {
  const budget = new BodyBudget();
  const held = new HeldBody(budget);
  const shared = Buffer.from('shared');
  held.add(shared);
  shared.fill(0);
  held.add(new Uint8Array(Buffer.from('-bytes-')).subarray(1, 6));
  held.add('68656c6c6f', 'hex');
  held.add({ no: 'bytes' });
  expect(held.read().toString()).toBe('sharedbyteshello');
});
