import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isFreshkeyError } from './errors.ts';
import type { SessionRecord } from './keeping/session-record.ts';
import { sharing } from './keeping/sharing.ts';
import type { TokenStore } from './keeping/store.ts';
import { createSession, sessionBrand } from './session.ts';
import { deferred, settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';
import { createClient } from './test-support/fake-client.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the snapshot', () => {
  test('is the same object until something changes', async () => {
    const session = createSession({ tokens: 'a', refresh: async () => 'b' });
    const first = session.getSnapshot();
    expect(session.getSnapshot()).toBe(first);
    const changes = vi.fn();
    const off = session.subscribe(changes);
    await session.signIn({ access_token: 'c', expires_in: 60 });
    expect(session.getSnapshot()).not.toBe(first);
    expect(session.getSnapshot()).toEqual({ status: 'active', isRefreshing: false, expiresAtMs: Date.now() + 60_000 });
    expect(Object.isFrozen(session.getSnapshot())).toBe(true);
    expect(changes).toHaveBeenCalledTimes(1);
    off();
    await session.signOut();
    expect(changes).toHaveBeenCalledTimes(1);
    expect(session.getSnapshot()).toEqual({ status: 'signed-out', isRefreshing: false });
  });

  test('says that a refresh is under way, beside a status that stays', async () => {
    const renewal = deferred<string>();
    const session = createSession({ tokens: 'a', refresh: () => renewal.promise });
    const seen: unknown[] = [];
    session.subscribe(() => seen.push([session.status, session.getSnapshot().isRefreshing]));
    const done = session.refresh();
    await settled();
    renewal.resolve('b');
    await done;
    expect(seen[0]).toEqual(['active', true]);
    expect(seen.at(-1)).toEqual(['active', false]);
  });
});

