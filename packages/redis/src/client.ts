import type { Driver } from './driver.ts';
import { type IoredisLike, ioredisDriver } from './drivers/ioredis.ts';
import { type NodeRedisLike, nodeRedisDriver } from './drivers/node-redis.ts';

/** A client of node-redis 5 or 6, ioredis 5 or 6, or iovalkey, recognised by its shape. */
export type RedisClient = NodeRedisLike | IoredisLike;

const expected = 'a client of node-redis (5 or 6), ioredis (5 or 6) or iovalkey';

/** @throws TypeError for what is no client, or one that cannot listen to a channel. */
export function driverOf(client: RedisClient): Driver {
  const { evalSha, evalsha, duplicate } = Object(client) as Partial<NodeRedisLike & IoredisLike>;
  if (typeof duplicate !== 'function' || (typeof evalSha !== 'function' && typeof evalsha !== 'function')) {
    throw new TypeError(
      `redis: expected ${expected}; got ${client === null ? 'null' : `a value of type ${typeof client}`}.`,
    );
  }
  if (typeof evalSha !== 'function') return ioredisDriver(client as IoredisLike);
  if (typeof (client as { subscribe?: unknown }).subscribe !== 'function') {
    throw new TypeError(
      `redis: expected ${expected}; a pool cannot listen to a channel, so pass the client of its options.`,
    );
  }
  return nodeRedisDriver(client as NodeRedisLike);
}
