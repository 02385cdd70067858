import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryStore } from '../keeping/memory.ts';
import { sharing } from '../keeping/sharing.ts';
import type { TokenStore } from '../keeping/store.ts';
import type { SessionOptions } from '../options.ts';
import type { Session } from '../session.ts';
import { deferred, settled } from '../test-support/deferred.ts';
import { createClient } from '../test-support/fake-client.ts';
import { createSessionPool, type SessionPool } from './session-pool.ts';

let nowMs = 0;
/** The stores outlive the sessions, as a database does. */
let stores: Map<string, TokenStore>;

beforeEach(() => {
  nowMs = 1000;
  stores = new Map();
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => void vi.restoreAllMocks());

function storeOf(key: string): TokenStore {
  let store = stores.get(key);
  if (!store) {
    const memory = memoryStore();
    store = {
      isUnshared: true,
      read: () => memory.read(),
      write: (next, expected) => memory.write(next, expected),
    };
    stores.set(key, store);
  }
  return store;
}

/** Uses a session, and lets it come to rest. */
async function use(pool: SessionPool, ...keys: string[]): Promise<Session> {
  let session: Session | undefined;
  for (const key of keys) {
    session = pool.session(key);
    await settled();
  }
  return session as Session;
}

const made: string[] = [];
function poolOf(
  more: Partial<SessionOptions> = {},
  { maxSessions, idleMs }: { maxSessions?: number; idleMs?: number } = {},
): SessionPool {
  made.length = 0;
  return createSessionPool({
    maxSessions,
    idleMs,
    options: (key) => {
      made.push(key);
      const refresh = async () => `${key}-renewed`;
      return { tokens: `${key}-seed`, store: storeOf(key), refresh, log: false, ...more } as SessionOptions;
    },
  });
}

describe('the sessions of a pool', () => {
  test('are made at first use, one for each key', async () => {
    const pool = poolOf();
    expect(pool.size).toBe(0);
    const ada = pool.session('ada');
    expect(pool.session('ada')).toBe(ada);
    expect(pool.session('bob')).not.toBe(ada);
    expect(made).toEqual(['ada', 'bob']);
    expect(await ada.getAccessToken()).toBe('ada-seed');
    expect(await pool.session('bob').getAccessToken()).toBe('bob-seed');
    expect(pool.size).toBe(2);
  });

  test.each([undefined, null, '', 7, {}])('are none for the key %s, which would be one for everybody', (key) => {
    expect(() => poolOf().session(key as never)).toThrow(/^pool\.session\(key\) expects .* got /);
  });

  test('are not kept where their options are wrong', () => {
    let isBroken = true;
    const pool = createSessionPool({
      options: () => {
        if (isBroken) throw new Error('no such user');
        return { tokens: 'a' };
      },
    });
    expect(() => pool.session('ada')).toThrow('no such user');
    expect(pool.size).toBe(0);
    isBroken = false;
    expect(pool.session('ada').status).toBe('active');
  });

  test('want their options at once', () => {
    const pool = createSessionPool({ options: (async () => ({ tokens: 'a' })) as never });
    expect(() => pool.session('ada')).toThrow(/answers at once; got a Promise/);
  });

  test('say one line for one cause, whatever the number of users', async () => {
    const lines: string[] = [];
    const pool = poolOf({ log: (line) => lines.push(line), refresh: undefined, origins: ['https://api.test'] });
    const refused = Promise.resolve({ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    for (const key of ['ada', 'bob']) await createClientOf(pool, key, [], refused)();
    expect(lines).toEqual([expect.stringMatching(/^freshkey: GET https:\/\/api\.test\/x was answered 401/)]);
  });
});

describe('letting go', () => {
  test('strikes what was idle for long, while others are used', async () => {
    const pool = poolOf({}, { idleMs: 1000 });
    await use(pool, 'ada');
    nowMs += 999;
    await use(pool, 'bob');
    expect(pool.size).toBe(2);
    nowMs += 1;
    await use(pool, 'bob');
    await use(pool, 'cy');
    expect(pool.size).toBe(2);
    await use(pool, 'ada');
    expect(made).toEqual(['ada', 'bob', 'cy', 'ada']);
  });

  test('strikes those that were not used for longest where there are too many', async () => {
    const pool = poolOf({}, { maxSessions: 2, idleMs: 100_000 });
    await use(pool, 'ada');
    nowMs += 2000;
    await use(pool, 'bob');
    nowMs += 2000;
    await use(pool, 'ada');
    await use(pool, 'cy');
    expect(pool.size).toBe(2);
    expect(made).toEqual(['ada', 'bob', 'cy']);
    await use(pool, 'ada');
    expect(made).toEqual(['ada', 'bob', 'cy']);
    await use(pool, 'bob');
    expect(made).toEqual(['ada', 'bob', 'cy', 'bob']);
  });

  test('leaves whoever kept a session with the one of its key', async () => {
    const pool = poolOf({}, { maxSessions: 1 });
    const kept = await use(pool, 'ada');
    await kept.refresh();
    await settled();
    await use(pool, 'bob');
    expect(pool.size).toBe(1);
    // Both stand for the same session: what one learns, the other knows.
    const anew = pool.session('ada');
    expect(anew).not.toBe(kept);
    expect(await kept.getAccessToken()).toBe('ada-renewed');
    await kept.signOut();
    expect(anew.status).toBe('signed-out');
    expect(kept.status).toBe('signed-out');
    expect(made).toEqual(['ada', 'bob', 'ada']);
  });

  test('leaves a client that was attached to a session sending', async () => {
    const pool = poolOf({ origins: ['https://api.test'] }, { maxSessions: 1 });
    const seen: (string | undefined)[] = [];
    const client = createClient(await use(pool, 'ada'), async ({ token }) => {
      seen.push(token);
      return { status: 200 };
    });
    await client.request('/x');
    await use(pool, 'bob');
    await client.request('/x');
    expect(seen).toEqual(['ada-seed', 'ada-seed']);
    expect(made).toEqual(['ada', 'bob', 'ada']);
  });

  test.each<[string, (pool: SessionPool) => unknown]>([
    ['a listener', (pool) => pool.session('ada').on('ended', () => {})],
    ['a subscriber', (pool) => pool.session('ada').subscribe(() => {})],
    [
      'a refresh',
      (pool) =>
        pool
          .session('ada')
          .refresh()
          .catch(() => {}),
    ],
    ['a request', (pool) => createClientOf(pool, 'ada', [], new Promise(() => {}))().catch(() => {})],
  ])('passes over what has %s', async (_what, occupy) => {
    const pool = poolOf({ refresh: () => new Promise<never>(() => {}) }, { maxSessions: 1 });
    occupy(pool);
    await settled();
    await use(pool, 'bob');
    expect(pool.size).toBe(2);
    await use(pool, 'cy');
    expect(pool.size).toBe(2);
    await use(pool, 'ada');
    expect(made).toEqual(['ada', 'bob', 'cy']);
    pool.dispose();
  });

  test('passes over a request whose credential is still being made', async () => {
    const credential = deferred<object>();
    const scheme = { name: 'Slow', credential: () => credential.promise };
    const pool = poolOf({ scheme, origins: ['https://api.test'] }, { maxSessions: 1 });
    const sent: (string | undefined)[] = [];
    const answer = createClientOf(pool, 'ada', sent)();
    await use(pool, 'bob');
    await use(pool, 'cy');
    credential.resolve({ headers: { authorization: 'Bearer proof' } });
    expect(await answer).toMatchObject({ status: 200 });
    expect(sent).toEqual(['proof']);
  });

  test('passes over what the store has not taken yet, and over what is being read', async () => {
    const pool = poolOf({}, { maxSessions: 1 });
    stores.set('ada', { ...storeOf('ada'), write: () => new Promise(() => {}) });
    stores.set('bob', { ...storeOf('bob'), read: () => new Promise(() => {}) });
    await use(pool, 'ada');
    await use(pool, 'bob');
    await use(pool, 'cy');
    await use(pool, 'dan');
    expect(pool.size).toBe(3);
    await use(pool, 'ada');
    await use(pool, 'bob');
    expect(made).toEqual(['ada', 'bob', 'cy', 'dan']);
    pool.dispose();
  });

  test('passes over a pause after failed refreshes', async () => {
    const pool = poolOf({ refresh: () => Promise.reject(new Error('503')) }, { maxSessions: 1 });
    for (let time = 0; time < 2; time++)
      await pool
        .session('ada')
        .refresh()
        .catch(() => {});
    await use(pool, 'bob');
    expect(pool.size).toBe(2);
    pool.dispose();
  });

  test.each<[string, (pool: SessionPool) => unknown, string]>([
    ['renewed its tokens', (pool) => pool.session('ada').refresh(), 'active'],
    ['was signed in', (pool) => pool.session('ada').signIn('mine'), 'active'],
    ['was signed out', (pool) => pool.session('ada').signOut(), 'signed-out'],
  ])('never strikes a session in memory alone that %s', async (_what, change, status) => {
    const pool = poolOf({ store: undefined }, { maxSessions: 1 });
    await change(pool);
    await settled();
    await use(pool, 'bob', 'cy', 'dan');
    expect(pool.size).toBe(2);
    expect(pool.session('ada').status).toBe(status);
    expect(made.filter((key) => key === 'ada')).toHaveLength(1);
  });

  test('strikes a session in memory alone that its options would make as it is', async () => {
    const seeded = poolOf({ store: undefined }, { maxSessions: 1 });
    await use(seeded, 'ada');
    await use(seeded, 'bob');
    expect(seeded.size).toBe(1);
    const bare = poolOf({ store: undefined, tokens: undefined }, { maxSessions: 1 });
    await bare.session('ada').signIn('mine');
    await bare.session('ada').signOut();
    await use(bare, 'bob');
    expect(bare.size).toBe(1);
    expect(bare.session('ada').status).toBe('signed-out');
    const filling = poolOf({ store: undefined, tokens: undefined, refreshWhenEmpty: true }, { maxSessions: 1 });
    await filling.session('ada').start();
    await filling.session('ada').signOut();
    await use(filling, 'bob');
    expect(filling.session('ada').status).toBe('signed-out');
  });

  test('ends the subscription of what goes, and looks past many that cannot go', async () => {
    let subscribed = 0;
    const subscribe = () => {
      subscribed++;
      return () => void subscribed--;
    };
    const pool = createSessionPool({
      maxSessions: 20,
      options: (key) => ({ store: { ...storeOf(key), sharing, subscribe } }),
    });
    const busy = Array.from({ length: 20 }, (_, index) => pool.session(`busy ${index}`));
    const offs = busy.map((session) => session.subscribe(() => {}));
    await use(pool, 'one more');
    expect(pool.size).toBe(21);
    for (const off of offs) off();
    await settled();
    for (let index = 0; index < 30; index++) await use(pool, `other ${index}`);
    expect(pool.size).toBe(20);
    expect(subscribed).toBe(20);
    pool.dispose();
    expect(subscribed).toBe(0);
  });
});

describe('events', () => {
  test('come of all sessions with their key, of those made later too, and keep none from going', async () => {
    const pool = poolOf({}, { maxSessions: 1 });
    const heard: unknown[] = [];
    const off = pool.on('refreshed', (key, { fingerprint }) => heard.push([key, fingerprint.length]));
    await pool.session('ada').refresh();
    await use(pool, 'ada');
    await pool.session('bob').refresh();
    expect(heard).toEqual([
      ['ada', 8],
      ['bob', 8],
    ]);
    expect(pool.size).toBe(1);
    await pool.session('ada').refresh();
    expect(heard).toHaveLength(3);
    off();
    await pool.session('ada').refresh();
    expect(heard).toHaveLength(3);
  });

  test('reach the other listeners where one throws, and no request is broken by it', async () => {
    const pool = poolOf();
    const heard: unknown[] = [];
    pool.on('refreshed', () => {
      throw new Error('mine');
    });
    pool.on('refreshed', (key) => heard.push(key));
    pool.on('callback-failed', (key, { callback }) => heard.push([key, callback]));
    await pool.session('ada').refresh();
    expect(heard).toEqual([['ada', "on('refreshed')"], 'ada']);
    expect(() => pool.on('refreshd' as never, () => {})).toThrow(/Did you mean "refreshed"/);
    expect(() => pool.on('refreshed', undefined as never)).toThrow(/expects a function/);
  });

  test('are described for those who listen to all, as for those who listen to one', async () => {
    const pool = poolOf({ origins: ['https://api.test'] });
    const steps: string[] = [];
    pool.on('step', (key, { what }) => steps.push(`${key} ${what}`));
    await createClientOf(pool, 'ada', [])();
    expect(steps).toEqual(['ada sent', 'ada answered']);
  });
});

test("a header of one user's token that code left behind is no other user's credential", async () => {
  const lines: string[] = [];
  const pool = poolOf({ origins: ['https://api.test'], log: (line) => lines.push(line) });
  const sent: (string | undefined)[] = [];
  const bob = createClient(pool.session('bob'), async ({ token }) => {
    sent.push(token);
    return { status: 200 };
  });
  const sendWith = (token: string) => bob.request('/x', { headers: { authorization: `Bearer ${token}` } });
  await sendWith(await pool.session('ada').getAccessToken());
  await pool.session('ada').refresh();
  await sendWith('ada-seed');
  // Whoever means another token, of a partner's say, has it sent as it is.
  await sendWith('of-a-partner');
  expect(sent).toEqual(['bob-seed', 'bob-seed', undefined]);
  expect(lines).toEqual([expect.stringMatching(/remove the line that sets it/)]);
});

describe('ending one session by hand', () => {
  test('takes it out of the pool: the next use makes it anew, and whoever kept it has a dead one', async () => {
    const pool = poolOf({}, { maxSessions: 1 });
    const ended = pool.session('ada');
    await ended.refresh();
    expect(await ended.close()).toEqual({ unfinished: [] });
    expect(pool.size).toBe(0);
    await expect(ended.refresh()).rejects.toMatchObject({ code: 'session-disposed' });
    expect(() => ended.status).toThrow('disposed');
    expect(await pool.session('ada').getAccessToken()).toBe('ada-renewed');
    const old = pool.session('ada');
    await use(pool, 'bob');
    old.dispose();
    expect(pool.size).toBe(1);
    await expect(old.refresh()).rejects.toMatchObject({ code: 'session-disposed' });
    // A dead one that is used takes nobody's place.
    const current = pool.session('ada');
    nowMs += 5000;
    await expect(old.refresh()).rejects.toMatchObject({ code: 'session-disposed' });
    expect(pool.session('ada')).toBe(current);
    expect(current.status).toBe('active');
  });
});

describe('closing', () => {
  test('waits for what is under way, serves what comes meanwhile, and says what is unfinished', async () => {
    const renewal = deferred<string>();
    const pool = poolOf({ refresh: () => renewal.promise, origins: ['https://api.test'] });
    const held = pool.session('ada').refresh();
    pool.session('idle');
    await settled();
    const closing = pool.close({ timeoutMs: 60_000 });
    expect(pool.close()).toBe(closing);
    await settled();
    const late = deferred<object>();
    const served = createClientOf(pool, 'late', [], late.promise)();
    renewal.resolve('new');
    await held;
    let isClosed = false;
    void closing.then(() => {
      isClosed = true;
    });
    await settled();
    expect(isClosed).toBe(false);
    expect(pool.session('idle').status).toBe('active');
    late.resolve({ status: 200 });
    expect(await served).toEqual({ status: 200 });
    expect(await closing).toEqual({ unfinished: [] });
    expect(stores.get('ada')?.read()).toMatchObject({ tokens: { accessToken: 'new' } });
    expect(pool.size).toBe(0);
    expect(() => pool.session('ada')).toThrow(expect.objectContaining({ code: 'session-disposed' }));
  });

  test('starts no refresh ahead of time', async () => {
    const refresh = vi.fn(async () => 'new');
    const begunAtMs = Date.now();
    let aheadMs = 0;
    const now = () => begunAtMs + aheadMs;
    const tokens = { accessToken: 'old', refreshToken: 'r', expiresAtMs: begunAtMs + 3_600_000 };
    const pool = poolOf({ refresh, tokens, now });
    const stuck = deferred<object>();
    pool.session('ada');
    pool.session('bob');
    aheadMs = 3_580_000;
    const request = createClientOf(pool, 'ada', [], stuck.promise)();
    await settled();
    expect(refresh).toHaveBeenCalledTimes(1);
    const closing = pool.close();
    await pool.session('bob').getAccessToken();
    await settled();
    expect(refresh).toHaveBeenCalledTimes(1);
    stuck.resolve({ status: 200 });
    await request;
    await closing;
  });

  test('names whose work is left when the time is over', async () => {
    const pool = poolOf({ refresh: () => new Promise<never>(() => {}) });
    pool.session('bob');
    pool
      .session('ada')
      .refresh()
      .catch(() => {});
    await settled();
    const { unfinished } = await pool.close({ timeoutMs: 20 });
    expect(unfinished).toEqual([{ key: 'ada', what: ['a refresh without an answer'] }]);
  });

  test('writes what a store refused at first, as long as there is time', async () => {
    let refusals = 2;
    const memory = memoryStore();
    const store: TokenStore = {
      read: () => memory.read(),
      write: (next, expected) => {
        if (next.tokens?.accessToken === 'new' && refusals-- > 0) throw new Error('read-only for a moment');
        return memory.write(next, expected);
      },
    };
    const pool = poolOf({ store, refresh: async () => 'new' });
    await pool.session('ada').refresh();
    expect(await pool.close()).toEqual({ unfinished: [] });
    expect(memory.read()).toMatchObject({ tokens: { accessToken: 'new' } });
  });

  test('is what "await using" does', async () => {
    let inside: SessionPool;
    {
      await using pool = poolOf() as SessionPool & AsyncDisposable;
      inside = pool;
      inside.session('ada');
    }
    expect(inside.size).toBe(0);
  });
});

test.each<[unknown, RegExp]>([
  [undefined, /"options" expects one options object/],
  [{}, /"options" expects a function/],
  [{ options: () => ({}), maxSessions: 0 }, /"maxSessions" expects an integer from 1, or Infinity; got 0/],
  [{ options: () => ({}), idleMs: -1 }, /"idleMs" expects/],
  [{ options: () => ({}), refresh: () => 'x' }, /no option "refresh". What belongs to a session is what "options"/],
])('refuses wrong options: %o', (options, message) => {
  expect(() => createSessionPool(options as never)).toThrow(message);
});

function createClientOf(
  pool: SessionPool,
  key: string,
  seen: (string | undefined)[],
  answer: Promise<unknown> = Promise.resolve({ status: 200 }),
) {
  return () =>
    createClient(pool.session(key), (request) => {
      seen.push(request.token);
      return answer as never;
    }).request('/x');
}
