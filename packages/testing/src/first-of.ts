/**
 * Aborts as soon as one of these does, whoever made them: a test environment has signals of its own, which the platform's
 * `AbortSignal.any` refuses.
 *
 * @returns the signal, and what ends the listening.
 */
export function firstOf(signals: readonly (AbortSignal | null | undefined)[]): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const stops: (() => void)[] = [];
  for (const signal of signals) {
    if (!signal) continue;
    const follow = () => controller.abort(signal.reason);
    if (signal.aborted) follow();
    signal.addEventListener('abort', follow);
    stops.push(() => signal.removeEventListener('abort', follow));
  }
  return {
    signal: controller.signal,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
