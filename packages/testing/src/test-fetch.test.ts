import { expect, test } from 'vitest';
import { createTestFetch } from './test-fetch.ts';
import { createWorld } from './world/world.ts';

test('resolves a relative URL against its own', async () => {
  const { fetch } = createTestFetch({ url: 'https://api.example:8443' });
  expect((await fetch('/public/news')).url).toBe('https://api.example:8443/public/news');
});

test('does not send a request whose signal is aborted already', async () => {
  const { fetch, journal } = createTestFetch();
  const reason = new Error('never mind');
  await expect(fetch('/public/news', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  journal.expectRequests(0);
});

test('reads a Request once, as the platform does', async () => {
  const { fetch, journal } = createTestFetch();
  const request = new Request('https://api.test/public/echo', { method: 'POST', body: 'content' });
  expect((await fetch(request)).status).toBe(200);
  expect(request.bodyUsed).toBe(true);
  await expect(fetch(request)).rejects.toThrow(TypeError);
  journal.expectRequests(1);
});

test('reaches no origin that it does not know', async () => {
  const { fetch } = createTestFetch();
  const error = await fetch('https://nowhere.test/').catch((thrown: unknown) => thrown as Error);
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).cause).toMatchObject({ code: 'ENOTFOUND' });
});

test('follows no redirect that it is told not to', async () => {
  const { fetch } = createTestFetch();
  expect((await fetch('/api/redirect', { redirect: 'manual' })).status).toBe(302);
  await expect(fetch('/api/redirect', { redirect: 'error' })).rejects.toThrow('fetch failed');
});

test('gives up on redirects that go round in a circle', async () => {
  const { fetch } = createTestFetch();
  const circle = `/api/redirect?to=${encodeURIComponent('?to=')}`;
  await expect(fetch(circle)).rejects.toThrow('fetch failed');
});

test('reaches worlds at other origins', async () => {
  const elsewhere = createWorld();
  const { fetch, journal } = createTestFetch({ elsewhere: { 'https://elsewhere.test': elsewhere } });
  await fetch('https://elsewhere.test/public/news');
  elsewhere.journal.expectRequests(1);
  journal.expectRequests(0);
});

test('keeps cookies where they belong, and sends none where credentials are left out', async () => {
  const { fetch, journal } = createTestFetch();
  const body = new URLSearchParams({ username: 'ada', password: 'lovelace' });
  expect((await fetch('/session/login', { method: 'POST', body })).status).toBe(200);
  expect((await fetch('/api/orders')).status).toBe(200);
  expect((await fetch('/api/orders', { credentials: 'omit' })).status).toBe(401);
  expect((await fetch('/session/refresh', { method: 'POST' })).status).toBe(200);
  expect((await fetch('/session/refresh', { method: 'POST' })).status).toBe(200);
  expect(journal.entries.map(({ tokensIn }) => tokensIn)).toEqual([
    [],
    ['header cookie'],
    [],
    ['header cookie'],
    ['header cookie'],
  ]);
  journal.expectNoReuse();
  await fetch('/session/logout', { method: 'POST' });
  expect((await fetch('/api/orders')).status).toBe(401);
});

test('ends what is under way when it is closed', async () => {
  const { fetch, faults, close } = createTestFetch();
  faults.next('api', 'hang');
  const pending = fetch('/public/news').catch((error: unknown) => error as Error);
  await close();
  expect((await pending) as Error).toBeInstanceOf(TypeError);
  await expect(fetch('/public/news')).rejects.toThrow('fetch failed');
});

test('lets its URL be covered, as that of the platform can be', async () => {
  const response = await createTestFetch().fetch('/public/news?key=1');
  Object.defineProperty(response, 'url', { value: 'https://api.test/public/news' });
  expect(response.url).toBe('https://api.test/public/news');
});

test('takes a signal that a test environment made, of an init and along a redirect', async () => {
  const { fetch, journal } = createTestFetch();
  const signal = Object.assign(new EventTarget(), { aborted: false, reason: undefined as unknown });
  const init = { signal } as unknown as RequestInit;
  expect(() => new Request('https://api.test/', init)).toThrow(TypeError);
  expect((await fetch('/api/redirect?to=/public/news', init)).status).toBe(200);
  const ended = fetch('/public/news?delayMs=60000', init).catch((error: unknown) => error);
  Object.assign(signal, { aborted: true, reason: 'no longer' });
  signal.dispatchEvent(new Event('abort'));
  expect(await ended).toBe('no longer');
  expect(await fetch('/public/news', init).catch((error: unknown) => error)).toBe('no longer');
  journal.expectRequests(3);
});

test('takes a Request as its init, as the platform does, and ends with the signal of either', async () => {
  const { fetch } = createTestFetch();
  const controller = new AbortController();
  const request = new Request('https://api.test/public/news?delayMs=60000', { signal: controller.signal });
  const ended = [fetch(request), fetch('/public/news?delayMs=60000', request)].map((sent) =>
    sent.catch((error) => error),
  );
  expect(
    (await fetch(new Request('https://api.test/public/news', { signal: controller.signal }), { signal: null })).ok,
  ).toBe(true);
  controller.abort('no longer');
  expect(await Promise.all(ended)).toEqual(['no longer', 'no longer']);
});
