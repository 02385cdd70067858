import { tableIn } from './table.ts';

/** The four statements on one table. Each is one round trip, and a transaction of its own. */
export interface Statements {
  /** `$1`: id. */
  readonly read: string;
  /** `$1`: id, `$2`: document; returns nothing where there is a row. */
  readonly insert: string;
  /** `$3`: the version that it replaces; returns nothing where there is another one. */
  readonly update: string;
  /** One of the two with two more parameters: the channel on which others are told of it, and who tells them. */
  telling(statement: string, channel: string, writer: string): string;
}

/**
 * A version that was never there: a row that was deleted and written again, or a server that fell back to an older state
 * (a restore, a failover that lost the last writes), must not look like the one that somebody saw.
 */
const anotherVersion = '(random() * 9007199254740991)::bigint';

export function statementsOn(table: string): Statements {
  const name = tableIn(table);
  return {
    read: `select version::text as version, document from ${name} where id = $1`,
    insert: `insert into ${name} (id, version, document) values ($1, ${anotherVersion}, $2) on conflict (id) do nothing returning version::text as version`,
    update: `update ${name} set version = ${anotherVersion}, document = $2, updated_at = now() where id = $1 and version = $3::bigint returning version::text as version`,
    telling: (statement, channel, writer) =>
      `with written as (${statement}) select version, pg_notify(${channel}, concat_ws(' ', $1::text, version, ${writer}::text)) from written`,
  };
}
