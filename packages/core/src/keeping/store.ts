import type { Lock } from './lock.ts';
import type { SessionRecord } from './session-record.ts';

/** Where a session is kept. A store that is shared with other tabs or processes brings its lock. */
export interface TokenStore {
  /**
   * The record, or `undefined` when the store is empty; synchronous where it can be: then there is no `'starting'`.
   * Throws (or rejects) when it cannot be read. A shared store says which it is by the `code` of a `FreshkeyError`:
   * `store-absent` (nobody of this partition has one: the session goes on from memory), `store-corrupt` (nothing is spent, and
   * only a sign-in overwrites), anything else (tried once more; then the refresh fails for now, and nothing is spent).
   */
  read(): SessionRecord | undefined | Promise<SessionRecord | undefined>;
  /**
   * Compare-and-set: writes only if the generation that is stored is `expected` (`undefined`: the store is empty).
   *
   * @returns false when it is not: read again.
   */
  write(next: SessionRecord, expected: number | undefined): boolean | Promise<boolean>;
  /**
   * Calls back when another tab or process wrote; the returned function ends it. `host` is where the store tells what
   * is not a record; those who listen by themselves leave it out.
   */
  subscribe?(listener: (record: SessionRecord) => void, host?: StoreHost): () => void;
  /** Held while a refresh runs, so that one of all who share the store refreshes. */
  readonly lock?: Lock;
  /**
   * `sharing` of `@freshkey/core/shared`: what keeps a session right when others write to its store. A store with a lock or
   * a subscription needs it; one that is nobody else's ships without.
   */
  readonly sharing?: object;
  /** What it holds lives and dies with it: a pool lets go of no session whose tokens stand nowhere else. */
  readonly isVolatile?: boolean;
  /** Nobody else writes to what it holds, so no lock is missed. */
  readonly isUnshared?: boolean;
  /** A render that may not write: nothing is refreshed that could not be kept. */
  readonly readOnly?: boolean;
}

/** What a store tells its session outside of a call. */
export interface StoreHost {
  /** Something failed, or works less well than it should: the session emits `store-failed`. */
  failed(operation: 'read' | 'write' | 'lock', error: unknown): void;
  /** The store looks up what it may have missed (a tab that slept): until then, but not for long, requests are held. */
  catchUp(reading: Promise<unknown>): void;
  /**
   * The store may hold something else than it last did, or nothing (it was emptied, fell back to an older state, or was
   * away): the session reads it, adopts what is new, and writes what it lacks.
   */
  recheck(): void;
}
