import { afterEach, describe, expect, test } from 'vitest';
import type { Backend } from './backend.ts';
import { createTestServer } from './server.ts';
import { createTestFetch } from './test-fetch.ts';
import type { WorldOptions } from './world/settings.ts';
import type { TokenResponse } from './world/tokens.ts';

const forms: [string, (options?: WorldOptions) => Promise<Backend>][] = [
  ['on loopback', createTestServer],
  ['as a fetch function', async (options) => createTestFetch(options)],
];

describe.each(forms)('a world %s', (_, create) => {
  const open: Backend[] = [];
  const start = async (options?: WorldOptions): Promise<Backend> => {
    const backend = await create(options);
    open.push(backend);
    return backend;
  };
  afterEach(async () => {
    for (const backend of open.splice(0)) await backend.close();
  });

  const bearer = ({ access_token }: TokenResponse) => ({ authorization: `Bearer ${access_token}` });
  const get = ({ fetch, url }: Backend, path: string, init?: RequestInit) => fetch(`${url}${path}`, init);
  const refresh = (backend: Backend, { refresh_token: refreshToken = '' }: TokenResponse) =>
    backend.refresh({ tokens: { refreshToken }, signal: new AbortController().signal });

  test('serves a request with a good token and tells whose it was', async () => {
    const backend = await start();
    const response = await get(backend, '/api/orders?id=7', { headers: bearer(backend.tokens.issue()) });
    expect(response.status).toBe(200);
    expect(response.url).toBe(`${backend.url}/api/orders?id=7`);
    expect(await response.json()).toMatchObject({ ok: true, id: '7', user: 'ada', generation: 1 });
    backend.journal.expectNothingLost([7]);
  });

  test('challenges an expired token, and names no error where no token came', async () => {
    const backend = await start();
    const tokens = backend.tokens.issue();
    backend.tokens.expireAll();
    const expired = await get(backend, '/api/orders', { headers: bearer(tokens) });
    const absent = await get(backend, '/api/orders');
    expect([expired.status, absent.status]).toEqual([401, 401]);
    expect(expired.headers.get('www-authenticate')).toBe('Bearer realm="api", error="invalid_token"');
    expect(absent.headers.get('www-authenticate')).toBe('Bearer realm="api"');
  });

  test('rotates the refresh token and serves the new access token', async () => {
    const backend = await start();
    const response = await refresh(backend, backend.tokens.issue({ expired: true }));
    const renewed = (await response.json()) as TokenResponse;
    expect((await get(backend, '/api/orders', { headers: bearer(renewed) })).status).toBe(200);
    backend.journal.expectRefreshes(1);
    backend.journal.expectNoReuse();
  });

  test('revokes the whole family when a spent refresh token is shown again', async () => {
    const backend = await start();
    const first = backend.tokens.issue();
    const second = (await (await refresh(backend, first)).json()) as TokenResponse;
    const again = await refresh(backend, first);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await get(backend, '/api/orders', { headers: bearer(second) })).status).toBe(401);
    expect((await refresh(backend, second)).status).toBe(400);
    expect(backend.tokens.reuseDetected).toBe(1);
    expect(() => backend.journal.expectNoReuse()).toThrow('A spent refresh token was shown again, 1 time.');
  });

  test('cuts, garbles and delays what it is told to, once', async () => {
    const backend = await start();
    const headers = bearer(backend.tokens.issue());
    backend.faults.next('api', 'reset');
    backend.faults.next('api', 'garbage');
    backend.faults.next('/api/orders', { status: 503, body: { busy: true }, headers: { 'retry-after': '1' } });
    const failure = await get(backend, '/api/orders', { headers }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(((failure as Error).cause as { code: string }).code).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(await (await get(backend, '/api/orders', { headers })).text()).toContain('<!doctype html>');
    const busy = await get(backend, '/api/orders', { headers });
    expect([busy.status, busy.headers.get('retry-after'), await busy.json()]).toEqual([503, '1', { busy: true }]);
    expect((await get(backend, '/api/orders', { headers })).status).toBe(200);
  });

  test('spends the refresh token of an answer that is lost on the way', async () => {
    const backend = await start();
    const tokens = backend.tokens.issue();
    backend.faults.next('token', 'lost');
    await expect(refresh(backend, tokens)).rejects.toThrow(TypeError);
    expect(backend.tokens.look(tokens.refresh_token ?? '').state).toBe('used');
  });

  test('never answers a request that hangs, and notes when its client leaves', async () => {
    const backend = await start();
    backend.faults.next('api', 'hang');
    const leaving = new AbortController();
    const response = get(backend, '/api/orders', { signal: leaving.signal });
    await expect.poll(() => backend.journal.entries.length).toBe(1);
    leaving.abort(new Error('enough'));
    await expect(response).rejects.toThrow('enough');
    await expect.poll(() => backend.journal.entries[0]?.outcome).toBe('gone');
  });

  test('judges at arrival and answers late', async () => {
    const backend = await start();
    const headers = bearer(backend.tokens.issue());
    const gate = backend.faults.hold('/api/late', 'after');
    const late = get(backend, '/api/late?delayMs=1', { headers });
    await gate.arrived();
    backend.tokens.expireAll();
    gate.open();
    expect((await late).status).toBe(200);
    expect((await get(backend, '/api/late?delayMs=1', { headers })).status).toBe(401);
  });

  test('tells what arrived, byte for byte, and no credential', async () => {
    const backend = await start();
    const tokens = backend.tokens.issue();
    const response = await get(backend, '/api/echo', {
      method: 'POST',
      headers: { ...bearer(tokens), 'x-note': tokens.access_token },
      body: new Uint8Array([0, 255, 10]),
    });
    const told = await response.text();
    expect(JSON.parse(told)).toMatchObject({ method: 'POST', body: { bytes: 3 } });
    expect(told).not.toContain(tokens.access_token);
    expect(backend.journal.entries[0]?.tokensIn).toEqual(['header authorization', 'header x-note']);
    expect(JSON.stringify(backend.journal.entries)).not.toContain(tokens.access_token);
    expect(JSON.stringify(backend.journal.entries)).not.toContain('fkat_');
  });

  test('follows a redirect to another origin without Authorization and with every other header', async () => {
    const other = await start();
    const backend =
      other.url === 'https://api.test'
        ? createTestFetch({ url: 'https://api.example', elsewhere: { [other.url]: other } })
        : await start();
    open.push(backend);
    const tokens = backend.tokens.issue();
    const headers = { ...bearer(tokens), 'x-api-key': tokens.access_token };
    const to = encodeURIComponent(`${other.url}/public/echo`);
    const response = await get(backend, `/api/redirect?to=${to}`, { headers });
    expect(response.redirected).toBe(true);
    expect(other.journal.entries[0]?.tokensIn).toEqual(['header x-api-key']);
    expect(() => other.journal.expectNoTokens()).toThrow('Tokens arrived where none may: in header x-api-key.');
  });

  test.each([307, 303])('keeps or drops the body of a redirected POST as %i demands', async (status) => {
    const backend = await start();
    const headers = bearer(backend.tokens.issue());
    const response = await get(backend, `/api/redirect?status=${status}`, { method: 'POST', headers, body: 'content' });
    expect(await response.json()).toMatchObject(
      status === 307 ? { method: 'POST', body: { text: 'content' } } : { method: 'GET', body: { bytes: 0 } },
    );
  });
});

test('a server closes every connection after its answer where it is told to', async () => {
  const connectionsOf = async (keepAlive: boolean) => {
    const server = await createTestServer({ keepAlive });
    const header = (await server.fetch(`${server.url}/public/news`)).headers.get('connection');
    await server.close();
    return header;
  };
  expect(await connectionsOf(true)).toBe('keep-alive');
  expect(await connectionsOf(false)).toBe('close');
});
