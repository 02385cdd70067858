import { afterEach, expect, test, vi } from 'vitest';
import { FreshkeyError } from './errors.ts';
import type { Lock } from './keeping/lock.ts';
import type { SessionRecord } from './keeping/session-record.ts';
import { sharing } from './keeping/sharing.ts';
import type { StoreHost, TokenStore } from './keeping/store.ts';
import { createSession, type Session } from './session.ts';
import { deferred, settled } from './test-support/deferred.ts';
import { createClient } from './test-support/fake-client.ts';

const tokens = (accessToken: string) => ({ accessToken, refreshToken: `r-${accessToken}`, receivedAtMs: 0 });

/** A store that others write to, with a lock that says who holds it. */
function sharedStore(held?: SessionRecord) {
  let listener: ((record: SessionRecord) => void) | undefined;
  let host: StoreHost | undefined;
  const locks = { held: 0, released: 0 };
  const store: TokenStore = {
    read: () => held,
    write(next, expected) {
      if (held?.generation !== expected) return false;
      held = next;
      return true;
    },
    subscribe(hear, given) {
      listener = hear;
      host = given;
      return () => {};
    },
    sharing,
    lock: {
      async run(task) {
        locks.held++;
        try {
          return await task({ lost: new AbortController().signal });
        } finally {
          locks.released++;
        }
      },
    },
  };
  return {
    store,
    locks,
    catchUp: (reading: Promise<unknown>) => host?.catchUp(reading),
    /** Another tab writes. */
    tell(record: SessionRecord) {
      held = record;
      listener?.(record);
    },
  };
}

let session: Session | undefined;
afterEach(() => {
  session?.dispose();
  vi.useRealTimers();
});

test('those who wait for the first refresh get the token that another tab was quicker to get', async () => {
  const shared = sharedStore();
  const answer = deferred<string>();
  session = createSession({ store: shared.store, refreshWhenEmpty: true, refresh: () => answer.promise });
  const token = session.getAccessToken();
  await settled();
  shared.tell({ generation: 7, loginId: 'theirs', tokens: tokens('theirs') });
  expect(await token).toBe('theirs');
});

test('holds requests and tokens while the store looks up what a tab that slept has missed', async () => {
  const shared = sharedStore({ generation: 1, loginId: 'a', tokens: tokens('old') });
  session = createSession({ store: shared.store, origins: ['https://api.test'] });
  const sent: (string | undefined)[] = [];
  const client = createClient(session, async ({ token }) => {
    sent.push(token);
    return { status: 200 };
  });
  const looking = deferred<void>();
  shared.catchUp(looking.promise);
  const token = session.getAccessToken();
  const answer = client.request('/one');
  await settled();
  expect(sent).toEqual([]);
  shared.tell({ generation: 2, loginId: 'a', tokens: tokens('new') });
  looking.resolve();
  expect(await token).toBe('new');
  expect((await answer).status).toBe(200);
  expect(sent).toEqual(['new']);
});

test('sends nobody a request that was asked before the tab that slept saw another user', async () => {
  const shared = sharedStore({ generation: 1, loginId: 'ada', tokens: tokens('hers') });
  session = createSession({ store: shared.store, origins: ['https://api.test'] });
  const sent: (string | undefined)[] = [];
  const client = createClient(session, async ({ token }) => {
    sent.push(token);
    return { status: 200 };
  });
  const looking = deferred<void>();
  shared.catchUp(looking.promise);
  const asked = client.request('/transfer', { method: 'POST' });
  shared.tell({ generation: 2, loginId: 'bob', tokens: tokens('his') });
  looking.resolve();
  await expect(asked).rejects.toMatchObject({ kind: 'aborted', cause: { code: 'session-replaced' } });
  await client.request('/mine');
  expect(sent).toEqual(['his']);
});

test('frees the lock when the session is signed out, though the refresh never settles', async () => {
  const shared = sharedStore({ generation: 1, loginId: 'a', tokens: tokens('old') });
  session = createSession({ store: shared.store, refresh: () => new Promise<string>(() => {}) });
  session.refresh().catch(() => {});
  await vi.waitFor(() => expect(shared.locks).toEqual({ held: 1, released: 0 }));
  await session.signOut();
  await settled();
  expect(shared.locks).toEqual({ held: 1, released: 1 });
});

