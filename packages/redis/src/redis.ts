import type { Lock, TokenStore } from '@freshkey/core';
import { Cell } from './cell.ts';
import type { RedisClient } from './client.ts';
import { connectionOf } from './connection.ts';
import { type RedisOptions, readOptions } from './options.ts';
import { Seal } from './sealing.ts';
import { RedisStore } from './store.ts';

/** A `TokenStore` that many processes share, with its lock. */
export interface SharedTokenStore extends TokenStore {
  subscribe: NonNullable<TokenStore['subscribe']>;
  readonly lock: Lock;
  readonly sharing: object;
}

/**
 * One session for every process: the store in Redis, and the lock that lets one of them refresh.
 *
 * Takes the application's own connected client. For notices it opens one more connection (`client.duplicate()`), shared
 * by all sessions over that client, and closes that one alone when the last session is disposed.
 *
 * @example
 * const client = await createClient({ url: process.env.REDIS_URL }).connect();
 * const session = createSession({ store: redis(client, { key: 'billing-api' }), tokens, refresh });
 * @throws TypeError for what is no client, and for a wrong option: it names the option, never a secret.
 */
export function redis(client: RedisClient, options: RedisOptions): SharedTokenStore {
  const settings = readOptions(options);
  const { key, prefix, encryptionKeys, acceptUnencrypted } = settings;
  const { server, importedKeys, notices } = connectionOf(client);
  const seal = new Seal(encryptionKeys, acceptUnencrypted, importedKeys);
  return new RedisStore(new Cell(server, seal, prefix, key), server, notices(prefix), settings);
}
