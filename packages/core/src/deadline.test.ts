import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deadline, longestTimerMs, within } from './deadline.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The clock goes on, and no timer does. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe('a deadline', () => {
  test('calls back after its time, and not after it was ended', () => {
    const due = vi.fn();
    const stop = deadline(500, 100, due);
    const never = vi.fn();
    deadline(500, 100, never)();
    vi.advanceTimersByTime(499);
    expect(due).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    stop();
    expect([due.mock.calls.length, never.mock.calls.length]).toEqual([1, 0]);
  });

  test('that was slept through gives what came meanwhile its time to be read, and ends all the same', () => {
    const due = vi.fn();
    deadline(500, 100, due);
    sleep(3_600_000);
    vi.advanceTimersByTime(500);
    expect(due).not.toHaveBeenCalled();
    vi.advanceTimersByTime(99);
    expect(due).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(due).toHaveBeenCalledTimes(1);
  });

  test('that is a little late is none that was slept through', () => {
    const due = vi.fn();
    deadline(500, 100, due);
    sleep(900);
    vi.advanceTimersByTime(500);
    expect(due).toHaveBeenCalledTimes(1);
  });

  test('beyond what a timer can count is as far off as it can', () => {
    const due = vi.fn();
    deadline(Number.MAX_SAFE_INTEGER, 0, due);
    vi.advanceTimersByTime(1000);
    expect(due).not.toHaveBeenCalled();
    vi.advanceTimersByTime(longestTimerMs);
    expect(due).toHaveBeenCalledTimes(1);
  });
});

describe('what is waited for within a time', () => {
  test('is handed over, or its failure, and leaves no timer', async () => {
    expect(await within(Promise.resolve('here'), 500, () => 'late')).toBe('here');
    await expect(within(Promise.reject(new Error('no')), 500, () => 'late')).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is late after that', async () => {
    const late = within(new Promise(() => {}), 500, () => new Error('late')).catch((error: Error) => error.message);
    vi.advanceTimersByTime(500);
    expect(await late).toBe('late');
  });

  test('and came while everything slept is handed over', async () => {
    let answer!: (text: string) => void;
    const waited = within(new Promise((resolve) => (answer = resolve)), 500, () => new Error('late'));
    sleep(60_000);
    vi.advanceTimersByTime(500);
    answer('here');
    expect(await waited).toBe('here');
  });
});
