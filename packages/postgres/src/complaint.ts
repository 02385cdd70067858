import { FreshkeyError } from '@freshkey/core';

/** What may pass by itself: a connection, a lack of something, a shutdown, a failover, a limit of time. */
const passing = /^(08...|53...|57P..|58...|57014|55P03|25006)$/;
/** Somebody else's transaction was quicker: nothing was written. */
const collided = new Set(['40001', '40P01']);

/** Whether a statement failed since another transaction was quicker, and has changed nothing. */
export function isCollision(error: unknown): boolean {
  return collided.has(stateOf(error) ?? '');
}

/**
 * What a client said, as an error that says what to do: a `FreshkeyError` where another attempt cannot cure it. The
 * client's own is not handed on: it can hold the statement's values, and with them the record.
 *
 * @param table as the application named it.
 */
export function complaintOf(error: unknown, table: string): Error {
  const said = sentenceOf(error);
  const state = stateOf(error);
  const remedy = remedies[state ?? '']?.(table);
  if (state === '25006') return new Error(`${remedy} PostgreSQL said: ${said}`);
  if (remedy !== undefined) return new FreshkeyError('store-failed', `${remedy} PostgreSQL said: ${said}`);
  if (isEnded(error)) {
    const why = 'The client was closed by the application: close the session first, then its client.';
    return new FreshkeyError('store-failed', `${why} It said: ${said}`);
  }
  if (state !== undefined && !passing.test(state) && !collided.has(state)) {
    return new FreshkeyError('store-failed', `PostgreSQL refused: ${said}`);
  }
  return new Error(said);
}

const shape = (table: string) =>
  `The table "${table}" has other columns than ddl() of @freshkey/postgres makes: name another one in "table", or alter it.`;

const remedies: Readonly<Record<string, (table: string) => string>> = {
  '42P01': (table) =>
    `There is no table "${table}": run the SQL that ddl() of @freshkey/postgres returns, once, or name the table in "table".`,
  '3F000': (table) => `There is no schema for the table "${table}": create it, or name another one in "table".`,
  '42703': shape,
  '42804': shape,
  '42883': shape,
  '42P10': shape,
  '22P02': shape,
  '22001': shape,
  '42501': (table) => `This user may not use the table "${table}": grant select, insert and update on it.`,
  '25006': () => 'This PostgreSQL takes no writes: it is a replica, or read-only. Connect to the primary.',
};

/** The first line of what was said, up to where a statement's values could begin. */
function sentenceOf(error: unknown): string {
  const { message, code } = Object(error) as { message?: unknown; code?: unknown };
  const [said = ''] = String(message ?? error).split(/[\n{]/, 1);
  // Where a name has several addresses and none answers, the message is empty.
  return (said || String(code ?? 'nothing')).slice(0, 200);
}

function isEnded(error: unknown): boolean {
  const { message, code } = Object(error) as { message?: unknown; code?: unknown };
  return code === 'CONNECTION_ENDED' || /after calling end on the pool/.test(String(message));
}

/** The SQLSTATE: five digits or capital letters. Errors of Node and of drivers have codes of another shape. */
function stateOf(error: unknown): string | undefined {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && /^(?!E[A-Z]{4}$)[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
