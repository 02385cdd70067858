import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionRecord } from './keeping/session-record.ts';
import { sharing } from './keeping/sharing.ts';
import type { TokenStore } from './keeping/store.ts';
import type { Session } from './session.ts';
import { deferred, settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';

/** What is not ours may hang, throw, answer late or call back at once. */
let uncaught: unknown[] = [];
const listen = (error: unknown) => void uncaught.push(error);

beforeEach(() => {
  uncaught = [];
  process.on('uncaughtException', listen);
  process.on('unhandledRejection', listen);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 0));
  process.off('uncaughtException', listen);
  process.off('unhandledRejection', listen);
  expect(uncaught).toEqual([]);
});

const never = new Promise<never>(() => {});

describe('isUnauthorized', () => {
  test('that rejects says nothing, and is told of', async () => {
    const { client, api, session } = createFakeApi({
      isUnauthorized: async ({ body }) => JSON.parse(await body()).code === 401,
    });
    const failed: string[] = [];
    session.on('callback-failed', ({ callback }) => failed.push(callback));
    api.intercept = () => ({ status: 502, body: '<html>' });
    expect((await client.request('/x')).status).toBe(502);
    expect(failed).toEqual(['isUnauthorized']);
  });

  test('gets undefined from json() where the text is none, and what it says where it is one', async () => {
    const seen: unknown[] = [];
    const { client, api } = createFakeApi({
      isUnauthorized: async ({ json }) => {
        seen.push(await json());
        return false;
      },
    });
    for (const body of ['<html>', '{"a":1}']) {
      api.intercept = () => ({ status: 200, body });
      await client.request('/x');
    }
    expect(seen).toEqual([undefined, { a: 1 }]);
  });

  test('that never settles is waited for five seconds, and no longer than its caller waits', async () => {
    const { client, api } = createFakeApi({ isUnauthorized: () => never });
    api.intercept = () => ({ status: 200 });
    const controller = new AbortController();
    const patient = client.request('/patient');
    const leaving = client.request('/leaving', { signal: controller.signal });
    const timed = client.request('/timed', { timeoutMs: 100 });
    const outcomes = Promise.allSettled([leaving, timed]);
    await settled();
    controller.abort();
    await vi.advanceTimersByTimeAsync(100);
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.kind)).toEqual([
      'aborted',
      'timeout',
    ]);
    await vi.advanceTimersByTimeAsync(5000);
    expect((await patient).status).toBe(200);
  });
});

test('a scheme that never makes its credential ends no request later than its caller does', async () => {
  const { client, api } = createFakeApi({ scheme: { name: 'Bearer', credential: () => never } });
  const controller = new AbortController();
  const leaving = client.request('/leaving', { signal: controller.signal });
  const timed = client.request('/timed', { timeoutMs: 100 });
  const outcomes = Promise.allSettled([leaving, timed]);
  await settled();
  controller.abort();
  await vi.advanceTimersByTimeAsync(100);
  expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.kind)).toEqual([
    'aborted',
    'timeout',
  ]);
  expect(api.log).toEqual([]);
});

describe('a subscriber that, when a refresh begins,', () => {
  test.each<[string, (session: Session) => unknown, number]>([
    ['signs out', (session) => session.signOut(), 401],
    ['signs in', (session) => session.signIn('new'), 401],
    ['disposes', (session) => session.dispose(), 401],
    ['updates', (session) => session.update('new'), 200],
    ['refreshes', (session) => session.refresh(), 200],
  ])('%s leaves no request hanging', async (_name, act, status) => {
    const { client, session } = createFakeApi();
    let isDone = false;
    session.subscribe(() => {
      if (isDone || !session.getSnapshot().isRefreshing) return;
      isDone = true;
      void Promise.resolve(act(session)).catch(() => {});
    });
    expect((await client.request('/x')).status).toBe(status);
    expect(isDone).toBe(true);
    expect(session.getSnapshot().isRefreshing).toBe(false);
  });
});

/** A store that others write to, with one member that is not as it should be. */
function sharedStore(wrong: Partial<TokenStore>): TokenStore & { held: SessionRecord | undefined } {
  return {
    sharing,
    held: { generation: 1, loginId: 'l', tokens: { accessToken: 'old', refreshToken: 'r1', receivedAtMs: 0 } },
    read() {
      return this.held;
    },
    write(next, expected) {
      if (this.held?.generation !== expected) return false;
      this.held = next;
      return true;
    },
    ...wrong,
  } as TokenStore & { held: SessionRecord | undefined };
}

