import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createSessionPool, type SessionPool } from '@freshkey/core/pool';
import { redisStores } from '@freshkey/redis';
import { createClient } from 'redis';
import { heapBytes } from './heap.ts';
import { median } from './measure.ts';

const sessions = 10_000;
const warmUp = 1000;
const atOnce = 100;
const runs = 5;
/** node-redis keeps a timeout for every command until it is over, answered or not; a bit longer than that. */
const timeoutOfClientMs = 5500;

/** What one idle session of a pool costs, beside its key and tokens. */
export interface PoolCosts {
  /** Bytes of heap. */
  readonly bytes: number;
  /** Microseconds to make one; with a database, those of its answer included. */
  readonly createUs: number;
  /** Timers that run, and listeners of the process, beyond those from before. */
  readonly timers: number;
  readonly listeners: number;
}

const keyOf = (index: number) => `user-${index}`;
const timers = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length;
const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);

async function open(pool: SessionPool, from: number, to: number): Promise<void> {
  for (let begin = from; begin < to; begin += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, to - begin) }, (_, index) => pool.session(keyOf(begin + index)));
    await Promise.all(some.map(({ ready }) => ready));
  }
}

/** @param url of a Redis; none: in memory. */
async function measure(url: string | undefined): Promise<PoolCosts> {
  const inputs = new Map(
    Array.from({ length: warmUp + sessions }, (_, index) => [
      keyOf(index),
      { access_token: `token-${index}`, refresh_token: `refresh-${index}`, expires_in: 3600 },
    ]),
  );
  const client = url === undefined ? undefined : await createClient({ url }).connect();
  const storeOf = client && redisStores(client, { restoreMs: 0 });
  const refresh = () => ({ access_token: 'next' });
  const origins = ['https://api.test'];
  const pool = createSessionPool({
    maxSessions: Infinity,
    options: (key) => ({ tokens: inputs.get(key), store: storeOf?.(key), refresh, origins }),
  });
  const pause = () => new Promise((resolve) => setTimeout(resolve, client ? timeoutOfClientMs : 100));
  await open(pool, 0, warmUp);
  await pause();
  const before = { bytes: heapBytes(), timers: timers(), listeners: listeners() };
  const beganMs = performance.now();
  await open(pool, warmUp, warmUp + sessions);
  const createUs = ((performance.now() - beganMs) * 1000) / sessions;
  await pause();
  const bytes = (heapBytes() - before.bytes) / sessions;
  const costs = { bytes, createUs, timers: timers() - before.timers, listeners: listeners() - before.listeners };
  if (pool.size !== warmUp + sessions || inputs.size !== pool.size) throw new Error('Some were let go.');
  pool.dispose();
  client?.destroy();
  return costs;
}

/** One run, in a process of its own. @param execArgv what lets that process read the packages. */
export function poolCostsOnce(url?: string, execArgv: readonly string[] = process.execArgv): PoolCosts {
  const args = ['--expose-gc', ...execArgv, fileURLToPath(import.meta.url), ...(url === undefined ? [] : [url])];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as PoolCosts;
}

/** Medians of five runs. */
export function poolCosts(url?: string): PoolCosts {
  const all = Array.from({ length: runs }, () => poolCostsOnce(url));
  const middle = (name: keyof PoolCosts) => median(all.map((one) => one[name]));
  return {
    bytes: middle('bytes'),
    createUs: middle('createUs'),
    timers: middle('timers'),
    listeners: middle('listeners'),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(await measure(process.argv[2])));
  process.exit();
}
