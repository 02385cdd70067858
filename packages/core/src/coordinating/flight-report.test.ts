import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sharing } from '../keeping/sharing.ts';
import type { SessionOptions } from '../options.ts';
import { settled } from '../test-support/deferred.ts';
import { createFakeApi } from '../test-support/fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});

function slow(options: Partial<SessionOptions>) {
  const lines: string[] = [];
  const fake = createFakeApi({ log: (line: string) => lines.push(line), ...options } as never);
  return { ...fake, lines };
}

test('a refresh that does not answer is named after three seconds, with each address that waits for it, once', async () => {
  const { client, session, lines } = slow({ refresh: () => never });
  const waiting = ['/a', '/b', '/b', '/c', '/d', '/e', '/f'].map((path) => client.request(`${path}?secret=1`));
  await vi.advanceTimersByTimeAsync(2999);
  expect(lines).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(lines).toEqual([expect.stringContaining('The refresh has not answered for 3000 ms.')]);
  expect(lines[0]).toContain('/a, GET https://api.test/b, GET https://api.test/c, GET https://api.test/d, GET');
  expect(lines[0]).toContain('/e and 2 more. If one of them is the refresh\'s own request, pass it the "signal"');
  expect(lines[0]).not.toContain('secret');
  session.dispose();
  await Promise.allSettled(waiting);
});

test('a refresh whose own request has come by waits for no other: nothing is said', async () => {
  const { client, session, lines } = slow({
    refresh: async ({ signal }: { signal: AbortSignal }) => {
      await client.request('/token', { signal });
      return never;
    },
  });
  const waiting = client.request('/a');
  await vi.advanceTimersByTimeAsync(4000);
  expect(lines).toEqual([]);
  session.dispose();
  await waiting;
});

test('a refresh that stands in line for the lock of its store has not asked yet: nothing is said', async () => {
  const held = { generation: 1, loginId: 'l', tokens: { accessToken: 'old', refreshToken: 'r1', receivedAtMs: 0 } };
  const refresh = vi.fn(() => 'new');
  const { client, session, lines } = slow({
    tokens: undefined,
    refresh,
    store: { read: () => held, write: () => true, sharing, lock: { run: () => never } },
  });
  const waiting = client.request('/a');
  await vi.advanceTimersByTimeAsync(4000);
  expect([lines, refresh.mock.calls]).toEqual([[], []]);
  session.dispose();
  await waiting;
});

test('a refresh that nobody waits for, or that has answered, is not worth a word', async () => {
  const { session, lines } = slow({ refresh: () => never });
  const refreshing = session.refresh().catch(() => {});
  await vi.advanceTimersByTimeAsync(4000);
  session.dispose();
  await refreshing;
  const quick = slow({});
  await quick.client.request('/a');
  await settled();
  await vi.advanceTimersByTimeAsync(4000);
  expect([lines, quick.lines]).toEqual([[], []]);
  expect(vi.getTimerCount()).toBe(0);
});
