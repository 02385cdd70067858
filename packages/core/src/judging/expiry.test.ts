import { expect, test } from 'vitest';
import { deadlinesOf, due, dueBy, needsRenewal, remainingMs } from './expiry.ts';

const windows = { refreshAheadMs: 60_000, minValidityMs: 5000, jitter: 0 };
const token = (lifetimeMs: number) => ({ accessToken: 'a', receivedAtMs: 0, expiresAtMs: lifetimeMs });

test.each([
  ['long before its end', 3_600_000, 3_000_000, 'no'],
  ['within the first window', 3_600_000, 3_545_000, 'should'],
  ['within the second', 3_600_000, 3_596_000, 'must'],
  ['after its end', 3_600_000, 3_700_000, 'must'],
  ['of 20 s, at three quarters', 20_000, 14_000, 'no'],
  ['of 20 s, in its last quarter', 20_000, 16_000, 'should'],
  ['of 20 s, in its last tenth', 20_000, 18_500, 'must'],
])('a token %s: lifetime %i at %i is due: %s', (_name, lifetimeMs, nowMs, expected) => {
  expect(due(token(lifetimeMs), windows, nowMs)).toBe(expected);
});

test('a token of unknown life is never due', () => {
  expect(due({ accessToken: 'a', receivedAtMs: 0 }, windows, 1e15)).toBe('no');
  expect(remainingMs({ accessToken: 'a', receivedAtMs: 0 }, 1e15)).toBe(Number.POSITIVE_INFINITY);
});

test('the deadlines of a token are two instants, the first never after the second', () => {
  expect(deadlinesOf(token(3_600_000), windows)).toEqual({ shouldAtMs: 3_540_000, mustAtMs: 3_595_000 });
  expect(deadlinesOf(token(20_000), windows)).toEqual({ shouldAtMs: 15_000, mustAtMs: 18_000 });
  expect(deadlinesOf(token(3_600_000), { ...windows, refreshAheadMs: 0 })).toEqual({
    shouldAtMs: 3_595_000,
    mustAtMs: 3_595_000,
  });
  expect(deadlinesOf({ accessToken: 'a', receivedAtMs: 0 }, windows).shouldAtMs).toBe(Number.POSITIVE_INFINITY);
  expect(deadlinesOf({ accessToken: 'a', receivedAtMs: 9000, expiresAtMs: 5000 }, windows).mustAtMs).toBe(5000);
});

test('each deadline counts from its own instant on', () => {
  const deadlines = { shouldAtMs: 10, mustAtMs: 20 };
  expect([9, 10, 19, 20].map((nowMs) => dueBy(deadlines, nowMs))).toEqual(['no', 'should', 'should', 'must']);
});

test('jitter makes clients come at different times, and never later than the window', () => {
  const atMs = 3_600_000 - 50_000;
  expect(due(token(3_600_000), windows, atMs)).toBe('should');
  expect(due(token(3_600_000), { ...windows, jitter: 0.99 }, atMs)).toBe('no');
});

test('a validity that is asked for is capped at half the lifetime', () => {
  const later = { accessToken: 'a', receivedAtMs: 1_000_000, expiresAtMs: 1_060_000 };
  expect([1_029_999, 1_030_000, 1_030_001].map((nowMs) => needsRenewal(later, 300_000, nowMs))).toEqual([
    false,
    false,
    true,
  ]);
  expect(needsRenewal(token(60_000), 300_000, 20_000)).toBe(false);
  expect(needsRenewal(token(60_000), 300_000, 40_000)).toBe(true);
  expect(needsRenewal({ accessToken: 'a', receivedAtMs: 0 }, 300_000, 0)).toBe(false);
});
