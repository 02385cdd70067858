import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { apiKey, createSession, type Session, type SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { fetchExchange, Client as UrqlClient } from '@urql/core';
import { ofetch } from 'ofetch';
import createClient from 'openapi-fetch';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { createFetch } from './create-fetch.ts';

let server: TestServer;
let session: Session;

beforeEach(async () => {
  server = await createTestServer();
  session = createSession({
    tokens: server.tokens.issue(),
    refresh: server.refresh,
    origins: [server.url],
  } as SessionOptions);
});
afterEach(async () => {
  session.dispose();
  await server.close();
});

async function listen(handler: Parameters<typeof createServer>[1]) {
  const one = createServer(handler);
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(one.address() as AddressInfo).port}`, close: () => one.close() };
}

describe('createFetch', () => {
  test('throws where nothing says where credentials may go, and says what to set', () => {
    expect(() => createFetch(createSession({ tokens: 'x' }))).toThrow(/"origins".*baseUrl/);
    expect(() => createFetch(createSession({ tokens: 'x' }), { baseUrl: '/relative' })).toThrow(/absolute/);
    expect(() => createFetch(createSession({ tokens: 'x' }), { baseUrl: 'https://api.test' })).not.toThrow();
  });

  test.each([undefined, null, 0, {}])('takes %s for no session, at once', (bad) => {
    expect(() => createFetch(bad as never, { baseUrl: 'https://api.test' })).toThrow(/Expected a session/);
  });

  test('sends nothing where a function returns what is no session', async () => {
    const send = vi.fn(async () => new Response());
    await expect(createFetch((() => null) as never, { fetch: send })('https://api.test/')).rejects.toThrow(
      /Expected a session/,
    );
    expect(send).not.toHaveBeenCalled();
    await createFetch(() => undefined, { fetch: send })('https://api.test/');
    expect(send).toHaveBeenCalledTimes(1);
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string that is no URL', '//'],
    ['an object without a string', Object.create(null)],
  ])('rejects %s, as the platform does', async (_name, input) => {
    await expect(createFetch(session)(input as string)).rejects.toThrow(TypeError);
  });

  test('reads whatever turns into a string, as the platform does, a URL of another realm too', async () => {
    const foreign: unknown = runInNewContext('({ href: url, toString() { return this.href; } })', {
      url: `${server.url}/api/x`,
    });
    expect((await createFetch(session)(foreign as URL)).status).toBe(200);
  });

  test('rejects with what the source of sessions throws', async () => {
    const fetch = createFetch(() => {
      throw new Error('no user');
    });
    await expect(fetch('https://api.test/')).rejects.toThrow('no user');
  });

  test("has the platform's signature", () => {
    expectTypeOf(createFetch(session)).toExtend<typeof fetch>();
  });

  test("looks the platform's fetch up at the call", async () => {
    const fetch = createFetch(session);
    const patched = vi.spyOn(globalThis, 'fetch');
    await fetch(`${server.url}/api/x`);
    expect(patched).toHaveBeenCalledTimes(1);
    patched.mockRestore();
  });

  test("keeps the members of init that only a runtime knows, and the caller's object as it is", async () => {
    const seen: unknown[] = [];
    const send = async (_input: unknown, init?: RequestInit) => {
      seen.push(init);
      return new Response('{}');
    };
    const init = { method: 'POST', body: 'x', dispatcher: 'theirs', next: { revalidate: 1 }, headers: { a: 'b' } };
    await createFetch(session, { fetch: send })(`${server.url}/x`, init as RequestInit);
    expect(seen[0]).toMatchObject({ dispatcher: 'theirs', next: { revalidate: 1 }, method: 'POST' });
    expect(init.headers).toEqual({ a: 'b' });
  });

  test('keeps no connection for the 401 that waits for a refresh', async () => {
    server.tokens.expireAll();
    const refused: Response[] = [];
    const send: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (response.status === 401) refused.push(response);
      return response;
    };
    expect((await createFetch(session, { fetch: send })(`${server.url}/api/x`)).status).toBe(200);
    expect(refused.map(({ bodyUsed }) => bodyUsed)).toEqual([true]);
  });

  test('reads a Request once, as the platform does, and replays its body', async () => {
    server.tokens.expireAll();
    const request = new Request(`${server.url}/api/echo`, { method: 'POST', body: 'payload' });
    const response = await createFetch(session)(request);
    expect(request.bodyUsed).toBe(true);
    expect((await response.json()).body.text).toBe('payload');
  });

  test("rejects as the platform does when its caller gives up, with the caller's own reason", async () => {
    server.tokens.expireAll();
    server.faults.next('token', 'hang');
    const controller = new AbortController();
    const answer = createFetch(session)(`${server.url}/api/x`, { signal: controller.signal });
    const outcome = expect(answer).rejects.toBe('my reason');
    await vi.waitFor(() => expect(session.getSnapshot().isRefreshing).toBe(true));
    controller.abort('my reason');
    await outcome;
  });
});

describe('a call whose objects change afterwards', () => {
  const sent: string[] = [];
  /** Refuses everything but the second token, and says what it got. */
  const echoing: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const token = request.headers.get('authorization');
    sent.push(`${request.method} ${pathname}${search} ${request.headers.get('x-id')} ${await request.text()}`);
    return new Response('', { status: token === 'Bearer second' ? 200 : 401 });
  };
  const twice = <T>(each: T[]): T[] => [...each, ...each];
  let fetchOnce: ReturnType<typeof createFetch>;
  beforeEach(() => {
    sent.length = 0;
    const refreshing = createSession({
      tokens: { accessToken: 'first', refreshToken: 'r' },
      refresh: () => ({ accessToken: 'second' }),
      origins: ['https://api.test'],
    });
    fetchOnce = createFetch(refreshing, { fetch: echoing });
  });

  test('is replayed with the URL, the headers and the body that it was made with', async () => {
    const url = new URL('https://api.test/list');
    const headers = new Headers();
    const body = new URLSearchParams();
    const init = { method: 'POST', headers, body };
    const answers = [1, 2, 3].map((page) => {
      url.searchParams.set('page', `${page}`);
      headers.set('x-id', `${page}`);
      body.set('n', `${page}`);
      return fetchOnce(url, init);
    });
    init.method = 'PUT';
    await Promise.all(answers);
    expect(sent).toEqual(twice(['POST /list?page=1 1 n=1', 'POST /list?page=2 2 n=2', 'POST /list?page=3 3 n=3']));
  });

  test.each<[string, (n: number) => BodyInit]>([
    ['a typed array', bytesOf()],
    ['a view of a part of a buffer', bytesOf((bytes) => new DataView(bytes.buffer, 1))],
    ['an ArrayBuffer', bytesOf((bytes) => bytes.buffer)],
  ])('is replayed with %s as it was', async (_name, bodyOf) => {
    await Promise.all([1, 2].map((n) => fetchOnce('https://api.test/x', { method: 'POST', body: bodyOf(n) })));
    const [first, second] = sent as [string, string];
    expect(first).toMatch(/1$/);
    expect(sent).toEqual(twice([first, second]));
  });

  test('is replayed with the form as it was', async () => {
    const form = new FormData();
    const answers = [1, 2].map((n) => {
      form.set('n', `value ${n}`);
      form.set('file', new Blob(['x']), `file-${n}`);
      return fetchOnce('https://api.test/x', { method: 'POST', body: form });
    });
    await Promise.all(answers);
    expect(sent.map((line) => /value \d/.exec(line)?.[0])).toEqual(twice(['value 1', 'value 2']));
    expect(sent.map((line) => /file-\d/.exec(line)?.[0])).toEqual(twice(['file-1', 'file-2']));
  });

  test('takes its credential nowhere else', async () => {
    const seen: (string | null)[] = [];
    const send: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      seen.push(`${new URL(request.url).host} ${request.headers.get('authorization')}`);
      return new Response('', { status: 401 });
    };
    const refreshing = createSession({
      tokens: { accessToken: 'a', refreshToken: 'r' },
      refresh: () => ({ accessToken: 'b' }),
      origins: ['https://api.test'],
    });
    const url = new URL('https://api.test/x');
    const answer = createFetch(refreshing, { fetch: send })(url);
    url.port = '444';
    await answer;
    expect(seen).toEqual(['api.test Bearer a', 'api.test Bearer b', 'api.test Bearer b']);
  });
});

/** One buffer whose last byte is a digit, filled anew for each request. */
function bytesOf(viewOf: (bytes: Uint8Array<ArrayBuffer>) => BodyInit = (bytes) => bytes): (n: number) => BodyInit {
  const bytes = new TextEncoder().encode('body-0');
  return (n) => {
    bytes.set(new TextEncoder().encode(`${n}`), 5);
    return viewOf(bytes);
  };
}

describe('headers and requests of another class', () => {
  class ForeignHeaders {
    readonly #pairs: [string, string][];
    constructor(pairs: [string, string][]) {
      this.#pairs = pairs;
    }
    get(name: string) {
      return this.#pairs.find(([key]) => key === name)?.[1] ?? null;
    }
    [Symbol.iterator]() {
      return this.#pairs[Symbol.iterator]();
    }
  }
  const sentWith = async (input: unknown, init?: unknown) => {
    let headers = new Headers();
    const send: typeof fetch = async (target, given) => {
      headers = new Headers(given?.headers ?? (target as Request).headers);
      return new Response();
    };
    const one = createSession({ tokens: 'ours', origins: ['https://api.test'] });
    await createFetch(one, { fetch: send })(input as string, init as RequestInit);
    return { id: headers.get('x-id'), authorization: headers.get('authorization') };
  };
  const url = 'https://api.test/x';
  const pairs: [string, string][] = [['x-id', '1']];
  const own: [string, string][] = [...pairs, ['authorization', 'Own x']];

  test.each([
    ['a Map', (all: [string, string][]) => new Map(all)],
    ["a polyfill's Headers", (all: [string, string][]) => new ForeignHeaders(all)],
    ['a list', (all: [string, string][]) => all],
    [
      'a record without a prototype',
      (all: [string, string][]) => Object.assign(Object.create(null), Object.fromEntries(all)),
    ],
  ])("are sent from %s, and a credential in it is the caller's", async (_name, make) => {
    expect(await sentWith(url, { headers: make(pairs) })).toEqual({ id: '1', authorization: 'Bearer ours' });
    expect(await sentWith(url, { headers: make(own) })).toEqual({ id: '1', authorization: 'Own x' });
  });

  test("are read from a Request that is not the platform's", async () => {
    const request = (all: [string, string][]) => ({ url, method: 'GET', headers: new ForeignHeaders(all), body: null });
    expect(await sentWith(request(pairs))).toEqual({ id: '1', authorization: 'Bearer ours' });
    expect(await sentWith(request(own))).toEqual({ id: '1', authorization: 'Own x' });
  });
});

describe('redirects with a key, followed by hand', () => {
  test('keep it within the origin and lose it across, and the answer says where it came from', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await listen((request, response) => {
      seen.push(request.headers['x-api-key'] as string | undefined);
      response.end('there');
    });
    const api = await listen((request, response) => {
      seen.push(request.headers['x-api-key'] as string | undefined);
      if (request.url === '/first') response.writeHead(302, { location: '/second' }).end();
      else response.writeHead(307, { location: elsewhere.url }).end();
    });
    const fetch = createFetch(
      createSession({ tokens: 'secret-key', scheme: apiKey({ header: 'X-Api-Key' }), origins: [api.url] }),
    );
    const response = await fetch(`${api.url}/first`, { method: 'POST', body: 'x' });
    expect(await response.text()).toBe('there');
    expect(response.redirected).toBe(true);
    expect(response.url).toBe(`${elsewhere.url}/`);
    expect(seen).toEqual(['secret-key', 'secret-key', undefined]);
    api.close();
    elsewhere.close();
  });

  const keyed = (url: string, scheme = apiKey({ header: 'X-Api-Key' })) =>
    createFetch(createSession({ tokens: 'k', scheme, origins: [url] }));

  test('take what belongs to the origin off across origins, and do not put it back on the way home', async () => {
    const seen: unknown[] = [];
    const note = ({ headers, url }: IncomingMessage) =>
      seen.push([url, headers['x-api-key'], headers['proxy-authorization'], headers['x-other']]);
    const elsewhere = await listen((request, response) => {
      note(request);
      response.writeHead(302, { location: `${api.url}/home` }).end();
    });
    const api = await listen((request, response) => {
      note(request);
      if (request.url === '/home') response.end();
      else response.writeHead(302, { location: `${elsewhere.url}/away` }).end();
    });
    // What Node does with a Host is its own affair: other runtimes send it.
    const hosts: (string | null)[] = [];
    const send: typeof fetch = (input, init) => {
      hosts.push(new Headers(init?.headers).get('host'));
      return fetch(input, init);
    };
    const one = createSession({ tokens: 'k', scheme: apiKey({ header: 'X-Api-Key' }), origins: [api.url] });
    await createFetch(one, { fetch: send })(`${api.url}/start`, {
      headers: { 'proxy-authorization': 'Basic x', host: 'virtual.test', 'x-other': 'kept' },
    });
    expect(seen).toEqual([
      ['/start', 'k', 'Basic x', 'kept'],
      ['/away', undefined, undefined, 'kept'],
      ['/home', undefined, undefined, 'kept'],
    ]);
    expect(hosts).toEqual(['virtual.test', null, null]);
    api.close();
    elsewhere.close();
  });

  test('keep what a Request says', async () => {
    const inits: RequestInit[] = [];
    const send: typeof fetch = async (input, init) => {
      const { method, integrity, keepalive, referrerPolicy, credentials, cache, signal, url } = new Request(
        input,
        init,
      );
      inits.push({ method, integrity, keepalive, referrerPolicy, credentials, cache, signal });
      return new Response('', url.endsWith('/first') ? { status: 307, headers: { location: '/second' } } : {});
    };
    const controller = new AbortController();
    const members = {
      method: 'PUT',
      integrity: 'sha256-x',
      keepalive: true,
      referrerPolicy: 'no-referrer',
      credentials: 'omit',
      cache: 'no-store',
    } as const;
    const one = createSession({ tokens: 'k', scheme: apiKey({ header: 'X-Api-Key' }), origins: ['https://api.test'] });
    await createFetch(one, { fetch: send })(
      new Request('https://api.test/first', { ...members, signal: controller.signal }),
    );
    expect(inits).toMatchObject([members, members]);
    controller.abort();
    expect(inits.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
  });

  test('send the body of a Request again where the method stays', async () => {
    const seen: string[] = [];
    const api = await listen(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      seen.push(`${request.method} ${request.url} ${text}`);
      if (request.url === '/third') response.end();
      else response.writeHead(307, { location: request.url === '/first' ? '/second' : '/third' }).end();
    });
    await keyed(api.url)(new Request(`${api.url}/first`, { method: 'POST', body: 'payload' }));
    expect(seen).toEqual(['POST /first payload', 'POST /second payload', 'POST /third payload']);
    api.close();
  });

  test('begin an upload before its stream has ended, and fail only where it is asked for twice', async () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const api = await listen((request, response) => {
      request.once('data', begin).resume();
      if (request.url === '/got') response.end('got');
      else
        request.once('end', () => response.writeHead(request.url === '/again' ? 307 : 303, { location: '/got' }).end());
    });
    const upload = (path: string) => {
      const { readable, writable } = new TextEncoderStream();
      const writer = writable.getWriter();
      void writer.write('first');
      const answer = keyed(api.url)(`${api.url}${path}`, {
        method: 'POST',
        body: readable,
        duplex: 'half',
      } as RequestInit);
      void begun.then(() => writer.close());
      return answer;
    };
    expect(await (await upload('/')).text()).toBe('got');
    await expect(upload('/again')).rejects.toMatchObject({ cause: { message: expect.stringContaining('only once') } });
    api.close();
  });

  test('turn a POST into a GET where the platform does, and end somewhere', async () => {
    const seen: string[] = [];
    const api = await listen((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'}`);
      if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (request.url === '/post') response.writeHead(303, { location: '/got' }).end();
      else response.end();
    });
    const fetch = createFetch(
      createSession({ tokens: 'k', scheme: apiKey({ header: 'X-Api-Key' }), origins: [api.url] }),
    );
    await fetch(`${api.url}/post`, { method: 'POST', body: 'x' });
    expect(seen).toEqual(['POST /post text/plain;charset=UTF-8', 'GET /got -']);
    await expect(fetch(`${api.url}/loop`)).rejects.toThrow(TypeError);
    expect(seen).toHaveLength(2 + 21);
    await expect(fetch(`${api.url}/loop`, { redirect: 'error' })).rejects.toThrow(TypeError);
    api.close();
  });
});

