import { createSession } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { Cluster } from 'ioredis';
import { createCluster } from 'redis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redis as storeIn } from './redis.ts';
import type { OpenClient } from './test-support/clients.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;
let api: TestServer;

beforeEach(async () => {
  [redis, api] = await Promise.all([
    startRedis('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'),
    createTestServer(),
  ]);
  await redis.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await expect.poll(() => redis.command('CLUSTER', 'INFO'), { timeout: 10_000 }).toMatch('cluster_state:ok');
});
afterEach(() => Promise.all([api.close(), redis.stop()]));

const clusters: Record<string, () => Promise<OpenClient>> = {
  'node-redis 6': async () => {
    const client = createCluster({ rootNodes: [{ url: redis.url }] });
    client.on('error', () => undefined);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
  'ioredis 6': async () => {
    const client = new Cluster([{ host: '127.0.0.1', port: redis.port }]);
    client.on('error', () => undefined);
    return { client, close: () => client.disconnect() };
  },
};

test.each(Object.keys(clusters))('shares a session through a cluster, with %s', async (family) => {
  const open = await Promise.all([clusters[family]?.(), clusters[family]?.()]);
  const tokens = api.tokens.issue();
  const make = (one: OpenClient | undefined, seed?: typeof tokens) =>
    createSession({
      store: storeIn(one?.client as OpenClient['client'], { key: 'clustered' }),
      tokens: seed,
      refresh: api.refresh,
    });
  const first = make(open[0], tokens);
  await first.ready;
  const second = make(open[1]);
  await second.ready;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const adopted = new Promise((resolve) => second.on('refreshed', resolve));
  await first.refresh();
  expect(await adopted).toMatchObject({ adopted: true });
  await Promise.all([first.refresh(), second.refresh()]);
  expect(await second.getAccessToken()).toBe(await first.getAccessToken());
  api.journal.expectNoReuse();
  for (const session of [first, second]) session.dispose();
  for (const one of open) one?.close();
});
