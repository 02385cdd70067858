import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Authorize, AuthorizeRequest } from '../options.ts';
import { deferred, settled } from '../test-support/deferred.ts';
import { createFakeApi } from '../test-support/fake-api.ts';
import { authorizer } from './authorizing.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const lacksScope = 'Bearer error="insufficient_scope", scope="write"';

function jwtOf(sub: string, more = ''): string {
  return ['{"alg":"none"}', JSON.stringify({ sub, more }), 'sig'].map((part) => btoa(part).replace(/=/g, '')).join('.');
}

/** An API that takes what `authorize` brings, and refuses every other token with this challenge. */
function createDemandingApi(
  ask: Authorize,
  options: Parameters<typeof createFakeApi>[0] = {},
  challenge = lacksScope,
  status = 403,
) {
  const asked: AuthorizeRequest[] = [];
  const authorize = vi.fn((request: AuthorizeRequest) => {
    asked.push(request);
    return ask(request);
  });
  const fake = createFakeApi({ authorize: authorizer(authorize), log: false, ...options });
  fake.api.valid = 'authorized';
  fake.api.intercept = ({ token }, answer) =>
    token === 'authorized' ? answer : { status, headers: { 'www-authenticate': challenge } };
  return { ...fake, authorize, asked };
}

describe('what a refusal demands', () => {
  test('is asked for once for all who are refused together, and they are replayed', async () => {
    const { client, api, asked, refreshes } = createDemandingApi(async () => 'authorized');
    const answers = await Promise.all(['/1', '/2', '/3'].map((path) => client.request(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      reason: 'insufficient-scope',
      scope: 'write',
      tokens: { accessToken: 'old' },
      request: { method: 'GET', url: 'https://api.test/1' },
    });
    expect(refreshes()).toBe(0);
    expect(api.log.slice(3).sort()).toEqual(['GET /1 authorized', 'GET /2 authorized', 'GET /3 authorized']);
  });

  test.each<[string, string, object]>([
    [
      'a stronger sign-in',
      'Bearer error="insufficient_user_authentication", acr_values="a b", max_age="60"',
      { reason: 'step-up', acrValues: 'a b', maxAgeSec: 60 },
    ],
    ['claims', 'Bearer error="insufficient_claims", claims="e30="', { reason: 'claims-challenge', claims: 'e30=' }],
    [
      'no age where it is no number of seconds',
      'Bearer error="insufficient_user_authentication", max_age="soon"',
      { reason: 'step-up', scope: undefined, maxAgeSec: undefined },
    ],
  ])('names %s', async (_name, challenge, demand) => {
    const { client, asked } = createDemandingApi(async () => 'authorized', {}, challenge, 401);
    expect((await client.request('/x')).status).toBe(200);
    for (const [name, value] of Object.entries(demand)) expect(asked[0]?.[name as 'reason']).toEqual(value);
  });

  test('keeps the login, its refresh token and everybody who waits', async () => {
    const { client, session } = createDemandingApi(async () => 'authorized');
    const signedIn = vi.fn();
    session.on('signed-in', signedIn);
    await client.request('/x');
    expect(session.getTokens()).toMatchObject({ accessToken: 'authorized', refreshToken: 'r1' });
    expect(signedIn).not.toHaveBeenCalled();
  });

  test('that another subject grants is a sign-in, and what waited is not sent as somebody else', async () => {
    const { client, session, api, asked } = createDemandingApi(async () => jwtOf('bob'), { tokens: jwtOf('ada') });
    const answer = await client.request('/x');
    expect(answer.status).toBe(403);
    expect(session.explain(answer)?.reason).toBe('session-replaced');
    expect(session.getTokens()?.accessToken).toBe(jwtOf('bob'));
    expect(api.log).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  test('stays below the body: a request that cannot be sent again asks nobody', async () => {
    const { client, session, authorize } = createDemandingApi(async () => 'authorized');
    const answer = await client.request('/x', { method: 'POST', isReplayable: false });
    expect(session.explain(answer)?.reason).toBe('body-not-replayable');
    expect(authorize).not.toHaveBeenCalled();
  });
});

describe('a decline', () => {
  test('surfaces with what the API wants, counts for all, and is not asked again for half a minute', async () => {
    const { client, session, authorize } = createDemandingApi(async () => undefined);
    const answers = await Promise.all(['/1', '/2'].map((path) => client.request(path)));
    const later = await client.request('/3');
    expect([...answers, later].map((answer) => session.explain(answer)?.reason)).toEqual(
      Array(3).fill('insufficient-scope'),
    );
    expect(authorize).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(30_001);
    await client.request('/4');
    expect(authorize).toHaveBeenCalledTimes(2);
  });

  test('is what an error counts as, which is told of', async () => {
    const { client, session, authorize } = createDemandingApi(() => Promise.reject(new Error('closed the window')));
    const failed: string[] = [];
    session.on('callback-failed', ({ callback }) => failed.push(callback));
    const answers = [await client.request('/1'), await client.request('/2')];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect([failed, authorize.mock.calls.length]).toEqual([['authorize'], 1]);
  });

  test('is forgotten at a sign-in', async () => {
    const { client, session, authorize } = createDemandingApi(async () => undefined);
    await client.request('/1');
    await session.signIn('old');
    await client.request('/2');
    expect(authorize).toHaveBeenCalledTimes(2);
  });
});

describe('renew', () => {
  test('widens inside the one flight, with the further members of the token request', async () => {
    const parameters: unknown[] = [];
    const { client, session } = createDemandingApi(({ renew, scope = '' }) => renew({ scope }), {
      refresh: async (context) => {
        parameters.push(context.parameters);
        return 'authorized';
      },
    });
    expect((await client.request('/x')).status).toBe(200);
    expect(parameters).toEqual([{ scope: 'write' }]);
    expect(session.getTokens()?.accessToken).toBe('authorized');
  });

  test('waits for the refresh under way: no refresh token is spent beside it', async () => {
    const first = deferred<string>();
    const spent: unknown[] = [];
    const { client, session } = createDemandingApi(({ renew }) => renew({ scope: 'write' }), {
      refresh: async ({ tokens, parameters }) => {
        spent.push([tokens.refreshToken, parameters?.scope]);
        return parameters ? 'authorized' : { access_token: await first.promise, refresh_token: 'r2' };
      },
    });
    const refresh = session.refresh();
    await settled();
    const answer = client.request('/x', { options: {} });
    await settled();
    first.resolve('between');
    await refresh;
    expect((await answer).status).toBe(200);
    expect(spent).toEqual([
      ['r1', undefined],
      ['r2', 'write'],
    ]);
  });

  test('rejects where the renewal fails, which is a decline', async () => {
    const { client, session } = createDemandingApi(({ renew }) => renew({ scope: 'write' }), {
      refresh: () => Promise.reject(Object.assign(new Error('503'), { status: 503 })),
    });
    const answer = await client.request('/x');
    expect(session.explain(answer)?.reason).toBe('insufficient-scope');
    expect(session.status).toBe('active');
  });
});

describe('a sign-in, sign-out or end', () => {
  test.each([
    ['signIn', (session: ReturnType<typeof createFakeApi>['session']) => session.signIn('other'), 'session-replaced'],
    ['signOut', (session: ReturnType<typeof createFakeApi>['session']) => session.signOut(), 'signed-out'],
    ['dispose', async (session: ReturnType<typeof createFakeApi>['session']) => session.dispose(), 'session-disposed'],
  ])('%s stops the asking, and each caller gets its own refusal', async (_name, act, reason) => {
    let signal: AbortSignal | undefined;
    const { client, session, api } = createDemandingApi((request) => {
      ({ signal } = request);
      return new Promise(() => {});
    });
    const waiting = client.request('/x');
    await settled();
    await act(session);
    expect(signal?.aborted).toBe(true);
    const answer = await waiting;
    expect([answer.status, session.explain(answer)?.reason]).toEqual([403, reason]);
    expect(api.log).toHaveLength(1);
  });

  test('asks the next user at once: whoever is asked no longer has not declined', async () => {
    const { client, session, authorize } = createDemandingApi(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const failed = vi.fn();
    session.on('callback-failed', failed);
    const waiting = client.request('/x');
    await settled();
    await session.signIn('other');
    await waiting;
    void client.request('/y').catch(() => {});
    await settled();
    expect(authorize).toHaveBeenCalledTimes(2);
    expect(failed).not.toHaveBeenCalled();
    session.dispose();
  });

  test('is not undone by what is granted too late', async () => {
    const grant = deferred<string>();
    const { client, session } = createDemandingApi(() => grant.promise);
    const waiting = client.request('/x');
    await settled();
    await session.signOut();
    grant.resolve('authorized');
    await waiting;
    await settled();
    expect(session.status).toBe('signed-out');
  });

  test('after it nobody is asked', async () => {
    const challenge = 'Bearer resource_metadata="https://api.test/.well-known/oauth-protected-resource"';
    const { client, session, authorize } = createDemandingApi(async () => 'authorized', {}, challenge, 401);
    await session.signOut();
    expect(session.explain(await client.request('/x'))?.reason).toBe('no-credential');
    expect(authorize).not.toHaveBeenCalled();
  });
});

test('a session that was never signed in holds what is refused, and signs in', async () => {
  const challenge = 'Bearer resource_metadata="https://api.test/.well-known/oauth-protected-resource"';
  const { client, asked, session } = createDemandingApi(
    async () => 'authorized',
    { tokens: undefined, refresh: undefined },
    challenge,
    401,
  );
  expect((await client.request('/x')).status).toBe(200);
  expect(asked[0]).toMatchObject({
    reason: 'sign-in',
    resourceMetadata: 'https://api.test/.well-known/oauth-protected-resource',
  });
  expect(asked[0]).not.toHaveProperty('tokens');
  expect(session.status).toBe('active');
});

test('its own requests carry its signal and bypass the session', async () => {
  const { client, api } = createDemandingApi(async ({ signal }) => {
    await client.request('/authorize', { signal });
    return 'authorized';
  });
  await client.request('/x');
  expect(api.log).toEqual(['GET /x old', 'GET /authorize -', 'GET /x authorized']);
});

test("a caller's own signal ends its wait, and not the asking", async () => {
  const grant = deferred<string>();
  const { client, session } = createDemandingApi(() => grant.promise);
  const controller = new AbortController();
  const waiting = client.request('/x', { signal: controller.signal });
  const other = client.request('/y');
  await settled();
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ kind: 'aborted' });
  grant.resolve('authorized');
  expect((await other).status).toBe(200);
  expect(session.getTokens()?.accessToken).toBe('authorized');
});

test.each([true, false])(
  'two tabs do not both ask: whoever comes second finds the tokens of the first, told of (%j) or not',
  async (isTold) => {
    const order: string[] = [];
    let free = Promise.resolve();
    let held: { generation: number; loginId: string; tokens: { accessToken: string; receivedAtMs: number } } = {
      generation: 1,
      loginId: 'l',
      tokens: { accessToken: 'old', receivedAtMs: 0 },
    };
    const lock = {
      named: (name: string) => ({
        run: async <T>(
          task: (held: { lost: AbortSignal }) => Promise<T>,
          { timeoutMs = 0 }: { readonly timeoutMs?: number | undefined } = {},
        ) => {
          order.push(name);
          // A timer takes no more; from there on it ends at once.
          expect(timeoutMs).toBeLessThanOrEqual(2 ** 31 - 1);
          const before = free;
          let release = () => {};
          free = new Promise((resolve) => {
            release = resolve;
          });
          await before;
          return task({ lost: new AbortController().signal }).finally(release);
        },
      }),
      run: <T>(task: (held: { lost: AbortSignal }) => Promise<T>) => task({ lost: new AbortController().signal }),
    };
    const heard = new Set<(record: never) => void>();
    const { sharing } = await import('../keeping/sharing.ts');
    const tab = () =>
      createDemandingApi(async () => 'authorized', {
        tokens: undefined,
        store: {
          lock,
          sharing,
          read: () => held,
          write(next) {
            held = next as never;
            if (isTold) for (const listener of heard) queueMicrotask(() => listener(next as never));
            return true;
          },
          subscribe(listener) {
            heard.add(listener as never);
            return () => {};
          },
        },
      });
    const [one, two] = [tab(), tab()];
    const answers = await Promise.all([one.client.request('/x'), two.client.request('/x')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(order).toEqual(['authorize', 'authorize']);
    expect(one.asked.length + two.asked.length).toBe(1);
  },
);

test('a value that is no function is refused', () => {
  expect(() => authorizer('ask' as never)).toThrow(TypeError);
});
