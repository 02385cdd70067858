export type { EncryptionKey, SharedTokenStore } from '@freshkey/core/shared';
export type { RedisClient } from './client.ts';
export type { RedisOptions, RedisStoresOptions } from './options.ts';
export { redis, redisStores } from './redis.ts';
