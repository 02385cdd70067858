import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { printableUrl } from './judging/origins.ts';
import { memoryLock } from './keeping/lock.ts';
import type { SessionRecord } from './keeping/session-record.ts';
import { sharing } from './keeping/sharing.ts';
import type { TokenStore } from './keeping/store.ts';
import { createSession } from './session.ts';
import { deferred, settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';

/** What an application, a store or a clock can do wrong, and what a session makes of it. */
let uncaught: unknown[] = [];
const listen = (error: unknown) => void uncaught.push(error);

beforeEach(() => {
  uncaught = [];
  process.on('uncaughtException', listen);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  process.off('uncaughtException', listen);
});

function recordStore(held?: SessionRecord): TokenStore & { held: SessionRecord | undefined } {
  return {
    held,
    read() {
      return this.held;
    },
    write(next, expected) {
      if (this.held?.generation !== expected) return false;
      this.held = next;
      return true;
    },
  };
}

describe('what the application does in a callback', () => {
  test('a subscriber that throws keeps nobody waiting, and the new tokens are stored', async () => {
    const store = recordStore();
    const { session, client } = createFakeApi({ store });
    const failed: string[] = [];
    session.on('callback-failed', ({ callback }) => failed.push(callback));
    session.subscribe(() => {
      throw new Error('mine');
    });
    expect((await Promise.all([client.request('/1'), client.request('/2')])).map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    await settled();
    expect(store.held?.tokens?.accessToken).toBe('new');
    expect(failed).toContain('subscribe');
  });

  test.each([
    ['log', { log: () => fail() }],
    ['diagnose', { diagnose: () => fail() }],
  ])('%s that throws leaves the caller its 401', async (_name, options) => {
    const { session, client } = createFakeApi({ refresh: undefined, ...options });
    const heard = vi.fn();
    session.on('unauthorized', heard);
    expect((await client.request('/x')).status).toBe(401);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('isUnauthorized that throws turns no answer into an error', async () => {
    const { client, api, session } = createFakeApi({ isUnauthorized: () => fail() });
    const failed: string[] = [];
    session.on('callback-failed', ({ callback }) => failed.push(callback));
    api.intercept = () => ({ status: 200 });
    expect((await client.request('/x')).status).toBe(200);
    expect(failed).toEqual(['isUnauthorized']);
  });

  test('sign-out and dispose in one breath leave the store signed out', async () => {
    const store = recordStore();
    const { session } = createFakeApi({ store });
    await settled();
    const done = session.signOut();
    session.dispose();
    await done;
    expect(store.held?.tokens).toBeNull();
  });

  test('dispose in a refreshed listener does not lose the rotated token', async () => {
    const store = recordStore();
    const { session, client } = createFakeApi({ store });
    session.on('refreshed', () => session.dispose());
    await client.request('/x');
    await settled();
    expect(store.held?.tokens?.accessToken).toBe('new');
  });
});

function fail(): never {
  throw new Error('mine');
}

describe('a store', () => {
  test('that two sessions fill for the first time gives both its tokens', async () => {
    const store = { ...recordStore(), lock: memoryLock(), sharing };
    const refresh = vi.fn(async () => 'first');
    const options = { store, refresh, refreshWhenEmpty: true } as const;
    const tokens = await Promise.all([
      createSession(options).getAccessToken(),
      createSession(options).getAccessToken(),
    ]);
    expect(tokens).toEqual(['first', 'first']);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('that hangs while it writes hangs nobody', async () => {
    const store: TokenStore = { read: () => undefined, write: () => new Promise(() => {}) };
    const { session } = createFakeApi({ store, refreshTimeoutMs: 500 });
    const failed = vi.fn();
    session.on('store-failed', failed);
    const done = session.signOut();
    await vi.advanceTimersByTimeAsync(2000);
    await done;
    expect(failed).toHaveBeenCalled();
  });

  test('that hangs while it reads again is reported, and the refresh goes on', async () => {
    let reads = 0;
    const store: TokenStore = {
      read: () => (reads++ === 0 ? undefined : new Promise<undefined>(() => {})),
      write: () => true,
    };
    const { session, client } = createFakeApi({ store, refreshTimeoutMs: 500 });
    const failed = vi.fn();
    session.on('store-failed', failed);
    const request = client.request('/x');
    await vi.advanceTimersByTimeAsync(600);
    await request;
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ operation: 'read' }));
    await vi.advanceTimersByTimeAsync(100);
    expect(await session.getAccessToken()).toBe('new');
  });

  test('that refuses every write is reported and tried again', async () => {
    const store: TokenStore = { read: () => undefined, write: () => false };
    const { session } = createFakeApi({ store, tokens: undefined });
    const failed = vi.fn();
    session.on('store-failed', failed);
    await session.signIn('mine');
    expect(failed).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1100);
    expect(failed).toHaveBeenCalledTimes(2);
    session.dispose();
  });

  test.each([[{}], ['text'], [{ generation: 1, loginId: 'a', tokens: { accessToken: 5, receivedAtMs: 0 } }]])(
    'that holds %j holds nothing, and says so',
    async (rubbish) => {
      const { session } = createFakeApi({
        store: { read: async () => rubbish as never, write: () => true },
        tokens: undefined,
      });
      const failed = vi.fn();
      session.on('store-failed', failed);
      await session.ready;
      expect(session.status).toBe('signed-out');
      expect(failed).toHaveBeenCalledWith(
        expect.objectContaining({ error: expect.objectContaining({ code: 'store-corrupt' }) }),
      );
    },
  );

  test('that answers after it was given up is looked at all the same', async () => {
    const answer = deferred<undefined>();
    const held = { generation: 7, loginId: 'l', tokens: { accessToken: 'new', receivedAtMs: 0 } };
    const store: TokenStore = { read: () => answer.promise.then(() => held), write: () => true };
    const { session } = createFakeApi({ store, tokens: undefined, refreshTimeoutMs: 500 });
    await vi.advanceTimersByTimeAsync(500);
    expect(session.status).toBe('signed-out');
    answer.resolve(undefined);
    await settled();
    expect(session.status).toBe('active');
  });
});

describe('a refresh', () => {
  test('is not repeated with a token that somebody else has brought meanwhile', async () => {
    const store = recordStore();
    const heard: { hear?: (record: SessionRecord) => void } = {};
    const spent: unknown[] = [];
    const { client } = createFakeApi({
      store: Object.assign(store, {
        sharing,
        subscribe(hear: (record: SessionRecord) => void) {
          heard.hear = hear;
          return () => {};
        },
      }),
      refresh: async ({ tokens }) => {
        spent.push(tokens.refreshToken);
        throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
      },
    });
    const request = client.request('/x');
    await settled();
    const { loginId = '' } = store.held ?? {};
    store.held = {
      generation: 99_999_999,
      loginId,
      tokens: { accessToken: 'new', refreshToken: 'theirs', receivedAtMs: 0 },
    };
    heard.hear?.(store.held);
    await vi.advanceTimersByTimeAsync(500);
    await request;
    expect(spent).toEqual(['r1']);
  });

  test('whose error has a body that is locked is read as far as it goes', async () => {
    const response = new Response('{"error":"invalid_grant"}', { status: 400 });
    response.body?.getReader();
    const { session } = createFakeApi({
      refresh: () => Promise.reject(Object.assign(new Error('HTTP 400'), { response })),
    });
    await expect(session.refresh()).rejects.toMatchObject({ code: 'refresh-refused' });
    expect(session.status).toBe('ended');
  });

  test('is waited for by getAccessToken as it is by requests', async () => {
    const renewal = deferred<string>();
    const { session, client } = createFakeApi({ refresh: () => renewal.promise });
    const refused = client.request('/x');
    await settled();
    const asked = session.getAccessToken();
    renewal.resolve('new');
    expect(await asked).toBe('new');
    await refused;
  });

  test('is due again after a clock that was put back', async () => {
    const { client, api } = createFakeApi({
      refresh: () => Promise.reject(Object.assign(new Error('503'), { status: 503 })),
    });
    await client.request('/1');
    await client.request('/2');
    vi.setSystemTime(Date.now() - 86_400_000);
    const count = api.log.length;
    await client.request('/3');
    expect(api.log.length).toBe(count + 1);
    expect((await client.request('/4')).status).toBe(401);
  });
});

describe('a request', () => {
  test('whose scheme takes its time is not sent for a user who has left', async () => {
    const made = deferred<void>();
    const { client, session, api } = createFakeApi({
      scheme: {
        name: 'Bearer',
        credential: async ({ accessToken }) => (
          await made.promise, { headers: { authorization: `Bearer ${accessToken}` } }
        ),
      },
    });
    const request = client.request('/x');
    await session.signOut();
    made.resolve();
    await expect(request).rejects.toMatchObject({ cause: { code: 'signed-out' } });
    expect(api.log).toEqual([]);
  });

  test('that waited for a first token is not sent as somebody who signed in instead', async () => {
    const { client, session, api } = createFakeApi({
      tokens: undefined,
      refresh: () => new Promise<string>(() => {}),
      refreshWhenEmpty: true,
    } as never);
    const request = client.request('/x', { method: 'POST' });
    await settled();
    await session.signIn('user-b');
    await expect(request).rejects.toMatchObject({ cause: { code: 'session-replaced' } });
    expect(api.log).toEqual([]);
  });

  test('with a header name in capitals is refused before it leaves', async () => {
    const { client, api } = createFakeApi({
      scheme: { name: 'Key', credential: ({ accessToken }) => ({ headers: { 'X-Api-Key': accessToken } }) },
    });
    await expect(client.request('/x')).rejects.toMatchObject({ code: 'invalid-credential' });
    expect(api.log).toEqual([]);
  });

  test('is printed without user information, however it is written', () => {
    expect(printableUrl('https://user:p@ss@host/a')).toBe('https://host/a');
  });
});

test('a misspelt option is named', () => {
  expect(() => createSession({ orgins: ['https://api.test'] } as never)).toThrow('there is no option "orgins"');
  expect(() => createSession({ scheme: { credential: () => ({}) } } as never)).toThrow('"scheme"');
});

test.each([Number.NaN, -5, 'soon'])('a validity of %s is refused', async (minValidityMs) => {
  await expect(
    createSession({ tokens: 'a' }).getAccessToken({ minValidityMs: minValidityMs as number }),
  ).rejects.toThrow(TypeError);
});
