import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { createSession, type SessionOptions } from '@freshkey/core';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { afterEach, describe, expect, test } from 'vitest';
import { discardBody, setAsideBody, textOf } from './answer-body.ts';
import { attach } from './attach.ts';

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

const responseWith = (data: unknown, type = 'text/plain') =>
  ({ data, status: 401, headers: { 'content-type': type } }) as unknown as AxiosResponse;

async function readAll(data: AsyncIterable<string | Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of data) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk);
  return text;
}

describe('the text of an answer', () => {
  const bytes = new TextEncoder().encode('refused');
  test.each<[string, unknown, string]>([
    ['a string of any length', 'x'.repeat(100_000), 'x'.repeat(100_000)],
    ['a Buffer', Buffer.from('refused'), 'refused'],
    ['an ArrayBuffer', bytes.buffer, 'refused'],
    ['a view of one', new DataView(bytes.buffer, 2), 'fused'],
    ['a Blob', new Blob(['refused']), 'refused'],
    ['what was parsed', { error: 'refused' }, '{"error":"refused"}'],
    ['nothing', undefined, ''],
    ['what holds itself', Object.assign({}, ((self) => (self.self = self))({} as Record<string, unknown>)), ''],
  ])('is read from %s', async (_name, data, expected) => {
    expect(await textOf(responseWith(data))).toBe(expected);
  });

  test.each<[string, () => unknown]>([
    ['a Node stream', () => Readable.from([Buffer.from('refu'), Buffer.from('sed')])],
    ['a web stream', () => new Blob(['refused']).stream()],
  ])('is read from %s, which its caller reads whole all the same', async (_name, make) => {
    const data = make();
    const response = responseWith(data);
    expect(await textOf(response)).toBe('refused');
    expect(await textOf(response)).toBe('refused');
    expect(Object.getPrototypeOf(Object(response.data)).constructor).toBe(
      data instanceof Readable ? Readable : ReadableStream,
    );
    expect(await readAll(response.data)).toBe('refused');
  });

  test('is nothing of an event stream, which is left alone', async () => {
    const data = Readable.from(['data: x']);
    const response = responseWith(data, 'text/event-stream');
    expect(await textOf(response)).toBe('');
    expect(response.data).toBe(data);
  });

  test('is read by a rule, whatever the caller asked for', async () => {
    const url = await listen((request, response) =>
      response.end(request.headers.authorization === 'Bearer fresh' ? 'ok' : '{"errors":["UNAUTHENTICATED"]}'),
    );
    const cases: AxiosRequestConfig[] = [
      { adapter: 'http', responseType: 'arraybuffer' },
      { adapter: 'http', responseType: 'stream' },
      { adapter: 'fetch', responseType: 'blob' },
      { adapter: 'fetch', responseType: 'stream' },
    ];
    for (const config of cases) {
      const api = axios.create({ baseURL: url, ...config });
      attach(
        api,
        createSession({
          tokens: { accessToken: 'old', refreshToken: 'r' },
          refresh: () => 'fresh',
          isUnauthorized: async ({ body }) => (await body()).includes('UNAUTHENTICATED'),
        }),
      );
      const { data } = await api.get('/x');
      const text = await new Response(
        data instanceof Readable ? (Readable.toWeb(data) as ReadableStream) : data,
      ).text();
      expect(text).toBe('ok');
    }
  });
});

describe('a refused stream', () => {
  const withTwoSockets = async (refusal: string | Buffer, headers: Record<string, string> = {}) => {
    let refusals = 0;
    const url = await listen((request, response) => {
      if (request.url === '/token') response.end('{"access_token":"fresh","refresh_token":"r2"}');
      else if (request.headers.authorization === 'Bearer fresh') response.end('ok');
      else {
        refusals++;
        response.writeHead(401, headers).end(refusal);
      }
    });
    const httpAgent = new Agent({ maxSockets: 2, keepAlive: true });
    open.push(() => httpAgent.destroy());
    const api = axios.create({ baseURL: url, adapter: 'http', responseType: 'stream', httpAgent });
    return { api, url, httpAgent, refusals: () => refusals };
  };

  test.each([
    ['small', 'refused', {}],
    ['of 2 MB', 'x'.repeat(2_000_000), {}],
    ['that is zipped', gzipSync('refused'), { 'content-encoding': 'gzip' }],
  ])('that was set aside keeps no connection: %s', async (_name, refusal, headers) => {
    const { api, url, httpAgent } = await withTwoSockets(refusal, headers);
    const refused = await Promise.all([1, 2].map(() => api.get('/x').catch(({ response }) => response)));
    for (const response of refused) setAsideBody(response);
    const { data } = await axios.post(`${url}/token`, '', { httpAgent, timeout: 2000 });
    expect(data.access_token).toBe('fresh');
    if (refusal.length > 1000) await expect(readAll(refused[0].data)).rejects.toThrow(/larger than 262144 bytes/);
    else expect(await readAll(refused[0].data)).toBe('refused');
    discardBody(refused[1]);
  });

  test('is still there for its caller when it surfaces', async () => {
    const { api, url, httpAgent } = await withTwoSockets('refused');
    const session = createSession({
      tokens: { accessToken: 'old', refreshToken: 'r' },
      refresh: async ({ signal }) => {
        await axios.get(`${url}/refused`, { httpAgent, signal, validateStatus: () => true });
        throw new Error('not today');
      },
      log: false,
    } as SessionOptions);
    attach(api, session);
    const error = await api.get('/x').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ response: { status: 401 } });
    expect(await readAll((error as { response: AxiosResponse }).response.data)).toBe('refused');
  });
});
