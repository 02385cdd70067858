import { FreshkeyError } from '../errors.ts';
import { isSessionRecord, type SessionRecord } from './session-record.ts';
import type { TokenStore } from './store.ts';

/** The part of the Storage API (HTML §12.2) that is used; the methods may be asynchronous. */
export interface StorageLike {
  getItem(key: string): string | null | undefined | PromiseLike<string | null | undefined>;
  setItem(key: string, value: string): unknown;
}

export interface WebStorageOptions {
  /** The key that the session is kept under; one session each. */
  readonly key: string;
}

const schemaVersion = 1;

type Held = { readonly record: SessionRecord | undefined } | { readonly flaw: string };

function parse(text: string | null | undefined): Held {
  if (text === null || text === undefined) return { record: undefined };
  try {
    const { version, record } = Object(JSON.parse(text)) as { version?: unknown; record?: unknown };
    if (version !== schemaVersion)
      return {
        flaw: `is of schema version ${typeof version === 'number' ? version : 'unknown'}, not ${schemaVersion}`,
      };
    return isSessionRecord(record) ? { record } : { flaw: 'is not a session record' };
  } catch {
    return { flaw: 'is not JSON' };
  }
}

/** Now where the value is at hand, later where it is a promise. */
function whenHere<T, R>(value: T | PromiseLike<T>, next: (value: T) => R): R | Promise<R> {
  const isLater = typeof (Object(value) as { then?: unknown }).then === 'function';
  return isLater ? Promise.resolve(value).then(next) : next(value as T);
}

/**
 * Keeps a session in `localStorage`, `sessionStorage`, or anything with `getItem` and `setItem` (React Native's
 * AsyncStorage), as JSON. With a synchronous storage the session is there at once and is never `'starting'`.
 *
 * Content that is not a session record is reported once (`store-failed`, with an error of code `store-corrupt`), is
 * treated as absent, and is written over by the next sign-in or refresh. A storage that is not there (a server, a
 * sandboxed frame, a full disk), or does not keep what was written (it is read back), is reported likewise, and the
 * session goes on in memory.
 *
 * Boundary: **one tab**. Each renderer of a browser has a copy of its own of `localStorage`, which no lock orders: two
 * tabs would spend one refresh token twice. Sessions that several tabs share belong in `tabs()` of
 * `@freshkey/core/tabs`. Every script of the origin can read what is stored.
 *
 * @param storage returns the storage; called at each use, so that the server never has to have one.
 * @throws TypeError for a wrong option.
 * @example createSession({ store: webStorage(() => sessionStorage, { key: 'my-app' }), refresh });
 */
export function webStorage(storage: () => StorageLike, options: WebStorageOptions): TokenStore {
  if (typeof storage !== 'function') {
    throw new TypeError('webStorage: the first argument expects a function such as () => localStorage.');
  }
  const { key } = Object(options) as Partial<WebStorageOptions>;
  if (typeof key !== 'string' || key === '')
    throw new TypeError('webStorage: "key" expects a string that is not empty.');
  let tail: Promise<unknown> | undefined;

  const held = () => whenHere(storage().getItem(key), parse);

  function write(next: SessionRecord, expected: number | undefined): boolean | Promise<boolean> {
    return whenHere(held(), (found) => {
      if ('record' in found && found.record?.generation !== expected) return false;
      const text = JSON.stringify({ version: schemaVersion, record: next });
      return whenHere(storage().setItem(key as string, text), () =>
        whenHere(storage().getItem(key as string), (kept) => kept === text || drop(text.length)),
      );
    }) as boolean | Promise<boolean>;
  }

  /** Some storages drop what is too large for them, without a word: the session would be lost at the next start. */
  function drop(length: number): never {
    throw new FreshkeyError(
      'store-failed',
      `The storage did not keep what was written under "${key}" (${length} characters): it may be too large for it.`,
    );
  }

  return {
    isUnshared: true,
    read: () =>
      whenHere(held(), (found) => {
        if ('record' in found) return found.record;
        throw new FreshkeyError(
          'store-corrupt',
          `What the storage holds under "${key}" ${found.flaw}. It is treated as absent.`,
        );
      }),
    write(next, expected) {
      // Comparing and setting take two steps where the storage is asynchronous: one writer after the other.
      const written = tail ? tail.then(() => write(next, expected)) : write(next, expected);
      if (!(written instanceof Promise)) return written;
      const done = written.then(
        () => {},
        () => {},
      );
      tail = done;
      void done.then(() => {
        if (tail === done) tail = undefined;
      });
      return written;
    },
  };
}
