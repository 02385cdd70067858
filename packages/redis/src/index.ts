export type { RedisClient } from './client.ts';
export type { EncryptionKey, RedisOptions } from './options.ts';
export { redis, type SharedTokenStore } from './redis.ts';
