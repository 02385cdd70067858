/** Beyond it a timer fires at once: 2^31 - 1 ms. */
export const longestTimerMs = 2_147_483_647;

/** A timer that is this late says that everything stood still: a laptop, a tab, a frozen function. */
const oversleptMs = 1000;

/**
 * Calls back after a time. When the time was slept through, what came meanwhile is given `graceMs` to be read first.
 *
 * @param idle nobody waits for it: it keeps no process alive.
 * @returns ends it.
 */
export function deadline(waitMs: number, graceMs: number, due: () => void, idle = false): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const arm = (ms: number) => {
    const dueAtMs = Date.now() + ms;
    timer = setTimeout(() => (Date.now() - dueAtMs > oversleptMs ? arm(graceMs) : due()), ms);
    if (idle) unref(timer);
  };
  arm(Math.min(waitMs, longestTimerMs));
  return () => clearTimeout(timer);
}

/** A timer that keeps no process alive, where the platform has such. */
export function unref(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}

/** Waits for what is not ours, but not for ever: then rejects with what `late` makes. Cleans up after itself. */
export function within<T>(awaited: PromiseLike<T>, waitMs: number, late: () => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = deadline(waitMs, Math.min(waitMs, 1000), () => reject(late()));
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
