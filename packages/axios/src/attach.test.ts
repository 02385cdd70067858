import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { apiKey, createSession, type Session, type SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import axios, { type AxiosInstance, type AxiosRequestConfig, type InternalAxiosRequestConfig } from 'axios';
import floor from 'axios-1.7';
import { setupCache } from 'axios-cache-interceptor';
import MockAdapter from 'axios-mock-adapter';
import axiosRetry from 'axios-retry';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { attach } from './attach.ts';

let server: TestServer;
let session: Session;
let api: AxiosInstance;

async function open(options: Partial<SessionOptions> = {}, config: AxiosRequestConfig = {}): Promise<void> {
  server = await createTestServer();
  session = createSession({ tokens: server.tokens.issue(), refresh: server.refresh, ...options } as SessionOptions);
  api = axios.create({ baseURL: server.url, ...config });
}

beforeEach(() => open());
afterEach(async () => {
  session.dispose();
  await server.close();
});

describe('attaching', () => {
  test('twice with the same session returns the same detach, with another one throws', async () => {
    const detach = attach(api, session);
    expect(attach(api, session)).toBe(detach);
    expect(() => attach(api, createSession({ tokens: 'x' }))).toThrow(/another session is attached/);
    detach();
    expect(() => attach(api, createSession({ tokens: 'x' }))).not.toThrow();
  });

  test('again after the interceptors were cleared installs again, and detaching takes nobody else off', async () => {
    for (const client of [axios, floor as unknown as typeof axios]) {
      const cleared = client.create({ baseURL: server.url });
      const first = attach(cleared, session);
      cleared.interceptors.request.clear();
      const theirs = vi.fn((config: InternalAxiosRequestConfig) => config);
      cleared.interceptors.request.use(theirs);
      first();
      await cleared.get('/public/ping');
      expect(theirs).toHaveBeenCalledTimes(1);
      attach(cleared, session);
      cleared.interceptors.request.clear();
      const again = attach(cleared, session);
      expect((await cleared.get('/api/x')).status).toBe(200);
      again();
      await expect(cleared.get('/api/x')).rejects.toMatchObject({ response: { status: 401 } });
    }
  });

  test('in place of a session that was disposed of (hot reload) takes its place, and says so once', async () => {
    attach(api, session);
    session.dispose();
    const lines: string[] = [];
    const next = createSession({ tokens: server.tokens.issue(), log: (line) => lines.push(line) } as SessionOptions);
    const detach = attach(api, next);
    expect(lines).toEqual([expect.stringContaining('was disposed of; this one takes its place')]);
    expect((await api.get('/api/x')).status).toBe(200);
    server.tokens.expireAll();
    expect(next.explain(await api.get('/api/x').catch((error: unknown) => error))?.reason).toBe('no-refresh');
    detach();
    next.dispose();
  });

  test('to an instance of which another is made says that this one has no session, unless it is given one', async () => {
    session.dispose();
    const lines: string[] = [];
    session = createSession({ tokens: server.tokens.issue(), log: (line) => lines.push(line) } as SessionOptions);
    const { create } = api;
    const detach = attach(api, session);
    const sibling = api.create();
    attach(sibling, session);
    expect((await sibling.get('/api/x')).status).toBe(200);
    new MockAdapter(api).restore();
    expect(lines).toEqual([]);
    const forgotten = api.create();
    for (let count = 0; count < 2; count++)
      await expect(forgotten.get('/api/x')).rejects.toMatchObject({ response: { status: 401 } });
    expect(lines).toEqual([expect.stringContaining('attach the session to it as well')]);
    detach();
    expect(api.create).toBe(create);
  });

  test('is undone by detach: the instance sends what it sent before', async () => {
    attach(api, session)();
    const error = await api.get('/api/x').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ response: { status: 401 } });
    expect(session.explain(error)).toBeUndefined();
    expect(server.journal.entries[0]?.credential).toBeUndefined();
  });

  test.each([
    [
      'headers.common.Authorization',
      (instance: AxiosInstance) => (instance.defaults.headers.common.Authorization = 'Bearer x'),
    ],
    ['headers.authorization', (instance: AxiosInstance) => (instance.defaults.headers.authorization = 'Bearer x')],
    ['auth', (instance: AxiosInstance) => (instance.defaults.auth = { username: 'u', password: 'p' })],
  ])('throws where the defaults carry a credential, and names the line: %s', (line, set) => {
    set(api);
    expect(() => attach(api, session)).toThrow(line);
  });

  test("throws where the defaults carry the header of the session's own scheme", () => {
    api.defaults.headers.common['X-Api-Key'] = 'old';
    const keyed = createSession({ tokens: 'k', scheme: apiKey({ header: 'x-api-key' }) });
    expect(() => attach(api, keyed)).toThrow('defaults.headers.common.X-Api-Key');
    expect(() => attach(api, session)).not.toThrow();
  });

  test('throws where XMLHttpRequest would carry a key along redirects, unless the risk is accepted', () => {
    vi.stubGlobal('XMLHttpRequest', class {});
    const keyed = (followRedirects: boolean) =>
      createSession({ tokens: 'k', scheme: apiKey({ header: 'X-Key', followRedirects }) });
    expect(() => attach(axios.create(), keyed(false))).toThrow(/XMLHttpRequest carries the header x-key/);
    expect(() => attach(axios.create({ adapter: 'fetch' }), keyed(false))).not.toThrow();
    const inQuery = createSession({ tokens: 'k', scheme: apiKey({ query: 'key' }) });
    expect(() => attach(axios.create(), inQuery)).toThrow(/XMLHttpRequest carries the query parameter key/);
    expect(() => attach(axios.create(), keyed(true))).not.toThrow();
    vi.unstubAllGlobals();
  });

  test('refuses what is no session', () => {
    expect(() => attach(api, {} as Session)).toThrow(/createSession/);
  });

  test('several instances to one session makes one refresh', async () => {
    const second = axios.create({ baseURL: server.url });
    attach(api, session);
    attach(second, session);
    server.tokens.expireAll();
    await Promise.all([api.get('/api/1'), second.get('/api/2'), api.get('/api/3'), second.get('/api/4')]);
    server.journal.expectRefreshes(1);
  });

  test('a selector chooses the session of each request', async () => {
    attach(api, (config) => (config.url?.startsWith('/api/theirs') ? undefined : session));
    expect((await api.get('/api/ours')).status).toBe(200);
    await expect(api.get('/api/theirs')).rejects.toMatchObject({ response: { status: 401 } });
  });

  test('reads a base URL that is set later', async () => {
    const late = axios.create();
    attach(late, session);
    late.defaults.baseURL = server.url;
    expect((await late.get('/api/x')).status).toBe(200);
  });

  test('passes a request that nothing says is ours', async () => {
    const anywhere = axios.create();
    attach(anywhere, session);
    const passed: string[] = [];
    session.on('passed', ({ reason }) => passed.push(reason));
    await anywhere.get(`${server.url}/api/x`).catch(() => {});
    expect(passed).toEqual(['no-origin']);
  });
});

