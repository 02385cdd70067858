import { expect, test, vi } from 'vitest';
import type { Listener, PostgresDriver } from './driver.ts';
import { Notices } from './notices.ts';

function begin({ isDeaf = false } = {}) {
  const world = { opened: 0, closed: 0, listener: undefined as Listener | undefined };
  const driver: PostgresDriver = {
    async query(_, [, payload]) {
      if (!isDeaf) world.listener?.notified(String(payload));
      return [];
    },
    listen(_, listener) {
      world.opened++;
      world.listener = listener;
      return () => void world.closed++;
    },
  };
  return { world, notices: new Notices(driver, 'channel') };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test('opens one connection for all sessions and closes it with the last', () => {
  const { world, notices } = begin();
  const leave = [
    notices.watch('a', 'me', () => {}),
    notices.watch('a', 'me', () => {}),
    notices.watch('b', 'me', () => {}),
  ];
  expect(world.opened).toBe(1);
  leave[0]?.();
  leave[0]?.();
  leave[1]?.();
  expect(world.closed).toBe(0);
  leave[2]?.();
  expect(world.closed).toBe(1);
  notices.watch('a', 'me', () => {});
  expect(world.opened).toBe(2);
});

test('tells those of one session alone, nobody of what it wrote itself, and nobody of what it does not understand', async () => {
  const { world, notices } = begin();
  const [mine, other] = [vi.fn(), vi.fn()];
  notices.watch('a', 'me', mine);
  notices.watch('b', 'me', other);
  world.listener?.up();
  await soon();
  for (const each of [mine, other]) each.mockClear();
  for (const payload of ['a 7 other', 'a 8 me', 'c 7 other', '', '{}', 'probe']) world.listener?.notified(payload);
  expect(mine.mock.calls).toEqual([['7']]);
  expect(other).not.toHaveBeenCalled();
});

test('relies on notices once one was heard, and lets everybody look for what was said before', async () => {
  const { world, notices } = begin();
  const changed = vi.fn();
  notices.watch('a', 'me', changed);
  expect(notices.isHeard).toBe(false);
  world.listener?.up();
  await soon();
  expect(notices.isHeard).toBe(true);
  expect(changed).toHaveBeenCalledTimes(1);
  world.listener?.down();
  expect(notices.isHeard).toBe(false);
  world.listener?.up();
  await soon();
  expect(changed).toHaveBeenCalledTimes(2);
});

test('does not rely on a connection through which nothing comes, as behind a pooler', async () => {
  const { world, notices } = begin({ isDeaf: true });
  notices.watch('a', 'me', () => {});
  world.listener?.up();
  await soon();
  expect(notices.isHeard).toBe(false);
});

test('does not rely on notices after a connection was lost, until one is heard', async () => {
  const { world, notices } = begin();
  notices.watch('a', 'me', () => {});
  world.listener?.up();
  await soon();
  notices.doubt();
  expect(notices.isHeard).toBe(false);
  world.listener?.notified('b 9');
  expect(notices.isHeard).toBe(true);
});

test('lets ten thousand sessions look a few at a time', async () => {
  const { world, notices } = begin();
  let looks = 0;
  for (let index = 0; index < 10_000; index++) notices.watch(`s${index}`, 'me', () => void looks++);
  world.listener?.up();
  await new Promise((resolve) => setImmediate(resolve));
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThan(1000);
  await expect.poll(() => looks).toBe(10_000);
});
