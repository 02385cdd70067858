import { FreshkeyError, isFreshkeyError } from '../../errors.ts';

/** One value in IndexedDB, which orders its transactions across the tabs of an origin. */
export interface Cell {
  read(): Promise<unknown>;
  /** In one transaction: sets the value if `accepts` says so about what is there; false: it did not. */
  replace(value: unknown, accepts: (held: unknown) => boolean): Promise<boolean>;
}

const databaseName = 'freshkey';
const storeName = 'sessions';
const tickMs = 250;
const ticks = 12;

/**
 * Rejects with a `FreshkeyError`: `store-absent` where nobody of this partition can have a database, else
 * `store-unreachable`, and then the next use opens a new connection.
 *
 * @param factory throws, or has nothing to give, where a database is not allowed.
 */
export function createCell(factory: () => IDBFactory | undefined, key: string): Cell {
  let connection: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    if (connection) return connection;
    const opening = new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory()?.open(databaseName, 1);
      if (!request) throw absent('it is missing');
      request.onupgradeneeded = () => request.result.createObjectStore(storeName);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = () => {
          database.close();
          forget();
        };
        database.onclose = forget;
        resolve(database);
      };
    });
    const forget = () => {
      if (connection === opening) connection = undefined;
    };
    opening.catch(forget);
    connection = opening;
    return opening;
  }

  /** A connection that was closed behind our back is opened once more. */
  async function transaction(mode: IDBTransactionMode): Promise<IDBTransaction> {
    try {
      return (await open()).transaction(storeName, mode);
    } catch (error) {
      if ((error as DOMException).name !== 'InvalidStateError') throw error;
      connection = undefined;
      return (await open()).transaction(storeName, mode);
    }
  }

  /** `use` sees what is there, and may put something in its place; what it returns counts when all of it is through. */
  async function transact<T>(mode: IDBTransactionMode, use: (held: unknown, store: IDBObjectStore) => T): Promise<T> {
    const running = await transaction(mode);
    return new Promise<T>((resolve, reject) => {
      let result: T;
      let thrown: unknown;
      const store = running.objectStore(storeName);
      const request = store.get(key);
      request.onsuccess = () => {
        // What is thrown in here would reach the page, as an error that nobody caught: a full disk, say.
        try {
          result = use(request.result, store);
        } catch (error) {
          thrown = error;
          abort(running);
        }
      };
      running.oncomplete = () => (thrown === undefined ? resolve(result) : reject(thrown));
      running.onabort = () => reject(thrown ?? running.error ?? new Error('The transaction was aborted.'));
    });
  }

  /** A connection that failed may be lost for good, and a browser does not always say so: the next use has a new one. */
  async function attempt<T>(answer: Promise<T>): Promise<T> {
    try {
      return await patiently(answer);
    } catch (error) {
      const failed = connection;
      connection = undefined;
      failed?.then(
        (database) => database.close(),
        () => {},
      );
      throw namedError(error);
    }
  }

  return {
    read: () => attempt(transact('readonly', (held) => held)),
    replace: (value, accepts) =>
      attempt(
        transact('readwrite', (held, store) => {
          const isAccepted = accepts(held);
          if (isAccepted) store.put(value, key);
          return isAccepted;
        }),
      ),
  };
}

function abort(running: IDBTransaction): void {
  try {
    running.abort();
  } catch {
    // It is over already, and its own event says so.
  }
}

const absent = (why: string, cause?: unknown) =>
  new FreshkeyError(
    'store-absent',
    `There is no IndexedDB here: ${why}. The session is kept in the tabs alone.`,
    cause,
  );

function namedError(error: unknown): FreshkeyError {
  if (isFreshkeyError(error)) return error;
  const { name, message } = Object(error) as Partial<DOMException>;
  if (name === 'SecurityError') return absent('the browser does not allow it', error);
  const what = name === undefined || name === 'Error' ? message : `${name}${message ? `: ${message}` : ''}`;
  return new FreshkeyError('store-unreachable', `The database failed. ${what}`, error);
}

/** Gives up after three seconds during which the tab was awake: a tab that slept has a late timer, not a broken database. */
async function patiently<T>(awaited: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    const tick = (left: number) => {
      timer = setTimeout(() => (left > 0 ? tick(left - 1) : reject(new Error('It does not answer.'))), tickMs);
    };
    tick(ticks - 1);
  });
  try {
    return await Promise.race([awaited, givenUp]);
  } finally {
    clearTimeout(timer);
  }
}