describe("the caller's pipeline", () => {
  test('runs once per request and sees the final outcome alone, wherever it was registered', async () => {
    const log: string[] = [];
    const listen = (name: string) => {
      api.interceptors.request.use((config) => (log.push(`${name} request`), config));
      api.interceptors.response.use(
        (response) => (log.push(`${name} ${response.status}`), response),
        (error) => (log.push(`${name} error`), Promise.reject(error)),
      );
    };
    listen('before');
    attach(api, session);
    listen('after');
    server.tokens.expireAll();
    await api.get('/api/x');
    expect(log).toEqual(['after request', 'before request', 'before 200', 'after 200']);
  });

  test('with validateStatus that takes everything gets its replay', async () => {
    attach(api, session);
    server.tokens.expireAll();
    expect((await api.get('/api/x', { validateStatus: () => true })).status).toBe(200);
  });

  test('with a transform of its own sends the same bytes again', async () => {
    attach(api, session);
    server.tokens.expireAll();
    const transform = vi.fn((data: object) => JSON.stringify({ ...data, stamp: 1 }));
    const { data } = await api.post(
      '/api/echo',
      { a: 1 },
      { transformRequest: [transform], headers: { 'Content-Type': 'application/json' } },
    );
    expect(transform).toHaveBeenCalledTimes(1);
    expect(data.body.text).toBe('{"a":1,"stamp":1}');
  });

  test('axios-retry stands above: a 503 after the replay is retried with the current token', async () => {
    axiosRetry(api, { retries: 2, retryDelay: () => 1 });
    attach(api, session);
    server.tokens.expireAll();
    server.faults.next('api', { status: 503 });
    expect((await api.get('/api/x')).status).toBe(200);
    server.journal.expectRefreshes(1);
  });

  test.each(['before', 'after'])('axios-cache-interceptor put in place %s us serves from its cache', async (order) => {
    if (order === 'before') setupCache(api);
    attach(api, session);
    if (order === 'after') setupCache(api);
    server.tokens.expireAll();
    await api.get('/api/x');
    await api.get('/api/x');
    server.journal.expectRefreshes(1);
    server.journal.expectRequests(2, { kind: 'api' });
  });

  test.each(['before', 'after'])(
    'axios-mock-adapter put in place %s us is what is refreshed and replayed',
    async (order) => {
      const refresh = vi.fn(async () => 'new');
      const mocked = axios.create({ baseURL: 'https://api.test' });
      const own = createSession({ tokens: 'old', refresh });
      const mock = order === 'before' ? new MockAdapter(mocked) : undefined;
      attach(mocked, own);
      (mock ?? new MockAdapter(mocked))
        .onGet('/x')
        .reply(({ headers }) =>
          headers?.Authorization === 'Bearer new' || headers?.authorization === 'Bearer new' ? [200, 'ok'] : [401],
        );
      const answers = await Promise.all([mocked.get('/x'), mocked.get('/x'), mocked.get('/x')]);
      expect(answers.map(({ data }) => data)).toEqual(['ok', 'ok', 'ok']);
      expect(refresh).toHaveBeenCalledTimes(1);
    },
  );

  test('a cancel token ends the wait as axios ends a request', async () => {
    attach(api, session);
    server.tokens.expireAll();
    server.faults.next('token', 'hang');
    const { token, cancel } = axios.CancelToken.source();
    const request = api.get('/api/x', { cancelToken: token });
    const outcome = expect(request).rejects.toSatisfy(axios.isCancel);
    await vi.waitFor(() => expect(session.getSnapshot().isRefreshing).toBe(true));
    cancel('enough');
    await outcome;
  });

  test('a cancel token that serves many requests that wait is listened to once', async () => {
    attach(api, session);
    server.tokens.expireAll();
    const { token } = axios.CancelToken.source();
    await Promise.all([1, 2, 3, 4].map((id) => api.get(`/api/${id}`, { cancelToken: token })));
    await Promise.all([1, 2, 3, 4].map((id) => api.get(`/api/${id}`, { cancelToken: token })));
    const { _listeners: listeners } = token as unknown as { _listeners?: unknown[] };
    expect(listeners?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test("parameters that only a serializer of the caller's can write do not stand in the way", async () => {
    attach(api, session);
    server.tokens.expireAll();
    const replayed: string[] = [];
    session.on('replayed', ({ url }) => replayed.push(url));
    const config = { params: { a: Symbol('odd') }, paramsSerializer: { serialize: () => 'a=odd' } };
    expect((await api.get('/api/x', config)).status).toBe(200);
    expect(replayed).toEqual([`${server.url}/api/x`]);
  });

  test('a streamed response is let go of when it is refused, and its replay is streamed', async () => {
    attach(api, session);
    server.tokens.expireAll();
    const { data } = await api.get<Readable>('/api/x', { responseType: 'stream' });
    let text = '';
    for await (const chunk of data) text += chunk;
    expect(JSON.parse(text)).toMatchObject({ ok: true });
  });
});

describe('an old response interceptor that was left in place', () => {
  const lines: string[] = [];
  beforeEach(async () => {
    lines.length = 0;
    session.dispose();
    await server.close();
    await open({ log: (line) => lines.push(line) });
    attach(api, session);
    api.interceptors.response.use(undefined, async (error) => {
      const { config } = error;
      if (error.response?.status !== 401 || config._retry) throw error;
      config._retry = true;
      return api(config);
    });
  });
  const named = () => lines.filter((line) => line.includes('old response interceptor'));

  test('is named at the first refusal that it sends again', async () => {
    await expect(api.get('/api/always-401')).rejects.toMatchObject({ response: { status: 401 } });
    expect(named()).toHaveLength(1);
    await expect(api.get('/api/always-401?again')).rejects.toMatchObject({ response: { status: 401 } });
    expect(named()).toHaveLength(1);
  });

  test('is nothing to talk about where every refusal is cured, or where a 503 is sent again', async () => {
    server.tokens.expireAll();
    await api.get('/api/x');
    axiosRetry(api, { retries: 1 });
    server.faults.next('api', { status: 503 });
    await api.get('/api/x');
    expect(named()).toEqual([]);
  });

  test('is not seen in a request that is only made anew', async () => {
    api.interceptors.response.clear();
    for (const _ of [1, 2]) await api.get('/api/always-401').catch(() => {});
    expect(named()).toEqual([]);
  });
});

describe('a body', () => {
  test('of a multipart object on the http adapter is sent again byte for byte', async () => {
    attach(api, session);
    server.tokens.expireAll();
    await api.post('/api/echo', { a: 'one', b: 'two' }, { headers: { 'Content-Type': 'multipart/form-data' } });
    const bodies = server.journal.entries.filter(({ path }) => path === '/api/echo').map(({ body }) => body);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toEqual(bodies[1]);
  });

  test('of a Node stream is refused with a reason, and never sent empty', async () => {
    attach(api, session);
    server.tokens.expireAll();
    const error = await api.post('/api/echo', Readable.from(['once'])).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ response: { status: 401 } });
    expect(session.explain(error)).toMatchObject({ reason: 'body-not-replayable' });
    server.journal.expectRequests(1, { path: '/api/echo' });
  });
});

describe('what surfaces', () => {
  test('is the AxiosError with our reason as its cause, and can be sent again', async () => {
    attach(api, session);
    server.tokens.expireAll();
    server.faults.next('token', { status: 503 });
    const error = (await api.post('/api/echo', { a: 1 }).catch((thrown: unknown) => thrown)) as {
      config: AxiosRequestConfig;
      cause: Error;
    };
    expect(axios.isAxiosError(error)).toBe(true);
    expect(error.cause).toMatchObject({ code: 'unauthorized' });
    const { data } = await api.request(error.config);
    expect(data.body.text).toBe('{"a":1}');
    server.journal.expectRefreshes(2);
  });

  test.each(['http', 'fetch'])('shows no token in whatever prints it, a 500 included: %s', async (adapter) => {
    const keyed = axios.create({ baseURL: server.url, adapter });
    attach(keyed, session);
    const token = await session.getAccessToken();
    for (const path of ['/api/x?status=500', '/api/x?status=403']) {
      const error = await keyed.get(path).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 20 }) + JSON.stringify(error)).not.toContain(token);
    }
  });

  test("leaves the caller's config without our header", async () => {
    attach(api, session);
    const { config } = await api.get('/api/x');
    expect(config.headers.has('authorization')).toBe(false);
    expect(config.beforeRedirect).toBeUndefined();
  });
});

