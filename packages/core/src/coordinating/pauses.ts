import { FreshkeyError } from '../errors.ts';
import type { Failure } from '../judging/failure.ts';

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

/** The memory of failed refreshes: how long nobody tries again. */
export class Pauses {
  readonly #now: () => number;
  #failures = 0;
  #untilMs = 0;
  #lastError: FreshkeyError | undefined = undefined;
  readonly #online = () => this.end();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** One more failure in a row; returns until when nobody tries again, in milliseconds since the epoch, if not at once. */
  begin({ kind, retryAfterMs = 0 }: Pick<Failure, 'kind' | 'retryAfterMs'>, error: FreshkeyError): number | undefined {
    this.#lastError = error;
    const pauseMs = Math.max(backOffMs(++this.#failures, kind), Math.min(retryAfterMs, longestAfterRefusalMs));
    return pauseMs === 0 ? undefined : this.until(this.#now() + pauseMs);
  }

  /** Somebody else's pause is ours as well. */
  until(untilMs: number): number {
    this.#untilMs = Math.round(untilMs);
    globalThis.addEventListener?.('online', this.#online, { once: true });
    return this.#untilMs;
  }

  /** The next need tries again; the failures are not forgotten. */
  end(): void {
    this.#untilMs = 0;
    globalThis.removeEventListener?.('online', this.#online);
  }

  /** A success, or another login: nothing has failed yet. */
  forget(): void {
    this.#failures = 0;
    this.end();
  }

  /** Why nobody tries now. */
  obstacle(): FreshkeyError | undefined {
    const waitMs = Math.ceil(this.#untilMs - this.#now());
    // Longer than any pause: the clock was put back.
    if (waitMs > longestAfterRefusalMs * 1.25) this.end();
    else if (waitMs > 0) {
      return new FreshkeyError(
        'refresh-paused',
        `The next attempt to refresh is due in ${waitMs} ms.`,
        this.#lastError,
      );
    }
    return undefined;
  }
}
