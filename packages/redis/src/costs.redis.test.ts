import { createFetch, createSession } from '@freshkey/fetch';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { createClient } from 'redis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redisStores, redis as storeIn } from './redis.ts';
import { clients } from './test-support/clients.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;
let api: TestServer;

beforeEach(async () => {
  [redis, api] = await Promise.all([startRedis(), createTestServer()]);
});
afterEach(() => Promise.all([api.close(), redis.stop()]));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const connections = async () =>
  String(await redis.command('CLIENT', 'LIST'))
    .split('\n')
    .filter(Boolean).length - 1;

test.each(Object.keys(clients))(
  'adds three round trips to a refresh, of which callers wait for one, and none to a success, with %s',
  async (family) => {
    const { client, close } = await (clients[family] as (typeof clients)[string])(redis.url);
    const trips: string[] = [];
    const counted = new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (typeof name === 'string' && /^(eval|get$|set$)/i.test(name)) trips.push(name);
        return value.bind(target);
      },
    });
    const tokens = api.tokens.issue();
    const session = createSession({
      store: storeIn(counted, { key: 'costs', restoreMs: 0 }),
      tokens,
      origins: [api.url],
      refresh: async (call) => {
        trips.push('refresh');
        const answer = await api.refresh(call);
        trips.push('refreshed');
        return answer;
      },
    });
    const send = createFetch(session, {
      fetch: (...request) => {
        trips.push('send');
        return fetch(...request);
      },
    });
    const get = async () => (await send(`${api.url}/api/work`)).status;
    await get();
    // Redis knows the scripts from now on.
    await session.refresh();
    await pause(100);
    trips.length = 0;
    expect(await get()).toBe(200);
    expect(trips).toEqual(['send']);
    trips.length = 0;
    api.tokens.expireAll();
    expect(await get()).toBe(200);
    await pause(100);
    const script = family.startsWith('node-redis') ? 'evalSha' : 'evalsha';
    expect(trips.filter((name) => name === script)).toHaveLength(3);
    // The lock with what is stored, then the refresh; writing goes on while the request is on its way again.
    const begin = trips.indexOf(script);
    expect(trips.slice(begin, begin + 3)).toEqual([script, 'refresh', 'refreshed']);
    session.dispose();
    close();
  },
);

test.each(Object.keys(clients))(
  'opens one connection for any number of sessions and closes that one alone, with %s',
  async (family) => {
    const { client, close } = await (clients[family] as (typeof clients)[string])(redis.url);
    await expect.poll(connections).toBe(1);
    const storeOf = redisStores(client, { restoreMs: 20 });
    const sessions = Array.from({ length: 200 }, (_, index) =>
      createSession({ store: storeOf(`user ${index}`), tokens: api.tokens.issue() }),
    );
    await Promise.all(sessions.map(({ ready }) => ready));
    await expect.poll(connections).toBe(2);
    for (const session of sessions.slice(1)) session.dispose();
    await pause(50);
    expect(await connections()).toBe(2);
    sessions[0]?.dispose();
    await expect.poll(connections).toBe(1);
    close();
    await expect.poll(connections).toBe(0);
  },
);

test('tells every session of its own record alone', async () => {
  const [here, there] = await Promise.all([clients['node-redis 6']?.(redis.url), clients['ioredis 6']?.(redis.url)]);
  if (!here || !there) throw new Error('no client');
  const make = (client: typeof here.client, user: string) =>
    createSession({ store: storeIn(client, { key: user, restoreMs: 0 }) });
  const [a1, b1, a2, b2] = [
    make(here.client, 'a'),
    make(here.client, 'b'),
    make(there.client, 'a'),
    make(there.client, 'b'),
  ];
  await Promise.all([a1.ready, b1.ready, a2.ready, b2.ready]);
  await pause(50);
  await a1.signIn({ accessToken: 'of-a' });
  await b2.signIn({ accessToken: 'of-b' });
  await expect.poll(() => a2.status).toBe('active');
  await expect.poll(() => b1.status).toBe('active');
  expect(await a2.getAccessToken()).toBe('of-a');
  expect(await b1.getAccessToken()).toBe('of-b');
  for (const session of [a1, b1, a2, b2]) session.dispose();
  here.close();
  there.close();
});

test('shows Redis neither the name of a session nor, on the channel, a token', async () => {
  const watcher = createClient({ url: redis.url });
  await watcher.connect();
  const heard: string[] = [];
  await watcher.pSubscribe('*', (message, channel) => heard.push(`${channel} ${message}`));
  const open = await clients['node-redis 6']?.(redis.url);
  if (!open) throw new Error('no client');
  const session = createSession({
    store: storeIn(open.client, {
      key: 'ada@example.com',
      restoreMs: 20,
      encryptionKey: { id: 'k1', key: new Uint8Array(32).fill(9) },
    }),
    tokens: { accessToken: 'secret-access', refreshToken: 'secret-refresh' },
    refresh: () => ({ accessToken: 'secret-next' }),
  });
  await session.ready;
  await session.refresh();
  await expect.poll(() => heard.some((message) => message.includes('free'))).toBe(true);
  const dump: unknown[] = [heard];
  for (const name of (await redis.command('KEYS', '*')) as string[]) {
    dump.push(name, name.endsWith('}') ? await redis.command('HGETALL', name) : await redis.command('GET', name));
  }
  expect(JSON.stringify(dump)).toContain('enc.k1.');
  expect(JSON.stringify(dump)).not.toMatch(/secret|ada|example/);
  session.dispose();
  open.close();
  watcher.destroy();
});
