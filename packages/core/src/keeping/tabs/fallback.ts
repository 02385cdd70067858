import { isFreshkeyError } from '../../errors.ts';
import type { SessionRecord } from '../session-record.ts';
import { sharing } from '../sharing.ts';
import type { StoreHost } from '../store.ts';
import type { SharedTokenStore } from './platform.ts';

/** A session that listens, and how its subscriptions end. */
interface Subscription {
  readonly listener: (record: SessionRecord) => void;
  readonly host: StoreHost | undefined;
  readonly ends: (() => void)[];
}

/**
 * A store that says `store-absent` is replaced by another one, for good: nobody of this partition has the first, so all of
 * its tabs use the other. That is told once.
 */
export function withFallback(first: SharedTokenStore, makeOther: () => SharedTokenStore): SharedTokenStore {
  const subscriptions = new Set<Subscription>();
  let other: SharedTokenStore | undefined;

  const listen = ({ listener, host, ends }: Subscription, store: SharedTokenStore) =>
    void ends.push(store.subscribe(listener, host));

  const leave = ({ ends }: Subscription) => {
    for (const end of ends.splice(0)) end();
  };

  function fall(error: unknown): SharedTokenStore {
    if (other) return other;
    other = makeOther();
    for (const subscription of subscriptions) {
      leave(subscription);
      listen(subscription, other);
      subscription.host?.failed('read', error);
    }
    return other;
  }

  async function use<T>(ask: (store: SharedTokenStore) => T | Promise<T>): Promise<T> {
    try {
      return await ask(other ?? first);
    } catch (error) {
      if (!isFreshkeyError(error) || error.code !== 'store-absent') throw error;
      return ask(fall(error));
    }
  }

  return {
    sharing,
    get lock() {
      return (other ?? first).lock;
    },
    read: () => use((store) => store.read()),
    write: (next, expected) => use((store) => store.write(next, expected)),
    subscribe(listener, host) {
      const subscription: Subscription = { listener, host, ends: [] };
      subscriptions.add(subscription);
      listen(subscription, other ?? first);
      return () => {
        subscriptions.delete(subscription);
        leave(subscription);
      };
    },
  };
}
