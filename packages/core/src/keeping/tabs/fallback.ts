import { isFreshkeyError } from '../../errors.ts';
import type { SessionRecord, StoreHost, TokenStore } from '../store.ts';

type SharedStore = Required<TokenStore>;

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
export function withFallback(first: SharedStore, makeOther: () => SharedStore): SharedStore {
  const subscriptions = new Set<Subscription>();
  let other: SharedStore | undefined;

  const listen = ({ listener, host, ends }: Subscription, store: SharedStore) =>
    void ends.push(store.subscribe(listener, host));

  const leave = ({ ends }: Subscription) => {
    for (const end of ends.splice(0)) end();
  };

  function fall(error: unknown): SharedStore {
    if (other) return other;
    other = makeOther();
    for (const subscription of subscriptions) {
      leave(subscription);
      listen(subscription, other);
      subscription.host?.failed('read', error);
    }
    return other;
  }

  async function use<T>(ask: (store: SharedStore) => T | Promise<T>): Promise<T> {
    try {
      return await ask(other ?? first);
    } catch (error) {
      if (!isFreshkeyError(error) || error.code !== 'store-absent') throw error;
      return ask(fall(error));
    }
  }

  return {
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
