import type { SessionOptions } from '../options.ts';

/** How a pool makes its sessions, and how many it keeps. */
export interface SessionPoolOptions {
  /**
   * The options of one session, asked for when it is made: at its first use, and at the next one after it was let go. What is the
   * same for all (the client of a store, `origins`, functions) is made once, outside of it.
   */
  readonly options: (key: string) => SessionOptions;
  /**
   * How many sessions are kept at once; beyond, those that were not used for longest are let go. An integer, 1 or more, or
   * `Infinity`; default 10,000. Soft: what would lose something is kept.
   */
  readonly maxSessions?: number | undefined;
  /**
   * After how long without use a session may be let go, in milliseconds, above 0; default 900,000 (15 minutes). No timer runs for
   * it: it happens while others are used.
   */
  readonly idleMs?: number | undefined;
}

/** The options, read once, checked, with every default in place. */
export interface PoolSettings {
  readonly options: (key: string) => SessionOptions;
  readonly maxSessions: number;
  readonly idleMs: number;
}

const names = ['options', 'maxSessions', 'idleMs'];

function fail(option: string, expected: string, value: unknown): never {
  const came = typeof value === 'number' ? String(value) : `a value of type ${typeof value}`;
  throw new TypeError(`createSessionPool: "${option}" expects ${expected}; got ${came}.`);
}

/**
 * Reads the options once.
 *
 * @throws TypeError that names the option, what it expects and what came.
 */
export function readPoolOptions(given: SessionPoolOptions): PoolSettings {
  if (typeof given !== 'object' || given === null) fail('options', 'one options object', given);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      `createSessionPool: there is no option "${unknown}". What belongs to a session is what "options" returns.`,
    );
  const { options, maxSessions = 10_000, idleMs = 900_000 } = given;
  if (typeof options !== 'function')
    fail('options', 'a function such as (key) => ({ store: storeOf(key), refresh })', options);
  if (maxSessions !== Infinity && !(Number.isInteger(maxSessions) && maxSessions >= 1))
    fail('maxSessions', 'an integer from 1, or Infinity', maxSessions);
  if (!(idleMs > 0)) fail('idleMs', 'a number of milliseconds above 0', idleMs);
  return { options, maxSessions, idleMs };
}

/**
 * A key that is missing would be one session for everybody without one.
 *
 * @throws TypeError for what is no string, or empty.
 */
export function checkKey(key: unknown): void {
  if (typeof key === 'string' && key !== '') return;
  const came = key === '' ? 'an empty string' : key === null ? 'null' : `a value of type ${typeof key}`;
  throw new TypeError(
    `pool.session(key) expects what tells one user from another, a string; got ${came}. For a request of nobody, ask for no session.`,
  );
}
