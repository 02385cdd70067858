import type { PostgresDriver } from './driver.ts';
import { isPgPool, pgDriver } from './drivers/pg.ts';
import { isPorsager, type PorsagerLike, porsagerDriver } from './drivers/porsager.ts';

/** Whatever can ask PostgreSQL: a pool of `pg` 8 as it is, another driver, a wrapper of the application's own. */
export interface PostgresQueryable {
  /**
   * Runs one statement with numbered parameters, by itself: within no transaction. Resolves with its rows, or with
   * `{ rows }`; rejects with an error that carries the SQLSTATE as `code`.
   */
  query(text: string, values: readonly unknown[]): PromiseLike<unknown>;
  /**
   * Listens on a connection of its own: calls `up` whenever that is there, also after a reconnection, and `notified` with
   * every payload; the returned function ends it. A pool of `pg` needs none.
   */
  listen?(channel: string, notified: (payload: string) => void, up: () => void): () => void;
}

/** A pool of `pg` 8, the `sql` of `postgres` 3 (porsager), or `{ query, listen? }`. */
export type PostgresClient = PostgresQueryable | PorsagerLike;

const expected = 'a pool of pg 8, the sql of postgres 3, or { query(text, values), listen? }';

/** @throws TypeError for what is no client, and for one connection alone. */
export function driverOf(client: PostgresClient): PostgresDriver {
  const members = Object(client) as Readonly<Record<string, unknown>>;
  // Whoever shares a connection shares its transactions: what is rolled back there was never written.
  if ('connectionParameters' in members || 'savepoint' in members || 'release' in members) {
    throw new TypeError(
      `postgres: expected ${expected}; got one connection, whose transactions may undo what is written. Pass the pool.`,
    );
  }
  if (isPorsager(client)) return porsagerDriver(client);
  if (isPgPool(client)) return pgDriver(client);
  if (typeof members.query === 'function') return queryableDriver(client as PostgresQueryable);
  const came = client === null ? 'null' : `a value of type ${typeof client}`;
  throw new TypeError(`postgres: expected ${expected}; got ${came}.`);
}

function queryableDriver(client: PostgresQueryable): PostgresDriver {
  return {
    query: async (text, values) => rowsIn(await client.query(text, values)),
    ...(typeof client.listen === 'function' && {
      listen: (channel, { notified, up }) => client.listen?.(channel, notified, up) ?? (() => {}),
    }),
  };
}

function rowsIn(result: unknown): readonly Record<string, unknown>[] {
  const rows = Array.isArray(result) ? result : (Object(result) as { rows?: unknown }).rows;
  if (!Array.isArray(rows)) throw new TypeError('"query" must resolve with rows, or with { rows }.');
  return rows;
}