const withUser = (url: string, path = '') => url.replace('//', '//user:word@') + path;

describe('a request with a credential of its own', () => {
  test.each([
    ['a header', { headers: { Authorization: 'Bearer mine' } }],
    ['auth', { auth: { username: 'u', password: 'p' } }],
    ['user information in the URL', () => ({ url: withUser(server.url, '/api/x') })],
    ['user information in the base URL', () => ({ baseURL: withUser(server.url) })],
  ])("is the caller's: %s", async (_name, config) => {
    attach(api, session);
    const passed: string[] = [];
    session.on('passed', ({ reason }) => passed.push(reason));
    const options = typeof config === 'function' ? config() : config;
    await expect(api.request({ url: '/api/x', ...options })).rejects.toMatchObject({ response: { status: 401 } });
    expect(passed).toEqual(['own-credential']);
    server.journal.expectRefreshes(0);
  });
});

test('a key in the query goes to the API and is shown nowhere', async () => {
  await server.close();
  const seen: string[] = [];
  const keyServer = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(401).end();
  });
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  const keyed = axios.create({ baseURL: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}` });
  attach(keyed, createSession({ tokens: 'secret-key', scheme: apiKey({ query: 'key' }) }));
  const error = await keyed.get('/x', { params: { a: 1 } }).catch((thrown: unknown) => thrown);
  keyServer.close();
  expect(seen).toEqual(['/x?a=1&key=secret-key']);
  expect(inspect(error, { depth: 20 }) + JSON.stringify(error)).not.toContain('secret-key');
});

test('a unix socket is refreshed for and replayed like any other API', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'freshkey-'));
  const socketPath = join(folder, 'api.sock');
  const seen: (string | undefined)[] = [];
  const api = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    if (request.url === '/redirect') response.writeHead(302, { location: '/there' }).end();
    else response.writeHead(request.headers.authorization === 'Bearer new' ? 200 : 401).end();
  });
  await new Promise<void>((resolve) => api.listen(socketPath, resolve));
  for (const config of [{ socketPath }, { socketPath, baseURL: 'http://localhost' }]) {
    const instance = axios.create(config);
    attach(instance, createSession({ tokens: { accessToken: 'old', refreshToken: 'r' }, refresh: () => 'new' }));
    expect((await instance.get('/x')).status).toBe(200);
    expect((await instance.get('/redirect')).status).toBe(200);
  }
  api.close();
  await rm(folder, { recursive: true });
  const once = ['/x Bearer old', '/x Bearer new', '/redirect Bearer new', '/there Bearer new'];
  expect(seen).toEqual([...once, ...once]);
});

test('a signal and a cancel token together end a wait where AbortSignal.any is missing', async () => {
  const { any } = AbortSignal;
  AbortSignal.any = undefined as never;
  try {
    attach(api, session);
    server.tokens.expireAll();
    server.faults.next('token', 'hang');
    const source = axios.CancelToken.source();
    const controller = new AbortController();
    const requests = [
      api.get('/api/1', { cancelToken: source.token, signal: controller.signal }),
      api.get('/api/2', { cancelToken: axios.CancelToken.source().token, signal: controller.signal }),
    ];
    const outcomes = Promise.all(requests.map((one) => expect(one).rejects.toSatisfy(axios.isCancel)));
    await vi.waitFor(() => expect(session.getSnapshot().isRefreshing).toBe(true));
    source.cancel('enough');
    await requests[0]?.catch(() => {});
    controller.abort();
    await outcomes;
  } finally {
    AbortSignal.any = any;
  }
});

describe('fetchOptions', () => {
  const sentWith = async (config: AxiosRequestConfig, replayed = false) => {
    const requests: Request[] = [];
    const env = { fetch: (input: Request) => (requests.push(input), fetch(input)) };
    const instance = axios.create({ baseURL: server.url, adapter: 'fetch', env } as AxiosRequestConfig);
    attach(instance, session);
    if (replayed) server.tokens.expireAll();
    await instance.get('/api/x', config).catch(() => {});
    return requests;
  };

  test('of a replayed GET name no-cache, where the caller named nothing', async () => {
    expect((await sentWith({}, true)).map(({ cache }) => cache)).toEqual(['default', 'no-cache']);
    const own = { fetchOptions: { cache: 'no-store' } } as const;
    expect((await sentWith(own, true)).map(({ cache }) => cache)).toEqual(['no-store', 'no-store', 'no-store']);
  });

  test('with mode no-cors let the request pass', async () => {
    const passed: string[] = [];
    session.on('passed', ({ reason }) => passed.push(reason));
    const [request] = await sentWith({ fetchOptions: { mode: 'no-cors' } });
    expect(request?.headers.has('authorization')).toBe(false);
    expect(passed).toEqual(['no-cors']);
  });
});

test('a request that is to outlive its page (keepalive) leaves at once, though its token is due', async () => {
  const tokens = server.tokens.issue({ expired: true });
  const own = createSession({ tokens, refresh: server.refresh, log: false } as SessionOptions);
  const instance = axios.create({ baseURL: server.url, adapter: 'fetch', fetchOptions: { keepalive: true } } as object);
  attach(instance, own);
  const token = server.faults.hold('token');
  const answer = instance.post('/api/left', { say: 'bye' });
  await token.arrived();
  await vi.waitFor(() => server.journal.expectRequests(1, { path: '/api/left' }));
  token.open();
  expect((await answer).status).toBe(200);
  own.dispose();
});
