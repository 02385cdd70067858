/** Those who wait for a while, or until they are woken. */
export class Sleepers {
  #wakers: Set<() => void> | undefined;

  /** Until the time is over, or somebody wakes it; rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        this.#wakers?.delete(wake);
        finish();
      };
      const wake = () => settle(resolve);
      const abort = () => settle(() => reject(signal.reason));
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', abort);
      this.#wakers ??= new Set();
      this.#wakers.add(wake);
      if (signal.aborted) abort();
    });
  }

  wake(): void {
    for (const wake of [...(this.#wakers ?? [])]) wake();
  }
}

/** The promise, or the signal's reason as soon as it aborts. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
