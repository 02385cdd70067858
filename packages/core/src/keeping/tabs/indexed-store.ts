import { FreshkeyError } from '../../errors.ts';
import { isSessionRecord, type SessionRecord } from '../session-record.ts';
import { sharing } from '../sharing.ts';
import { createCell } from './database.ts';
import { createHub } from './hub.ts';
import type { SharedTokenStore, TabsPlatform } from './platform.ts';
import { refreshLock, tabLocks } from './tab-locks.ts';

const schemaVersion = 1;

const recordIn = (held: unknown): SessionRecord | undefined => {
  const { version, record } = Object(held) as { version?: unknown; record?: unknown };
  return version === schemaVersion && isSessionRecord(record) ? record : undefined;
};

/** The record stands in IndexedDB; the channel only says that there is another one. No token is ever on it. */
export function indexedStore(platform: TabsPlatform, name: string): SharedTokenStore {
  const cell = createCell(platform.indexedDB, name);
  let lookup: Promise<void> | undefined;
  let isOutdated = false;

  const hub = createHub(platform, name, {
    heard({ generation, unsaved }) {
      // The others could not be told by way of the database, so this is all that there is.
      if (isSessionRecord(unsaved) && unsaved.tokens === null) hub.tell(unsaved);
      else if (Number.isSafeInteger(generation)) look().catch((error: unknown) => hub.failed('read', error));
    },
    woke: look,
  });

  /** One at a time; whoever asks meanwhile gets the next one. */
  function look(): Promise<void> {
    isOutdated = true;
    lookup ??= (async () => {
      try {
        while (isOutdated) {
          isOutdated = false;
          const record = await read();
          if (record) hub.tell(record);
        }
      } finally {
        lookup = undefined;
      }
    })();
    return lookup;
  }

  async function read(): Promise<SessionRecord | undefined> {
    const held = await cell.read();
    if (held === undefined) return undefined;
    const record = recordIn(held);
    if (record) return record;
    throw new FreshkeyError(
      'store-corrupt',
      'What the database holds is not a session record: nothing is refreshed until somebody signs in.',
    );
  }

  return {
    read,
    sharing,
    subscribe: hub.subscribe,
    lock: refreshLock(tabLocks(platform, hub.failed), name),
    async write(next, expected) {
      const { generation, loginId, tokens, ended } = next;
      const status = tokens ? 'active' : ended ? 'ended' : 'signed-out';
      try {
        const isWritten = await cell.replace({ version: schemaVersion, record: next }, (held) => {
          const current = recordIn(held);
          return current?.generation === expected || (held !== undefined && !current);
        });
        if (isWritten) hub.post({ generation, loginId, status });
        return isWritten;
      } catch (error) {
        if (!tokens) hub.post({ generation, loginId, status, unsaved: next });
        throw error;
      }
    },
  };
}