test('does not give up a flight because the machine slept; its answer is stored', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const shared = sharedStore({ generation: 1, loginId: 'a', tokens: tokens('old') });
  const answer = deferred<string>();
  session = createSession({
    store: shared.store,
    refresh: async ({ signal }) => {
      const token = await answer.promise;
      signal.throwIfAborted();
      return token;
    },
    refreshTimeoutMs: 1000,
    abandonAfterMs: 10_000,
  });
  const refused = session.refresh().catch((error: { code: string }) => error.code);
  await settled();
  // Asleep for an hour: the clock goes on, the timers do not, and are all due at once.
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await refused).toBe('refresh-timeout');
  answer.resolve('late');
  await settled();
  expect(await session.getAccessToken()).toBe('late');
});

/** A store whose lock is taken away each time before anything is sent, at most so often; then another process has renewed. */
function takenAway(times: number, how: 'told' | 'asked') {
  const lost = new AbortController();
  const theirs: SessionRecord = { generation: 2, loginId: 'a', tokens: tokens('theirs') };
  let held: SessionRecord = { generation: 1, loginId: 'a', tokens: tokens('old') };
  let turns = 0;
  const lock: Lock = {
    run(task) {
      if (++turns > times) {
        held = theirs;
        return task({ lost: new AbortController().signal });
      }
      if (how === 'told') lost.abort();
      const confirm = async () => {
        if (how === 'asked') throw new FreshkeyError('lock-timeout', 'Another process has taken the lock.');
      };
      return task({ lost: lost.signal, confirm });
    },
  };
  return { read: () => held, write: () => true, sharing, lock, turns: () => turns };
}

test.each(['told', 'asked'] as const)(
  'stands in line again where the lock was taken away before the refresh was sent, and goes on with what the other one got: %s',
  async (how) => {
    const refresh = vi.fn(async () => 'new');
    const session = createSession({ refresh, store: takenAway(2, how) });
    await session.refresh();
    expect(await session.getAccessToken()).toBe('theirs');
    expect(refresh).not.toHaveBeenCalled();
    expect(session.getSnapshot().lastFailure).toBeUndefined();
    session.dispose();
  },
);

test('does not refresh under a lock that is taken away again and again, and says so', async () => {
  const refresh = vi.fn(async () => 'new');
  const { turns, ...store } = takenAway(Number.POSITIVE_INFINITY, 'told');
  const session = createSession({ refresh, store });
  await expect(session.refresh()).rejects.toMatchObject({
    code: 'refresh-failed',
    message: expect.stringContaining('taken away'),
  });
  expect(refresh).not.toHaveBeenCalled();
  expect(turns()).toBe(3);
  session.dispose();
});

test.each([
  ['waits for the one who has the lock', 'before', 'theirs'],
  ['asks no second time where the question came after the sending', 'after', 'old'],
])('%s when confirm() stops its refresh', async (_, when, expected) => {
  let held: SessionRecord = { generation: 1, loginId: 'a', tokens: tokens('old') };
  let turns = 0;
  let isSlept = false;
  let sent = 0;
  const lock: Lock = {
    run(task) {
      if (++turns === 2) held = { generation: 2, loginId: 'a', tokens: tokens('theirs') };
      const confirm = async () => {
        if (isSlept && turns === 1) throw new FreshkeyError('lock-timeout', 'Another process has taken the lock.');
      };
      return task({ lost: new AbortController().signal, confirm });
    },
  };
  const session = createSession({
    store: { read: () => held, write: () => true, sharing, lock },
    refresh: async ({ confirm }) => {
      isSlept = true;
      if (when === 'before') await confirm();
      sent++;
      throw new Error('the gateway gave up');
    },
  });
  await session.refresh().catch(() => {});
  expect([session.getTokens()?.accessToken, sent, turns]).toEqual([
    expected,
    when === 'before' ? 0 : 1,
    when === 'before' ? 2 : 1,
  ]);
  session.dispose();
});

test.each([
  ['it knows that it has lost the lock', 'told'],
  ['only the store knows that it has lost the lock', 'asked'],
])('works with what another process stored when its own refresh fails: %s', async (_, how) => {
  const lost = new AbortController();
  let held: SessionRecord = { generation: 1, loginId: 'a', tokens: tokens('old') };
  const session = createSession({
    refresh: async () => {
      // It slept beyond its lease, and another process renewed meanwhile.
      held = { generation: 2, loginId: 'a', tokens: tokens('theirs') };
      if (how === 'told') lost.abort();
      throw new Error('the gateway gave up');
    },
    store: {
      read: () => held,
      write: () => true,
      sharing,
      lock: {
        run: (task) =>
          task({
            lost: lost.signal,
            confirm: async () => {
              if (held.generation === 2) throw new FreshkeyError('lock-timeout', 'taken');
            },
          }),
      },
    },
  });
  await session.refresh();
  expect(await session.getAccessToken()).toBe('theirs');
  expect(session.getSnapshot().lastFailure).toBeUndefined();
  session.dispose();
});
