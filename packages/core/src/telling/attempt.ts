/**
 * Runs what belongs to the application (a listener, a logger, a rule). When it throws, the error is reported as the
 * platform reports one of an event listener, and breaks no request.
 */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    report(error);
    return undefined;
  }
}

export function report(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