describe('libraries that take a fetch', () => {
  beforeEach(() => server.tokens.expireAll());

  test('ofetch', async () => {
    const api = ofetch.create({ baseURL: server.url }, { fetch: createFetch(session), Headers, AbortController });
    const answers = await Promise.all([api('/api/1'), api('/api/2', { method: 'POST', body: { a: 1 } })]);
    expect(answers).toHaveLength(2);
    server.journal.expectRefreshes(1);
  });

  test('openapi-fetch', async () => {
    const client = createClient<Record<string, never>>({ baseUrl: server.url, fetch: createFetch(session) as never });
    const get = client.GET as unknown as (path: string) => Promise<{ response: Response }>;
    const answers = await Promise.all([get('/api/1'), get('/api/2')]);
    expect(answers.map(({ response }) => response.status)).toEqual([200, 200]);
    server.journal.expectRefreshes(1);
  });

  test('urql', async () => {
    const client = new UrqlClient({
      url: `${server.url}/api/graphql`,
      exchanges: [fetchExchange],
      fetch: createFetch(session),
      preferGetMethod: false,
    });
    await client.query('{ me }', {}).toPromise();
    server.journal.expectRefreshes(1);
    expect(server.journal.entries.filter(({ kind }) => kind === 'api').map(({ status }) => status)).toEqual([401, 200]);
  });
});