function failuresOf(session: Session): string[] {
  const failures: string[] = [];
  session.on('store-failed', ({ operation, error }) => failures.push(`${operation} ${error.code}`));
  return failures;
}

describe('a store', () => {
  test('that calls back while it is read leaves no request hanging', async () => {
    let hear: ((record: SessionRecord) => void) | undefined;
    const store = sharedStore({
      subscribe(listener) {
        hear = listener;
        return () => {};
      },
      read() {
        const { held } = store;
        if (held) hear?.(held);
        return held;
      },
      lock: { run: (task) => task({ lost: new AbortController().signal }) },
    });
    const { client } = createFakeApi({ store, tokens: undefined });
    expect((await client.request('/x')).status).toBe(200);
  });

  test('whose lock runs its task twice gets one refresh', async () => {
    const { client, refreshes } = createFakeApi({
      tokens: undefined,
      store: sharedStore({
        lock: {
          async run(task) {
            const held = { lost: new AbortController().signal };
            const [first] = await Promise.all([task(held), task(held)]);
            return first;
          },
        },
      }),
    });
    expect((await client.request('/x')).status).toBe(200);
    expect(refreshes()).toBe(1);
  });

  test.each([
    ['throws', () => Promise.reject(new Error('the database is gone'))],
    [
      'throws at once',
      () => {
        throw new Error('the database is gone');
      },
    ],
  ])('whose lock %s fails the refresh, and says which error it was', async (_name, run) => {
    const { client, session } = createFakeApi({ tokens: undefined, store: sharedStore({ lock: { run } }) });
    const errors: unknown[] = [];
    session.on('store-failed', ({ operation, error }) => errors.push([operation, (error.cause as Error).message]));
    const answer = await client.request('/x');
    expect([answer.status, session.explain(answer)?.reason]).toEqual([401, 'refresh-failed']);
    expect(errors).toEqual([['lock', 'the database is gone']]);
    expect(session.status).toBe('active');
  });

  test('whose subscription throws does not break the session, and is told of', async () => {
    const { session, client, api } = createFakeApi({
      tokens: undefined,
      store: sharedStore({
        subscribe() {
          throw new Error('no channel');
        },
      }),
    });
    const failures = failuresOf(session);
    api.valid = 'old';
    expect((await client.request('/x')).status).toBe(200);
    expect(failures).toEqual(['read store-failed']);
  });

  test.each([
    ['is no function', () => undefined as never],
    [
      'throws',
      () => () => {
        throw new Error('gone already');
      },
    ],
  ])('whose end of a subscription %s does not break dispose', (_name, subscribe) => {
    const { session } = createFakeApi({ tokens: undefined, store: sharedStore({ subscribe }) });
    expect(() => session.dispose()).not.toThrow();
  });

  test('that cannot be read under its lock spends nothing: the refresh fails for now, after one more try', async () => {
    let isBroken = false;
    let reads = 0;
    const store = sharedStore({
      read() {
        reads++;
        if (isBroken) throw new Error('connection lost');
        return store.held;
      },
      lock: { run: (task) => task({ lost: new AbortController().signal }) },
    });
    const { client, session, refreshes } = createFakeApi({ tokens: undefined, store });
    reads = 0;
    isBroken = true;
    const answer = await client.request('/x');
    expect([answer.status, session.explain(answer)]).toMatchObject([
      401,
      { reason: 'refresh-failed', retryable: true },
    ]);
    expect([refreshes(), reads, session.status]).toEqual([0, 2, 'active']);
    isBroken = false;
    expect((await client.request('/y')).status).toBe(200);
    expect(refreshes()).toBe(1);
  });

  test('whose pause after a refusal another tab began is one for this tab too', async () => {
    const refresh = vi.fn(() => new Response('{"error":"invalid_grant"}', { status: 400 }));
    const ended = { code: 'invalid_grant', message: 'refused', retryAtMs: Date.now() + 60_000 };
    const store = sharedStore({ held: { generation: 9, loginId: 'l', tokens: null, ended } } as never);
    const { session, client } = createFakeApi({
      tokens: undefined,
      refreshWhenEmpty: true,
      store,
      refresh,
    } as never);
    await client.request('/x');
    await client.request('/y');
    expect(refresh).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_001);
    await client.request('/z');
    expect(refresh).toHaveBeenCalledTimes(1);
    const { retryAtMs = 0 } = store.held?.ended ?? {};
    expect(retryAtMs).toBeGreaterThan(Date.now());
    expect(session.getSnapshot().ended?.retryAtMs).toBe(retryAtMs);
  });
});

