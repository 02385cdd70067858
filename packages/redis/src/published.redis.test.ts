import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redis as storeIn } from './redis.ts';
import { clients } from './test-support/clients.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;

beforeEach(async () => {
  redis = await startRedis();
});
afterEach(() => redis.stop());

const channels = ['node-redis:command', 'ioredis:command'].map((name) => `tracing:${name}:start`);

test.each(['node-redis 6', 'ioredis 6'])(
  'gives nobody who listens to the commands of %s a token, with an encryption key',
  async (family) => {
    const heard: string[] = [];
    const listener = (message: unknown) => void heard.push(inspect(message, { depth: 8, maxStringLength: null }));
    for (const channel of channels) subscribe(channel, listener);
    const { client, close } = await (clients[family] as (typeof clients)[string])(redis.url);
    const write = async (key: string, encryptionKey?: { id: string; key: Uint8Array }) => {
      const tokens = { accessToken: `secret-${key}`, receivedAtMs: 1 };
      const store = storeIn(client, { key, restoreMs: 0, ...(encryptionKey && { encryptionKey }) });
      await store.write({ generation: 1, loginId: 'l', tokens }, undefined);
    };
    await write('clear');
    // The README says so: without a key the arguments of scripts stand there as they are.
    expect(heard.some((line) => line.includes('secret-clear'))).toBe(true);
    await write('sealed', { id: 'k1', key: new Uint8Array(32).fill(3) });
    expect(heard.some((line) => line.includes('enc.k1.'))).toBe(true);
    expect(heard.filter((line) => line.includes('secret-sealed'))).toEqual([]);
    for (const channel of channels) unsubscribe(channel, listener);
    close();
  },
);
