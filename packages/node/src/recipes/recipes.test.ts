import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { memoryStore, type TokenStore } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { getRequestListener } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cookieStore } from './cookie-store.ts';
import { createExpressApp } from './express.ts';
import { createFastifyApp } from './fastify.ts';
import { createHonoApp } from './hono.ts';
import { createHandler } from './lambda.ts';
import { setProvider } from './login.ts';
import { OrdersService, SessionMiddleware, SessionsLifetime } from './nest.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { setUrl } from './settings.ts';
import { createApis } from './several-apis.ts';
import { shutDown } from './shut-down.ts';

let api: TestServer;
let stores: Map<string, TokenStore>;
let servers: Server[] = [];

beforeEach(async () => {
  api = await createTestServer();
  stores = new Map();
  setUrl(api.url);
  setProvider((user) => api.tokens.issue({ user }));
});
afterEach(async () => {
  for (const server of servers) server.close().closeAllConnections();
  servers = [];
  vi.restoreAllMocks();
  await api.close();
});

/** A database: it outlives sessions and processes. */
function storeOf(userId: string): TokenStore {
  const memory = stores.get(userId) ?? memoryStore();
  stores.set(userId, memory);
  return { read: async () => memory.read(), write: async (next, expected) => memory.write(next, expected) };
}

async function listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What Nest makes of the classes: the middleware around a handler that a controller calls. */
function nestListener(sessions: Sessions): RequestListener {
  const [middleware, orders] = [new SessionMiddleware(sessions), new OrdersService(sessions)];
  const express = createExpressApp(sessions);
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== '/orders') return express(request as never, response as never);
    middleware.use(request, response, () => {
      orders.list().then(
        (found) => response.end(JSON.stringify(found)),
        ({ status = 500, message }) => response.writeHead(status).end(JSON.stringify({ error: message })),
      );
    });
  };
}

