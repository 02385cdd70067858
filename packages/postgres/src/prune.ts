import { driverOf, type PostgresClient } from './client.ts';
import { complaintOf } from './complaint.ts';
import { isTableName, standardTable, tableExpected, tableIn } from './table.ts';

export interface PruneOptions {
  /**
   * How long ago the last write must be, by the database's own clock. Milliseconds, 60,000 or more: longer than a refresh
   * token lives.
   */
  readonly olderThanMs: number;
  /** Default `freshkey_sessions`. */
  readonly table?: string | undefined;
}

/**
 * Deletes what was not written for a long time: sessions whose refresh token the server has long forgotten. A session
 * that is still in use somewhere is not lost by it: its process writes it back with its next renewal.
 *
 * @returns how many were deleted.
 * @throws TypeError for a wrong option; what the database refuses is a FreshkeyError `store-failed`.
 */
export async function prune(client: PostgresClient, options: PruneOptions): Promise<number> {
  const { olderThanMs, table = standardTable } = Object(options) as PruneOptions;
  if (!isTableName(table)) throw new TypeError(`prune: "table" expects ${tableExpected}.`);
  if (!(olderThanMs >= 60_000)) throw new TypeError('prune: "olderThanMs" expects milliseconds, 60000 or more.');
  const statement = `with gone as (delete from ${tableIn(table)} where updated_at < now() - make_interval(secs => $1::float8 / 1000) returning 1) select count(*)::int as count from gone`;
  try {
    const [row] = await driverOf(client).query(statement, [olderThanMs]);
    return Number(row?.count ?? 0);
  } catch (error) {
    throw complaintOf(error, table);
  }
}
