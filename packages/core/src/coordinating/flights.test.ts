import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FreshkeyError, RefreshRefusedError } from '../errors.ts';
import { deferred, settled } from '../test-support/deferred.ts';
import { createFakeApi } from '../test-support/fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<string>(() => {});
const status = ({ status }: { status: number }) => status;
const http = (status: number, headers: Record<string, string> = {}, data: unknown = undefined) =>
  Object.assign(new Error(`HTTP ${status}`), { response: { status, headers, data } });

describe('one refresh', () => {
  test('serves ten requests that are refused together', async () => {
    const { client, refreshes, api } = createFakeApi();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => client.request(`/${index}`)));
    expect(answers.map(status)).toEqual(Array(10).fill(200));
    expect(refreshes()).toBe(1);
    expect(api.log).toHaveLength(21);
  });

  test('serves a 401 that comes late', async () => {
    const { client, refreshes, api } = createFakeApi();
    const slow = deferred<void>();
    api.intercept = async ({ path, token }, answer) => {
      if (path === '/late' && token === 'old') await slow.promise;
      return answer;
    };
    const late = client.request('/late');
    expect(status(await client.request('/prompt'))).toBe(200);
    slow.resolve();
    expect(status(await late)).toBe(200);
    expect(refreshes()).toBe(1);
  });

  test('holds requests that come while it is under way', async () => {
    const renewal = deferred<string>();
    const { client, api } = createFakeApi({ refresh: () => renewal.promise });
    const first = client.request('/first');
    await settled();
    const second = client.request('/second');
    await settled();
    expect(api.log).toEqual(['GET /first old']);
    renewal.resolve('new');
    expect([await first, await second].map(status)).toEqual([200, 200]);
    expect(api.log).toEqual(['GET /first old', 'GET /first new', 'GET /second new']);
  });

  test('is never two at once, also when the second need comes from a token that it brought itself', async () => {
    let running = 0;
    let most = 0;
    const { client } = createFakeApi({
      refresh: async () => {
        most = Math.max(most, ++running);
        await settled();
        running--;
        return 'useless';
      },
    });
    const answers = ['/a', '/b', '/c', '/d'].map((path) => client.request(path));
    for (let round = 0; round < 10; round++) await vi.advanceTimersByTimeAsync(500);
    await Promise.all(answers);
    expect(most).toBe(1);
  });

  test('is joined by refresh() and getAccessToken()', async () => {
    const renewal = deferred<string>();
    const refresh = vi.fn(() => renewal.promise);
    const { session, client } = createFakeApi({ refresh });
    const request = client.request('/x');
    await settled();
    const asked = session.refresh();
    renewal.resolve('new');
    await Promise.all([request, asked]);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(await session.getAccessToken()).toBe('new');
  });

  test('keeps the refresh token, the ID token and the scope that a token response leaves out', async () => {
    const seen: unknown[] = [];
    const { session } = createFakeApi({
      tokens: { access_token: 'old', refresh_token: 'r1', id_token: 'id', scope: 'a b' },
      refresh: ({ tokens }) => {
        seen.push(tokens && [tokens.refreshToken, tokens.idToken, tokens.scope]);
        return 'new';
      },
    });
    await session.refresh();
    await session.refresh();
    expect(seen).toEqual([
      ['r1', 'id', 'a b'],
      ['r1', 'id', 'a b'],
    ]);
  });
});

