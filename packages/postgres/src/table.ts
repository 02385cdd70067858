import { createHash } from 'node:crypto';

/** The table that is meant where none is named. */
export const standardTable = 'freshkey_sessions';

/** What `table` expects, in the words of every message about it. */
export const tableExpected = 'a name such as "auth.sessions": letters, digits and _';

const part = '[A-Za-z_][A-Za-z0-9_]{0,62}';
const tableName = new RegExp(`^${part}(\\.${part})?$`);

/** Whether this names a table, with its schema or without. */
export function isTableName(value: unknown): value is string {
  return typeof value === 'string' && tableName.test(value);
}

/** An identifier as SQL takes it, whatever its letters. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** A table, with its schema where one is named. */
export function tableIn(table: string): string {
  return table.split('.').map(quoted).join('.');
}

const longestChannel = 63;

/** The channel for notices about a table: its name, or what stands for one that is longer than PostgreSQL takes. */
export function channelOf(table: string): string {
  if (table.length <= longestChannel) return table;
  return `freshkey_${createHash('sha256').update(table).digest('hex').slice(0, 32)}`;
}

/**
 * The SQL that makes the table: for a migration of the application's own. Nothing here ever runs it.
 *
 * One row per session. Only the primary key is indexed, and the pages keep some room, so that an update rewrites no index
 * (PostgreSQL manual, "Heap-Only Tuples").
 *
 * @param table its name, with its schema or without; default `freshkey_sessions`.
 * @throws TypeError for what names no table.
 */
export function ddl(table = standardTable): string {
  if (!isTableName(table)) throw new TypeError(`ddl: "table" expects ${tableExpected}.`);
  return `create table if not exists ${tableIn(table)} (
  id text primary key,
  version bigint not null,
  document text not null,
  updated_at timestamptz not null default now()
) with (fillfactor = 70);
`;
}
