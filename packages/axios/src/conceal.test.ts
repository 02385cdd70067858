import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createSession } from '@freshkey/core';
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
