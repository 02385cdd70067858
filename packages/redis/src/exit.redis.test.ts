import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromSource } from '../../../scripts/fleet/fleet.ts';
import { type RedisProcess, startRedis } from './test-support/redis-server.ts';

let redis: RedisProcess;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A command line that closes its own client and does not think of the session. */
const program = (family: string) => `
  const { createSession } = await import('@freshkey/core');
  const { redis } = await import('@freshkey/redis');
  const { clients } = await import(${JSON.stringify(at('./test-support/clients.ts'))});
  const { client, close } = await clients[${JSON.stringify(family)}](${JSON.stringify(redis.url)});
  const session = createSession({
    store: redis(client, { key: 'cli', restoreMs: 20 }),
    tokens: { accessToken: 'one', refreshToken: 'two' },
    refresh: () => ({ accessToken: 'three', refreshToken: 'four' }),
  });
  await session.refresh();
  await new Promise((resolve) => setTimeout(resolve, 200));
  console.log(await session.getAccessToken());
  close();
`;

test.each(['node-redis 6', 'node-redis 5', 'ioredis 6', 'ioredis 5', 'iovalkey'])(
  'keeps no process alive whose own client is closed, with %s',
  async (family) => {
    await redis.command('FLUSHALL');
    const args = [...fromSource, '--input-type=module', '-e', program(family)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 10_000 });
    expect(stdout).toBe('three\n');
  },
);
