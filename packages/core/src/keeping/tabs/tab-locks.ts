import { FreshkeyError } from '../../errors.ts';
import { type Lock, memoryLock } from '../lock.ts';
import type { StoreHost } from '../store.ts';
import { electionLock } from './election-lock.ts';
import type { TabsPlatform } from './platform.ts';
import { webLock } from './web-lock.ts';

/** The best locks that the platform has. If they are weaker than Web Locks, that is told once, at the first use. */
export function tabLocks({ locks, Channel }: TabsPlatform, failed: StoreHost['failed']): (name: string) => Lock {
  let isTold = false;
  return (name) => {
    const best = Channel ? electionLock(Channel, name) : memoryLock();
    const weaker: Lock = {
      run(task, wait) {
        if (!isTold) failed('lock', new FreshkeyError('store-failed', noWebLocks));
        isTold = true;
        return best.run(task, wait);
      },
    };
    return locks ? webLock(locks, name, weaker) : weaker;
  };
}

/** The lock of a session's refresh, and beside it those of other names. */
export function refreshLock(lockNamed: (name: string) => Lock, session: string): Required<Lock> {
  return { ...lockNamed(`${session}:refresh`), named: (name) => lockNamed(`${session}:${name}`) };
}

const noWebLocks =
  'There are no Web Locks here (they need https or localhost, and an origin), so two tabs may refresh at the same time.';
