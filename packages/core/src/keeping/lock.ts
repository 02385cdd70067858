import { abortController } from '../abort-controller.ts';
import { FreshkeyError } from '../errors.ts';
import type { SessionRecord } from './session-record.ts';

/** What the holder of a lock knows. */
export interface HeldLock {
  /**
   * Aborts when the lock was taken away meanwhile (a lease that ran out): the task may go on, since its answer may be the only
   * good one, but must expect that its write is refused.
   */
  readonly lost: AbortSignal;
  /** The record that stood in the store when the lock was granted, where the granting has seen it: it saves a reading. */
  readonly record?: SessionRecord | undefined;
  /** Asks whether the lock is still held; rejects with `lock-timeout` where it is not. */
  confirm?(): Promise<void>;
}

/** Mutual exclusion among all who share a store. */
export interface Lock {
  /**
   * Runs the task alone.
   *
   * @param wait.signal ends the waiting, not a task that already runs; the promise then rejects with its reason.
   * @param wait.timeoutMs how long to wait for the lock, in milliseconds; then it rejects with `lock-timeout`.
   */
  run<T>(task: (held: HeldLock) => Promise<T>, wait: { signal: AbortSignal; timeoutMs: number }): Promise<T>;
  /** Another lock beside it, where there can be one: for a question to the user, which must not keep a refresh waiting. */
  named?(name: string): Lock;
}

/** A lock among the sessions of one process, for a store that several of them share. First come, first served. */
export function memoryLock(): Lock {
  let tail: Promise<unknown> = Promise.resolve();
  const neverLost = abortController().signal;
  return {
    async run(task, { signal, timeoutMs }) {
      const before = tail;
      let release!: () => void;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      tail = before.then(() => held);
      try {
        await turn(before, signal, timeoutMs);
        return await task({ lost: neverLost });
      } finally {
        release();
      }
    },
  };
}

/** Waits until those before are done; rejects with the signal's reason, or `lock-timeout`. */
async function turn(before: Promise<unknown>, signal: AbortSignal, timeoutMs: number): Promise<void> {
  signal.throwIfAborted();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    timer = setTimeout(
      () => reject(new FreshkeyError('lock-timeout', `The lock was not free within ${timeoutMs} ms.`)),
      timeoutMs,
    );
  });
  try {
    await Promise.race([before, ended]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
