import { createHash } from 'node:crypto';
import { type SharedTokenStore, sharedStores } from '@freshkey/core/shared';
import { PostgresCell, SessionTable } from './cell.ts';
import { driverOf, type PostgresClient } from './client.ts';
import { keyOf, optionsIn, type PostgresOptions, type PostgresStoresOptions, readOptions } from './options.ts';

/**
 * The stores of any number of sessions over one client: `const storeOf = postgresStores(pool)` once, and
 * `storeOf(user.id)` for each session. A session of its own costs no connection, no subscription and no timer.
 *
 * @throws TypeError for what is no client, and for a wrong option: it names the option, never a secret.
 */
export function postgresStores(
  client: PostgresClient,
  options: PostgresStoresOptions = {},
): (key: string) => SharedTokenStore {
  const { table, tenant, isListening } = readOptions(options);
  const storeOf = sharedStores(options, 'postgres');
  const rows = new SessionTable(table, driverOf(client), isListening);
  return (key) => {
    const id = createHash('sha256').update(JSON.stringify([tenant, keyOf(key)]));
    return storeOf(new PostgresCell(rows, id.digest('base64url')));
  };
}

/**
 * One session for every process: the store in a row of PostgreSQL, and the lock that lets one of them refresh. The lock
 * is a lease in the row, guarded by compare-and-set: no advisory lock, no transaction that stays open, no clock of a
 * client; a pool of one connection will do. `postgresStores` makes it for many sessions.
 *
 * The table must be there: see `ddl`.
 *
 * @example
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL });
 * const session = createSession({ store: postgres(pool, { key: 'billing-api' }), tokens, refresh });
 * @throws TypeError for what is no client, and for a wrong option: it names the option, never a secret.
 */
export function postgres(client: PostgresClient, options: PostgresOptions): SharedTokenStore {
  const { key, ...shared } = optionsIn(options);
  return postgresStores(client, shared)(key);
}
