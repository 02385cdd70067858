import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { apiKey } from '../sending/schemes/api-key.ts';
import { cookie } from '../sending/schemes/cookie.ts';
import { deferred, settled } from '../test-support/deferred.ts';
import { challenge, createFakeApi } from '../test-support/fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is not ours', () => {
  test.each([
    ['other-origin', { origin: 'https://elsewhere.test' }, {}],
    ['other-origin', { origin: 'http://api.test' }, {}],
    ['other-origin', { origin: 'https://api.test:8443' }, {}],
    ['other-origin', {}, { origins: ['https://other.test'] }],
    ['own-credential', { headers: { authorization: 'Basic eA==' } }, {}],
    ['bypassed', { options: { bypass: true } }, {}],
  ])('passes untouched, and a 401 on it is heard: %s %o %o', async (reason, call, options) => {
    const { client, session, api, refreshes } = createFakeApi(options);
    const passed: unknown[] = [];
    session.on('passed', (event) => passed.push(event.reason));
    expect((await client.request('/x', call)).status).toBe(401);
    await settled();
    expect(api.log).toEqual(['GET /x -']);
    expect(refreshes()).toBe(0);
    expect(passed).toEqual([reason]);
  });

  test('is printed in development once a reason and origin, with what to change', async () => {
    const lines: string[] = [];
    const { client } = createFakeApi({ log: (line) => lines.push(line) });
    const call = { origin: 'https://elsewhere.test' };
    await client.request('/a?key=secret', call);
    await client.request('/b', call);
    await settled();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/GET https:\/\/elsewhere\.test\/a was answered 401.*origins/);
    expect(lines[0]).not.toContain('secret');
  });

  test("is the refresh itself, by the flight's signal", async () => {
    const { client, api } = createFakeApi({
      refresh: async ({ signal }) => {
        await client.request('/token', { signal });
        return 'new';
      },
    });
    expect((await client.request('/x')).status).toBe(200);
    expect(api.log).toEqual(['GET /x old', 'GET /token -', 'GET /x new']);
  });

  test('is a key that the caller set by hand', async () => {
    const { client, api } = createFakeApi({ scheme: apiKey({ header: 'X-Api-Key' }) });
    await client.request('/x', { headers: { 'x-api-key': 'mine' } });
    expect(api.log).toEqual(['GET /x -']);
  });
});

