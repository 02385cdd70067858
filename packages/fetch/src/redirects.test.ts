import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiKey, createSession, type SessionOptions } from '@freshkey/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFetch } from './create-fetch.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  vi.unstubAllGlobals();
});

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An API that redirects to another origin, and keeps the query as many do. */
async function twoOrigins(status = 302): Promise<{ api: string; there: string; seen: string[] }> {
  const seen: string[] = [];
  const note = (where: string, { url, headers }: IncomingMessage) =>
    seen.push(`${where} ${url} ${headers.authorization ?? headers['x-key'] ?? '-'}`);
  const there = await listen((request, response) => {
    note('there', request);
    response.end('there');
  });
  const api = await listen((request, response) => {
    note('api', request);
    const [path, query = ''] = (request.url ?? '').split('?');
    if (path === '/within') response.writeHead(status, { location: `/home?${query}` }).end();
    else if (path === '/away') response.writeHead(status, { location: `${there}/x?${query}` }).end();
    else response.end('home');
  });
  return { api, there, seen };
}

const sessionOf = (url: string, options: Partial<SessionOptions> = {}) =>
  createSession({ tokens: 'secret', origins: [url], log: false, ...options } as SessionOptions);

/** As node-fetch: knows `redirect: 'manual'`; left alone it follows, and drops `Authorization` only where the host name changes. */
function hostNameFetch(): { fetch: typeof fetch; asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  const send: typeof fetch = async (input, init) => {
    asked.push(init?.redirect);
    const response = await fetch(input, { ...init, redirect: 'manual' });
    if (init?.redirect === 'manual' || response.status < 300) return response;
    return fetch(new URL(response.headers.get('location') ?? '', input as string), init);
  };
  return { fetch: send, asked };
}

describe('a redirect to another origin', () => {
  test.each([302, 303, 307, 308])('takes a key in the query off (%d)', async (status) => {
    const { api, seen } = await twoOrigins(status);
    const fetch = createFetch(sessionOf(api, { scheme: apiKey({ query: 'api+key' }) }));
    const response = await fetch(`${api}/away?a=1#top`);
    expect(await response.text()).toBe('there');
    expect(seen).toEqual(['api /away?a=1&api%2Bkey=secret -', 'there /x?a=1 -']);
    expect(response.url).not.toContain('secret');
  });

  test("is found by hand where the fetch is not the platform's, and loses a token too", async () => {
    const { api, seen } = await twoOrigins();
    const { fetch: send, asked } = hostNameFetch();
    const fetch = createFetch(sessionOf(api), { fetch: send });
    expect(await (await fetch(`${api}/away`)).text()).toBe('there');
    expect(seen).toEqual(['api /away Bearer secret', 'there /x? -']);
    expect(asked).toEqual(['manual', 'manual']);
  });

  test("is the caller's who follows none", async () => {
    const { api, seen } = await twoOrigins();
    const fetch = createFetch(sessionOf(api, { scheme: apiKey({ query: 'key' }) }));
    const response = await fetch(`${api}/away`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.url).not.toContain('secret');
    await expect(fetch(`${api}/away`, { redirect: 'error' })).rejects.toThrow(TypeError);
    expect(seen).toHaveLength(2);
  });
});

test('a redirect within the origin goes with a key in the query, once', async () => {
  const { api, seen } = await twoOrigins();
  const fetch = createFetch(sessionOf(api, { scheme: apiKey({ query: 'key' }) }));
  const response = await fetch(`${api}/within?a=1`);
  expect(await response.text()).toBe('home');
  expect(seen).toEqual(['api /within?a=1&key=secret -', 'api /home?a=1&key=secret -']);
  expect([response.url, response.redirected]).toEqual([`${api}/home?a=1`, true]);
});

test('each hop within the origin gets a credential of its own where the scheme makes one', async () => {
  const { api, seen } = await twoOrigins();
  const proof = (method: string, url: string) => ({
    headers: { authorization: `PoP ${method} ${new URL(url).pathname}` },
    forHop: async (hop: { method: string; url: string }) => proof(hop.method, hop.url),
  });
  const fetch = createFetch(
    sessionOf(api, { scheme: { name: 'PoP', credential: (_tokens, { method, url }) => proof(method, url) } }),
  );
  await fetch(`${api}/within`, { method: 'POST', body: 'x' });
  expect(seen).toEqual(['api /within PoP POST /within', 'api /home? PoP GET /home']);
});

