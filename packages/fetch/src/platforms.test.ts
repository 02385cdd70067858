import { apiKey, createSession, type Session, type SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFetch } from './create-fetch.ts';

let server: TestServer;
let session: Session;

beforeEach(async () => {
  server = await createTestServer();
  session = createSession({
    tokens: server.tokens.issue(),
    refresh: server.refresh,
    origins: [server.url],
    log: false,
  } as SessionOptions);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  session.dispose();
  await server.close();
});

test('the body of a Request is replayed where the platform does not say whether there is one (Firefox)', async () => {
  server.tokens.expireAll();
  vi.spyOn(Request.prototype, 'body', 'get').mockReturnValue(undefined as never);
  const request = new Request(`${server.url}/api/echo`, { method: 'POST', body: 'payload' });
  const { body } = await (await createFetch(session)(request)).json();
  expect(body.text).toBe('payload');
});

describe('an abort', () => {
  const aborted = async () => {
    server.tokens.expireAll();
    server.faults.next('token', 'hang');
    const controller = new AbortController();
    // What platforms without `reason` have there.
    Object.defineProperty(controller.signal, 'reason', { value: undefined });
    const answer = createFetch(session)(`${server.url}/api/x`, { signal: controller.signal }).catch(
      (error: unknown) => error,
    );
    await vi.waitFor(() => expect(session.getSnapshot().isRefreshing).toBe(true), 10_000);
    controller.abort();
    return answer;
  };

  test('is an AbortError where signals have no reason', async () => {
    expect(await aborted()).toMatchObject({ name: 'AbortError', message: expect.stringMatching(/abort/) });
  });

  test('is one where there is no DOMException either', async () => {
    vi.stubGlobal('DOMException', undefined);
    const error = await aborted();
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'AbortError' });
  });
});

test('a form that cannot be read by anybody but its platform is sent as it is', async () => {
  const form = Object.defineProperty(new FormData(), Symbol.iterator, { value: undefined });
  const send = vi.fn(async () => new Response());
  await createFetch(session, { fetch: send })(`${server.url}/api/x`, { method: 'POST', body: form });
  expect(send).toHaveBeenCalledWith(`${server.url}/api/x`, expect.objectContaining({ body: form }));
});

describe('a no-cors request', () => {
  test.each([
    ['a Request', (url: string) => [new Request(url, { mode: 'no-cors' })] as const],
    ['an init', (url: string) => [url, { mode: 'no-cors' } as const] as const],
  ])('passes, since a browser would drop its credential in silence: %s', async (_name, callOf) => {
    const passed: string[] = [];
    session.on('passed', ({ reason }) => passed.push(reason));
    const send = vi.fn(async (_input: unknown, _init?: RequestInit) => new Response('', { status: 401 }));
    const [input, init] = callOf(`${server.url}/api/x`);
    expect((await createFetch(session, { fetch: send })(input, init)).status).toBe(401);
    expect(passed).toEqual(['no-cors']);
    expect(send).toHaveBeenCalledTimes(1);
    server.journal.expectRefreshes(0);
  });
});

describe('a replay', () => {
  const cacheModes = async (init: RequestInit, input: (url: string) => RequestInfo = (url) => url) => {
    server.tokens.expireAll();
    const modes: RequestCache[] = [];
    const send: typeof fetch = (target, given) => {
      const request = new Request(target instanceof Request ? target.clone() : target, given);
      modes.push(request.cache);
      return fetch(target, given);
    };
    await createFetch(session, { fetch: send })(input(`${server.url}/api/x`), init);
    return modes;
  };

  test('of a GET is not answered by the HTTP cache', async () => {
    expect(await cacheModes({})).toEqual(['default', 'no-cache']);
    expect(await cacheModes({}, (url) => new Request(url))).toEqual(['default', 'no-cache', 'no-cache']);
  });

  test("keeps the caller's own cache mode, and that of what is never cached", async () => {
    expect(await cacheModes({ cache: 'no-store' })).toEqual(['no-store', 'no-store']);
    expect(await cacheModes({ method: 'POST', body: 'x' })).toEqual(['default', 'default', 'default']);
  });

  test('names no cache mode where the platform takes none', async () => {
    vi.resetModules();
    const takesNone = class extends Request {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        if (init?.cache) throw new Error("The 'cache' field is not implemented.");
        super(input, init);
      }
    };
    vi.stubGlobal('Request', takesNone);
    const { createFetch: fresh } = await import('./create-fetch.ts');
    server.tokens.expireAll();
    const inits: (RequestInit | undefined)[] = [];
    const send: typeof fetch = (input, init) => (inits.push(init), fetch(input, init));
    expect((await fresh(session, { fetch: send })(`${server.url}/api/x`)).status).toBe(200);
    expect(inits.map((init) => init?.cache)).toEqual([undefined, undefined]);
  });
});

describe('a relative URL on a server', () => {
  test('is resolved against baseUrl, for the decision and for real', async () => {
    const fetch = createFetch(session, { baseUrl: `${server.url}/api/` });
    expect((await fetch('x')).status).toBe(200);
    expect((await fetch('/api/y')).status).toBe(200);
    expect(server.journal.entries.map(({ path }) => path)).toEqual(['/api/x', '/api/y']);
  });

  test('of another origin is another origin', async () => {
    const send = vi.fn(async (_input: unknown, _init?: RequestInit) => new Response());
    await createFetch(session, { baseUrl: server.url, fetch: send })('//elsewhere.test/x');
    expect(send).toHaveBeenCalledWith('http://elsewhere.test/x', undefined);
  });
});

test.each(['init', 'Request'])(
  'a request that is to outlive its page (keepalive) leaves at once, though its token is due: %s',
  async (way) => {
    const own = createSession({
      tokens: server.tokens.issue({ expired: true }),
      refresh: server.refresh,
      origins: [server.url],
      log: false,
    } as SessionOptions);
    const token = server.faults.hold('token');
    const [url, init] = [`${server.url}/api/left`, { method: 'POST', body: 'bye', keepalive: true }];
    const answer = way === 'init' ? createFetch(own)(url, init) : createFetch(own)(new Request(url, init));
    await token.arrived();
    await vi.waitFor(() => server.journal.expectRequests(1, { path: '/api/left' }));
    const held = createFetch(own)(`${server.url}/api/held`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    server.journal.expectRequests(0, { path: '/api/held' });
    token.open();
    expect([(await answer).status, (await held).status]).toEqual([200, 200]);
    own.dispose();
  },
);

test('a page with a base elsewhere sends no token there', async () => {
  vi.stubGlobal('location', new URL('https://page.test/index.html'));
  vi.stubGlobal('document', { baseURI: 'https://elsewhere.test/' });
  const sent: (HeadersInit | undefined)[] = [];
  const send: typeof fetch = async (_input, init) => (sent.push(init?.headers), new Response());
  const paged = createSession({ tokens: 'secret', origins: ['https://page.test'] });
  await createFetch(paged, { fetch: send })('/api/x');
  expect(sent).toEqual([undefined]);
});

test('a fetch that follows redirects whatever it is told is refused a key when the session is attached (React Native)', () => {
  const keyed = (followRedirects: boolean) =>
    createSession({ tokens: 'key', origins: [server.url], scheme: apiKey({ header: 'X-Api-Key', followRedirects }) });
  createFetch(keyed(false));
  vi.stubGlobal('Request', class {});
  expect(() => createFetch(keyed(false))).toThrow(/x-api-key.*followRedirects: true/i);
  createFetch(keyed(true));
  createFetch(session);
});
