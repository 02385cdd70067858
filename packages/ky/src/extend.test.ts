import { inspect } from 'node:util';
import { apiKey, createSession, type Session, type SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import ky, { HTTPError, isHTTPError, type KyInstance } from 'ky';
import ky1 from 'ky-1';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { extend } from './extend.ts';
import { hooks } from './hooks.ts';

let server: TestServer;
let session: Session;
let api: KyInstance;

beforeEach(async () => {
  server = await createTestServer();
  session = createSession({ tokens: server.tokens.issue(), refresh: server.refresh } as SessionOptions);
  api = extend(ky.create({ prefix: server.url }), session);
});
afterEach(async () => {
  session.dispose();
  await server.close();
});

describe('a replay', () => {
  beforeEach(() => server.tokens.expireAll());

  test.each([
    ['a POST', (path: string) => api.post(path, { json: { a: 1 } })],
    ['retry: 0', (path: string) => api.post(path, { json: { a: 1 }, retry: 0 })],
    ['retry: { limit: 0 }', (path: string) => api.get(path, { retry: { limit: 0 } })],
  ])('serves %s', async (_name, send) => {
    expect((await send('api/echo')).status).toBe(200);
    server.journal.expectRefreshes(1);
  });

  test("takes nothing of ky's own delay", async () => {
    const startedAt = performance.now();
    const kyDelayMs = 9000;
    await api.get('api/x', { retry: { delay: () => kyDelayMs } });
    expect(performance.now() - startedAt).toBeLessThan(kyDelayMs);
  });

  test('leaves the retry budget to the caller: a 503 that follows is retried', async () => {
    const answers: number[] = [];
    server.faults.next('api', { delayMs: 0 });
    const limited = api.extend({
      retry: { limit: 1, delay: () => 1 },
      hooks: { beforeRetry: [({ retryCount }) => void answers.push(retryCount)] },
    });
    await limited.get('api/x');
    expect(answers).toEqual([]);
    server.faults.next('api', { status: 503 });
    await limited.get('api/x');
    expect(answers).toEqual([1]);
  });

  test('comes after a 503 as well', async () => {
    server.faults.next('api', { status: 503 });
    expect((await api.get('api/x', { retry: { limit: 1, delay: () => 1 } })).status).toBe(200);
    server.journal.expectRefreshes(1);
  });

  test("shows the caller's hooks the final outcome alone", async () => {
    const log: string[] = [];
    const watched = api.extend({
      hooks: {
        beforeRequest: [() => void log.push('request')],
        afterResponse: [({ response }) => void log.push(String(response.status))],
      },
    });
    await watched.get('api/x');
    expect(log).toEqual(['request', '200']);
  });

  test('serves a fetch that is given per request, or later', async () => {
    const own = vi.fn((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init));
    expect((await api.get('api/x', { fetch: own })).status).toBe(200);
    expect(own).toHaveBeenCalledTimes(2);
    server.tokens.expireAll();
    expect((await api.extend({ fetch: own }).get('api/x')).status).toBe(200);
  });
});

describe('what surfaces', () => {
  test('is an HTTPError with its body readable, and the reason', async () => {
    server.tokens.expireAll();
    server.faults.next('token', { status: 503 });
    const error = await api.get('api/x').catch((thrown: unknown) => thrown);
    expect(isHTTPError(error)).toBe(true);
    expect((error as HTTPError).data).toBeDefined();
    expect(session.explain(error)).toMatchObject({ reason: 'refresh-failed' });
  });

  test('shows no token in whatever prints it', async () => {
    const token = await session.getAccessToken();
    const error = await api.get('api/x?status=403').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HTTPError);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(token);
  });
});

test('an error shows no key of the query', async () => {
  const keyed = createSession({ tokens: 'query-key', scheme: apiKey({ query: 'key' }), origins: [server.url] });
  const watched = extend(
    ky.create({ prefix: server.url, retry: 0, hooks: { afterResponse: [({ response }) => response.clone()] } }),
    keyed,
  );
  const error = await watched.get('api/x?status=500').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HTTPError);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('query-key');
});

