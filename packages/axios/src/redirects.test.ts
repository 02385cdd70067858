import { apiKey, createSession } from '@freshkey/core';
import axios, { AxiosHeaders, type InternalAxiosRequestConfig } from 'axios';
import { expect, test, vi } from 'vitest';
import { attach } from './attach.ts';

vi.mock('./redirects.ts', () => import('./redirects.browser.ts'));

const found = async (config: InternalAxiosRequestConfig) => ({
  data: '',
  status: 302,
  statusText: 'Found',
  headers: new AxiosHeaders({ location: 'https://elsewhere.test/' }),
  config,
});

test('a redirect that is in sight in a browser all the same is an error: its bundle follows none by hand', async () => {
  const adapter = vi.fn(found);
  const client = axios.create({ baseURL: 'https://api.test', adapter });
  attach(client, createSession({ tokens: 'key', scheme: apiKey({ header: 'X-Key' }), log: false }));
  await expect(client.get('/x')).rejects.toThrow(/the header x-key.*Call the address/);
  expect(adapter).toHaveBeenCalledOnce();
});

test('a caller keeps its own beforeRedirect in a browser', async () => {
  const beforeRedirect = () => {};
  const adapter = vi.fn(async (config: InternalAxiosRequestConfig) => ({ ...(await found(config)), status: 200 }));
  const client = axios.create({ baseURL: 'https://api.test', adapter, beforeRedirect });
  attach(client, createSession({ tokens: 'token' }));
  await client.get('/x');
  expect(adapter.mock.calls[0]?.[0].beforeRedirect).toBe(beforeRedirect);
});
