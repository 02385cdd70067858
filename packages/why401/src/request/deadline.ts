/** The time that something may take, as a signal whose reason says so. */
interface Deadline {
  signal: AbortSignal;
  /** Forget it, so that the process can end. */
  clear(): void;
}

/** @param ms from now; at most 2^31 − 1. */
export function deadline(ms: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const error = new Error(`No answer within ${ms / 1000} s`);
    controller.abort(Object.assign(error, { name: 'TimeoutError', code: 'ETIMEDOUT' }));
  }, ms);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
