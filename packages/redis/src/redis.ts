import { Seal, type SharedTokenStore } from '@freshkey/core/shared';
import { Cell } from './cell.ts';
import { driverOf, type RedisClient } from './client.ts';
import { createNotices } from './notices.ts';
import { keyOf, type RedisOptions, type RedisStoresOptions, readOptions } from './options.ts';
import { createServer } from './server.ts';
import { RedisStore } from './store.ts';

/**
 * The stores of any number of sessions over one client: `const storeOf = redisStores(client)` once, and `storeOf(user.id)`
 * for each session. A session of its own costs no connection, no subscription and no timer.
 *
 * Takes the application's own connected client. For notices it opens one more connection (`client.duplicate()`), shared
 * by all its sessions, and closes that one alone when the last session is disposed.
 *
 * @throws TypeError for what is no client, and for a wrong option: it names the option, never a secret.
 */
export function redisStores(client: RedisClient, options: RedisStoresOptions = {}): (key: string) => SharedTokenStore {
  const settings = readOptions(options);
  const driver = driverOf(client);
  const server = createServer(driver);
  const notices = createNotices(driver, server, settings.prefix);
  const seal = new Seal(settings.encryptionKeys, settings.acceptUnencrypted);
  return (key) => new RedisStore(new Cell(server, seal, settings.prefix, keyOf(key)), server, notices, settings);
}

/**
 * One session for every process: the store in Redis, and the lock that lets one of them refresh. `redisStores` makes it
 * for many sessions.
 *
 * @example
 * const client = await createClient({ url: process.env.REDIS_URL }).connect();
 * const session = createSession({ store: redis(client, { key: 'billing-api' }), tokens, refresh });
 * @throws TypeError for what is no client, and for a wrong option: it names the option, never a secret.
 */
export function redis(client: RedisClient, options: RedisOptions): SharedTokenStore {
  const storeOf = redisStores(client, options);
  return storeOf(options.key);
}
