import { FreshkeyError } from '../../errors.ts';
import type { Lock } from '../lock.ts';

/**
 * A lock among the tabs of an origin (Web Locks). The browser frees it when its holder is closed, crashes, is
 * discarded, or is asked for it while it is in the back/forward cache; a holder that only sleeps keeps it.
 *
 * @param weaker what to use where the frame may not have locks (an opaque origin).
 */
export function webLock(locks: LockManager, name: string, weaker: Lock): Lock {
  return {
    async run(task, { signal, timeoutMs }) {
      signal.throwIfAborted();
      const waiting = new AbortController();
      const stop = () => waiting.abort(signal.reason);
      signal.addEventListener('abort', stop);
      const timer = setTimeout(() => {
        waiting.abort(new FreshkeyError('lock-timeout', `Another tab holds the lock for longer than ${timeoutMs} ms.`));
      }, timeoutMs);
      const endWaiting = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      };
      let isGranted = false;
      try {
        return await locks.request(name, { signal: waiting.signal }, () => {
          isGranted = true;
          endWaiting();
          return task({ lost: new AbortController().signal });
        });
      } catch (error) {
        endWaiting();
        if (isGranted || (error as DOMException | undefined)?.name !== 'SecurityError') throw error;
        return weaker.run(task, { signal, timeoutMs });
      }
    },
  };
}