const backEnds: Record<string, (sessions: Sessions) => Promise<RequestListener>> = {
  express: async (sessions) => createExpressApp(sessions),
  fastify: async (sessions) => {
    const app = createFastifyApp(sessions);
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
  hono: async (sessions) => getRequestListener(createHonoApp(sessions).fetch) as RequestListener,
  nest: async (sessions) => nestListener(sessions),
};

const users = ['ada', 'bob', 'cy'];
const statusOf = async (url: string, path: string, user?: string, method = 'GET') =>
  (await fetch(url + path, { method, headers: user ? { 'x-user': user } : {} })).status;

test.each(Object.keys(backEnds))('%s serves each user with his own session, and nobody with none', async (name) => {
  vi.spyOn(console, 'info').mockImplementation(() => {});
  const sessions = createSessions(storeOf);
  const { url } = await listen(await (backEnds[name] as (typeof backEnds)[string])(sessions));
  for (const user of users) expect(await statusOf(url, `/callback/${user}`, undefined, 'POST')).toBe(204);
  api.tokens.expireAll();
  api.journal.clear();
  const many = [...users, ...users, ...users];
  const answers = await Promise.all(many.map((user) => statusOf(url, '/orders', user)));
  expect(answers).toEqual(many.map(() => 200));
  api.journal.expectRefreshes(users.length);
  api.journal.expectNoReuse();
  for (const user of users) {
    const held = stores.get(user)?.read() as { tokens: { accessToken: string } };
    expect(api.tokens.look(held.tokens.accessToken)).toMatchObject({ state: 'valid', user });
  }
  expect(await statusOf(url, '/orders')).toBe(401);
  expect(await statusOf(url, '/sign-out', 'ada', 'POST')).toBe(204);
  expect(await statusOf(url, '/orders', 'ada')).toBe(401);
  expect(await statusOf(url, '/orders', 'bob')).toBe(200);
  // Whose refresh token was withdrawn signs in again, and works again.
  api.tokens.revokeRefresh();
  api.tokens.expireAll();
  expect(await statusOf(url, '/orders', 'bob')).toBe(401);
  await statusOf(url, '/callback/bob', undefined, 'POST');
  expect(await statusOf(url, '/orders', 'bob')).toBe(200);
  await sessions.pool.close();
});

describe('shutting down', () => {
  test('answers what is under way, then closes the sessions, then their database', async () => {
    const sessions = createSessions(storeOf);
    const { server, url } = await listen(createExpressApp(sessions));
    await statusOf(url, '/callback/ada', undefined, 'POST');
    api.tokens.expireAll();
    const gate = api.faults.hold('token', 'after');
    const answer = statusOf(url, '/orders', 'ada');
    await gate.arrived();
    const order: string[] = [];
    const down = shutDown(server, sessions.pool, { close: () => order.push('database') });
    void answer.then(() => order.push('answer'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    gate.open();
    await down;
    expect(await answer).toBe(200);
    expect(order).toEqual(['answer', 'database']);
    expect(sessions.pool.size).toBe(0);
    const held = stores.get('ada')?.read() as { tokens: { refreshToken: string } };
    expect(api.tokens.look(held.tokens.refreshToken).state).toBe('valid');
  });

  test('is what Nest asks for at the end', async () => {
    const sessions = createSessions(storeOf);
    await sessions.pool.session('ada').ready;
    await new SessionsLifetime(sessions).onApplicationShutdown();
    expect(sessions.pool.size).toBe(0);
  });

  test('of a function: the handler returns when the refresh behind its request is stored', async () => {
    const issued = api.tokens.issue({ user: 'ada', lifetimeMs: 2000 });
    await createSessions(storeOf)
      .pool.session('ada')
      .signIn({ ...issued, expires_in: 2 });
    await new Promise((resolve) => setTimeout(resolve, 1650));
    api.settings.latencyMs = { token: 100, api: 0 };
    expect(await createHandler(storeOf)({ userId: 'ada' })).toMatchObject({ statusCode: 200 });
    api.journal.expectRefreshes(1);
    const held = stores.get('ada')?.read() as { tokens: { refreshToken: string } };
    expect(api.tokens.look(held.tokens.refreshToken)).toMatchObject({ state: 'valid', generation: 2 });
  });
});

test('several APIs take a token each of one sign-in, and all end with it', async () => {
  const exchanges: string[] = [];
  const issuer = await listen(async (request, response) => {
    const body = new URLSearchParams(await text(request));
    exchanges.push(`${body.get('subject_token')} → ${body.get('audience')}`);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ access_token: `${body.get('subject_token')}@${body.get('audience')}`, expires_in: 3600 }),
    );
  });
  const seen: string[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.headers.host} ${request.headers.authorization}`);
    response.writeHead(request.headers.authorization ? 200 : 401).end('{}');
  };
  const [orders, bills] = [await listen(listener), await listen(listener)];
  setUrl(issuer.url);
  const { logins, exchanged, apiOf } = createApis(storeOf, [orders.url, bills.url]);
  await logins.session('ada').signIn('login-of-ada');
  const statuses = async () =>
    Promise.all([orders.url, orders.url, bills.url].map(async (url) => (await apiOf('ada', url)('/x')).status));
  expect(await statuses()).toEqual([200, 200, 200]);
  expect(exchanges.sort()).toEqual([`login-of-ada → ${orders.url}`, `login-of-ada → ${bills.url}`].sort());
  for (const { url } of [orders, bills]) expect(seen).toContain(`${new URL(url).host} Bearer login-of-ada@${url}`);
  await logins.session('ada').signOut();
  expect(exchanged.size).toBe(0);
  expect(await statuses()).toEqual([401, 401, 401]);
  await logins.session('ada').signIn('second-login');
  expect(await statuses()).toEqual([200, 200, 200]);
  await Promise.all([logins.close(), exchanged.close()]);
});

test('a cookie that cannot be set is not renewed, and one that can is, and stands in the answer', async () => {
  const cookies = new Map<string, string>();
  const keys = { seal: (plain: string) => `sealed ${plain}`, open: (sealed: string) => sealed.slice(7) };
  const get = (name: string) => cookies.get(name);
  const withCookie = createSessions(() => cookieStore({ get, set: (name, value) => cookies.set(name, value) }, keys));
  await withCookie.pool.session('ada').signIn(api.tokens.issue());
  withCookie.pool.dispose();
  api.tokens.expireAll();
  const rendering = createSessions(() => cookieStore({ get }, keys));
  const answer = await rendering.context.run('ada', () => rendering.api('/api/orders'));
  expect(answer.status).toBe(401);
  expect(rendering.pool.session('ada').explain(answer)).toMatchObject({ reason: 'read-only' });
  api.journal.expectRefreshes(0);
  const handling = createSessions(() => cookieStore({ get, set: (name, value) => cookies.set(name, value) }, keys));
  expect((await handling.context.run('ada', () => handling.api('/api/orders'))).status).toBe(200);
  api.journal.expectRefreshes(1);
  expect(cookies.get('session')).toContain('"generation"');
  for (const { pool } of [rendering, handling]) pool.dispose();
});

const pages = ['back-ends', 'shutting-down', 'several-apis', 'parallel-cli', 'next-server', 'nuxt-server'].map((name) =>
  readFileSync(new URL(`../../../../docs/recipes/${name}.md`, import.meta.url), 'utf8'),
);
/** A page does not show where the application keeps its own modules. */
const withoutOwnImports = (code: string) => code.replaceAll(/^import .* from '\.\/.*';\n/gm, '').trim();
const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !/\.test\.|^settings|^login/.test(file));

test.each(files)('the recipes show %s as it is run here', (file) => {
  expect(pages.join('\n')).toContain(withoutOwnImports(readFileSync(new URL(file, import.meta.url), 'utf8')));
});
