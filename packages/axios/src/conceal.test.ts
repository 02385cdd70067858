import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { format, inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { apiKey, createSession } from '@freshkey/core';
import axios from 'axios';
import { expect, test } from 'vitest';
import { attach } from './attach.ts';

test.each([
  ['an error', {}],
  ['a response', { validateStatus: () => true }],
])('a refusal with a streamed body shows no token at any depth, and can still be read: %s', async (_name, config) => {
  const server = createServer((request, response) => {
    const isZipped = request.url === '/zipped';
    response.writeHead(401, isZipped ? { 'content-encoding': 'gzip' } : {});
    response.end(isZipped ? gzipSync('refused') : 'refused');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = axios.create({ baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, adapter: 'http' });
  attach(api, createSession({ tokens: 'secret-token' }));
  for (const path of ['/plain', '/zipped']) {
    const outcome = await api.get(path, { responseType: 'stream', ...config }).catch((thrown) => thrown);
    expect(inspect(outcome, { depth: Number.POSITIVE_INFINITY })).not.toContain('secret-token');
    let text = '';
    for await (const chunk of (outcome.response ?? outcome).data as Readable) text += chunk;
    expect(text).toBe('refused');
    expect(inspect(outcome, { depth: Number.POSITIVE_INFINITY })).not.toContain('secret-token');
  }
  server.close();
});

test.each(['http', 'fetch'])(
  'a refusal shows no token to %%o either, nor when hidden members are shown: %s',
  async (adapter) => {
    const server = createServer((_request, response) => response.writeHead(401).end('refused'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const api = axios.create({ baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, adapter });
    attach(api, createSession({ tokens: 'secret-token', log: false }));
    const error = await api.get('/x').catch((thrown) => thrown);
    server.close();
    expect(format('%o', error)).not.toContain('secret-token');
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('secret-token');
    expect(error.request).toBeDefined();
    error.request = 'another';
    expect(error.request).toBe('another');
  },
);

test('a refused stream shows no key of the query', async () => {
  const server = createServer((_request, response) => response.writeHead(401).end('refused'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const validateStatus of [undefined, () => true]) {
    const api = axios.create({ baseURL, adapter: 'http', responseType: 'stream' });
    attach(api, createSession({ tokens: 'secret-key', scheme: apiKey({ query: 'key' }), log: false }));
    const outcome = await api.get('/x', validateStatus && { validateStatus }).catch((thrown) => thrown);
    const { data } = outcome.response ?? outcome;
    for (const one of [outcome, data]) {
      expect(inspect(one, { depth: 20 }) + inspect(one, { showHidden: true, depth: 9 })).not.toContain('secret-key');
    }
    expect(JSON.stringify(outcome)).not.toContain('secret-key');
    data.destroy();
  }
  server.close();
});