describe('a fetch that hides redirects, as in a browser', () => {
  const opaque = () => Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
  const url = 'https://api.test/x';

  test.each([
    ['a key in a header', { scheme: apiKey({ header: 'X-Key' }) }, /the header x-key.*Call the address/],
    ['a key in the query', { scheme: apiKey({ query: 'key' }) }, /the query parameter key.*Call the address/],
  ])('is refused with words: %s', async (_name, options, words) => {
    const sent: RequestInit[] = [];
    vi.stubGlobal('fetch', async (_input: unknown, init: RequestInit) => (sent.push(init), opaque()));
    await expect(createFetch(sessionOf('https://api.test', options))(url)).rejects.toThrow(words);
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual']);
  });

  test('is told to follow where the scheme accepts the risk', async () => {
    vi.stubGlobal('XMLHttpRequest', class {});
    const sent: (RequestInit | undefined)[] = [];
    vi.stubGlobal('fetch', async (_input: unknown, init: RequestInit) => (sent.push(init), new Response()));
    const scheme = apiKey({ header: 'X-Key', followRedirects: true });
    await createFetch(sessionOf('https://api.test', { scheme }))(url);
    expect(sent.map((init) => init?.redirect)).toEqual([undefined]);
  });

  test('is known for one that takes Authorization off, once it was seen', async () => {
    const sent: (string | undefined)[] = [];
    const send: typeof fetch = async (_input, init) => {
      sent.push(init?.redirect);
      return init?.redirect === 'manual' ? opaque() : new Response('followed');
    };
    const fetch = createFetch(sessionOf('https://api.test'), { fetch: send });
    expect(await (await fetch(url)).text()).toBe('followed');
    expect(await (await fetch(url, { method: 'POST' })).text()).toBe('followed');
    expect(sent).toEqual(['manual', 'follow', undefined]);
  });
});

describe('a fetch that follows whatever it is told', () => {
  const url = 'https://api.test/x';
  const keyed = () => sessionOf('https://api.test', { scheme: apiKey({ header: 'X-Key' }) });

  /** As whatwg-fetch: an aborted call is not sent, and `redirect` is not read. */
  function overXhr(): { fetch: typeof fetch; sent: (string | null)[] } {
    const sent: (string | null)[] = [];
    const send: typeof fetch = async (_input, init) => {
      if (init?.signal?.aborted) throw new DOMException('Aborted', 'AbortError');
      sent.push(new Headers(init?.headers).get('x-key') ?? new Headers(init?.headers).get('authorization'));
      return new Response();
    };
    return { fetch: send, sent };
  }

  test('is found out before it gets a key, and gets none', async () => {
    vi.stubGlobal('XMLHttpRequest', class {});
    const { fetch: send, sent } = overXhr();
    const fetch = createFetch(keyed(), { fetch: send });
    for (let time = 0; time < 2; time++) {
      await expect(fetch(url)).rejects.toThrow(/This fetch carries the header x-key to wherever the API redirects/);
    }
    expect(sent).toEqual([]);
    await createFetch(sessionOf('https://api.test'), { fetch: send })(url);
    expect(sent).toEqual(['Bearer secret']);
  });

  test('is told from one that reads the option, and from a stand-in that sends nothing', async () => {
    vi.stubGlobal('XMLHttpRequest', class {});
    const seen: string[] = [];
    const platform = vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
      seen.push(new Request(input, init).headers.get('x-key') ?? '-');
      init?.signal?.throwIfAborted();
      return new Response();
    });
    const wrapper: typeof fetch = async (input, init) => platform(input, { ...init });
    await createFetch(keyed(), { fetch: wrapper })(url);
    await createFetch(keyed(), { fetch: wrapper })(url);
    expect(seen).toEqual(['-', 'secret', 'secret']);
    const standIn = vi.fn(async () => new Response());
    await createFetch(keyed(), { fetch: standIn })(url);
    expect(standIn).toHaveBeenCalledTimes(2);
  });

  test('is the platform, where its requests know no redirect mode', async () => {
    const { fetch: send, sent } = overXhr();
    const early = createFetch(keyed());
    vi.stubGlobal('fetch', send);
    vi.stubGlobal('Request', class {});
    expect(() => createFetch(keyed())).toThrow(/This fetch carries/);
    await expect(early(url)).rejects.toThrow(/This fetch carries/);
    expect(sent).toEqual([]);
  });

  test('gets nothing more once it was seen to follow', async () => {
    const sent: string[] = [];
    const send: typeof fetch = async () => {
      sent.push('sent');
      return Object.defineProperty(new Response(), 'redirected', { value: true });
    };
    const fetch = createFetch(keyed(), { fetch: send });
    for (let time = 0; time < 3; time++) await expect(fetch(url)).rejects.toThrow(/This fetch carries/);
    expect(sent).toEqual(['sent']);
  });
});
