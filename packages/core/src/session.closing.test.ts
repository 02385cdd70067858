import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionRecord } from './keeping/session-record.ts';
import { createSession } from './session.ts';
import { deferred, settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const renewed = { access_token: 'new', refresh_token: 'r2', expires_in: 3600 };
const soonDue = { access_token: 'old', refresh_token: 'r1', expires_in: 100 };

function slowStore() {
  let held: SessionRecord | undefined;
  const write = deferred<void>();
  return {
    write: async (next: SessionRecord) => {
      await write.promise;
      held = next;
      return true;
    },
    read: () => held,
    finish: write.resolve,
    get accessToken() {
      return held?.tokens?.accessToken;
    },
  };
}

describe('close', () => {
  test('loses no token that a refresh ahead of time brings: waits for its answer and its write', async () => {
    const renewal = deferred<typeof renewed>();
    const store = slowStore();
    const aborted = vi.fn();
    const { session, client, api } = createFakeApi({
      store,
      tokens: soonDue,
      refresh: ({ signal }) => {
        signal.addEventListener('abort', aborted);
        return renewal.promise;
      },
    });
    api.valid = 'old';
    store.finish(undefined);
    await settled();
    await vi.advanceTimersByTimeAsync(85_000);
    await client.request('/x');
    let closed: unknown;
    void session.close().then((result) => {
      closed = result;
    });
    await settled();
    expect(closed).toBeUndefined();
    renewal.resolve(renewed);
    await vi.advanceTimersByTimeAsync(1);
    expect(closed).toEqual({ unfinished: [] });
    expect(store.accessToken).toBe('new');
    expect(aborted).not.toHaveBeenCalled();
  });

  test('begins no refresh ahead of time any more, but one that a held request needs', async () => {
    const { session, client, api, refreshes } = createFakeApi({ tokens: soonDue });
    const gate = deferred<void>();
    api.intercept = async (_request, answer) => {
      await gate.promise;
      return answer;
    };
    const refused = client.request('/refused');
    await settled();
    await vi.advanceTimersByTimeAsync(85_000);
    const closed = session.close({ timeoutMs: 60_000 });
    void client.request('/ahead');
    await settled();
    expect(refreshes()).toBe(0);
    gate.resolve();
    expect((await refused).status).toBe(200);
    expect(refreshes()).toBe(1);
    expect(await closed).toEqual({ unfinished: [] });
  });

  test('is bounded, and says what was left unfinished', async () => {
    const { session, client, api } = createFakeApi({
      refreshTimeoutMs: 500,
      refresh: () => new Promise<never>(() => {}),
      store: { read: () => undefined, write: () => new Promise<never>(() => {}) },
    });
    api.intercept = () => new Promise<never>(() => {});
    void client.request('/1');
    void client.request('/2');
    session.refresh().catch(() => {});
    const closed = session.close({ timeoutMs: 50 });
    await vi.advanceTimersByTimeAsync(50);
    expect(await closed).toEqual({
      unfinished: [
        '2 requests without an answer',
        'a refresh without an answer',
        'a record that the store has not taken',
      ],
    });
    await expect(session.refresh()).rejects.toMatchObject({ code: 'session-disposed' });
  });

  test('waits refreshTimeoutMs where nothing else is said', async () => {
    const { session, client, api } = createFakeApi({ refreshTimeoutMs: 500 });
    api.intercept = () => new Promise<never>(() => {});
    void client.request('/1');
    let closed: unknown;
    void session.close().then((result) => {
      closed = result;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(closed).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(closed).toEqual({ unfinished: ['1 request without an answer'] });
  });

  test('tries a write that failed at once', async () => {
    let fails = true;
    const written: (string | undefined)[] = [];
    const { session } = createFakeApi({
      store: {
        read: () => undefined,
        write: ({ tokens }) => {
          if (fails) throw new Error('full');
          written.push(tokens?.accessToken);
          return true;
        },
      },
    });
    await settled();
    fails = false;
    expect(await session.close()).toEqual({ unfinished: [] });
    expect(written).toEqual(['old']);
  });

  test.runIf(Symbol.asyncDispose)('is what "await using" calls', async () => {
    const session = createSession({ tokens: 'a' }) as unknown as AsyncDisposable & {
      refresh(): Promise<void>;
    };
    await session[Symbol.asyncDispose]();
    await expect(session.refresh()).rejects.toMatchObject({ code: expect.stringMatching(/disposed|no-refresh/) });
  });
});

test('settled resolves when nothing is in flight or unwritten', async () => {
  const store = slowStore();
  const { session } = createFakeApi({ store });
  let isSettled = false;
  void session.settled().then(() => {
    isSettled = true;
  });
  await settled();
  expect(isSettled).toBe(false);
  store.finish(undefined);
  await settled();
  expect(isSettled).toBe(true);
});

test('waitUntil is told of every refresh, including its write', async () => {
  const store = slowStore();
  const told: Promise<unknown>[] = [];
  const { session } = createFakeApi({ store, tokens: undefined, waitUntil: (promise) => told.push(promise) });
  store.finish(undefined);
  await session.signIn({ accessToken: 'old', refreshToken: 'r1' });
  const later = slowStore();
  store.write = later.write as never;
  void session.refresh();
  await settled();
  expect(told).toHaveLength(1);
  let isOver = false;
  void told[0]?.then(() => {
    isOver = true;
  });
  await settled();
  expect(isOver).toBe(false);
  later.finish(undefined);
  await settled();
  expect(isOver).toBe(true);
});

test('waitUntil that throws breaks no refresh', async () => {
  const { session, client } = createFakeApi({
    log: false,
    waitUntil: () => {
      throw new Error('mine');
    },
  });
  expect((await client.request('/x')).status).toBe(200);
  expect(session.getTokens()?.accessToken).toBe('new');
});

describe('onSignOut', () => {
  test('gets the tokens that were there, and neither delays nor undoes the sign-out', async () => {
    const revoked = deferred<void>();
    const told: unknown[] = [];
    const { session } = createFakeApi({
      onSignOut: ({ tokens: { refreshToken } }) => {
        told.push(refreshToken);
        return revoked.promise;
      },
    });
    await session.signOut();
    expect([session.status, told]).toEqual(['signed-out', ['r1']]);
    revoked.reject(new Error('503'));
    await settled();
    expect(session.status).toBe('signed-out');
  });

  test('is told of what a refresh under way brings, which changes nothing else and is not aborted', async () => {
    const renewal = deferred<typeof renewed>();
    const aborted = vi.fn();
    const told: unknown[] = [];
    const { session } = createFakeApi({
      refresh: ({ signal }) => {
        signal.addEventListener('abort', aborted);
        return renewal.promise;
      },
      onSignOut: ({ tokens: { accessToken, refreshToken } }) => told.push([accessToken, refreshToken]),
    });
    session.refresh().catch(() => {});
    await settled();
    await session.signOut();
    expect(told).toEqual([]);
    renewal.resolve(renewed);
    await settled();
    expect(told).toEqual([['new', 'r2']]);
    expect(session.status).toBe('signed-out');
    expect(aborted).not.toHaveBeenCalled();
  });

  test('is told of the old tokens where that refresh fails, or is given up', async () => {
    const told: unknown[] = [];
    const renewal = deferred<never>();
    for (const refresh of [() => renewal.promise, () => new Promise<never>(() => {})]) {
      const { session } = createFakeApi({
        refresh,
        abandonAfterMs: 20_000,
        onSignOut: ({ tokens: { refreshToken } }) => told.push(refreshToken),
      });
      session.refresh().catch(() => {});
      await settled();
      await session.signOut();
    }
    expect(told).toEqual([]);
    renewal.reject(new Error('lost'));
    await settled();
    expect(told).toEqual(['r1']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told).toEqual(['r1', 'r1']);
  });

  test('is not called where nobody is signed in, nor for a sign-out that was adopted', async () => {
    const onSignOut = vi.fn();
    const { session } = createFakeApi({ tokens: undefined, onSignOut });
    await session.signOut();
    let held: SessionRecord | undefined;
    const { session: adopting } = createFakeApi({
      onSignOut,
      store: {
        read: () => held,
        write: (next) => {
          held = next;
          return true;
        },
      },
    });
    await settled();
    held = { generation: 99, loginId: 'other', tokens: null };
    await adopting.refresh().catch(() => {});
    expect(adopting.status).toBe('signed-out');
    expect(onSignOut).not.toHaveBeenCalled();
  });

  test('marks its own calls by its signal, which dispose aborts', async () => {
    let seen: AbortSignal | undefined;
    const { session, client, api } = createFakeApi({
      onSignOut: async ({ signal }) => {
        seen = signal;
        await settled();
        await client.request('/revoke', { signal });
      },
    });
    await session.signOut();
    await session.signIn('other');
    await settled();
    expect(api.log).toEqual(['GET /revoke -']);
    session.dispose();
    expect(seen?.aborted).toBe(true);
  });
});
