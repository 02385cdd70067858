/**
 * Public reports of servers that mixed users up, lost tokens or grew: what happened there is tried here. Each names its thread, and
 * what came of it when it was first tried.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attach } from '@freshkey/axios';
import { createSession, memoryStore, type SessionRecord, type TokenStore } from '@freshkey/core';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';
import axios from 'axios';
import express from 'express';
import fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionContext } from './session-context.ts';
import { startUsersApi, type UsersApi } from './test-support/users-api.ts';

let api: UsersApi;
let servers: Server[] = [];

beforeEach(async () => {
  api = await startUsersApi(() => 5);
});
afterEach(async () => {
  for (const server of servers) server.close().closeAllConnections();
  servers = [];
  await api.close();
});

const refresh = ({ tokens, signal }: { tokens: { refreshToken: string }; signal: AbortSignal }) =>
  fetch(`${api.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken }),
    signal,
  });

const poolOfUsers = () =>
  createSessionPool({ options: (user) => ({ tokens: api.issue(user), origins: [api.url], log: false, refresh }) });

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const asUser = (user: string | undefined, more: RequestInit = {}): RequestInit => ({
  ...more,
  headers: { ...(user && { 'x-user': user }), ...(more.headers as Record<string, string>) },
});

/** A database that several processes share, without a lock. */
function sharedRecord(): { storeOf: () => TokenStore; held: () => SessionRecord | undefined } {
  const memory = memoryStore();
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    held: () => memory.read() as SessionRecord | undefined,
    storeOf: () => ({
      async read() {
        await pause();
        return memory.read();
      },
      async write(next, expected) {
        await pause();
        return memory.write(next, expected);
      },
    }),
  };
}

// https://github.com/nuxt-community/auth-module/issues/231 · held at first try
test('a visitor who is nobody gets nothing of the user before, though one client serves both', async () => {
  const context = sessionContext(poolOfUsers());
  const client = axios.create({ baseURL: api.url, validateStatus: () => true });
  attach(client, context.session);
  const url = await listen((request, response) => {
    const user = request.headers['x-user'] as string | undefined;
    void context.run(user, async () => {
      const { status, data } = await client.get<object>('/foo', { headers: { 'x-made-for': user ?? 'nobody' } });
      response.writeHead(status).end(JSON.stringify(data));
    });
  });
  const statuses: number[] = [];
  for (const user of [undefined, 'ada', undefined, 'ada', undefined])
    statuses.push((await fetch(url, asUser(user))).status);
  expect(statuses).toEqual([401, 200, 401, 200, 401]);
  expect(api.mixedUp).toEqual([]);
  expect(JSON.stringify(client.defaults.headers)).not.toMatch(/at-\d/);
});

// https://github.com/nuxt/nuxt/issues/454 · failed at first: bob's request was sent with ada's token
test('a header of one user that old code leaves in the defaults of the common client is not sent for another', async () => {
  const pool = poolOfUsers();
  const context = sessionContext(pool);
  const client = axios.create({ baseURL: api.url });
  attach(client, context.session);
  client.defaults.headers.common.Authorization = `Bearer ${await pool.session('ada').getAccessToken()}`;
  const asBob = () => context.run('bob', () => client.get<object>('/orders', { headers: { 'x-made-for': 'bob' } }));
  expect((await asBob()).data).toEqual({ user: 'bob' });
  await pool.session('ada').refresh();
  expect((await asBob()).data).toEqual({ user: 'bob' });
  expect(api.mixedUp).toEqual([]);
});

// https://github.com/reactGo/reactGo/pull/225 · held at first try
test('two renders that each attach their own session to one client are told so, before anything is sent', async () => {
  const pool = poolOfUsers();
  const client = axios.create({ baseURL: api.url });
  const detach = attach(client, pool.session('ada'));
  const render = client.get('/orders', { headers: { 'x-made-for': 'ada' } });
  expect(() => attach(client, pool.session('bob'))).toThrow(/another session is attached/);
  expect((await render).status).toBe(200);
  detach();
  attach(client, pool.session('bob'));
  expect((await client.get('/orders', { headers: { 'x-made-for': 'bob' } })).data).toEqual({ user: 'bob' });
  expect(api.mixedUp).toEqual([]);
});

// https://github.com/expressjs/express/issues/4396 and https://github.com/expressjs/body-parser/issues/422 · held at first try
test('a body that Express reads between the middleware and the handler does not lose whose request it is', async () => {
  const context = sessionContext(poolOfUsers());
  const app = express();
  app.use((request, _response, next) => context.run(request.headers['x-user'] as string, next));
  app.use(express.json());
  app.post('/', (_request, response) => response.json({ token: context.session()?.getTokens()?.accessToken }));
  const url = await listen(app);
  const post = (user: string) =>
    fetch(url, asUser(user, { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } }));
  const answers = await Promise.all(['ada', 'bob', 'ada'].map(async (user) => (await post(user)).json()));
  expect(answers.map(({ token }: { token: string }) => token.split('-')[2])).toEqual(['ada', 'bob', 'ada']);
});

