import { within } from '../deadline.ts';
import { FreshkeyError } from '../errors.ts';
import { isThenable } from '../thenable.ts';
import type { SessionRecord } from './session-record.ts';
import type { TokenStore } from './store.ts';

const mostAttempts = 5;
const firstRetryMs = 1000;
const longestRetryMs = 60_000;
/** A process that would end by itself is kept alive this long for what is not written yet. */
const keepAliveMs = 10_000;

/** Writes records in the order in which they were made, and those that failed once more. */
export abstract class Writer {
  readonly #store: TokenStore;
  /** How long the store may take for an answer, in milliseconds. */
  readonly #timeoutMs: number;
  #tail: Promise<void> | undefined = undefined;
  #failed: { record: SessionRecord; decisive: boolean; sinceMs: number; retryMs: number } | undefined = undefined;
  #timer: ReturnType<typeof setTimeout> | undefined = undefined;
  #isDisposed = false;

  constructor(store: TokenStore, timeoutMs: number) {
    this.#store = store;
    this.#timeoutMs = timeoutMs;
  }

  /** The generation that the store was last known to hold. */
  protected abstract get stored(): number | undefined;
  /** The store holds this generation now. */
  protected abstract know(generation: number | undefined): void;
  /** Whether the session has moved on from a record. */
  protected abstract isSuperseded(record: SessionRecord): boolean;
  /** The store holds something else; true: that stands, and what was to be written does not. */
  protected abstract yields(theirs: SessionRecord | undefined, decisive: boolean): boolean;
  protected abstract read(): Promise<SessionRecord | undefined>;
  protected abstract failed(operation: 'write', error: unknown): void;

  /** Settles when every write that was asked for has succeeded or failed. */
  written(): Promise<void> {
    return this.#tail ?? Promise.resolve();
  }

  /** A write is under way. */
  get isWriting(): boolean {
    return this.#tail !== undefined;
  }

  /** A write has failed, and is to be tried again. */
  protected get hasFailed(): boolean {
    return this.#failed !== undefined;
  }

  /** Something is being written, or has to be written once more. */
  get hasUnwritten(): boolean {
    return this.isWriting || this.hasFailed;
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
      if (await this.#replace(record, decisive)) this.know(record.generation);
      if (this.#failed) clearTimeout(this.#timer);
      this.#failed = undefined;
    } catch (error) {
      this.failed('write', error);
      this.#retryLater(record, decisive);
    }
  }

  /** True: the store has the record. False: it needs it no longer. */
  async #replace(record: SessionRecord, decisive: boolean): Promise<boolean> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (this.isSuperseded(record)) return false;
      if (await this.#answer(this.#store.write(record, this.stored))) return true;
      if (this.yields(await this.read(), decisive)) return false;
    }
    throw new FreshkeyError(
      'store-failed',
      `The store refused the write ${mostAttempts} times, and does not hold what it says.`,
    );
  }

  /** A store that does not answer has failed. */
  protected inTime<T>(answer: PromiseLike<T>): Promise<T> {
    const late = () => new FreshkeyError('store-unreachable', `The store did not answer within ${this.#timeoutMs} ms.`);
    return within(answer, this.#timeoutMs, late);
  }

  #answer(written: boolean | PromiseLike<boolean>): boolean | Promise<boolean> {
    return isThenable(written) ? this.inTime<boolean>(written) : (written as boolean);
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
