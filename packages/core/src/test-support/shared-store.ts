import type { Lock } from '../keeping/lock.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import { sharing } from '../keeping/sharing.ts';
import type { TokenStore } from '../keeping/store.ts';

/** When a step of the store happens is somebody else's to decide. */
export type Step = (label: string) => Promise<void>;

export interface SharedHandle {
  readonly store: TokenStore;
  /** The process is gone: whatever it still does reaches nobody, and its lock is free. */
  crash(): void;
}

/** One store and one lock for several coordinators, with every access a step of its own. */
export function createSharedStore(step: Step): {
  readonly record: SessionRecord | undefined;
  open(name: string): SharedHandle;
} {
  let record: SessionRecord | undefined;
  let holder: string | undefined;
  const waiting: { name: string; grant: () => void }[] = [];
  const listeners = new Map<string, (record: SessionRecord) => void>();

  function release(name: string): void {
    if (holder !== name) return;
    const next = waiting.shift();
    holder = next?.name;
    next?.grant();
  }

  return {
    get record() {
      return record;
    },
    open(name) {
      let isGone = false;
      const never = new Promise<never>(() => {});
      const access = async (label: string) => {
        await step(`${name} ${label}`);
        if (isGone) await never;
      };
      const lock: Lock = {
        async run(task, { signal }) {
          if (holder === undefined) holder = name;
          else {
            await new Promise<void>((resolve, reject) => {
              const place = { name, grant: resolve };
              waiting.push(place);
              signal.addEventListener('abort', () => {
                const index = waiting.indexOf(place);
                if (index >= 0) waiting.splice(index, 1);
                reject(signal.reason);
              });
            });
          }
          if (isGone) await never;
          try {
            return await task({ lost: new AbortController().signal });
          } finally {
            if (!isGone) release(name);
          }
        },
      };
      const store: TokenStore = {
        lock,
        sharing,
        async read() {
          await access('reads');
          return record;
        },
        async write(next, expected) {
          await access('writes');
          if (record?.generation !== expected) return false;
          record = next;
          for (const [other, listener] of listeners) {
            if (other !== name) void step(`${other} hears`).then(() => record && listener(record));
          }
          return true;
        },
        subscribe(listener) {
          listeners.set(name, (heard) => {
            if (!isGone) listener(heard);
          });
          return () => void listeners.delete(name);
        },
      };
      return {
        store,
        crash() {
          isGone = true;
          listeners.delete(name);
          for (let index = waiting.length - 1; index >= 0; index--)
            if (waiting[index]?.name === name) waiting.splice(index, 1);
          release(name);
        },
      };
    },
  };
}