test.each([200, 401, 500])('an answer with status %d shows no key of the query, nor does its clone', async (status) => {
  const seen: string[] = [];
  const api = await listen((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(status).end();
  });
  const fetch = createFetch(createSession({ tokens: 'k', scheme: apiKey({ query: 'key' }), origins: [api.url] }));
  const response = await fetch(`${api.url}/x?a=1`);
  expect(seen).toEqual(['/x?a=1&key=k']);
  expect([response.url, response.clone().url, response.clone().clone().url]).toEqual(Array(3).fill(`${api.url}/x?a=1`));
  api.close();
});

test('a refused response shows no token', async () => {
  const fetch = createFetch(session);
  const token = await session.getAccessToken();
  const response = await fetch(`${server.url}/api/x?status=500`);
  expect(inspect(response, { depth: 20 })).not.toContain(token);
});

describe("in the place of the platform's fetch", () => {
  const platforms = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = platforms;
  });

  test('sends with the one that was there when it was made, and renews through it', async () => {
    globalThis.fetch = createFetch(session) as typeof fetch;
    server.tokens.expireAll();
    expect((await fetch(`${server.url}/api/orders`)).status).toBe(200);
    server.journal.expectRefreshes(1);
    server.journal.expectRequests(2, { kind: 'api' });
  });

  test('may be put there twice: the later one stands on the earlier one', async () => {
    const other = createSession({ tokens: 'somebody-elses', origins: ['https://elsewhere.test'] });
    globalThis.fetch = createFetch(session) as typeof fetch;
    globalThis.fetch = createFetch(other) as typeof fetch;
    expect((await fetch(`${server.url}/api/orders`)).status).toBe(200);
    server.journal.expectRequests(1, { kind: 'api' });
    other.dispose();
  });

  test('still sends with whatever else is put there later', async () => {
    const api = createFetch(session);
    const patched = vi.fn(async () => new Response('patched'));
    globalThis.fetch = patched;
    expect(await (await api(`${server.url}/api/orders`)).text()).toBe('patched');
    expect(patched).toHaveBeenCalledOnce();
  });
});