describe('the async context', () => {
  const context = new AsyncLocalStorage<string>();

  test('of a request that was refused, or was held, is that of its own caller when it is sent again', async () => {
    const renewal = deferred<string>();
    const { client, api } = createFakeApi({
      refresh: () => renewal.promise,
    });
    const sentIn: string[] = [];
    api.intercept = ({ path, token }, answer) => {
      sentIn.push(`${path} ${token} ${context.getStore()}`);
      return answer;
    };
    const refused = ['ada', 'bob'].map((user) => context.run(user, () => client.request(`/${user}`)));
    await settled();
    const held = context.run('eve', () => client.request('/eve'));
    await settled();
    renewal.resolve('new');
    await Promise.all([...refused, held]);
    expect(sentIn.sort()).toEqual(['/ada new ada', '/ada old ada', '/bob new bob', '/bob old bob', '/eve new eve']);
  });

  test('knows a call that refresh makes after it waited, with no mark of its own', async () => {
    const { client, api } = createFakeApi({
      refresh: async () => {
        await settled();
        await client.request('/token');
        return 'new';
      },
    });
    expect((await client.request('/x')).status).toBe(200);
    expect(api.log).toEqual(['GET /x old', 'GET /token -', 'GET /x new']);
  });

  test('of a refresh that is over marks nothing: what it left running is a request as any other', async () => {
    let later: Promise<unknown> | undefined;
    const goOn = deferred<void>();
    const { client, api } = createFakeApi({
      refresh: async () => {
        later = goOn.promise.then(() => client.request('/later'));
        return 'new';
      },
    });
    await client.request('/x');
    goOn.resolve();
    await later;
    expect(api.log.at(-1)).toBe('GET /later new');
  });

  test('is not needed for a call that refresh makes at once', async () => {
    vi.stubGlobal('process', { env: {}, on: process.on, off: process.off });
    try {
      const { client, api } = createFakeApi({
        refresh: async () => {
          await client.request('/token');
          return 'new';
        },
      });
      expect((await client.request('/x')).status).toBe(200);
      expect(api.log).toContain('GET /token -');
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('a header that old code builds', () => {
  test.each([['Bearer old'], ['Bearer null'], ['Bearer undefined'], ['Bearer '], ['null']])(
    '%j is replaced by the current one, and named once',
    async (authorization) => {
      const lines: string[] = [];
      const { client, api } = createFakeApi({ log: (line) => lines.push(line) });
      for (const path of ['/1', '/2'])
        expect((await client.request(path, { headers: { authorization } })).status).toBe(200);
      expect(api.log).toContain('GET /2 new');
      expect(lines).toEqual([expect.stringContaining('The session replaces it: remove the line that sets it.')]);
    },
  );

  test('of a former token of the same login is replaced, of a former login is not', async () => {
    const { client, session, api } = createFakeApi();
    await session.refresh();
    expect((await client.request('/former', { headers: { authorization: 'Bearer old' } })).status).toBe(200);
    await session.signIn('other');
    await client.request('/theirs', { headers: { authorization: 'Bearer old' } });
    expect(api.log.at(-1)).toBe('GET /theirs -');
  });
});

test('a request whose options forbid a refresh is sent with the credential, and surfaces its own 401', async () => {
  const { client, session, refreshes, api } = createFakeApi();
  const answer = await client.request('/password', { method: 'POST', options: { refresh: false } });
  expect([answer.status, session.explain(answer)?.reason]).toEqual([401, 'refresh-forbidden']);
  expect([refreshes(), api.log]).toEqual([0, ['POST /password old']]);
});

test('a copy of an error, its response, or a copy of that, is explained as the error is', async () => {
  const { client, session } = createFakeApi({ refresh: undefined });
  const answer = await client.request('/x');
  const error = Object.assign(new Error('HTTP 401'), { response: answer });
  for (const one of [answer, error, { ...error }, { cause: error }, { error: { networkError: error } }])
    expect(session.explain(one)?.reason).toBe('no-refresh');
  for (const one of [undefined, null, 'text', 5, {}, new Error('other')]) expect(session.explain(one)).toBeUndefined();
});

test('an explanation says the sentence of its error once', async () => {
  const { client, session } = createFakeApi({ refresh: () => never });
  const refused = client.request('/x');
  await settled();
  await session.signOut();
  const { message = '' } = session.explain(await refused) ?? {};
  expect(message.match(/signed out/g)).toHaveLength(1);
});

test('a request that was passed is explained too', async () => {
  const { client, session, api } = createFakeApi();
  api.intercept = () => ({ status: 401 });
  const answer = await client.request('/x', { origin: 'https://elsewhere.test' });
  await settled();
  expect(session.explain(answer)).toMatchObject({ reason: 'other-origin', retryable: false });
});
