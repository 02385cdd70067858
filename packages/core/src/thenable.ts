/** Whether something is a promise, also of another realm or library. */
export function isThenable(value: unknown): value is PromiseLike<never> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
