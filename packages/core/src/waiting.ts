/** Who waits: whose signal and timeout end the wait, and how its client says so. */
export interface Waiter {
  readonly signal: AbortSignal | undefined;
  /** How long the client waits, in milliseconds; `undefined`: for ever. */
  readonly timeoutMs: number | undefined;
  /** What the caller gets when its wait ends without an answer: its client's own error, with `reason` as the cause. */
  abandoned(kind: 'aborted' | 'timeout', reason: unknown): unknown;
}

/** Beyond it a timer fires at once: 2^31 - 1 ms. */
export const longestTimerMs = 2_147_483_647;

/** Calls back when the waiter's own signal or timeout ends its wait; the returned function stops watching. */
export function watch(waiter: Waiter, ended: (error: unknown) => void): () => void {
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

/** Waits for something that everybody waits for; the waiter's signal and timeout end its own wait alone. */
export function waitFor<T>(waiter: Waiter, awaited: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = watch(waiter, reject);
    awaited.then(resolve, reject).finally(stop);
  });
}