test("ky's own timeout ends the wait", async () => {
  server.tokens.expireAll();
  server.faults.next('token', 'hang');
  const startedAt = performance.now();
  await expect(api.get('api/x', { timeout: 100, retry: 0 })).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test('hooks compose by hand', async () => {
  server.tokens.expireAll();
  const composed = ky.create({ prefix: server.url, hooks: hooks(session) as never });
  expect((await composed.get('api/x')).status).toBe(200);
});

test('the instance that it was made from is left as it is', async () => {
  const plain = ky.create({ prefix: server.url, retry: 0 });
  extend(plain, session);
  await expect(plain.get('api/x')).rejects.toMatchObject({ response: { status: 401 } });
});

test('defaults that carry a credential are a mistake, and named', () => {
  expect(() => extend(ky.create({ headers: { authorization: 'Bearer x' } }), session)).toThrow(
    /default headers carry Authorization/,
  );
});

test("default headers that carry the scheme's own key are a mistake as well", () => {
  const keyed = createSession({ tokens: 'k', scheme: apiKey({ header: 'X-Api-Key' }), origins: [server.url] });
  expect(() => extend(ky.create({ headers: { 'X-API-Key': 'old' } }), keyed)).toThrow(
    /default headers carry x-api-key/,
  );
  expect(() => extend(ky.create({ headers: { 'x-other': 'fine' } }), keyed)).not.toThrow();
});

test.each([undefined, null, 0, {}])('%s is no session, which is said at once', (bad) => {
  expect(() => extend(ky, bad as never)).toThrow(/Expected a session/);
  expect(() => hooks(bad as never)).toThrow(/Expected a session/);
});

describe.each([
  ['ky 2', ky, 'prefix'],
  ['ky 1', ky1 as unknown as KyInstance, 'prefixUrl'],
] as const)('%s', (_name, client, base) => {
  test('never sends a held request of a session that was signed out meanwhile', async () => {
    const asked = vi.fn(() => new Promise<never>(() => {}));
    const expired = createSession({
      tokens: { accessToken: 'a', expiresAtMs: Date.now() - 1000, refreshToken: 'r' },
      refresh: asked,
    });
    const answer = extend(client.create({ [base]: server.url }), expired).get('api/x');
    const outcome = expect(answer).rejects.toMatchObject({ name: 'AbortError', cause: { code: 'signed-out' } });
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    await expired.signOut();
    await outcome;
    expect(server.journal.entries.filter(({ kind }) => kind === 'api')).toEqual([]);
  });

  test('refuses a second session, and takes the same one twice', () => {
    const other = createSession({ tokens: 'other' });
    const extended = extend(client.create({ [base]: server.url }), session);
    expect(() => extend(extended, other)).toThrow(/another session is attached/);
    expect(() => extend(extend(extended, session).extend({ timeout: 1 }), session)).not.toThrow();
  });
});

test('a session in hooks is refused a second one as well', () => {
  const composed = ky.create({ hooks: hooks(session) as never });
  expect(() => extend(composed, createSession({ tokens: 'other' }))).toThrow(/another session is attached/);
});

test('extending twice sends one credential', async () => {
  const twice = extend(api, session);
  server.tokens.expireAll();
  expect((await twice.get('api/x')).status).toBe(200);
  server.journal.expectRefreshes(1);
});

test('a base URL in baseUrl counts as one in prefix', async () => {
  const based = extend(ky.create({ baseUrl: `${server.url}/api/` }), session);
  expect((await based.get('x')).status).toBe(200);
});

test("ky's own request shows no token when it is printed under way, and carries none afterwards", async () => {
  const token = await session.getAccessToken();
  const held = server.faults.hold('api');
  const seen: Request[] = [];
  const own: typeof fetch = (input, init) => (seen.push(input as Request), fetch(input, init));
  const answer = api.get('api/x', { fetch: own });
  await held.arrived();
  const [request] = seen;
  expect(request?.headers.get('authorization')).toBe(`Bearer ${token}`);
  const printed = inspect(request, { depth: 20, showHidden: true });
  expect(printed).toContain(`${server.url}/api/x`);
  expect(printed).not.toContain(token);
  held.open();
  expect((await answer).status).toBe(200);
  expect(request?.headers.has('authorization')).toBe(false);
});

test('a POST is replayed where the platform does not say whether a Request has a body (Firefox)', async () => {
  server.tokens.expireAll();
  vi.spyOn(Request.prototype, 'body', 'get').mockReturnValue(undefined as never);
  const { body } = await api.post('api/echo', { json: { a: 1 } }).json<{ body: { text: string } }>();
  vi.restoreAllMocks();
  expect(body.text).toBe('{"a":1}');
});

test('a request that is to outlive its page (keepalive) leaves at once, though its token is due', async () => {
  const tokens = server.tokens.issue({ expired: true });
  const own = createSession({ tokens, refresh: server.refresh, log: false } as SessionOptions);
  const token = server.faults.hold('token');
  const answer = extend(ky.create({ prefix: server.url }), own).post('api/left', { json: 'bye', keepalive: true });
  await token.arrived();
  await vi.waitFor(() => server.journal.expectRequests(1, { path: '/api/left' }));
  token.open();
  expect((await answer).status).toBe(200);
  own.dispose();
});

describe('a refresh through the client that it serves', () => {
  test('is known for one where the platform keeps no async context, as in a browser', async () => {
    const without = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    let client: KyInstance | undefined;
    const own = createSession({
      tokens: server.tokens.issue(),
      refresh: ({ tokens }) =>
        client
          ?.post('oauth/token', {
            body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken ?? '' }),
          })
          .json(),
    } as SessionOptions);
    try {
      client = extend(ky.create({ prefix: server.url, retry: 0 }), own);
      server.tokens.expireAll();
      expect((await client.get('api/x')).status).toBe(200);
      server.journal.expectRefreshes(1);
    } finally {
      own.dispose();
      without.mockRestore();
    }
  }, 3000);
});
