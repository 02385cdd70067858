import PQueue from 'p-queue';

/** What one waits with: whose signal and timeout end the wait, and how its client says so. */
export interface Waiter {
  readonly signal: AbortSignal | undefined;
  /** How long the client waits, in milliseconds; `undefined`: for ever. */
  readonly timeoutMs: number | undefined;
  abandoned(kind: 'aborted' | 'timeout', reason: unknown): unknown;
}

/** Held and refused requests, waiting for a refresh: paused, by priority and then in order, within a limit. */
export interface Replays {
  readonly isHolding: boolean;
  hold(): void;
  release(): void;
  /**
   * Runs the task when it is its turn; its promise takes a place within the limit. Rejects at once when the waiter's
   * signal or timeout ends the wait, and the task then never runs.
   */
  turn<T>(waiter: Waiter, priority: number, task: () => Promise<T>): Promise<T>;
  /** Those who wait for their turn, oldest first. */
  waiting(): Iterable<Waiter>;
}

export function createReplays(concurrency: number): Replays {
  const waiters = new Set<Waiter>();
  let queue: PQueue | undefined;
  let isHolding = false;

  return {
    get isHolding() {
      return isHolding;
    },
    hold() {
      isHolding = true;
      queue?.pause();
    },
    release() {
      isHolding = false;
      queue?.start();
    },
    waiting: () => waiters,
    turn<T>(waiter: Waiter, priority: number, task: () => Promise<T>): Promise<T> {
      queue ??= new PQueue({ concurrency, autoStart: !isHolding });
      const { signal, timeoutMs } = waiter;
      if (signal?.aborted) return Promise.reject(waiter.abandoned('aborted', signal.reason));
      return new Promise<T>((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const stopWaiting = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          return waiters.delete(waiter);
        };
        const onAbort = () => {
          stopWaiting();
          reject(waiter.abandoned('aborted', signal?.reason));
        };
        waiters.add(waiter);
        signal?.addEventListener('abort', onAbort);
        if (timeoutMs !== undefined && timeoutMs < 2 ** 31) {
          timer = setTimeout(() => {
            stopWaiting();
            reject(waiter.abandoned('timeout', undefined));
          }, timeoutMs);
        }
        void queue?.add(async () => (stopWaiting() ? task().then(resolve, reject) : undefined), { priority });
      });
    },
  };
}
