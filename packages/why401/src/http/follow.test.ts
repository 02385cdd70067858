import { describe, expect, test } from 'vitest';
import { answerWith, headerOf, serve } from '../test-support/serve.ts';
import { follow } from './follow.ts';
import type { OutgoingRequest, Route } from './outgoing.ts';
import { send } from './send.ts';

const route: Route = { insecure: false, addresses: new Map(), tls: {} };
const request = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'GET',
  url,
  headers: [
    ['Host', new URL(url).host],
    ['User-Agent', 'test'],
    ['Accept', '*/*'],
    ['Authorization', 'Bearer secret-token-1'],
    ['X-Api-Key', 'secret-key-1'],
    ['X-Whatever', 'secret-other-1'],
    ['Cookie', 'sid=secret-cookie-1'],
  ],
  ...more,
});
const walk = (first: OutgoingRequest, maxRedirects = 10) =>
  follow(first, route, maxRedirects, AbortSignal.timeout(5_000), send);

describe('follow', () => {
  test('carries everything along within the origin', async () => {
    const server = await serve((seen, response) =>
      (seen.url === '/a' ? answerWith(302, { Location: '/b' }) : answerWith(200))(seen, response),
    );
    const { received, redirects, url } = await walk(request(`${server.url}/a`));
    expect([received.status, url]).toEqual([200, `${server.url}/b`]);
    expect(redirects).toEqual([
      { from: `${server.url}/a`, to: `${server.url}/b`, status: 302, method: 'GET', headersDropped: [] },
    ]);
    expect(headerOf(server.seen[1] as never, 'authorization')).toBe('Bearer secret-token-1');
  });

  test('sends no credential to another host, port or scheme, by whatever name', async () => {
    const target = await serve(answerWith(401));
    const server = await serve(answerWith(301, { Location: `http://127.0.0.1:${target.port}/b` }));
    const { redirects } = await walk(request(`${server.url}/a`));
    expect(redirects[0]?.headersDropped).toEqual(['Authorization', 'X-Api-Key', 'X-Whatever', 'Cookie']);
    expect(JSON.stringify(target.seen)).not.toContain('secret');
    expect(headerOf(target.seen[0] as never, 'host')).toBe(`127.0.0.1:${target.port}`);
    expect(headerOf(target.seen[0] as never, 'accept')).toBe('*/*');
  });

  test('sends no key of the query, nor of a header, to another origin in the address', async () => {
    const away = await serve(answerWith(401));
    const key = 'k3y-of-the-query';
    const locations = [
      [`/b?api_key=${key}&page=2`, '/b?page=2'],
      [`/b?x=${key}&page=2`, '/b?page=2'],
      [`/b?t=secret-token-1&code=0a1b2c3d4e5f`, '/b?code=0a1b2c3d4e5f'],
      [`/b?key=short&page=2`, '/b?page=2'],
      [`/bot${key}/getMe`, undefined],
      [`/b?u=${encodeURIComponent(encodeURIComponent(`https://x.example/?k=${key}`))}`, '/b'],
    ] as const;
    for (const [location, arrives] of locations) {
      away.seen.length = 0;
      const server = await serve(answerWith(302, { Location: `${away.url}${location}` }));
      const { redirects, notes } = await walk(request(`${server.url}/a?api_key=${key}&key=short`));
      expect(
        away.seen.map(({ url }) => url),
        location,
      ).toEqual(arrives === undefined ? [] : [arrives]);
      if (arrives === undefined) expect(notes[0]).toContain('a credential of the request in its address');
      else expect(redirects[0]?.headersDropped?.some((name) => name.startsWith('?'))).toBe(true);
    }
  });

  test('does not bring the credentials back when a later redirect returns', async () => {
    let home = '';
    const away = await serve((seen, response) => answerWith(302, { Location: `${home}/c` })(seen, response));
    const server = await serve((seen, response) =>
      (seen.url === '/a' ? answerWith(302, { Location: `${away.url}/b` }) : answerWith(200))(seen, response),
    );
    home = server.url;
    await walk(request(`${server.url}/a`));
    expect(headerOf(server.seen[1] as never, 'authorization')).toBeUndefined();
  });

  test('turns POST into GET after 301, 302 and 303, and keeps it after 307', async () => {
    for (const [status, method] of [
      [301, 'GET'],
      [302, 'GET'],
      [303, 'GET'],
      [307, 'POST'],
      [308, 'POST'],
    ] as const) {
      const server = await serve((seen, response) =>
        (seen.url === '/a' ? answerWith(status, { Location: '/b' }) : answerWith(200))(seen, response),
      );
      await walk(request(`${server.url}/a`, { method: 'POST', body: Buffer.from('x=1') }));
      expect([status, server.seen[1]?.method, server.seen[1]?.body]).toEqual([
        status,
        method,
        method === 'GET' ? '' : 'x=1',
      ]);
    }
  });

  test('never hands a body on to another origin', async () => {
    const target = await serve(answerWith(200));
    const server = await serve(answerWith(307, { Location: `${target.url}/b` }));
    const { received, notes } = await walk(
      request(`${server.url}/a`, { method: 'POST', body: Buffer.from('client_secret=x') }),
    );
    expect(received.status).toBe(307);
    expect(notes[0]).toContain('not followed');
    expect(target.seen).toEqual([]);
  });

  test('stops where it was told to, and at what is no place to go', async () => {
    const server = await serve(answerWith(302, { Location: '/again' }));
    const { redirects, notes } = await walk(request(`${server.url}/a`), 3);
    expect(redirects).toHaveLength(3);
    expect(notes).toEqual(['Stopped after 3 redirects.']);
    for (const location of ['file:///etc/passwd', 'javascript:1', 'http://[', undefined]) {
      const odd = await serve(answerWith(302, location === undefined ? {} : { Location: location }));
      expect((await walk(request(`${odd.url}/a`))).received.status).toBe(302);
    }
  });

  test('takes user information out of where it is sent', async () => {
    const target = await serve(answerWith(200));
    const server = await serve(answerWith(302, { Location: `http://user:pw@127.0.0.1:${target.port}/b` }));
    const { url } = await walk(request(`${server.url}/a`));
    expect(url).toBe(`${target.url}/b`);
    expect(headerOf(target.seen[0] as never, 'authorization')).toBeUndefined();
  });
});
