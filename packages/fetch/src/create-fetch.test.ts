import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { apiKey, createSession, type Session, type SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { Client as UrqlClient, fetchExchange } from '@urql/core';
import { ofetch } from 'ofetch';
import createClient from 'openapi-fetch';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { createFetch } from './create-fetch.ts';

let server: TestServer;
let session: Session;

beforeEach(async () => {
  server = await createTestServer();
  session = createSession({ tokens: server.tokens.issue(), refresh: server.refresh, origins: [server.url] } as SessionOptions);
});
afterEach(async () => {
  session.dispose();
  await server.close();
});

describe('createFetch', () => {
  test('throws where nothing says where credentials may go, and says what to set', () => {
    expect(() => createFetch(createSession({ tokens: 'x' }))).toThrow(/"origins".*baseUrl/);
    expect(() => createFetch(createSession({ tokens: 'x' }), { baseUrl: '/relative' })).toThrow(/absolute/);
    expect(() => createFetch(createSession({ tokens: 'x' }), { baseUrl: 'https://api.test' })).not.toThrow();
  });

  test('has the platform\'s signature', () => {
    expectTypeOf(createFetch(session)).toExtend<typeof fetch>();
  });

  test('looks the platform\'s fetch up at the call', async () => {
    const fetch = createFetch(session);
    const patched = vi.spyOn(globalThis, 'fetch');
    await fetch(`${server.url}/api/x`);
    expect(patched).toHaveBeenCalledTimes(1);
    patched.mockRestore();
  });

  test('keeps the members of init that only a runtime knows, and the caller\'s object as it is', async () => {
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

  test('cancels the body of the 401 that nobody will read', async () => {
    server.tokens.expireAll();
    const cancelled: string[] = [];
    const send: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (response.status !== 401 || !response.body) return response;
      const cancel = response.body.cancel.bind(response.body);
      vi.spyOn(response.body, 'cancel').mockImplementation((reason) => (cancelled.push('401'), cancel(reason)));
      return response;
    };
    expect((await createFetch(session, { fetch: send })(`${server.url}/api/x`)).status).toBe(200);
    expect(cancelled).toEqual(['401']);
  });

  test('reads a Request once, as the platform does, and replays its body', async () => {
    server.tokens.expireAll();
    const request = new Request(`${server.url}/api/echo`, { method: 'POST', body: 'payload' });
    const response = await createFetch(session)(request);
    expect(request.bodyUsed).toBe(true);
    expect((await response.json()).body.text).toBe('payload');
  });

  test('rejects as the platform does when its caller gives up, with the caller\'s own reason', async () => {
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

describe('redirects with a key, followed by hand', () => {
  const listen = async (handler: Parameters<typeof createServer>[1]) => {
    const one = createServer(handler);
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(one.address() as AddressInfo).port}`, close: () => one.close() };
  };

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
    const fetch = createFetch(createSession({ tokens: 'secret-key', scheme: apiKey({ header: 'X-Api-Key' }), origins: [api.url] }));
    const response = await fetch(`${api.url}/first`, { method: 'POST', body: 'x' });
    expect(await response.text()).toBe('there');
    expect(response.redirected).toBe(true);
    expect(response.url).toBe(`${elsewhere.url}/`);
    expect(seen).toEqual(['secret-key', 'secret-key', undefined]);
    api.close();
    elsewhere.close();
  });

  test('turn a POST into a GET where the platform does, and end somewhere', async () => {
    const seen: string[] = [];
    const api = await listen((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'}`);
      if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (request.url === '/post') response.writeHead(303, { location: '/got' }).end();
      else response.end();
    });
    const fetch = createFetch(createSession({ tokens: 'k', scheme: apiKey({ header: 'X-Api-Key' }), origins: [api.url] }));
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
    const client = new UrqlClient({ url: `${server.url}/api/graphql`, exchanges: [fetchExchange], fetch: createFetch(session), preferGetMethod: false });
    await client.query('{ me }', {}).toPromise();
    server.journal.expectRefreshes(1);
    expect(server.journal.entries.filter(({ kind }) => kind === 'api').map(({ status }) => status)).toEqual([401, 200]);
  });
});

test('a refused response shows no token', async () => {
  const fetch = createFetch(session);
  const token = await session.getAccessToken();
  const response = await fetch(`${server.url}/api/x?status=500`);
  expect(inspect(response, { depth: 20 })).not.toContain(token);
});
