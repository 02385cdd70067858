import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deadline } from './deadline.ts';
import { createFakeApi } from './test-support/fake-api.ts';
import { createSharedStore } from './test-support/shared-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => {});

describe('a refresh that is slow', () => {
  test('is named after three seconds, with each address once and how many wait', async () => {
    const lines: string[] = [];
    const { client } = createFakeApi({ log: (line) => lines.push(line), refresh: never });
    for (let count = 0; count < 9; count++) void client.request(`/${count % 2 ? 'orders' : 'news'}`).catch(() => {});
    await vi.advanceTimersByTimeAsync(2900);
    expect(lines).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      'The refresh has not answered for 3000 ms. Held meanwhile: GET https://api.test/news, GET https://api.test/orders and 7 more.',
    );
  });

  test('is not named while it waits for the lock of somebody else', async () => {
    const lines: string[] = [];
    const refresh = vi.fn(never);
    const { store } = createSharedStore(async () => {}).open('a');
    const lock = { run: vi.fn(never) };
    const { client } = createFakeApi({ log: (line) => lines.push(line), refresh, store: { ...store, lock } });
    void client.request('/orders').catch(() => {});
    await vi.advanceTimersByTimeAsync(7000);
    expect(lock.run).toHaveBeenCalled();
    expect(refresh).not.toHaveBeenCalled();
    expect(lines.filter((line) => line.includes('has not answered'))).toEqual([]);
  });
});

describe('a refresh token that is refused', () => {
  const refused = () => new Response('{"error":"invalid_grant"}', { status: 400 });
  const elsewhere = /this session began with \(invalid_grant\).*another session.*same tokens.*process.*lock/;

  test('at the first refresh is told to the developer with who may have spent it, and without it', async () => {
    const lines: string[] = [];
    const tokens = { accessToken: 'old', refreshToken: 'rt-secret' };
    const { session } = createFakeApi({ log: (line) => lines.push(line), tokens, refresh: refused });
    await session.refresh().catch(() => {});
    expect(lines).toEqual([expect.stringMatching(elsewhere)]);
    expect(lines.join()).not.toContain('rt-secret');
  });

  test('after a refresh that brought tokens is the end of a login, and no such mistake', async () => {
    const lines: string[] = [];
    const refresh = vi.fn<() => unknown>(refused);
    refresh.mockReturnValueOnce({ access_token: 'new', refresh_token: 'r2' });
    const { session } = createFakeApi({ log: (line) => lines.push(line), refresh: refresh as never });
    await session.refresh();
    await session.refresh().catch(() => {});
    expect([session.status, lines]).toEqual(['ended', []]);
  });
});

test('a refresh that brings nobody is not told as a sign-out that nobody made', async () => {
  const { client, session } = createFakeApi({ refresh: (async () => null) as never });
  const response = await client.request('/orders');
  expect(session.explain(response)?.message).toContain('its refresh brought nobody');
});

test('keeps a process alive as long as somebody waits, and no longer', async () => {
  vi.useRealTimers();
  const timers = vi.spyOn(globalThis, 'setTimeout');
  try {
    deadline(60_000, 0, () => {})();
    deadline(60_000, 0, () => {}, true)();
    const { client, session } = createFakeApi({ refresh: never, refreshTimeoutMs: 50, abandonAfterMs: 60_000 });
    await client.request('/orders');
    const ofRefresh = timers.mock.results.flatMap(({ value }, index) =>
      [50, 60_000].includes(timers.mock.calls[index]?.[1] as number)
        ? [[timers.mock.calls[index]?.[1], value.hasRef()]]
        : [],
    );
    expect(ofRefresh).toEqual([
      [60_000, true],
      [60_000, false],
      [50, true],
      [60_000, false],
    ]);
    session.dispose();
  } finally {
    timers.mockRestore();
  }
});
