import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSession } from '@freshkey/core';
import { FetchExchange } from '@freshkey/core/adapter';
import { afterEach, expect, test } from 'vitest';
import { createFetch } from './create-fetch.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A dispatcher of the platform's own fetch. */
function oneConnection(): { close(): Promise<void> } {
  const agent = (globalThis as Record<symbol, object | undefined>)[Symbol.for('undici.globalDispatcher.1')] ?? {};
  return Reflect.construct(agent.constructor, [{ connections: 1, pipelining: 1 }]);
}

const exchange = () =>
  new FetchExchange(
    { input: 'https://api.test/x', init: undefined },
    {
      fetch,
      client: 'fetch',
      baseOrigin: 'https://api.test',
      session: { scheme: { name: 'Bearer', credential: () => ({}) }, origins: undefined },
      options: undefined,
    },
  );

const streamOf = (chunks: (string | number)[], cancelled?: () => void) => {
  const left = [...chunks];
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = left.shift();
      if (typeof chunk === 'number') await new Promise((resolve) => setTimeout(resolve, chunk));
      else if (chunk === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(chunk));
    },
    ...(cancelled && { cancel: cancelled }),
  });
};

test('a refused answer that was set aside looks as it did, and so do its clones', async () => {
  const url = await listen((_request, response) =>
    response.writeHead(401, 'Nope', { 'www-authenticate': 'Bearer', 'x-a': '1' }).end('refused'),
  );
  const original = await fetch(url);
  const kept = exchange().setAside(original) as Response;
  for (const one of [kept.clone().clone(), kept.clone(), kept]) {
    const { status, statusText, type, redirected } = one;
    expect({ status, statusText, type, redirected, url: one.url, a: one.headers.get('x-a') }).toEqual({
      status: 401,
      statusText: 'Nope',
      type: 'basic',
      redirected: false,
      url: `${url}/`,
      a: '1',
    });
    expect(await one.text()).toBe('refused');
  }
});

test('frees its connection: with one connection a refusal of 2 MB does not starve the refresh', async () => {
  const big = 'x'.repeat(2_000_000);
  const url = await listen((request, response) => {
    if (request.headers.authorization === 'Bearer fresh') response.end('ok');
    else if (request.url === '/token') response.end(JSON.stringify({ access_token: 'fresh', refresh_token: 'r2' }));
    else response.writeHead(401).end(big);
  });
  const dispatcher = oneConnection();
  open.push(() => void dispatcher.close());
  const send = (input: RequestInfo | URL, init?: RequestInit) => fetch(input, { ...init, dispatcher } as RequestInit);
  const held = exchange().setAside(await send(`${url}/api`)) as Response;
  const answer = await send(`${url}/token`);
  expect(await answer.text()).toContain('fresh');
  await expect(held.text()).rejects.toThrow(/larger than 262144 bytes/);
});

test('what comes slowly is let go of after a moment, unless somebody reads it', async () => {
  let cancelled = 0;
  const slow = () =>
    new Response(
      streamOf(['first ', 700, 'last'], () => void cancelled++),
      { status: 401 },
    );
  const unread = exchange().setAside(slow()) as Response;
  const read = exchange().setAside(slow()) as Response;
  expect(await read.text()).toBe('first last');
  await expect(unread.text()).rejects.toThrow(/longer than 500 ms/);
  expect(cancelled).toBe(1);
});

test('a discarded answer is cancelled at its source', async () => {
  let cancelled = 0;
  const kept = exchange().setAside(
    new Response(
      streamOf(['a', 50, 'b'], () => void cancelled++),
      { status: 401 },
    ),
  );
  exchange().discard(kept);
  await expect.poll(() => cancelled).toBe(1);
});

test('an answer whose body broke off breaks off for its caller too', async () => {
  const broken = new ReadableStream({
    pull() {
      throw new Error('cut off');
    },
  });
  const kept = exchange().setAside(new Response(broken, { status: 401 })) as Response;
  await expect(kept.text()).rejects.toThrow('cut off');
});

test('what has no stream, or is being read, is left as it is', async () => {
  const empty = new Response(null, { status: 401 });
  const used = new Response('x', { status: 401 });
  await used.text();
  for (const one of [empty, used, new Error('network')]) expect(exchange().setAside(one)).toBe(one);
});

test.each([
  ['a text', 'text/plain', ['hello'], 'hello'],
  ['what came of a slow one', 'text/plain', ['begin', 2000, 'end'], 'begin'],
  ['the beginning of a long one', 'text/html', ['y'.repeat(70_000)], 'y'.repeat(65_536)],
  ['nothing of an event stream', 'text/event-stream; charset=utf-8', ['data: x'], ''],
  ['nothing of several parts', 'multipart/mixed; boundary=a', ['--a'], ''],
  ['nothing of lines of JSON', 'application/x-ndjson', ['{}'], ''],
])('the text of an answer is %s', async (_name, type, chunks, expected) => {
  const response = new Response(streamOf(chunks), { status: 401, headers: { 'content-type': type } });
  const startedAt = performance.now();
  expect(await exchange().answer(response)?.text()).toBe(expected);
  expect(performance.now() - startedAt).toBeLessThan(1500);
  expect(response.bodyUsed).toBe(false);
});

test('a refusal with a slow body reaches its caller soon, under a rule that reads it', async () => {
  const url = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).write('begin');
    const end = setTimeout(() => response.end('end'), 5000);
    response.once('close', () => clearTimeout(end));
  });
  const session = createSession({
    tokens: 'a',
    origins: [url],
    isUnauthorized: async ({ body }) => (await body()).startsWith('no'),
  });
  const startedAt = performance.now();
  const response = await createFetch(session)(url);
  expect(performance.now() - startedAt).toBeLessThan(2000);
  void response.body?.cancel();
});
