import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attach } from '@freshkey/axios';
import { createSession } from '@freshkey/core';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import { fingerprintOf } from '@freshkey/testing';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import axios from 'axios';
import ky from 'ky';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionContext } from './session-context.ts';

let api: TestServer;

beforeEach(async () => {
  api = await createTestServer();
});
afterEach(() => api.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('gives each asynchronous flow the session of its key, and none outside', async () => {
  const pool = createSessionPool({ options: (key) => ({ tokens: `token-of-${key}` }) });
  const context = sessionContext(pool);
  const seen = await Promise.all(
    ['ada', 'bob', undefined].map((key) =>
      context.run(key, async () => {
        await pause(Math.random() * 5);
        return (await context.session()?.getAccessToken()) ?? 'nobody';
      }),
    ),
  );
  expect(seen).toEqual(['token-of-ada', 'token-of-bob', 'nobody']);
  expect(context.session()).toBeUndefined();
  context.run('ada', () => {
    expect(context.run(undefined, () => context.session())).toBeUndefined();
    expect(context.session()).toBe(pool.session('ada'));
  });
});

test('refuses a key that would be one session for everybody, and what is no pool', () => {
  const context = sessionContext({ session: () => createSession({ tokens: 'x' }) });
  expect(() => context.run('', () => {})).toThrow(/got an empty string/);
  expect(() => context.run(null as never, () => {})).toThrow(/got a value of type null/);
  expect(() => context.run(7 as never, () => {})).toThrow(/got a value of type number/);
  expect(() => sessionContext(undefined as never)).toThrow(/expects a pool/);
});

test('keeps two pools of one process apart', () => {
  const [one, two] = ['one', 'two'].map((name) =>
    sessionContext(createSessionPool({ options: (key) => ({ tokens: `${name}-${key}` }) })),
  );
  one?.run('ada', () => {
    expect(two?.session()).toBeUndefined();
    two?.run('bob', () => {
      expect(one.session()?.getTokens()?.accessToken).toBe('one-ada');
      expect(two.session()?.getTokens()?.accessToken).toBe('two-bob');
    });
  });
});

test.each(['fetch', 'axios', 'ky'] as const)(
  'keeps users apart on a server whose %s client is one for all, while tokens are refused',
  async (client) => {
    const pool = createSessionPool({
      options: () => ({ tokens: api.tokens.issue({ expired: true }), refresh: api.refresh, origins: [api.url] }),
    });
    const context = sessionContext(pool);
    const send = {
      fetch: (() => {
        const request = createFetch(context.session);
        return async (path: string) => (await request(api.url + path)).json();
      })(),
      axios: (() => {
        const instance = axios.create({ baseURL: api.url });
        attach(instance, context.session);
        return async (path: string) => (await instance.get(path)).data;
      })(),
      ky: (() => {
        const instance = extend(ky.create({ prefix: api.url, retry: 0 }), context.session);
        return (path: string) => instance.get(path.slice(1)).json();
      })(),
    }[client];
    const server = createServer((request, response) => {
      const user = request.headers['x-user'] as string | undefined;
      void context.run(user, async () => {
        try {
          response.end(JSON.stringify(await send('/api/echo')));
        } catch (error) {
          response.writeHead(502).end(String(error));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = async (user?: string) => {
      const answer = await fetch(url, { headers: user ? { 'x-user': user } : {} });
      return { status: answer.status, text: await answer.text() };
    };
    const users = Array.from({ length: 8 }, (_, index) => `user-${index}`);
    const answers = await Promise.all([...users, ...users].map((user) => ask(user)));
    answers.forEach(({ text }, index) => {
      const own = pool.session(users[index % users.length] as string).getTokens()?.accessToken as string;
      expect(text).toContain(`"authorization":"<${fingerprintOf(`Bearer ${own}`)}>"`);
    });
    expect((await ask()).text).not.toContain('authorization');
    api.journal.expectRefreshes(users.length);
    api.journal.expectNoReuse();
    server.close();
    await pool.close();
  },
);

test('says that the work to run is missing', () => {
  const context = sessionContext({ session: () => undefined as never });
  expect(() => context.run('ada', undefined as never)).toThrow('run(key, work) expects a function as "work"');
});
