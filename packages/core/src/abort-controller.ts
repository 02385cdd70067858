/**
 * A controller whose signal the platform's `fetch` takes. A page that is only played, such as jsdom under a test runner, brings
 * an `AbortController` of its own and leaves Node's `fetch` in place, which refuses its signals.
 */
export function abortController(): AbortController {
  const controller = new AbortController();
  if (typeof document === 'undefined') return controller;
  try {
    // Asked for at run time, so that no bundle for a browser names it: there is no `process` there, and it stays at that.
    const native = process.getBuiltinModule('node:util').transferableAbortController();
    return native instanceof AbortController || isTaken(controller.signal) ? controller : native;
  } catch {
    return controller;
  }
}

function isTaken(signal: AbortSignal): boolean {
  try {
    return !!new Request('data:,', { signal });
  } catch {
    return false;
  }
}
