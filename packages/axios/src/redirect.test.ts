import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { apiKey, createSession, type SessionOptions } from '@freshkey/core';
import axios, { type AxiosRequestConfig } from 'axios';
import floor from 'axios-1.7';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { attach } from './attach.ts';
import { guardRedirects } from './redirect.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
  vi.unstubAllGlobals();
});

test('a header is taken off in whatever case it was named or sent', () => {
  const next = vi.fn();
  const guard = guardRedirects('https://api.test', { headers: { 'X-Api-Key': 'key', authorization: 'token' } }, next);
  const options = {
    href: 'https://elsewhere.test/',
    headers: { 'x-API-key': 'key', Authorization: 'token', Accept: '*/*' },
  };
  guard(options, { headers: {}, statusCode: 302 } as never, {} as never);
  expect(options.headers).toEqual({ Accept: '*/*' });
  expect(next).toHaveBeenCalledOnce();
});

test('a key in the query comes off every form of the address, and not back on the way home', () => {
  const guard = guardRedirects('https://api.test', { query: { key: 'secret' } }, undefined);
  const hop = (origin: string) => {
    const search = '?a=1&key=secret';
    const options = { href: `${origin}/x${search}`, path: `/x${search}`, search, query: search.slice(1), headers: {} };
    guard(options, { headers: {}, statusCode: 302 } as never, {} as never);
    return [options.href, options.path, options.search, options.query];
  };
  const bare = (origin: string) => [`${origin}/x?a=1`, '/x?a=1', '?a=1', 'a=1'];
  expect(hop('https://api.test')[1]).toBe('/x?a=1&key=secret');
  expect(hop('https://elsewhere.test')).toEqual(bare('https://elsewhere.test'));
  expect(hop('https://api.test')).toEqual(bare('https://api.test'));
});