// https://github.com/fastify/middie/issues/124 · held at first try
test('a body that Fastify reads behind the hook does not lose whose request it is', async () => {
  const context = sessionContext(poolOfUsers());
  const app = fastify();
  app.addHook('onRequest', (request, _reply, done) => context.run(request.headers['x-user'] as string, done));
  app.post('/', async () => ({ token: context.session()?.getTokens()?.accessToken }));
  await app.ready();
  const url = await listen((request, response) => app.routing(request, response));
  const post = (user: string) =>
    fetch(url, asUser(user, { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } }));
  const answers = await Promise.all(['ada', 'bob', 'ada'].map(async (user) => (await post(user)).json()));
  expect(answers.map(({ token }: { token?: string }) => token?.split('-')[2])).toEqual(['ada', 'bob', 'ada']);
});

// https://github.com/F3-Nation/f3-nation/issues/375 and https://github.com/nightscout/nocturne/pull/391 · held at first try
test('a page that fans out into twenty requests at the end of a token spends the refresh token once', async () => {
  const pool = poolOfUsers();
  const context = sessionContext(pool);
  const send = createFetch(context.session, { baseUrl: api.url });
  await pool.session('ada').ready;
  api.revoke('ada');
  const page = () =>
    context.run('ada', () =>
      Promise.all(
        Array.from({ length: 20 }, async () => (await send('/part', { headers: { 'x-made-for': 'ada' } })).status),
      ),
    );
  expect(new Set(await page())).toEqual(new Set([200]));
  expect([api.refreshes, api.reused]).toEqual([1, []]);
});

// https://github.com/nextauthjs/next-auth/issues/8897 · held at first try
test('a late hand-over of older tokens does not take the place of newer ones', async () => {
  const session = poolOfUsers().session('ada');
  const first = session.getTokens()?.accessToken as string;
  const outdated = { accessToken: 'from-a-slow-answer', refreshToken: 'spent' };
  await session.refresh();
  const current = session.getTokens();
  await session.update(outdated, { replaces: first });
  expect(session.getTokens()).toEqual(current);
});

// https://github.com/nextauthjs/next-auth/issues/7558 · held at first try
test('where a rotated token could not be kept, none is spent', async () => {
  const { storeOf } = sharedRecord();
  const issued = api.issue('ada');
  const writing = createSession({ store: storeOf(), tokens: issued, refresh, log: false });
  await writing.ready;
  await writing.settled();
  const rendering = createSession({
    store: { ...storeOf(), readOnly: true },
    origins: [api.url],
    refresh,
    log: false,
  });
  api.revoke('ada');
  const answer = await createFetch(rendering)(`${api.url}/orders`, { headers: { 'x-made-for': 'ada' } });
  expect([answer.status, api.refreshes]).toEqual([401, 0]);
  await writing.refresh();
  expect([api.refreshes, api.reused]).toEqual([1, []]);
});

// https://github.com/clerk/cli/pull/213 and https://github.com/buildkite/cli/pull/852 · held at first try
test('who loses a race for the refresh token adopts what the winner stored, and deletes nothing', async () => {
  const { storeOf, held } = sharedRecord();
  const issued = api.issue('ada');
  const open = () => createSession({ store: storeOf(), tokens: issued, origins: [api.url], refresh, log: false });
  const winner = open();
  await winner.ready;
  await winner.settled();
  const loser = open();
  await loser.ready;
  await winner.refresh();
  await winner.settled();
  // The store has no news for it: it spends what it holds, and is refused.
  await loser.refresh().catch(() => {});
  await loser.settled();
  expect([winner.status, loser.status]).toEqual(['active', 'active']);
  expect(held()?.tokens?.accessToken).toBe(winner.getTokens()?.accessToken);
  expect(loser.getTokens()?.accessToken).toBe(winner.getTokens()?.accessToken);
});

// https://github.com/anthropics/claude-code/issues/91571 · held at first try
test('a refresh that fails leaves what is stored as it is, and one that succeeds is stored at once', async () => {
  const { storeOf, held } = sharedRecord();
  let isBroken = true;
  const session = createSession({
    store: storeOf(),
    tokens: api.issue('ada'),
    log: false,
    refresh: (context) => (isBroken ? Promise.reject(new TypeError('fetch failed')) : refresh(context)),
  });
  await session.ready;
  await session.settled();
  const before = held();
  await session.refresh().catch(() => {});
  await session.settled();
  expect(held()).toEqual(before);
  isBroken = false;
  await session.refresh();
  await session.settled();
  expect(held()?.tokens?.accessToken).toBe(session.getTokens()?.accessToken);
  expect(held()?.tokens?.accessToken).not.toBe(before?.tokens?.accessToken);
});

// https://github.com/AzureAD/microsoft-authentication-library-for-dotnet/issues/3063 and
// https://github.com/dust-tt/dust/pull/23326 · held at first try
test('five thousand users one after the other leave no more sessions behind than are allowed', async () => {
  const stores = new Map<string, TokenStore>();
  const pool = createSessionPool({
    maxSessions: 100,
    options: (user) => {
      const memory = stores.get(user) ?? memoryStore();
      stores.set(user, memory);
      return { store: { read: () => memory.read(), write: (...call) => memory.write(...call) }, tokens: `of-${user}` };
    },
  });
  let most = 0;
  for (let index = 0; index < 5000; index++) {
    expect(await pool.session(`user-${index}`).getAccessToken()).toBe(`of-user-${index}`);
    most = Math.max(most, pool.size);
  }
  expect(most).toBeLessThanOrEqual(110);
  expect(await pool.session('user-0').getAccessToken()).toBe('of-user-0');
});
