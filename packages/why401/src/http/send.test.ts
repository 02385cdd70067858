import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deadline } from '../request/deadline.ts';
import { answerWith, serve } from '../test-support/serve.ts';
import type { OutgoingRequest, Route } from './outgoing.ts';
import { send } from './send.ts';
import { UnsendableError } from './sendable.ts';

const route: Route = { insecure: false, addresses: new Map(), tls: {} };
const get = (url: string, headers: [string, string][] = []): OutgoingRequest => ({
  method: 'GET',
  url,
  headers: [['Host', new URL(url).host], ...headers],
});
const within = async (request: OutgoingRequest, ms = 5_000, way = route) => {
  const limit = deadline(ms);
  try {
    return await send(request, way, limit.signal);
  } finally {
    limit.clear();
  }
};

/** A server that answers with bytes of its own and stays open. */
const rawServer = async (answer: string | Buffer): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<import('node:net').Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
};

describe('send', () => {
  test('puts headers on the wire as they are given: duplicates, spelling, order, odd values', async () => {
    const server = await serve(answerWith(200));
    const headers: [string, string][] = [
      ['authorization', 'Bearer a'],
      ['Authorization', 'Bearer  b '],
      ['X_Api_Key', ''],
      ['X-Quote', '"abc'],
    ];
    await within(get(server.url, headers));
    expect(server.seen[0]?.headers.slice(1, 5)).toEqual([
      ['authorization', 'Bearer a'],
      ['Authorization', 'Bearer  b'],
      ['X_Api_Key', ''],
      ['X-Quote', '"abc'],
    ]);
  });

  test('sends what is not ASCII as UTF-8, as curl does', async () => {
    const server = await serve(answerWith(200));
    await within(get(server.url, [['Authorization', 'Bearer é\u200B']]));
    const value = server.seen[0]?.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
    expect(Buffer.from(value, 'latin1').toString('utf8')).toBe('Bearer é\u200B');
  });

  test.each<[string, [string, string], string]>([
    ['a line break in a value', ['Authorization', 'Bearer abc\n'], 'ERR_INVALID_CHAR'],
    ['another header smuggled in', ['Authorization', 'Bearer abc\r\nX-Admin: 1'], 'ERR_INVALID_CHAR'],
    ['a NUL', ['Authorization', 'a\0b'], 'ERR_INVALID_CHAR'],
    ['a blank in a name', ['Authorization ', 'a'], 'ERR_INVALID_HTTP_TOKEN'],
    ['an empty name', ['', 'a'], 'ERR_INVALID_HTTP_TOKEN'],
  ])('refuses %s before anything is sent, without the value in the message', async (_, header, code) => {
    const server = await serve(answerWith(200));
    const error = await within(get(server.url, [header])).catch((caught: unknown) => caught as UnsendableError);
    expect(error).toBeInstanceOf(UnsendableError);
    expect((error as UnsendableError).code).toBe(code);
    expect((error as UnsendableError).message).not.toContain('abc');
    expect(server.seen).toEqual([]);
  });

  test('reads status, duplicate headers and body', async () => {
    const server = await serve(answerWith(401, { 'WWW-Authenticate': ['Basic realm="a"', 'Bearer'] }, { error: 'x' }));
    const received = await within(get(server.url));
    expect(received.status).toBe(401);
    expect(received.headers.filter(([name]) => name === 'WWW-Authenticate').map(([, value]) => value)).toEqual([
      'Basic realm="a"',
      'Bearer',
    ]);
    expect(received.body).toBe('{"error":"x"}');
    expect(received.receivedAtMs).toBeGreaterThanOrEqual(received.sentAtMs);
  });

  test('sends a body with its bytes', async () => {
    const server = await serve(answerWith(200));
    const body = Buffer.from('a=é');
    await within({ ...get(server.url, [['Content-Length', String(body.length)]]), method: 'POST', body });
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: 'a=é' });
  });

  test.each<[string, (text: string) => Buffer]>([
    ['gzip', (text) => gzipSync(text)],
    ['br', (text) => brotliCompressSync(text)],
  ])('unpacks %s, and stops at 64 KiB however much it would become', async (coding, pack) => {
    const server = await serve((_request, response) => {
      response.writeHead(401, { 'Content-Encoding': coding, 'Content-Type': 'text/plain' });
      response.end(pack('a'.repeat(20_000_000)));
    });
    const received = await within(get(server.url));
    expect(received.body.length).toBe(65_536);
    expect(/^a+$/.test(received.body)).toBe(true);
  });

  test('takes a body that cannot be unpacked, or is no text, for none', async () => {
    const broken = await serve((_request, response) => {
      response.writeHead(401, { 'Content-Encoding': 'gzip' });
      response.end('no gzip at all');
    });
    expect((await within(get(broken.url))).body).toBe('');
    const binary = await serve((_request, response) => response.writeHead(200).end(Buffer.from([1, 0, 2])));
    expect((await within(get(binary.url))).body).toBe('');
  });

  test('decodes the charset that the answer names, whether it exists or not', async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { 'Content-Type': `text/plain; charset=${request.url.slice(1)}` });
      response.end(Buffer.from('\u00e9', 'latin1'));
    });
    expect((await within(get(`${server.url}/iso-8859-1`))).body).toBe('é');
    expect((await within(get(`${server.url}/klingon`))).body).toBe('\uFFFD');
  });

  test('gives up at the deadline when no answer comes', async () => {
    const url = await rawServer('');
    await expect(within(get(url), 100)).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'ETIMEDOUT',
      message: 'No answer within 0.1 s',
    });
  });

  test('takes what has arrived when the body stops half-way', async () => {
    const url = await rawServer(
      'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 100\r\n\r\nhalf',
    );
    const received = await within(get(url), 300);
    expect([received.status, received.body]).toEqual([401, 'half']);
  });

  test('reads an answer that bends the rules', async () => {
    const url = await rawServer(
      'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="a\u0001b"\nContent-Length: 0\n\n',
    );
    expect((await within(get(url))).status).toBe(401);
  });

  test('reports garbage as an error', async () => {
    const url = await rawServer('SSH-2.0-OpenSSH_9.2\r\n');
    await expect(within(get(url))).rejects.toMatchObject({ code: expect.stringContaining('HPE_') });
  });

  test('reports that nobody listens', async () => {
    const server = await serve(answerWith(200));
    const url = new URL(server.url);
    url.port = '1';
    await expect(within(get(url.href))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('asks another address for a name that is resolved by hand', async () => {
    const server = await serve(answerWith(200));
    const url = `http://api.invalid:${server.port}/x`;
    const addresses = new Map([[`api.invalid:${server.port}`, '127.0.0.1']]);
    expect((await within(get(url), 5_000, { ...route, addresses })).status).toBe(200);
    expect(server.seen[0]?.headers[0]).toEqual(['Host', `api.invalid:${server.port}`]);
  });

  test('goes through a proxy with the whole URL and the proxy’s credential', async () => {
    const proxy = await serve(answerWith(407, { 'Proxy-Authenticate': 'Basic realm="proxy"' }));
    const way: Route = { ...route, proxy: { url: new URL(proxy.url), authorization: 'Basic cHJveHk6cHc=' } };
    expect((await within(get('http://api.invalid/x?y=1'), 5_000, way)).status).toBe(407);
    expect(proxy.seen[0]?.url).toBe('http://api.invalid/x?y=1');
    expect(proxy.seen[0]?.headers).toContainEqual(['Proxy-Authorization', 'Basic cHJveHk6cHc=']);
  });

  test('reports the answer of a proxy that opens no tunnel', async () => {
    const url = await rawServer(
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\n\r\n',
    );
    const received = await within(get('https://api.invalid/x'), 5_000, { ...route, proxy: { url: new URL(url) } });
    expect(received.status).toBe(407);
    expect(received.headers).toContainEqual(['Proxy-Authenticate', 'Basic realm="p"']);
  });
});
