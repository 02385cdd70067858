import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createSession } from '@freshkey/core';
import { createTestServer } from '@freshkey/testing/server';
import axios, { type AxiosError, AxiosHeaders, type AxiosRequestConfig } from 'axios';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attach } from './attach.ts';

let server: Server;
let url: string;
let seen: (string | undefined)[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(request.url === '/500' ? 500 : 200).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe.each(['http', 'fetch'])('an own Authorization header without a value, %s adapter', (adapter) => {
  test.each([undefined, null, false])('is none: ours is sent and taken off again (%s)', async (value) => {
    const api = axios.create({ baseURL: url, adapter });
    const session = createSession({ tokens: 'first-token' });
    attach(api, session);
    const own = { headers: { Authorization: value } } as AxiosRequestConfig;
    const response = await api.get('/', own);
    const error: AxiosError = await api.get('/500', own).catch((thrown) => thrown);
    expect(JSON.stringify(response.config.headers) + inspect(error.config?.headers)).not.toContain('first-token');
    await session.signIn('second-token');
    await api.request(error.config as AxiosRequestConfig).catch(() => {});
    await session.signOut();
    await api.request(error.config as AxiosRequestConfig).catch(() => {});
    expect(seen).toEqual(['Bearer first-token', 'Bearer first-token', 'Bearer second-token', undefined]);
  });
});

describe('a headers object that an interceptor gives to every request', () => {
  test('serves requests at the same time, and ours stands in it at no time', async () => {
    const api = axios.create({ baseURL: url, adapter: 'http' });
    const shared = new AxiosHeaders({ 'X-App': 'one' });
    attach(api, createSession({ tokens: 'token' }));
    api.interceptors.request.use((config) => Object.assign(config, { headers: shared }));
    const requests = Promise.all(['/1', '/2', '/3'].map((path) => api.get(path)));
    await new Promise((resolve) => setTimeout(resolve));
    expect(shared.has('authorization')).toBe(false);
    await requests;
    expect(seen).toEqual(['Bearer token', 'Bearer token', 'Bearer token']);
  });

  test('lets each of them be replayed', async () => {
    const backend = await createTestServer();
    const api = axios.create({ baseURL: backend.url });
    const shared = new AxiosHeaders({ 'X-App': 'one' });
    attach(api, createSession({ tokens: backend.tokens.issue(), refresh: backend.refresh }));
    api.interceptors.request.use((config) => Object.assign(config, { headers: shared }));
    backend.tokens.expireAll();
    const answers = await Promise.all(['/api/1', '/api/2', '/api/3'].map((path) => api.get(path)));
    await backend.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
