import { longestTimerMs } from './deadline.ts';

/** Who waits: whose signal and timeout end the wait, and how its client says so. */
export interface Waiter {
  readonly signal: AbortSignal | undefined;
  /** How long the client waits, in milliseconds; `undefined`: for ever. */
  readonly timeoutMs: number | undefined;
  /** What the caller gets when its wait ends without an answer: its client's own error, with `reason` as the cause. */
  abandoned(kind: 'aborted' | 'timeout', reason: unknown): unknown;
}

/** Calls back when the waiter's own signal or timeout ends its wait; the returned function stops watching. */
function watch(waiter: Waiter, ended: (error: unknown) => void): () => void {
  const { signal, timeoutMs } = waiter;
  const end = (kind: 'aborted' | 'timeout') => {
    stop();
    ended(waiter.abandoned(kind, kind === 'aborted' ? signal?.reason : undefined));
  };
  const onAbort = () => end('aborted');
  const timer = timeoutMs && timeoutMs <= longestTimerMs ? setTimeout(end, timeoutMs, 'timeout') : undefined;
  const stop = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort);
  return stop;
}

/**
 * Waits for something that everybody waits for; the waiter's signal and timeout end its own wait alone. Whoever cannot
 * give up gets the promise itself: most of what a held request weighs.
 */
export function waitFor<T>(waiter: Waiter, awaited: PromiseLike<T>): PromiseLike<T> {
  if (!waiter.signal && !waiter.timeoutMs) return awaited;
  return new Promise((resolve, reject) => {
    const stop = watch(waiter, reject);
    awaited.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error) => {
        stop();
        reject(error);
      },
    );
  });
}
