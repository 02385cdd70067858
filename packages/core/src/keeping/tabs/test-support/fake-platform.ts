import type { TabsPlatform } from '../platform.ts';
import { fakeIndexedDB } from './fake-indexed-db.ts';

/** A browser's origin in this process: locks and channels are Node's own, the database is a fake. */
export function fakeOrigin() {
  const database = fakeIndexedDB();
  return {
    database,
    /** The platform of one tab. */
    tab(without: Partial<TabsPlatform> = {}) {
      const events = new EventTarget();
      const platform: TabsPlatform = {
        locks: navigator.locks,
        Channel: BroadcastChannel,
        indexedDB: () => database.factory,
        events,
        isHidden: () => false,
        ...without,
      };
      return {
        platform,
        wake(type = 'visibilitychange', persisted = true) {
          events.dispatchEvent(Object.assign(new Event(type), { persisted }));
        },
      };
    },
  };
}

let names = 0;

/** A name that no other test uses: the channels and locks of one process are shared by all of them. */
export function ownKey(): string {
  return `${process.pid}-${++names}`;
}
