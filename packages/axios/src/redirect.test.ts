import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiKey, createSession } from '@freshkey/core';
import axios from 'axios';
import floor from 'axios-1.7';
import { describe, expect, test, vi } from 'vitest';
import { attach } from './attach.ts';
import { carriedAlong, guardRedirects } from './redirect.ts';

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

test('only Authorization, in whatever case, is not carried along by browsers', () => {
  expect(carriedAlong({ headers: { Authorization: 'Bearer x' } })).toBeUndefined();
  expect(carriedAlong({ headers: { authorization: 'Bearer x', 'x-key': 'k' } })).toBe('x-key');
});

/** Two origins: the first redirects to the second, which writes down what it was sent. */
async function openRedirect(): Promise<{ url: string; seen: IncomingHttpHeaders[]; close(): void }> {
  const seen: IncomingHttpHeaders[] = [];
  const elsewhere = createServer((request, response) => {
    seen.push(request.headers);
    response.end('{}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { port } = elsewhere.address() as AddressInfo;
  const first = createServer((_request, response) =>
    response.writeHead(302, { location: `http://localhost:${port}/` }).end(),
  );
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  const close = () => {
    first.close();
    elsewhere.close();
  };
  return { url: `http://127.0.0.1:${(first.address() as AddressInfo).port}`, seen, close };
}

describe.each([
  ['the newest axios', axios],
  ['axios 1.7.0', floor as unknown as typeof axios],
])('a redirect to another origin, with %s', (_name, client) => {
  test("loses the credential, in a header of any name, and calls the caller's beforeRedirect", async () => {
    const redirect = await openRedirect();
    const beforeRedirect = vi.fn();
    for (const options of [
      { tokens: 'secret-token' },
      { tokens: 'secret-key', scheme: apiKey({ header: 'X-Api-Key' }) },
    ]) {
      const instance = client.create({ baseURL: redirect.url, adapter: 'http' });
      attach(instance, createSession(options));
      await instance.get('/', { beforeRedirect });
    }
    redirect.close();
    expect(redirect.seen).toHaveLength(2);
    expect(JSON.stringify(redirect.seen)).not.toContain('secret-');
    expect(beforeRedirect).toHaveBeenCalledTimes(2);
  });

  test('is refused by the fetch adapter for a key, which would be carried along', async () => {
    const redirect = await openRedirect();
    const instance = client.create({ baseURL: redirect.url, adapter: 'fetch' });
    attach(instance, createSession({ tokens: 'secret-key', scheme: apiKey({ header: 'X-Api-Key' }) }));
    await expect(instance.get('/')).rejects.toThrow();
    redirect.close();
    expect(redirect.seen).toEqual([]);
  });

  test('is left to the caller that asks the fetch adapter not to follow it', async () => {
    const redirect = await openRedirect();
    const instance = client.create({ baseURL: redirect.url, adapter: 'fetch' });
    attach(instance, createSession({ tokens: 'secret-key', scheme: apiKey({ header: 'X-Api-Key' }) }));
    const config = { fetchOptions: { redirect: 'manual' }, validateStatus: () => true } as const;
    expect((await instance.get('/', config)).status).toBe(302);
    await expect(instance.get('/', { fetchOptions: { redirect: 'follow' } })).rejects.toThrow();
    redirect.close();
    expect(redirect.seen).toEqual([]);
  });
});
