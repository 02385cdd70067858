import { type Waiter, watch } from '../waiting.ts';
import { Queue } from './queue.ts';

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
  let queue: Queue | undefined;
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
    turn(waiter, priority, task) {
      queue ??= new Queue({ concurrency, autoStart: !isHolding });
      const { signal, timeoutMs } = waiter;
      waiters.add(waiter);
      // Whoever cannot give up needs no promise of its own beside the queue's: most of what a held request weighs.
      if (!signal && !timeoutMs) {
        const run = () => {
          waiters.delete(waiter);
          return task();
        };
        return priority ? queue.add(run, { priority }) : queue.add(run);
      }
      return new Promise((resolve, reject) => {
        const stop = watch(waiter, (error) => {
          waiters.delete(waiter);
          reject(error);
        });
        const run = async () => {
          if (!waiters.delete(waiter)) return;
          stop();
          await task().then(resolve, reject);
        };
        void queue?.add(run, { priority });
      });
    },
  };
}
