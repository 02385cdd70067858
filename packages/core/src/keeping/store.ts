import { isTokenSet, type TokenSet } from '../judging/token-set.ts';
import type { Lock } from './lock.ts';

/** What a session is, as it is kept: in memory, and in the store. */
export interface SessionRecord {
  /** Another one with every renewal, sign-in and sign-out. Compared for being the same, never for being older. */
  readonly generation: number;
  /** Another one with every sign-in and sign-out only. */
  readonly loginId: string;
  /** `null`: nobody is signed in. Signed out is a record, not an absence: a deleted one would be resurrected. */
  readonly tokens: TokenSet | null;
  /** Why the session ended, if a refresh was refused for good. */
  readonly endedBecause?: string;
}

/** Where a session is kept. A store that is shared with other tabs or processes brings its lock. */
export interface TokenStore {
  /**
   * The record, or `undefined` when the store is empty; synchronous where it can be: then there is no `'starting'`.
   * Throws (or rejects) when it cannot be read: the session then goes on from memory and emits `store-failed`.
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
}

/** What a store tells its session outside of a call. */
export interface StoreHost {
  /** Something failed, or works less well than it should: the session emits `store-failed`. */
  failed(operation: 'read' | 'write' | 'lock', error: unknown): void;
  /** The store looks up what it may have missed (a tab that slept): until then, but not for long, requests are held. */
  catchingUp(reading: Promise<unknown>): void;
  /**
   * The store may hold something else than it last did, or nothing (it was emptied, fell back to an older state, or was
   * away): the session reads it, adopts what is new, and writes what it lacks.
   */
  recheck(): void;
}

/** Whether a value that came out of a store is a record; stores use it before they hand anything on. */
export function isSessionRecord(value: unknown): value is SessionRecord {
  const record = Object(value) as Partial<Record<keyof SessionRecord, unknown>>;
  return (
    Number.isSafeInteger(record.generation) &&
    typeof record.loginId === 'string' &&
    (record.tokens === null || isTokenSet(record.tokens))
  );
}

/** The default store: lives and dies with the session. */
export function memoryStore(): TokenStore {
  let stored: SessionRecord | undefined;
  return {
    read: () => stored,
    write(next, expected) {
      if (stored?.generation !== expected) return false;
      stored = next;
      return true;
    },
  };
}