/** An API that redirects within, or to another origin, and keeps the query; both write down what they were sent. */
async function openRedirect(status = 302): Promise<{ url: string; there: string; seen: string[] }> {
  const seen: string[] = [];
  const note = (where: string, { method, url, headers }: IncomingMessage) =>
    seen.push([where, method, url, headers.authorization ?? headers['x-api-key'] ?? '-'].join(' '));
  const elsewhere = createServer((request, response) => {
    note('there', request);
    response.writeHead(request.url?.startsWith('/refused') ? 401 : 200).end('{}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const there = `http://localhost:${(elsewhere.address() as AddressInfo).port}`;
  const first = createServer((request, response) => {
    note('api', request);
    const [path, query] = (request.url ?? '').split('?');
    const search = query ? `?${query}` : '';
    if (path === '/within') response.writeHead(status, { location: `/home${search}` }).end();
    else if (path === '/home') response.end('{}');
    else response.writeHead(status, { location: `${there}${path}${search}` }).end();
  });
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  open.push(
    () => (first.closeAllConnections(), first.close()),
    () => (elsewhere.closeAllConnections(), elsewhere.close()),
  );
  return { url: `http://127.0.0.1:${(first.address() as AddressInfo).port}`, there, seen };
}

const clients = [
  ['the newest axios', axios],
  ['axios 1.7.0', floor as unknown as typeof axios],
] as const;
const adapters = ['http', 'fetch'] as const;

describe.each(clients.flatMap(([name, client]) => adapters.map((adapter) => [name, adapter, client] as const)))(
  'a redirect, with %s over %s',
  (_name, adapter, client) => {
    async function attached(options: Partial<SessionOptions>, status?: number, config: AxiosRequestConfig = {}) {
      const redirect = await openRedirect(status);
      const instance = client.create({ baseURL: redirect.url, adapter, ...config });
      attach(instance, createSession({ tokens: 'secret', log: false, ...options } as SessionOptions));
      return { ...redirect, instance };
    }

    test.each([302, 307])('to another origin takes the credential off (%d)', async (status) => {
      for (const options of [{}, { scheme: apiKey({ header: 'X-Api-Key' }) }, { scheme: apiKey({ query: 'key' }) }]) {
        const { instance, seen } = await attached(options, status);
        const response = await instance.post('/away', { a: 1 }, { params: { p: 1 } });
        expect(response.status).toBe(200);
        expect(response.config.url).toBe('/away');
        expect(seen[0]).toContain('secret');
        expect(seen[1]).toBe(`there ${status === 302 ? 'GET' : 'POST'} /away?p=1 -`);
        expect(inspect(response.config, { depth: 9, showHidden: true })).not.toContain('secret');
      }
    });

    test('within the origin goes with the credential, once', async () => {
      for (const [options, sent] of [
        [{ scheme: apiKey({ header: 'X-Api-Key' }) }, '/home?p=1 secret'],
        [{ scheme: apiKey({ query: 'key' }) }, '/home?p=1&key=secret -'],
      ] as const) {
        const { instance, seen } = await attached(options);
        await instance.get('/within', { params: { p: 1 } });
        expect(seen[1]).toBe(`api GET ${sent}`);
      }
    });

    test('makes a proof of its own for each hop, where the scheme does', async () => {
      const proof = (method: string, url: string) => ({
        headers: { authorization: `PoP ${method} ${new URL(url).pathname}` },
        forHop: async (hop: { method: string; url: string }) => proof(hop.method, hop.url),
      });
      const scheme: SessionOptions['scheme'] = {
        name: 'PoP',
        credential: (_tokens, { method, url }) => proof(method, url),
      };
      const { instance, seen } = await attached({ scheme });
      const { config } = await instance.post('/within', { a: 1 });
      expect(seen).toEqual(['api POST /within PoP POST /within', 'api GET /home PoP GET /home']);
      expect([config.url, config.maxRedirects, config.fetchOptions]).toEqual(['/within', undefined, undefined]);
    });

    test('to a refusal of another origin is no refusal of ours', async () => {
      const refresh = vi.fn(async () => 'new');
      const { instance } = await attached({ scheme: apiKey({ header: 'X-Api-Key' }), refresh });
      await expect(instance.get('/refused')).rejects.toMatchObject({ response: { status: 401 } });
      expect(refresh).not.toHaveBeenCalled();
    });

    test("is the caller's who follows none", async () => {
      const { instance, seen } = await attached({ scheme: apiKey({ header: 'X-Api-Key' }) });
      const config = { maxRedirects: 0, fetchOptions: { redirect: 'manual' }, validateStatus: () => true } as const;
      expect((await instance.get('/away', config)).status).toBe(302);
      expect(seen).toHaveLength(1);
    });
  },
);

test("calls the caller's beforeRedirect", async () => {
  const { url } = await openRedirect();
  const instance = axios.create({ baseURL: url, adapter: 'http' });
  attach(instance, createSession({ tokens: 'secret' }));
  const beforeRedirect = vi.fn();
  await instance.get('/away', { beforeRedirect });
  expect(beforeRedirect).toHaveBeenCalledOnce();
});

describe('the fetch adapter', () => {
  const keyed = (options: Partial<SessionOptions> = {}) =>
    createSession({ tokens: 'secret', scheme: apiKey({ header: 'X-Key' }), log: false, ...options } as SessionOptions);

  test('refuses with words a redirect that the platform hides', async () => {
    const opaque = { status: 0, headers: new Headers(), text: async () => '', type: 'opaqueredirect' };
    const send = vi.fn(async (_input: unknown, _init?: unknown) => opaque);
    const instance = axios.create({ baseURL: 'https://api.test', adapter: 'fetch', env: { fetch: send } } as never);
    attach(instance, keyed());
    await expect(instance.get('/x')).rejects.toThrow(/A browser carries the header x-key/);
    expect(send).toHaveBeenCalledWith(expect.objectContaining({ redirect: 'manual' }), expect.anything());
  });

  test("takes a token off by hand where its fetch is not the platform's", async () => {
    const { url, seen } = await openRedirect();
    const modes: string[] = [];
    const send: typeof fetch = (input, init) => {
      modes.push((input as Request).redirect);
      return fetch(input, init);
    };
    const instance = axios.create({ baseURL: url, adapter: 'fetch', env: { fetch: send } } as never);
    attach(instance, createSession({ tokens: 'secret' }));
    await instance.get('/away');
    expect(modes).toEqual(['manual', 'manual']);
    expect(seen).toEqual(['api GET /away Bearer secret', 'there GET /away -']);
  });

  test('gives no key to a fetch that stands on XMLHttpRequest', async () => {
    vi.stubGlobal('XMLHttpRequest', class {});
    const sent: unknown[] = [];
    const send = async (input: Request | string, init?: RequestInit) => {
      if (init?.signal?.aborted) throw new DOMException('Aborted', 'AbortError');
      sent.push(input);
      return new Response();
    };
    const instance = axios.create({ baseURL: 'https://api.test', adapter: 'fetch', env: { fetch: send } } as never);
    attach(instance, keyed());
    await expect(instance.get('/x')).rejects.toThrow(/This fetch carries the header x-key/);
    expect(sent).toEqual([]);
  });
});
