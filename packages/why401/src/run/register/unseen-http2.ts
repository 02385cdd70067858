import type { RowSink } from '../row.ts';

/** Node's first minor versions with channels for HTTP/2, by major version. */
const since: Readonly<Record<number, number>> = { 22: 17, 23: Number.POSITIVE_INFINITY, 24: 2 };

/** Whether this version of Node tells of its HTTP/2 requests. */
export function tellsOfHttp2(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return minor >= (since[major] ?? 0);
}

/**
 * Where Node tells nothing of HTTP/2, finds out whether the program speaks it at all, so that a report can say what it
 * does not hold. Returns what is to be called at the end.
 */
export function noteUnseenHttp2(version: string, sink: RowSink): () => void {
  if (tellsOfHttp2(version)) return () => {};
  let isUsed = false;
  const observer = new PerformanceObserver(() => {
    isUsed = true;
    observer.disconnect();
  });
  observer.observe({ type: 'http2' as never });
  return () => {
    if (isUsed || observer.takeRecords().length > 0)
      sink.take({
        kind: 'note',
        text: `requests over node:http2 are not seen on Node ${version}; Node 24 shows them.`,
      });
  };
}
