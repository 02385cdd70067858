import { within } from '../assertions.ts';
import type { Lock } from '../seams.ts';

/** A wait that nobody ends. */
export function patient() {
  return { signal: new AbortController().signal, timeoutMs: 10_000 };
}

/** A task that holds the lock until it is told to end. */
export class Holder {
  readonly done: Promise<unknown>;
  readonly entered: Promise<AbortSignal>;
  release!: () => void;

  constructor(lock: Lock, wait = patient()) {
    const released = new Promise<void>((resolve) => {
      this.release = resolve;
    });
    let enter: (lost: AbortSignal) => void = () => undefined;
    this.entered = new Promise((resolve) => {
      enter = resolve;
    });
    this.done = lock.run(async ({ lost }) => {
      enter(lost);
      await released;
    }, wait);
    // Who looks at it learns of a rejection; a case that ended does not.
    this.done.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.release();
    await this.done;
  }

  static async in(lock: Lock, wait = patient()): Promise<Holder> {
    const holder = new Holder(lock, wait);
    await within(10_000, Promise.race([holder.entered, holder.done]), 'the lock was granted');
    return holder;
  }
}