describe('getAccessToken', () => {
  test('refreshes first where the token is not good for that long', async () => {
    const refresh = vi.fn(async () => ({ access_token: 'b', expires_in: 3600 }));
    const session = createSession({ tokens: { access_token: 'a', expires_in: 3600 }, refresh });
    expect(await session.getAccessToken()).toBe('a');
    await vi.advanceTimersByTimeAsync(3_400_000);
    expect(await session.getAccessToken({ minValidityMs: 300_000 })).toBe('b');
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test("ends one caller's wait when its signal aborts", async () => {
    const session = createSession({
      tokens: { access_token: 'a', expires_in: 1 },
      refresh: () => new Promise<string>(() => {}),
    });
    await vi.advanceTimersByTimeAsync(2000);
    const controller = new AbortController();
    const asked = session.getAccessToken({ signal: controller.signal });
    const outcome = expect(asked).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    controller.abort('enough');
    await outcome;
  });

  test('rejects with a code where there is no token', async () => {
    await expect(createSession({}).getAccessToken()).rejects.toMatchObject({ code: 'signed-out' });
    const { session } = createFakeApi({ refresh: undefined });
    await expect(session.refresh()).rejects.toMatchObject({ code: 'no-refresh' });
  });
});

describe('events', () => {
  test('tell what happened, with fingerprints alone', async () => {
    const log: string[] = [];
    const { session, client } = createFakeApi();
    for (const name of ['signed-in', 'signed-out', 'refreshed', 'held', 'replayed', 'unauthorized', 'ended'] as const) {
      session.on(name, (event) => log.push(`${name} ${inspect(event)}`));
    }
    await client.request('/x?secret=1');
    await session.signIn('other-token');
    await session.signOut();
    expect(log.map((line) => line.split(' ')[0])).toEqual(['held', 'refreshed', 'replayed', 'signed-in', 'signed-out']);
    expect(log.join()).not.toMatch(/other-token|secret=1/);
    expect(log[1]).toMatch(/fingerprint: '[0-9a-f]{8}'/);
  });

  test('from a listener that throws reach the others, break no request, and are told of', async () => {
    const lines: string[] = [];
    const { session, client } = createFakeApi({ log: (line) => lines.push(line) });
    const failed: unknown[] = [];
    session.on('callback-failed', ({ callback, error }) => failed.push([callback, (error as Error).message]));
    const heard = vi.fn();
    session.on('refreshed', () => {
      throw new Error('mine');
    });
    session.on('refreshed', heard);
    expect((await client.request('/x')).status).toBe(200);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(failed).toEqual([["on('refreshed')", 'mine']]);
    expect(lines).toEqual([expect.stringContaining("on('refreshed') threw Error: mine")]);
  });

  test('end with the function that on returned', async () => {
    const session = createSession({});
    const heard = vi.fn();
    session.on('signed-in', heard)();
    await session.signIn('a');
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('a store that answers later', () => {
  const slowStore = (held: SessionRecord | undefined) => {
    const reading = deferred<undefined>();
    let stored = held;
    const store: TokenStore = {
      read: async () => {
        await reading.promise;
        return stored;
      },
      write(next, expected) {
        if (stored?.generation !== expected) return false;
        stored = next;
        return true;
      },
    };
    return { store, open: () => reading.resolve(undefined), fail: (error: Error) => reading.reject(error) };
  };
  const held = { generation: 7, loginId: 'l', tokens: { accessToken: 'new', receivedAtMs: 0 } };

  test('holds requests while it starts, and then sends them with what it held', async () => {
    const { store, open } = slowStore(held);
    const { session, client, api } = createFakeApi({ tokens: undefined, store });
    expect(session.status).toBe('starting');
    const request = client.request('/x');
    await settled();
    expect(api.log).toEqual([]);
    open();
    expect((await request).status).toBe(200);
    await session.ready;
    expect(session.status).toBe('active');
  });

  test('is given up after refreshTimeoutMs, and the session goes on from its seed', async () => {
    const { store } = slowStore(held);
    const { session, client } = createFakeApi({ store, tokens: 'new', refreshTimeoutMs: 500 });
    const failed = vi.fn();
    session.on('store-failed', failed);
    const request = client.request('/x');
    await vi.advanceTimersByTimeAsync(500);
    expect((await request).status).toBe(200);
    expect(failed).toHaveBeenCalledWith({ operation: 'read', error: expect.any(Error) });
  });

  test('never overwrites a sign-in that was quicker', async () => {
    const { store, open } = slowStore(held);
    const { session } = createFakeApi({ tokens: undefined, store });
    void session.signIn('mine');
    open();
    await session.ready;
    await settled();
    expect(await session.getAccessToken()).toBe('mine');
  });
});

describe('a request that is asked before anybody knows who is signed in', () => {
  const started = () => {
    const reading = deferred<undefined>();
    const store: TokenStore = { read: () => reading.promise, write: () => true };
    return { ...createFakeApi({ tokens: undefined, store }), open: () => reading.resolve(undefined) };
  };

  test('goes out as whoever signs in first', async () => {
    const { session, client, api, open } = started();
    const request = client.request('/x');
    void session.signIn('new');
    open();
    expect((await request).status).toBe(200);
    expect(api.log).toEqual(['GET /x new']);
  });

  test("is nobody else's: who takes the place of the first does not send it", async () => {
    const { session, client, api, open } = started();
    const request = client.request('/x');
    void session.signIn('first');
    void session.signIn('new');
    open();
    await expect(request).rejects.toMatchObject({ kind: 'aborted', cause: { code: 'session-replaced' } });
    expect(api.log).toEqual([]);
  });

  test('goes out without a credential where the first thing that is heard is a sign-out', async () => {
    const { session, client, api, open } = started();
    const request = client.request('/x');
    void session.signOut();
    open();
    expect((await request).status).toBe(401);
    expect(api.log).toEqual(['GET /x -']);
  });
});

describe('a store that fails to write', () => {
  test('fails no refresh; the write is tried again', async () => {
    let isFull = true;
    let stored: SessionRecord | undefined;
    const store: TokenStore = {
      read: () => stored,
      write(next) {
        if (isFull) throw new Error('full');
        stored = next;
        return true;
      },
    };
    const { session, client } = createFakeApi({ store });
    const failed = vi.fn();
    session.on('store-failed', failed);
    expect((await client.request('/x')).status).toBe(200);
    await settled();
    expect(failed).toHaveBeenCalled();
    isFull = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stored?.tokens?.accessToken).toBe('new');
  });
});

describe('dispose', () => {
  test('stops every timer and settles everybody', async () => {
    const { session, client } = createFakeApi({ refresh: () => new Promise<string>(() => {}) });
    const refused = client.request('/refused');
    await settled();
    const held = client.request('/held');
    session.dispose();
    expect((await refused).status).toBe(401);
    await expect(held).rejects.toMatchObject({ cause: { code: 'session-disposed' } });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaves requests that come later to go out with the token at hand', async () => {
    const { session, client, api } = createFakeApi();
    session.dispose();
    const answer = await client.request('/x');
    expect(answer.status).toBe(401);
    expect(session.explain(answer)).toMatchObject({ reason: 'session-disposed' });
    expect(api.log).toEqual(['GET /x old']);
  });
});

test('an idle session holds no timer', () => {
  createSession({ tokens: { access_token: 'a', expires_in: 3600 }, refresh: async () => 'b' });
  expect(vi.getTimerCount()).toBe(0);
});

test('a token that lives longer than a timer can run is not refreshed in a loop', async () => {
  const refresh = vi.fn(async () => 'b');
  const session = createSession({ tokens: { access_token: 'a', expires_in: 40 * 24 * 3600 }, refresh });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await session.getAccessToken()).toBe('a');
  expect(refresh).not.toHaveBeenCalled();
});

test('two sessions in one process never meet', async () => {
  const one = createFakeApi();
  const two = createFakeApi({ tokens: 'new' });
  await Promise.all([one.client.request('/1'), two.client.request('/2')]);
  expect(one.refreshes()).toBe(1);
  expect(two.refreshes()).toBe(0);
});

test('a session shows no token in whatever prints it', () => {
  const session = createSession({ tokens: 'planted-secret' });
  expect(inspect(session, { depth: 20, showHidden: true }) + JSON.stringify(session)).not.toContain('planted-secret');
});

test('errors of another copy of the package are recognised', () => {
  expect(isFreshkeyError(Object.assign(new Error('theirs'), { [Symbol.for('freshkey.error')]: true }))).toBe(true);
  expect(isFreshkeyError(new Error('mine'))).toBe(false);
});

test('ten thousand held requests are released, and nothing is retained', async () => {
  const renewal = deferred<string>();
  const { session, client } = createFakeApi({ refresh: () => renewal.promise });
  const first = client.request('/first');
  await settled();
  const held = Array.from({ length: 10_000 }, (_, index) => client.request(`/${index}`));
  renewal.resolve('new');
  const answers = await Promise.all([first, ...held]);
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  session.dispose();
  expect(vi.getTimerCount()).toBe(0);
});

test('the internals are recognised by a brand that every copy knows', () => {
  const session = createSession({ tokens: 'a' });
  expect(sessionBrand).toBe(Symbol.for('freshkey.session'));
  expect(() => createClient(session, async () => ({ status: 200 }))).not.toThrow();
  expect(Object.keys(session)).not.toContain(String(sessionBrand));
});

test('nothing is sent while the store looks up what a tab that slept has missed', async () => {
  const caughtUp = deferred<void>();
  let host: { catchUp(reading: Promise<unknown>): void } | undefined;
  const store: TokenStore = {
    read: () => undefined,
    write: () => true,
    sharing,
    subscribe(_listener, given) {
      host = given;
      return () => {};
    },
  };
  const { client, api } = createFakeApi({ store, tokens: 'new' });
  host?.catchUp(caughtUp.promise);
  const request = client.request('/x');
  await settled();
  expect(api.log).toEqual([]);
  caughtUp.resolve();
  expect((await request).status).toBe(200);
});
