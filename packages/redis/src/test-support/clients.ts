import { Redis as Ioredis } from 'ioredis';
import { Redis as Ioredis5 } from 'ioredis-5';
import { Redis as Iovalkey } from 'iovalkey';
import { createClient } from 'redis';
import { createClient as createClient5 } from 'redis-5';
import type { RedisClient } from '../client.ts';

export interface OpenClient {
  readonly client: RedisClient;
  close(): void;
}

/** One that takes its time to come back when Redis was away, in milliseconds. */
export async function slowClient(url: string, delayMs: number): Promise<OpenClient> {
  const client = new Ioredis(url, { retryStrategy: () => delayMs });
  client.on('error', () => undefined);
  return { client, close: () => client.disconnect() };
}

/** Every client that we know, connected as an application would. */
export const clients: Readonly<Record<string, (url: string) => Promise<OpenClient>>> = {
  'node-redis 6': async (url) => {
    const client = createClient({ url });
    client.on('error', () => undefined);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
  'node-redis 5': async (url) => {
    const client = createClient5({ url });
    client.on('error', () => undefined);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
  'ioredis 6': async (url) => {
    const client = new Ioredis(url);
    client.on('error', () => undefined);
    return { client, close: () => client.disconnect() };
  },
  'ioredis 5': async (url) => {
    const client = new Ioredis5(url);
    client.on('error', () => undefined);
    return { client, close: () => client.disconnect() };
  },
  iovalkey: async (url) => {
    const client = new Iovalkey(url);
    client.on('error', () => undefined);
    return { client, close: () => client.disconnect() };
  },
};