describe('a challenge', () => {
  test.each([
    ['insufficient-scope', 401, 'Bearer error="insufficient_scope", scope="a"'],
    ['insufficient-scope', 403, 'Bearer error="insufficient_scope", scope="a"'],
    ['step-up', 401, 'Bearer error="insufficient_user_authentication", acr_values="gold"'],
    ['claims-challenge', 401, 'Bearer error="insufficient_claims", claims="e30="'],
    ['malformed-request', 401, 'Bearer error="invalid_request"'],
    ['invalid-proof', 401, 'Bearer error="use_dpop_nonce"'],
    ['proxy', 407, 'Basic realm="proxy"'],
  ])('that no refresh can cure surfaces at once: %s on %i %s', async (reason, status, header) => {
    const { client, session, api, refreshes } = createFakeApi();
    const heard: unknown[] = [];
    session.on('unauthorized', (event) => heard.push(event.reason));
    api.intercept = () => ({ status, headers: { 'www-authenticate': header } });
    const answer = await client.request('/x');
    expect(answer.status).toBe(status);
    expect(refreshes()).toBe(0);
    expect(session.explain(answer)).toMatchObject({ reason, status });
    expect(heard).toEqual([reason]);
  });

  test.each([['Basic realm="staging"'], ['Negotiate, NTLM']])(
    'for another scheme is refreshed for once an origin and login: %s',
    async (header) => {
      const { client, session, api, refreshes } = createFakeApi();
      api.intercept = () => ({ status: 401, headers: { 'www-authenticate': header } });
      for (let count = 0; count < 3; count++) {
        expect(session.explain(await client.request(`/${count}`))).toMatchObject({ reason: 'other-scheme' });
      }
      expect(refreshes()).toBe(1);
      await session.signIn('other');
      await client.request('/x');
      expect(refreshes()).toBe(2);
    },
  );

  test('for another scheme is cured where the API only names its own badly', async () => {
    const { client, api } = createFakeApi();
    api.intercept = ({ token }) =>
      token === 'new' ? { status: 200 } : { status: 401, headers: { 'www-authenticate': 'Token realm="api"' } };
    expect((await client.request('/x')).status).toBe(200);
  });

  test.each([
    ['Bearer'],
    ['Bearer error="invalid_token"'],
    ['Bearer realm="x", error="token_expired"'],
    ['Basic realm="a", Bearer error="invalid_token"'],
    [undefined],
  ])('that a refresh may cure is refreshed: %s', async (header) => {
    const { client, api, refreshes } = createFakeApi();
    api.intercept = (_, answer) =>
      answer.status === 401 ? { status: 401, headers: header ? { 'www-authenticate': header } : {} } : answer;
    expect((await client.request('/x')).status).toBe(200);
    expect(refreshes()).toBe(1);
  });

  test("of a 403 that says nothing of scopes is the API's own business", async () => {
    const { client, session, api } = createFakeApi();
    api.intercept = () => ({ status: 403 });
    const answer = await client.request('/x');
    expect(session.explain(answer)).toBeUndefined();
  });

  test("of a cookie session may have any name but a gate's", async () => {
    let cookieIsGood = false;
    const { client, api } = createFakeApi({
      tokens: undefined,
      scheme: cookie(),
      refresh: async () => {
        cookieIsGood = true;
      },
    });
    api.intercept = () =>
      cookieIsGood ? { status: 200 } : { status: 401, headers: { 'www-authenticate': 'Session' } };
    expect((await client.request('/x')).status).toBe(200);
    expect(api.log).toEqual(['GET /x -', 'GET /x -']);
  });
});

describe('isUnauthorized', () => {
  test('serves an API that answers 200 with an error', async () => {
    const { client, api, refreshes } = createFakeApi({
      isUnauthorized: async ({ status, body }) => status === 200 && (await body()).includes('UNAUTHENTICATED'),
    });
    api.intercept = ({ token }) => ({ status: 200, body: token === 'new' ? '{}' : '{"code":"UNAUTHENTICATED"}' });
    expect((await client.request('/graphql')).body).toBe('{}');
    expect(refreshes()).toBe(1);
  });

  test('serves 419, and a 401 that it denies is left alone', async () => {
    const { client, api, refreshes } = createFakeApi({ isUnauthorized: ({ status }) => status === 419 });
    api.intercept = ({ token, path }) => (path === '/401' ? { status: 401 } : { status: token === 'new' ? 200 : 419 });
    expect((await client.request('/401')).status).toBe(401);
    expect(refreshes()).toBe(0);
    expect((await client.request('/x')).status).toBe(200);
    expect(refreshes()).toBe(1);
  });
});

