import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSession } from './session.ts';
import { deferred, settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const refreshed = { access_token: 'new', refresh_token: 'r2', expires_in: 3600 };

describe('update', () => {
  test('takes newer tokens of the same login, and nothing in flight is lost', async () => {
    const { session, client, api, refreshes } = createFakeApi();
    const held = deferred<void>();
    api.intercept = async (_request, answer) => {
      await held.promise;
      return answer;
    };
    const inFlight = client.request('/x');
    await settled();
    await session.update('new');
    held.resolve();
    expect((await inFlight).status).toBe(200);
    expect(api.log).toEqual(['GET /x old', 'GET /x new']);
    expect(refreshes()).toBe(0);
  });

  test('keeps the refresh token where it brings none', async () => {
    const { session } = createFakeApi();
    await session.update({ accessToken: 'newer', expiresAtMs: Date.now() + 60_000 });
    expect(session.getTokens()).toMatchObject({ accessToken: 'newer', refreshToken: 'r1' });
    expect(session.getSnapshot().expiresAtMs).toBe(Date.now() + 60_000);
  });

  test('is told as a renewal, and as no sign-in', async () => {
    const { session } = createFakeApi();
    const heard: string[] = [];
    session.on('refreshed', () => heard.push('refreshed'));
    session.on('signed-in', () => heard.push('signed-in'));
    await session.update('newer');
    expect(heard).toEqual(['refreshed']);
  });

  test('does nothing where another access token is the current one', async () => {
    const { session } = createFakeApi();
    await session.update('of-somebody-else', { replaces: 'older' });
    expect(session.getTokens()?.accessToken).toBe('old');
    await session.update('newer', { replaces: 'old' });
    expect(session.getTokens()?.accessToken).toBe('newer');
  });

  test('signs nobody in who has signed out', async () => {
    const { session } = createFakeApi();
    await session.signOut();
    await session.update('newer');
    expect(session.status).toBe('signed-out');
  });

  test('lets a refresh under way land on top', async () => {
    const renewal = deferred<typeof refreshed>();
    const { session } = createFakeApi({ refresh: () => renewal.promise });
    const refresh = session.refresh();
    await settled();
    await session.update('between');
    expect(session.getTokens()?.accessToken).toBe('between');
    renewal.resolve(refreshed);
    await refresh;
    expect(session.getTokens()).toMatchObject({ accessToken: 'new', refreshToken: 'r2' });
  });

  test('leaves nothing to renew to a refresh that has not asked yet', async () => {
    const reading = deferred<undefined>();
    let reads = 0;
    const { session, client, api, refreshes } = createFakeApi({
      store: { read: () => (reads++ === 0 ? undefined : reading.promise), write: () => true },
    });
    const refused = client.request('/x');
    await settled();
    await session.update('new');
    expect((await refused).status).toBe(200);
    reading.resolve(undefined);
    await settled();
    expect([refreshes(), api.log]).toEqual([0, ['GET /x old', 'GET /x new']]);
  });

  test('is not undone by a refusal of the refresh token that it replaced', async () => {
    const renewal = deferred<Response>();
    const { session, client } = createFakeApi({ refresh: () => renewal.promise });
    const refused = client.request('/x');
    await settled();
    await session.update({ accessToken: 'new', refreshToken: 'r2' });
    renewal.resolve(new Response('{"error":"invalid_grant"}', { status: 400 }));
    expect((await refused).status).toBe(200);
    expect([session.status, session.getTokens()?.refreshToken]).toEqual(['active', 'r2']);
  });

  test('refuses what is no token, by name', async () => {
    const { session } = createFakeApi();
    await expect(session.update({ token: 'x' } as never)).rejects.toMatchObject({ code: 'invalid-tokens' });
    expect(session.getTokens()?.accessToken).toBe('old');
  });
});

describe('learnTokens', () => {
  const learnTokens = ({ headers }: { headers: { get(name: string): unknown } }) => {
    const next = headers.get('x-next-token');
    return typeof next === 'string' ? next : undefined;
  };

  test('takes the next token from an answer', async () => {
    const { session, client, api } = createFakeApi({ learnTokens });
    api.intercept = () => ({ status: 200, headers: { 'x-next-token': 'next' } });
    await client.request('/x');
    expect(session.getTokens()).toMatchObject({ accessToken: 'next', refreshToken: 'r1' });
  });

  test('takes nothing from an answer to an older token', async () => {
    const { session, client, api } = createFakeApi({ learnTokens });
    const late = deferred<void>();
    api.intercept = async ({ path }) => {
      if (path === '/late') await late.promise;
      return { status: 200, headers: { 'x-next-token': `after${path}` } };
    };
    const slow = client.request('/late');
    await settled();
    await client.request('/quick');
    late.resolve();
    await slow;
    expect(session.getTokens()?.accessToken).toBe('after/quick');
  });

  test('takes nothing for somebody who has signed out meanwhile', async () => {
    const { session, client, api } = createFakeApi({ learnTokens });
    const late = deferred<void>();
    api.intercept = async () => {
      await late.promise;
      return { status: 200, headers: { 'x-next-token': 'next' } };
    };
    const slow = client.request('/late');
    await settled();
    await session.signOut();
    late.resolve();
    await slow;
    expect(session.status).toBe('signed-out');
  });

  test('that throws, or brings what is no token, breaks no answer and is told of', async () => {
    const failed: string[] = [];
    for (const wrong of [
      () => {
        throw new Error('mine');
      },
      () => ({ nothing: true }) as never,
    ]) {
      const { session, client, api } = createFakeApi({ learnTokens: wrong, log: false });
      session.on('callback-failed', ({ callback }) => failed.push(callback));
      api.intercept = () => ({ status: 200 });
      expect((await client.request('/x')).status).toBe(200);
      expect(session.getTokens()?.accessToken).toBe('old');
    }
    expect(failed).toEqual(['learnTokens', 'learnTokens']);
  });
});

describe('refresh with the token that was refused', () => {
  test('refreshes once for three sockets that were closed for one token', async () => {
    const { session, refreshes } = createFakeApi();
    await Promise.all([1, 2].map(() => session.refresh({ refused: 'old' })));
    await session.refresh({ refused: 'old' });
    expect(refreshes()).toBe(1);
    expect(session.getTokens()?.accessToken).toBe('new');
  });

  test('refreshes for the current one', async () => {
    const { session, refreshes } = createFakeApi();
    await session.refresh({ refused: 'old' });
    await session.refresh();
    expect(refreshes()).toBe(2);
  });

  test('that brings the very token again is a failure that says so', async () => {
    const { session } = createFakeApi({ refresh: () => 'old' });
    await expect(session.refresh({ refused: 'old' })).rejects.toMatchObject({
      code: 'refresh-failed',
      message: expect.stringContaining('the very token that was refused'),
    });
    expect(session.status).toBe('active');
  });
});

test('getTokens hands out what is at hand, with what came beside it, and refreshes nothing', async () => {
  const refresh = vi.fn(async () => 'new');
  const session = createSession({
    tokens: { access_token: 'a', id_token: 'i', expires_in: -5, instance_url: 'https://eu.example' } as never,
    refresh,
  });
  expect(session.getTokens()).toMatchObject({
    accessToken: 'a',
    idToken: 'i',
    extra: { instance_url: 'https://eu.example' },
  });
  await session.signOut();
  expect(session.getTokens()).toBeUndefined();
  expect(refresh).not.toHaveBeenCalled();
});

describe('start', () => {
  const empty = { tokens: undefined, refreshWhenEmpty: true } as never;

  test('asks once who is signed in, whoever else calls it, and is starting until then', async () => {
    const renewal = deferred<string>();
    const refresh = vi.fn(() => renewal.promise);
    const { session } = createFakeApi({ ...(empty as object), refresh });
    expect(session.status).toBe('starting');
    const starts = [session.start(), session.start()];
    await settled();
    expect(session.status).toBe('starting');
    renewal.resolve('first');
    await Promise.all(starts);
    await session.start();
    expect(session.status).toBe('active');
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('refreshes nothing where there are tokens, or nothing to ask', async () => {
    const { session, refreshes } = createFakeApi();
    await session.start();
    const { session: bare, refreshes: asked } = createFakeApi({ tokens: undefined });
    await bare.start();
    expect([refreshes(), asked(), bare.status]).toEqual([0, 0, 'signed-out']);
  });

  test('asks again where refresh said that nobody is signed in; a request does not', async () => {
    const refresh = vi.fn(async (): Promise<string | null> => null);
    const { session, client } = createFakeApi({ ...(empty as object), refresh: refresh as never });
    await session.start();
    expect(session.status).toBe('signed-out');
    await client.request('/x');
    expect(refresh).toHaveBeenCalledTimes(1);
    refresh.mockResolvedValue('first');
    await session.start();
    expect(session.status).toBe('active');
  });

  test('rejects for a failure that may pass, which the snapshot names, and settles for a refusal', async () => {
    const { session } = createFakeApi({
      ...(empty as object),
      refresh: () => Promise.reject(Object.assign(new Error('503'), { status: 503 })),
    });
    const starting = session.start().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await starting).toMatchObject({ code: 'refresh-failed' });
    expect(session.getSnapshot().lastFailure).toMatchObject({ code: 'refresh-failed' });
    const { session: refused } = createFakeApi({
      ...(empty as object),
      refresh: () => new Response('{"error":"invalid_grant"}', { status: 400 }),
    });
    await refused.start();
    expect(refused.status).toBe('ended');
  });

  test('does not sign anybody in after a sign-out', async () => {
    const refresh = vi.fn(async () => 'new');
    const { session } = createFakeApi({ ...(empty as object), tokens: 'a', refresh });
    await session.signOut();
    await session.start();
    expect(session.status).toBe('signed-out');
    expect(refresh).not.toHaveBeenCalled();
  });
});

test('a render that may not write spends nothing, and says why', async () => {
  const refresh = vi.fn(async () => 'new');
  const { session, client } = createFakeApi({
    refresh,
    log: false,
    store: {
      readOnly: true,
      read: () => ({
        generation: 1,
        loginId: 'l',
        tokens: { accessToken: 'old', refreshToken: 'r1', receivedAtMs: 0 },
      }),
      write: () => {
        throw new Error('may not write');
      },
    },
  });
  const failed = vi.fn();
  session.on('store-failed', failed);
  const answer = await client.request('/x');
  expect([answer.status, session.explain(answer)?.reason]).toEqual([401, 'read-only']);
  await expect(session.refresh()).rejects.toMatchObject({ code: 'store-read-only' });
  expect(session.status).toBe('active');
  await session.signOut();
  expect(refresh).not.toHaveBeenCalled();
  expect(failed).not.toHaveBeenCalled();
});
