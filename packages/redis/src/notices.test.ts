import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Driver, Listener } from './driver.ts';
import { createNotices, noticeOf } from './notices.ts';
import type { Server } from './server.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'setImmediate'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function begin() {
  const world = { run: 'run-1', opened: 0, closed: 0, listener: undefined as Listener | undefined };
  const driver = {
    listen(_: string, listener: Listener) {
      world.opened++;
      world.listener = listener;
      return () => {
        world.closed++;
      };
    },
  } as unknown as Driver;
  const server = { run: async () => world.run } as unknown as Server;
  const notices = createNotices(driver, server, 'freshkey');
  const member = () => ({ notice: vi.fn(), caughtUp: vi.fn() });
  const up = async () => {
    world.listener?.up();
    await vi.advanceTimersByTimeAsync(1);
  };
  return { world, notices, member, up };
}

test('opens one connection for all members and closes it with the last', () => {
  const { world, notices, member } = begin();
  const leave = [notices.join('a', member()), notices.join('a', member()), notices.join('b', member())];
  expect(world.opened).toBe(1);
  leave[0]?.();
  leave[0]?.();
  leave[1]?.();
  expect(world.closed).toBe(0);
  leave[2]?.();
  expect(world.closed).toBe(1);
  notices.join('a', member());
  expect(world.opened).toBe(2);
});

test('tells those of one session alone, and nobody of what it does not understand', () => {
  const { world, notices, member } = begin();
  const [mine, other] = [member(), member()];
  notices.join('a', mine);
  notices.join('b', other);
  for (const text of [noticeOf('written', 'a', '7'), 'nonsense a 7', 'written', '', '{}'])
    world.listener?.message(text);
  expect(mine.notice.mock.calls).toEqual([['written', '7']]);
  expect(other.notice).not.toHaveBeenCalled();
});

test('has everybody catch up when notices come, and whenever they come again', async () => {
  const { world, notices, member, up } = begin();
  const mine = member();
  notices.join('a', mine);
  expect(notices.isUp).toBe(false);
  await up();
  expect(notices.isUp).toBe(true);
  expect(mine.caughtUp).toHaveBeenCalledTimes(1);
  world.listener?.down();
  expect(notices.isUp).toBe(false);
  await up();
  expect(mine.caughtUp).toHaveBeenCalledTimes(2);
});

test('is quiet while the connection is lost, and for as long again when another Redis answers', async () => {
  const { world, notices, member, up } = begin();
  notices.join('a', member());
  await up();
  expect(notices.quietMs(5000)).toBe(0);
  world.listener?.down();
  expect(notices.quietMs(5000)).toBe(Number.POSITIVE_INFINITY);
  await vi.advanceTimersByTimeAsync(2000);
  world.run = 'run-2';
  await up();
  expect(notices.quietMs(5000)).toBeGreaterThan(1900);
  // Never for longer than a lease.
  expect(notices.quietMs(1000)).toBeLessThanOrEqual(1000);
  await vi.advanceTimersByTimeAsync(2001);
  expect(notices.quietMs(5000)).toBe(0);
});

test('is not quiet when the same Redis answers again', async () => {
  const { world, notices, member, up } = begin();
  notices.join('a', member());
  await up();
  world.listener?.down();
  await vi.advanceTimersByTimeAsync(2000);
  await up();
  expect(notices.quietMs(5000)).toBe(0);
});

test('waits for no notices where it may not listen', async () => {
  const { world, notices, member } = begin();
  notices.join('a', member());
  world.listener?.down();
  world.listener?.deaf();
  expect(notices.isUp).toBe(false);
  expect(notices.quietMs(5000)).toBe(0);
});
