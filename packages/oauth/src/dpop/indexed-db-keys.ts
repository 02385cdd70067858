import { FreshkeyError } from '@freshkey/core';
import type { DpopKeys } from './dpop.ts';

const databaseName = 'freshkey-keys';
const storeName = 'keys';

/**
 * A key of this browser, for every tab of the origin: it cannot be read by any script, only used. Made at the first need; of tabs
 * that make one at once, the first one put wins.
 *
 * Boundary: a page of an attacker's script can use it as long as it runs (RFC 9449 §11.4). On a server use `jwkKeys`.
 *
 * @param name of the application, one key each.
 * @param options.algorithm as `crypto.subtle.generateKey` takes it. Default: ES256.
 */
export function indexedDbKeys(
  name: string,
  { algorithm = es256 }: { readonly algorithm?: EcKeyGenParams | RsaHashedKeyGenParams | { name: 'Ed25519' } } = {},
): DpopKeys {
  if (typeof name !== 'string' || name === '') throw new TypeError('indexedDbKeys: expects a name that is not empty.');
  return {
    isOnlyPlace: true,
    async pairs() {
      const database = await open();
      try {
        const held = await firstPut(database, name, undefined);
        return [held ?? ((await firstPut(database, name, await make(algorithm))) as CryptoKeyPair)];
      } finally {
        database.close();
      }
    },
  };
}

const es256: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

function make(algorithm: { name: string }): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm as EcKeyGenParams, false, ['sign', 'verify']);
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const absent = (cause?: unknown) => {
      const why = 'There is no IndexedDB here, so that no key can be kept: on a server use jwkKeys().';
      return new FreshkeyError('invalid-credential', why, cause);
    };
    if (typeof indexedDB === 'undefined') return reject(absent());
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onerror = () => reject(absent(request.error));
    request.onsuccess = () => resolve(request.result);
  });
}

/** What is there, in one transaction; where nothing is, the pair is put. */
function firstPut(
  database: IDBDatabase,
  name: string,
  pair: CryptoKeyPair | undefined,
): Promise<CryptoKeyPair | undefined> {
  return new Promise((resolve, reject) => {
    const running = database.transaction(storeName, 'readwrite');
    const store = running.objectStore(storeName);
    const request = store.get(name);
    let held: CryptoKeyPair | undefined;
    request.onsuccess = () => {
      held = (request.result as CryptoKeyPair | undefined) ?? pair;
      if (request.result === undefined && pair) store.put(pair, name);
    };
    running.oncomplete = () => resolve(held);
    running.onabort = () => reject(running.error);
  });
}
