import { within } from '../deadline.ts';
import { FreshkeyError } from '../errors.ts';
import { isThenable } from '../thenable.ts';
import type { SessionRecord } from './session-record.ts';
import type { TokenStore } from './store.ts';

/** What the writer asks those who know what is stored. */
export interface WriterHost {
  /** The generation that the store was last known to hold. */
  expected(): number | undefined;
  /** Whether the session has moved on from a record. */
  isSuperseded(record: SessionRecord): boolean;
  wrote(record: SessionRecord): void;
  read(): Promise<SessionRecord | undefined>;
  /** The store holds something else; true: that stands, and what was to be written does not. */
  yields(theirs: SessionRecord | undefined, decisive: boolean): boolean;
  failed(error: unknown): void;
}

const mostAttempts = 5;
const firstRetryMs = 1000;
const longestRetryMs = 60_000;
/** A process that would end by itself is kept alive this long for what is not written yet. */
const keepAliveMs = 10_000;

/** Writes records in the order in which they were made, and those that failed once more. */
export class Writer {
  readonly #store: TokenStore;
  readonly #host: WriterHost;
  readonly #timeoutMs: number;
  #tail: Promise<void> | undefined = undefined;
  #failed: { record: SessionRecord; decisive: boolean; sinceMs: number; retryMs: number } | undefined = undefined;
  #timer: ReturnType<typeof setTimeout> | undefined = undefined;
  #isDisposed = false;

  constructor(store: TokenStore, host: WriterHost, timeoutMs: number) {
    this.#store = store;
    this.#host = host;
    this.#timeoutMs = timeoutMs;
  }

  /** Settles when every write that was asked for has succeeded or failed. */
  written(): Promise<void> {
    return this.#tail ?? Promise.resolve();
  }

  get isWriting(): boolean {
    return this.#tail !== undefined;
  }

  get hasFailed(): boolean {
    return this.#failed !== undefined;
  }

  /**
   * Settles when the store has the record, or has failed to take it. A decisive one (sign-in, sign-out) is written over
   * whatever is there; any other yields to what somebody else wrote.
   */
  save(record: SessionRecord, decisive: boolean): Promise<void> {
    const write = () => this.#write(record, decisive);
    const saved: Promise<void> = (this.#tail ? this.#tail.then(write) : write()).then(() => {
      if (this.#tail === saved) this.#tail = undefined;
    });
    this.#tail = saved;
    return saved;
  }

  /** What failed is tried at once. */
  async retry(): Promise<void> {
    const { record, decisive } = this.#failed ?? {};
    if (record) await this.save(record, decisive ?? false);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  async #write(record: SessionRecord, decisive: boolean): Promise<void> {
    try {
      if (await this.#replace(record, decisive)) this.#host.wrote(record);
      if (this.#failed) clearTimeout(this.#timer);
      this.#failed = undefined;
    } catch (error) {
      this.#host.failed(error);
      this.#retryLater(record, decisive);
    }
  }

  /** True: the store has the record. False: it needs it no longer. */
  async #replace(record: SessionRecord, decisive: boolean): Promise<boolean> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (this.#host.isSuperseded(record)) return false;
      if (await this.#answer(this.#store.write(record, this.#host.expected()))) return true;
      if (this.#host.yields(await this.#host.read(), decisive)) return false;
    }
    throw new FreshkeyError(
      'store-failed',
      `The store refused the write ${mostAttempts} times, and does not hold what it says.`,
    );
  }

  #answer(written: boolean | PromiseLike<boolean>): boolean | Promise<boolean> {
    if (!isThenable(written)) return written as boolean;
    return within<boolean>(written, this.#timeoutMs, () => unanswered(this.#timeoutMs));
  }

  #retryLater(record: SessionRecord, decisive: boolean): void {
    clearTimeout(this.#timer);
    if (this.#isDisposed) return;
    const { sinceMs = Date.now(), retryMs = firstRetryMs } = this.#failed ?? {};
    this.#failed = { record, decisive, sinceMs, retryMs: Math.min(retryMs * 2, longestRetryMs) };
    this.#timer = setTimeout(() => void this.retry(), retryMs);
    if (Date.now() - sinceMs > keepAliveMs) (this.#timer as { unref?: () => void }).unref?.();
  }
}

/** A store that does not answer has failed. */
export function unanswered(timeoutMs: number): FreshkeyError {
  return new FreshkeyError('store-unreachable', `The store did not answer within ${timeoutMs} ms.`);
}
