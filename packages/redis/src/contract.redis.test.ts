import { createHash } from 'node:crypto';
import { lockContract, storeContract } from '@freshkey/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { redis } from './redis.ts';
import { clients, type OpenClient } from './test-support/clients.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let server: RedisProcess;

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

const nameOf = (key: string) => `freshkey:{${createHash('sha256').update(key).digest('base64url')}}`;
const encryptionKey = { id: 'k1', key: new Uint8Array(32).fill(7) };

describe.each(Object.keys(clients))('%s', (family) => {
  let open: OpenClient;

  beforeAll(async () => {
    open = await (clients[family] as (typeof clients)[string])(server.url);
  });
  afterAll(() => open.close());

  const options = { restoreMs: 20, leaseMs: 600 };
  const stores = storeContract({
    createStore: (key) => redis(open.client, { key, ...options }),
    corrupt: async (key, content) => {
      await server.command('HSET', nameOf(key), 'record', content);
    },
  });
  const encrypted = storeContract({
    createStore: (key) => redis(open.client, { key, ...options, encryptionKey }),
    corrupt: async (key, content) => {
      await server.command('HSET', nameOf(key), 'record', content);
    },
  });
  const locks = lockContract({
    createLock: (key) => redis(open.client, { key, ...options }).lock,
    lose: async (key) => {
      await server.command('SET', `${nameOf(key)}:lock`, 'another process', 'PX', '700');
    },
    dieHolding: async (key) => {
      await server.command('SET', `${nameOf(key)}:lock`, 'a process that died', 'PX', '600');
    },
  });

  describe('the store', () => {
    for (const { name, run } of stores) test(name, run);
  });
  describe('the store, encrypted', () => {
    for (const { name, run } of encrypted) test(name, run);
  });
  describe('the lock', () => {
    for (const { name, run } of locks) test(name, run);
  });
});