describe('a replay', () => {
  test('happens once a reason, whatever the server says', async () => {
    const { client, session, api, refreshes } = createFakeApi();
    api.intercept = () => ({ status: 401, headers: challenge });
    const answering = client.request('/x');
    await vi.advanceTimersByTimeAsync(1000);
    const answer = await answering;
    expect(session.explain(answer)).toMatchObject({ reason: 'still-refused', retryable: false });
    expect(api.log).toEqual(['GET /x old', 'refresh', 'GET /x new', 'GET /x new']);
    expect(refreshes()).toBe(1);
  });

  test('with a token that the API does not know yet waits a little, and spends no other one', async () => {
    const { client, api } = createFakeApi();
    let known = false;
    api.intercept = ({ token }) => (token === 'new' && known ? { status: 200 } : { status: 401, headers: challenge });
    const answering = client.request('/x');
    await settled();
    known = true;
    await vi.advanceTimersByTimeAsync(300);
    expect((await answering).status).toBe(200);
    expect(api.log).toEqual(['GET /x old', 'refresh', 'GET /x new', 'GET /x new']);
  });

  test.each([
    ['replay-forbidden', { options: { replay: false } }],
    ['body-not-replayable', { isReplayable: false }],
  ])('does not happen where it must not, and the token is renewed all the same: %s', async (reason, call) => {
    const { client, session, api } = createFakeApi();
    const answer = await client.request('/x', { method: 'POST', ...call });
    expect(session.explain(answer)).toMatchObject({ reason });
    await settled();
    expect(api.log).toEqual(['POST /x old', 'refresh']);
    expect((await client.request('/y')).status).toBe(200);
  });

  test('goes out by priority, then in order, within the limit', async () => {
    const { client, api } = createFakeApi({ replay: { concurrency: 1 } });
    await Promise.all([
      client.request('/1'),
      client.request('/2'),
      client.request('/urgent', { options: { priority: 5 } }),
    ]);
    expect(api.log.slice(-3)).toEqual(['GET /urgent new', 'GET /1 new', 'GET /2 new']);
  });

  test('waits outside of its place: a second refusal cannot block the queue', async () => {
    let count = 0;
    const { client, api } = createFakeApi({ replay: { concurrency: 1, limit: 2 }, refresh: () => `t${++count}` });
    api.valid = 't2';
    const answering = Promise.all([client.request('/1'), client.request('/2'), client.request('/3')]);
    for (let round = 0; round < 10; round++) await vi.advanceTimersByTimeAsync(500);
    const answers = await answering;
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('is not more refreshes in a row where more replays are allowed', async () => {
    const { client, api, refreshes } = createFakeApi({ replay: { limit: 3 } });
    api.intercept = () => ({ status: 401, headers: challenge });
    const answering = client.request('/x');
    for (let round = 0; round < 10; round++) await vi.advanceTimersByTimeAsync(500);
    expect((await answering).status).toBe(401);
    expect(refreshes()).toBeLessThanOrEqual(2);
  });

  test('lets go of the refused response', async () => {
    const { client } = createFakeApi();
    await client.request('/x');
    expect(client.discarded).toMatchObject([{ status: 401 }]);
  });
});

describe('a caller who gives up', () => {
  test("ends its own wait at once and nobody else's", async () => {
    const renewal = deferred<string>();
    const { client, session } = createFakeApi({ refresh: () => renewal.promise });
    const controller = new AbortController();
    const mine = client.request('/mine', { signal: controller.signal });
    const theirs = client.request('/theirs');
    await settled();
    controller.abort('enough');
    await expect(mine).rejects.toMatchObject({ name: 'FakeAbort', kind: 'aborted', cause: 'enough' });
    expect(session.getSnapshot().isRefreshing).toBe(true);
    renewal.resolve('new');
    expect((await theirs).status).toBe(200);
  });

  test('is one whose client times out', async () => {
    const { client } = createFakeApi({ refresh: () => new Promise<string>(() => {}) });
    const refused = client.request('/refused', { timeoutMs: 300 });
    const outcome = expect(refused).rejects.toMatchObject({ kind: 'timeout' });
    await vi.advanceTimersByTimeAsync(300);
    await outcome;
  });

  test('leaves no listener behind', async () => {
    const { client } = createFakeApi();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    await client.request('/x', { signal });
    expect(added).toHaveBeenCalled();
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});

describe('expiry', () => {
  const hour = { access_token: 'new', refresh_token: 'r', expires_in: 3600 };

  test('a token that must be renewed is renewed before the request goes out', async () => {
    const { client, session, api } = createFakeApi();
    await session.signIn({ ...hour, access_token: 'old' });
    await vi.advanceTimersByTimeAsync(3_599_000);
    await client.request('/x');
    expect(api.log).toEqual(['refresh', 'GET /x new']);
  });

  test("a token that should be renewed is renewed behind the request's back", async () => {
    const { client, session, api } = createFakeApi({ refresh: async () => 'newer' });
    await session.signIn(hour);
    await vi.advanceTimersByTimeAsync(3_600_000 - 40_000);
    api.intercept = () => ({ status: 200 });
    await client.request('/x');
    await settled();
    expect(api.log).toEqual(['GET /x new']);
    expect(await session.getAccessToken()).toBe('newer');
  });

  test.each([
    ['an hour fast', 3_600_000],
    ['an hour slow', -3_600_000],
  ])('a clock that is %s neither refreshes before every request nor sends dead tokens', async (_name, skewMs) => {
    let issued = 0;
    const jwt = () => {
      const iat = Math.floor((Date.now() + issued++ * 0) / 1000);
      const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '');
      return `${part({ alg: 'none' })}.${part({ iat, exp: iat + 3600, jti: issued })}.x`;
    };
    const { client, api, refreshes, session } = createFakeApi({
      now: () => Date.now() + skewMs,
      refresh: async () => {
        api.log.push('refresh');
        api.valid = jwt();
        return { access_token: api.valid };
      },
    });
    await client.request('/1');
    for (let index = 0; index < 5; index++) await client.request('/n');
    expect(refreshes()).toBe(1);
    await vi.advanceTimersByTimeAsync(3_599_500);
    api.valid = 'dead';
    await client.request('/late');
    expect(refreshes()).toBe(2);
    expect(session.status).toBe('active');
  });

  test('a fast clock that makes every token seem dead is found out by the answers that they get', async () => {
    const fastMs = 3_600_000;
    const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '');
    let issued = 0;
    const { client, api, session } = createFakeApi({
      tokens: undefined,
      refreshWhenEmpty: true,
      now: () => Date.now() + fastMs,
      refresh: async () => {
        const iat = Math.floor(Date.now() / 1000);
        api.valid = `${part({ alg: 'none' })}.${part({ iat, exp: iat + 300, jti: ++issued })}.x`;
        return api.valid;
      },
    } as never);
    await client.request('/1');
    expect(session.getSnapshot().expiresAtMs).toBeUndefined();
    await vi.advanceTimersByTimeAsync(280_000);
    expect((await client.request('/2')).status).toBe(200);
    await session.refresh();
    const { expiresAtMs = 0 } = session.getSnapshot();
    const lastsMs = expiresAtMs - fastMs - Date.now();
    expect(lastsMs).toBeGreaterThan(270_000);
    expect(lastsMs).toBeLessThanOrEqual(300_000);
  });

  test('a token that lives 20 seconds is not renewed at every request', async () => {
    const { client, refreshes, api, session } = createFakeApi({
      refresh: async () => {
        api.log.push('refresh');
        return { access_token: 'new', expires_in: '20' };
      },
    });
    await session.refresh();
    for (let second = 0; second < 14; second++) {
      await client.request('/x');
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(refreshes()).toBe(1);
  });

  test('a network error of a token past its life is explained, and not replayed', async () => {
    const { client, session, api } = createFakeApi({ refresh: undefined });
    await session.signIn(hour);
    await vi.advanceTimersByTimeAsync(3_700_000);
    api.intercept = () => Promise.reject(new TypeError('Failed to fetch'));
    const error = await client.request('/x').catch((thrown: unknown) => thrown);
    expect(session.explain(error)).toMatchObject({ reason: 'hidden-by-network-error' });
    expect(api.log).toEqual(['GET /x new']);
  });
});

describe('scopes', () => {
  test('that the token response did not grant are an error without a round trip', async () => {
    const { client, api } = createFakeApi({ tokens: { access_token: 'old', scope: 'read' } });
    await expect(client.request('/x', { options: { scopes: ['read', 'write'] } })).rejects.toMatchObject({
      code: 'insufficient-scope',
      message: expect.stringContaining('write'),
    });
    expect(api.log).toEqual([]);
  });

  test('are not guessed where the token response named none', async () => {
    const { client } = createFakeApi();
    expect((await client.request('/x', { options: { scopes: 'write' } })).status).toBe(200);
  });
});

test('a request without a credential is never refreshed', async () => {
  const { client, session, refreshes } = createFakeApi({ tokens: undefined });
  const answer = await client.request('/x');
  expect(session.explain(answer)).toMatchObject({ reason: 'no-credential' });
  expect(refreshes()).toBe(0);
});

test('a session without refresh surfaces its 401 with the reason', async () => {
  const { client, session } = createFakeApi({ refresh: undefined });
  expect(session.explain(await client.request('/x'))).toMatchObject({ reason: 'no-refresh' });
});

test('a redirect that ends elsewhere is not ours to refresh', async () => {
  const { client, session, api, refreshes } = createFakeApi();
  api.intercept = () => ({ status: 401, url: 'https://elsewhere.test/login' });
  expect(session.explain(await client.request('/x'))).toMatchObject({ reason: 'other-origin' });
  expect(refreshes()).toBe(0);
});

test('a scheme that asks for another attempt gets one without a refresh', async () => {
  let nonce = '';
  const { client, api, refreshes } = createFakeApi({
    scheme: {
      name: 'DPoP',
      credential: async ({ accessToken }) => ({
        headers: { authorization: `DPoP ${accessToken}`, dpop: `proof-${nonce}` },
      }),
      learn({ headers, status }) {
        const offered = headers.get('dpop-nonce') as string | undefined;
        if (!offered || offered === nonce) return undefined;
        nonce = offered;
        return status === 401 ? 'again' : undefined;
      },
    },
  });
  api.intercept = ({ credential }) =>
    credential?.headers?.dpop === 'proof-n1'
      ? { status: 200 }
      : { status: 401, headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n1' } };
  expect((await client.request('/x')).status).toBe(200);
  expect(refreshes()).toBe(0);
});

test('a header that a browser hides is called hidden, not absent', async () => {
  vi.stubGlobal('location', { origin: 'https://app.test', href: 'https://app.test/' });
  const { client, session, api } = createFakeApi();
  api.intercept = () => ({ status: 401 });
  const answering = client.request('/x');
  await vi.advanceTimersByTimeAsync(1000);
  const { message } = session.explain(await answering) ?? {};
  vi.unstubAllGlobals();
  expect(message).toContain('Access-Control-Expose-Headers');
});

test('diagnose is asked about what surfaces, and its answer stands in event and explanation', async () => {
  const cause = {
    id: 'x',
    row: 'A01',
    title: 'X',
    confidence: 'proof',
    evidence: [],
    fix: 'Do x.',
    reference: 'RFC',
  } as const;
  const diagnosis = { schema: 1, status: 'explained', cause, alsoCheck: [] } as const;
  const diagnose = vi.fn(() => diagnosis);
  const lines: string[] = [];
  const { client, session, api } = createFakeApi({ refresh: undefined, diagnose, log: (line) => lines.push(line) });
  api.intercept = () => ({ status: 401, headers: challenge, body: 'why' });
  const heard: unknown[] = [];
  session.on('unauthorized', (event) => heard.push(event.diagnosis));
  const answer = await client.request('/x', { options: { scopes: 'a b' } });
  await client.request('/y');
  expect(heard).toEqual([diagnosis, diagnosis]);
  expect(session.explain(answer)?.diagnosis).toBe(diagnosis);
  expect(lines).toHaveLength(1);
  expect(diagnose).toHaveBeenNthCalledWith(
    1,
    {
      client: 'fake',
      request: { method: 'GET', url: 'https://api.test/x', headers: [['authorization', 'Bearer old']] },
      response: { status: 401, headers: [['www-authenticate', 'Bearer error="invalid_token"']], body: 'why' },
      requiredScopes: ['a', 'b'],
    },
    { now: Date.now() },
  );
});

test('a refusal whose refresh failed says why it failed, and tells the diagnosis so', async () => {
  const diagnose = vi.fn(() => ({ schema: 1, status: 'unexplained', cause: null, alsoCheck: [] }) as const);
  const refresh = () => Promise.reject({ response: { status: 503, data: { error: 'temporarily_unavailable' } } });
  const { client, session, api } = createFakeApi({ refresh, diagnose });
  api.intercept = () => ({ status: 401, headers: challenge });
  const answering = client.request('/x');
  await vi.advanceTimersByTimeAsync(5000);
  const answer = await answering;
  expect(session.explain(answer)?.message).toContain('temporarily_unavailable (503)');
  expect(diagnose).toHaveBeenLastCalledWith(expect.objectContaining({ renewal: 'failed' }), expect.anything());
});
