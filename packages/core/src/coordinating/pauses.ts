import { FreshkeyError } from '../errors.ts';
import type { Failure } from '../judging/failure.ts';

/** The memory of failed refreshes: how long nobody tries again. */
export interface Pauses {
  /** One more failure in a row; returns until when nobody tries again, in milliseconds since the epoch, if not at once. */
  begin(failure: Failure, error: FreshkeyError): number | undefined;
  /** The next need tries again; the failures are not forgotten. */
  end(): void;
  /** A success, or another login: nothing has failed yet. */
  forget(): void;
  /** Why nobody tries now. */
  obstacle(): FreshkeyError | undefined;
}

const firstMs = 1000;
const longestMs = 60_000;
const firstAfterRefusalMs = 5000;
const longestAfterRefusalMs = 300_000;

/** Nothing after a first failure that may pass; then, and after a refusal, twice as long each time, with jitter. */
function backOffMs(failures: number, kind: Failure['kind']): number {
  const jitter = 0.75 + Math.random() / 2;
  if (kind === 'permanent') return Math.min(firstAfterRefusalMs * 2 ** (failures - 1), longestAfterRefusalMs) * jitter;
  return failures < 2 ? 0 : Math.min(firstMs * 2 ** (failures - 2), longestMs) * jitter;
}

export function createPauses(now: () => number): Pauses {
  let failures = 0;
  let untilMs = 0;
  let lastError: FreshkeyError | undefined;

  function end(): void {
    untilMs = 0;
    globalThis.removeEventListener?.('online', end);
  }

  return {
    begin({ kind, retryAfterMs = 0 }, error) {
      lastError = error;
      const pauseMs = Math.max(backOffMs(++failures, kind), Math.min(retryAfterMs, longestAfterRefusalMs));
      if (pauseMs === 0) return undefined;
      untilMs = now() + pauseMs;
      globalThis.addEventListener?.('online', end, { once: true });
      return untilMs;
    },
    end,
    forget() {
      failures = 0;
      end();
    },
    obstacle() {
      const waitMs = Math.ceil(untilMs - now());
      // Longer than any pause: the clock was put back.
      if (waitMs > longestAfterRefusalMs * 1.25) end();
      else if (waitMs > 0) {
        return new FreshkeyError('refresh-paused', `The next attempt to refresh is due in ${waitMs} ms.`, lastError);
      }
      return undefined;
    },
  };
}
