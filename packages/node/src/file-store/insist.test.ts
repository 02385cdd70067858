import { expect, test, vi } from 'vitest';
import { insist } from './insist.ts';

const failing = (code: string, times: number) => {
  const attempt = vi.fn(async () => {
    if (attempt.mock.calls.length <= times) throw Object.assign(new Error(code), { code });
    return 'done';
  });
  return attempt;
};

test.each(['EPERM', 'EACCES', 'EBUSY'])('waits on Windows for whoever holds the file: %s', async (code) => {
  const attempt = failing(code, 3);
  expect(await insist(attempt, true)).toBe('done');
  expect(attempt).toHaveBeenCalledTimes(4);
});

test('gives up on Windows in the end', async () => {
  vi.useFakeTimers();
  const attempt = failing('EBUSY', 1000);
  const outcome = expect(insist(attempt, true)).rejects.toThrow('EBUSY');
  await vi.advanceTimersByTimeAsync(10_000);
  await outcome;
  expect(attempt.mock.calls.length).toBeLessThan(15);
  vi.useRealTimers();
});

test.each([
  ['EEXIST', true],
  ['EPERM', false],
] as const)('tries only once what waiting does not cure: %s, on Windows: %s', async (code, isWindows) => {
  const attempt = failing(code, 1);
  await expect(insist(attempt, isWindows)).rejects.toThrow(code);
  expect(attempt).toHaveBeenCalledTimes(1);
});