describe('its deadline', () => {
  test('ends the wait of all and gives each its own 401', async () => {
    const { client, session } = createFakeApi({ refresh: never, refreshTimeoutMs: 500 });
    const answers = Promise.all([client.request('/a'), client.request('/b')]);
    await vi.advanceTimersByTimeAsync(499);
    expect(session.getSnapshot().isRefreshing).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    const [a] = await answers;
    expect(a?.status).toBe(401);
    expect(session.explain(a)).toMatchObject({ reason: 'refresh-timeout', status: 401 });
  });

  test('lists the requests that were held, in case one of them is the refresh itself', async () => {
    const { client, session } = createFakeApi({ refresh: never, refreshTimeoutMs: 500 });
    const refused = client.request('/refused');
    await settled();
    const own = client.request('/oauth/token?secret=1', { method: 'POST' });
    await vi.advanceTimersByTimeAsync(500);
    const answer = await refused;
    expect((await own).status).toBe(401);
    const message = session.explain(answer)?.error?.message;
    expect(message).toContain('POST https://api.test/oauth/token.');
    expect(message).toContain('pass it the "signal"');
    expect(message).toContain('a limiter of requests');
    expect(message).not.toContain('secret=1');
  });

  test('starts no second refresh, and nobody waits for the overdue one', async () => {
    const refresh = vi.fn(() => new Promise<string>(() => {}));
    const { client } = createFakeApi({ refresh, refreshTimeoutMs: 500 });
    const first = client.request('/a');
    await vi.advanceTimersByTimeAsync(500);
    await first;
    expect((await client.request('/b')).status).toBe(401);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('does not abort the signal, and a late answer is stored', async () => {
    const renewal = deferred<string>();
    let aborted: boolean | undefined;
    const { client, session } = createFakeApi({
      refreshTimeoutMs: 500,
      refresh: async ({ signal }) => {
        const token = await renewal.promise;
        aborted = signal.aborted;
        return token;
      },
    });
    const refused = client.request('/a');
    await vi.advanceTimersByTimeAsync(600);
    await refused;
    renewal.resolve('new');
    await settled();
    expect(aborted).toBe(false);
    expect(await session.getAccessToken()).toBe('new');
    expect((await client.request('/b')).status).toBe(200);
  });

  test('is followed by abandonment, which aborts the signal and lets another refresh start', async () => {
    const signals: AbortSignal[] = [];
    const { client } = createFakeApi({
      refreshTimeoutMs: 500,
      abandonAfterMs: 2000,
      refresh: ({ signal }) => {
        signals.push(signal);
        return signals.length === 1 ? never() : 'new';
      },
    });
    const refused = client.request('/a');
    await vi.advanceTimersByTimeAsync(1999);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signals[0]?.aborted).toBe(true);
    await refused;
    expect((await client.request('/b')).status).toBe(200);
  });
});

describe('a refusal for good', () => {
  const refusals: [string, unknown][] = [
    ['an axios error with invalid_grant', http(400, {}, { error: 'invalid_grant' })],
    ['a 401', http(401)],
    ['RefreshRefusedError', new RefreshRefusedError('the account was closed')],
    ['a body as text', Object.assign(new Error('no'), { status: 400, body: '{"error":"invalid_grant"}' })],
    ['ky data', Object.assign(new Error('no'), { response: { status: 400 }, data: { error: 'invalid_grant' } })],
  ];
  test.each(refusals)('ends the session once: %s', async (_name, error) => {
    const refresh = vi.fn(() => Promise.reject(error));
    const { client, session } = createFakeApi({ refresh });
    const ended: string[] = [];
    session.on('ended', ({ message }) => ended.push(message));
    const answers = await Promise.all([client.request('/a'), client.request('/b')]);
    expect(answers.map(status)).toEqual([401, 401]);
    expect(session.explain(answers[0])).toMatchObject({ reason: 'refresh-refused' });
    await client.request('/c');
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(ended).toHaveLength(1);
    expect(session.getSnapshot()).toMatchObject({ status: 'ended', ended: { message: ended[0] }, isRefreshing: false });
  });

  test('sends a held request once with the token at hand, and later ones without', async () => {
    const verdict = deferred<string>();
    const { client, api } = createFakeApi({ refresh: () => verdict.promise });
    const refused = client.request('/refused');
    await settled();
    const held = client.request('/held');
    verdict.reject(http(400, {}, { error: 'invalid_grant' }));
    expect((await refused).status).toBe(401);
    expect((await held).status).toBe(401);
    await client.request('/login');
    expect(api.log).toEqual(['GET /refused old', 'GET /held old', 'GET /login -']);
  });

  test('is read from a Response that refresh returns', async () => {
    const { session } = createFakeApi({
      refresh: async () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
    });
    await expect(session.refresh()).rejects.toMatchObject({ code: 'refresh-refused' });
    expect(session.status).toBe('ended');
  });
});

describe('a refusal of a refresh ahead of time', () => {
  const lifetimeMs = 3_600_000;
  const ahead = async () => {
    const refresh = vi.fn(() => Promise.reject(http(400, {}, { error: 'invalid_grant' })));
    const fake = createFakeApi({ refresh });
    await fake.session.signIn({ access_token: 'new', refresh_token: 'r1', expires_in: 3600 });
    const ended = vi.fn();
    fake.session.on('ended', ended);
    await vi.advanceTimersByTimeAsync(lifetimeMs - 40_000);
    expect((await fake.client.request('/behind')).status).toBe(200);
    await settled();
    expect([refresh.mock.calls.length, fake.session.status]).toEqual([1, 'active']);
    return { ...fake, refresh, ended };
  };

  test('ends the session when its token does, and asks nobody again before', async () => {
    const { client, session, refresh, ended } = await ahead();
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await client.request('/x')).status).toBe(200);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(11_000);
    expect([session.status, session.getSnapshot().ended?.code]).toEqual(['ended', 'invalid_grant']);
    expect([refresh.mock.calls.length, ended.mock.calls.length]).toEqual([1, 1]);
  });

  test('ends it as soon as somebody needs another token', async () => {
    const { client, session, api, refresh, ended } = await ahead();
    api.valid = 'another';
    const answer = await client.request('/x');
    expect(session.explain(answer)).toMatchObject({ reason: 'refresh-refused' });
    expect([session.status, refresh.mock.calls.length, ended.mock.calls.length]).toEqual(['ended', 1, 1]);
  });

  test('is forgotten where newer tokens come from elsewhere, and where the application asks itself', async () => {
    const { session, refresh, ended } = await ahead();
    await session.update({ access_token: 'newer', refresh_token: 'r2', expires_in: 3600 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([session.status, ended.mock.calls.length]).toEqual(['active', 0]);
    const again = await ahead();
    await again.session.refresh().catch(() => {});
    expect(again.refresh).toHaveBeenCalledTimes(2);
    expect(again.session.status).toBe('ended');
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});

describe('a failure that may pass', () => {
  const failures: [string, unknown, string][] = [
    ['a network error', Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } }), 'transient'],
    ['503', http(503), 'transient'],
    ['429', http(429), 'transient'],
    ['a timeout', new DOMException('slow', 'TimeoutError'), 'transient'],
    ['invalid_client: a bad deployment signs nobody out', http(401, {}, { error: 'invalid_client' }), 'unknown'],
    ['an error of refresh itself', new RangeError('bug'), 'unknown'],
  ];
  test.each(failures)('keeps the session: %s', async (_name, error, kind) => {
    const { client, session } = createFakeApi({ refresh: () => Promise.reject(error) });
    const kinds: string[] = [];
    session.on('refresh-failed', (event) => kinds.push(event.kind));
    const answer = await client.request('/a');
    expect(answer.status).toBe(401);
    expect(session.explain(answer)).toMatchObject({ reason: 'refresh-failed', error: { cause: error } });
    expect(session.status).toBe('active');
    expect(kinds).toEqual([kind]);
  });

  test('is tried again at once after the first, then after a growing pause', async () => {
    const calls: number[] = [];
    const { client } = createFakeApi({
      refresh: () => {
        calls.push(Date.now());
        return Promise.reject(http(503));
      },
    });
    await client.request('/1');
    await client.request('/2');
    expect(calls).toHaveLength(2);
    await client.request('/3');
    expect(calls).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1300);
    await client.request('/4');
    expect(calls).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1300);
    await client.request('/5');
    expect(calls).toHaveLength(3);
  });

  test('holds nobody during the pause, and refresh() ends it', async () => {
    let isDown = true;
    const { client, session } = createFakeApi({ refresh: () => (isDown ? Promise.reject(http(503)) : 'new') });
    await client.request('/1');
    await client.request('/2');
    const answer = await client.request('/3');
    expect(session.explain(answer)).toMatchObject({ reason: 'refresh-paused' });
    isDown = false;
    await session.refresh();
    expect((await client.request('/4')).status).toBe(200);
  });

  test('honours Retry-After', async () => {
    const refresh = vi.fn(() => Promise.reject(http(429, { 'retry-after': '30' })));
    const { client } = createFakeApi({ refresh });
    await client.request('/1');
    await vi.advanceTimersByTimeAsync(29_000);
    await client.request('/2');
    expect(refresh).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1001);
    await client.request('/3');
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  test.each([
    ['a refused connection', Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })],
    ['a short Retry-After', http(503, { 'retry-after': '1' })],
  ])('is repeated once within the flight where the server did nothing: %s', async (_name, error) => {
    const refresh = vi.fn().mockRejectedValueOnce(error).mockResolvedValue('new');
    const { client } = createFakeApi({ refresh });
    const answer = client.request('/a');
    await vi.advanceTimersByTimeAsync(1000);
    expect((await answer).status).toBe(200);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  test('is repeated once within the flight where no refresh token is at stake: a cold start meets one 503', async () => {
    const refresh = vi.fn().mockRejectedValueOnce(http(503)).mockResolvedValue('new');
    const { client } = createFakeApi({ tokens: undefined, refreshWhenEmpty: true, refresh } as never);
    const answers = Promise.all(Array.from({ length: 100 }, (_, index) => client.request(`/${index}`)));
    await vi.advanceTimersByTimeAsync(1000);
    expect(new Set((await answers).map(status))).toEqual(new Set([200]));
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  test('never repeats where the refresh token may be spent', async () => {
    const refresh = vi.fn(() => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' })));
    const { client } = createFakeApi({ refresh });
    await client.request('/a');
    await vi.advanceTimersByTimeAsync(5000);
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});

describe('a result that is no good', () => {
  const rubbish: [string, unknown, RegExp][] = [
    ['empty', '', /is empty/],
    ['a prefix', 'Bearer abc', /starts with a scheme name/],
    ['a line break', 'abc\ndef', /line break/],
    ['non-ASCII', 'abcé', /non-ASCII/],
    ['quotes', '"abc"', /in quotes/],
    ['undefined as text', 'undefined', /missing value/],
    ['no token', { expires_in: 3600 }, /no access token/],
    ['nothing', undefined, /no access token/],
    ['a number', { access_token: 12 }, /not a string/],
  ];
  test.each(rubbish)('never becomes a header: %s', async (_name, result, message) => {
    const { client, session, api } = createFakeApi({ refresh: () => result as string });
    const answer = await client.request('/a');
    expect(answer.status).toBe(401);
    expect(session.explain(answer)?.error?.message).toMatch(message);
    expect(api.log).toEqual(['GET /a old']);
    expect(session.status).toBe('active');
  });

  test('is answered as a synchronous throw is', async () => {
    const { client, session } = createFakeApi({
      refresh: () => {
        throw new Error('sync');
      },
    });
    const answer = await client.request('/a');
    expect(session.explain(answer)).toMatchObject({ reason: 'refresh-failed' });
  });

  test('keeps the new refresh token that came with it', async () => {
    const spent: unknown[] = [];
    const { client } = createFakeApi({
      refresh: ({ tokens }) => {
        spent.push(tokens?.refreshToken);
        return spent.length === 1 ? { access_token: 'Bearer twice', refresh_token: 'r2' } : 'new';
      },
    });
    await client.request('/a');
    expect((await client.request('/b')).status).toBe(200);
    expect(spent).toEqual(['r1', 'r2']);
  });
});

describe('sign-in and sign-out', () => {
  test('abort the flight and throw its late result away', async () => {
    const renewal = deferred<string>();
    let signal: AbortSignal | undefined;
    const { client, session } = createFakeApi({
      refresh: (context) => {
        signal = context.signal;
        return renewal.promise;
      },
    });
    const refused = client.request('/a');
    await settled();
    await session.signOut();
    expect(signal?.aborted).toBe(true);
    expect(session.explain(await refused)).toMatchObject({ reason: 'signed-out' });
    renewal.resolve('new');
    await settled();
    expect(session.status).toBe('signed-out');
    await expect(session.getAccessToken()).rejects.toMatchObject({ code: 'signed-out' });
  });

  test('let the next user refresh at once, however long the last one hangs', async () => {
    const { client, session, api } = createFakeApi({
      refresh: ({ tokens }) => (tokens?.refreshToken === 'r1' ? never() : 'new'),
    });
    const refused = client.request('/a');
    await settled();
    await session.signIn({ accessToken: 'other-old', refreshToken: 'q1' });
    expect((await client.request('/b')).status).toBe(200);
    expect((await refused).status).toBe(401);
    expect(api.log).toEqual(['GET /a old', 'GET /b other-old', 'GET /b new']);
  });

  test('reject a request that was held for the last user, and never send it', async () => {
    const { client, session, api } = createFakeApi({ refresh: never });
    const refused = client.request('/refused');
    await settled();
    const held = client.request('/held');
    await session.signIn('theirs');
    await expect(held).rejects.toMatchObject({ name: 'FakeAbort', cause: { code: 'session-replaced' } });
    await refused;
    expect(api.log.filter((line) => line.includes('/held'))).toEqual([]);
  });
});

test('client credentials begin with no tokens, and a refusal is remembered with a growing pause', async () => {
  let isRefused = true;
  const refresh = vi.fn(async ({ tokens }: { tokens: unknown }) => {
    expect(tokens).toBeNull();
    if (isRefused) throw new RefreshRefusedError();
    return 'new';
  });
  const { client, session, api } = createFakeApi({ tokens: undefined, refresh, refreshWhenEmpty: true } as never);
  const ended = vi.fn();
  session.on('ended', ended);
  expect(session.status).toBe('starting');
  expect((await client.request('/a')).status).toBe(401);
  expect((await client.request('/b')).status).toBe(401);
  expect(refresh).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(7000);
  await client.request('/c');
  expect(refresh).toHaveBeenCalledTimes(2);
  expect(ended).toHaveBeenCalledTimes(1);
  isRefused = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect((await client.request('/d')).status).toBe(200);
  expect(api.log.at(-1)).toBe('GET /d new');
  await session.signOut();
  await client.request('/e');
  expect(api.log.at(-1)).toBe('GET /e -');
  expect(refresh).toHaveBeenCalledTimes(3);
});

test('an error of a flight is a FreshkeyError with its cause', async () => {
  const cause = new Error('why');
  const { session } = createFakeApi({ refresh: () => Promise.reject(cause) });
  const error = await session.refresh().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FreshkeyError);
  expect(error).toMatchObject({ code: 'refresh-failed', cause });
});
