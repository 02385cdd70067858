import { within } from '../../deadline.ts';
import { FreshkeyError, isFreshkeyError } from '../../errors.ts';
import type { Cell } from './cell.ts';
import {
  type DocumentChange,
  formatted,
  isNewsAfter,
  markOf,
  nothing,
  parsed,
  type Seen,
  type SharedDocument,
} from './document.ts';
import type { Seal } from './sealing.ts';
import type { SharedSettings } from './shared-options.ts';

/** What all stores that are made with the same options have in common. */
export interface SharedSetup extends SharedSettings {
  readonly seal: Seal;
}

const firstPauseMs = 50;
const longestPauseMs = 250;
/** While the store is known to be away, nobody waits for it the whole time again. */
const whileAwayMs = 250;

/** The document of one session in its cell: reads and replaces it, waits out what may pass, and knows what was seen last. */
export class DocumentCell {
  readonly cell: Cell;
  readonly setup: SharedSetup;
  /** What the store held when it was last seen; `undefined`: it was never seen, or a write may have gone either way. */
  seen: Seen | undefined = undefined;
  /** The highest beat that was ever seen: what is below it was deleted, or fell back to an older state. */
  newestBeat = 0;
  /** How often the store did not answer. */
  failures = 0;
  #isAway = false;
  #writes = 0;

  constructor(cell: Cell, setup: SharedSetup) {
    this.cell = cell;
    this.setup = setup;
  }

  get #name(): string {
    return this.cell.name ?? '';
  }

  /** @throws FreshkeyError `store-unreachable`, `store-corrupt`, or what the cell says of itself. */
  look(): Promise<Seen> {
    return this.#patiently(() => this.#lookOnce());
  }

  async #lookOnce(): Promise<Seen> {
    const writes = this.#writes;
    const found = await this.cell.read();
    const document = found && (await this.#parsed(found.text));
    const seen = document ? { version: found?.version, document } : nothing;
    this.newestBeat = Math.max(this.newestBeat, seen.document.beat);
    // What was read before a write of our own has come to an end may be older than it.
    if (writes === this.#writes) this.seen = seen;
    return seen;
  }

  async #parsed(text: string): Promise<SharedDocument> {
    try {
      return await parsed(text, this.seen?.document.record, this.setup.seal, this.#name);
    } catch (error) {
      const { place } = this.cell;
      if (place === undefined || !isFreshkeyError(error) || error.code !== 'store-corrupt') throw error;
      throw new FreshkeyError('store-corrupt', `${error.message} It is ${place}.`);
    }
  }

  /**
   * Compare-and-set. Resolves with what the store holds then, or with `undefined` when it held something else than `seen`.
   *
   * @param doubted is called before `undefined` where nobody can tell by the document alone: an answer was lost on the way, and
   * somebody has written since, perhaps on top of what was written here (a beat of this very process).
   */
  async replace(seen: Seen, change: DocumentChange, doubted?: () => void): Promise<Seen | undefined> {
    const next = { ...change, beat: Math.max(this.newestBeat, seen.document.beat) + 1 };
    const text = await formatted(next, this.setup.seal, this.#name);
    const isNews = isNewsAfter(seen.document, next);
    let isDoubtful = false;
    try {
      return await this.#patiently(async () => {
        const wasDoubtful = isDoubtful;
        isDoubtful = true;
        const version = await this.cell.write(text, seen.version, isNews);
        if (version !== undefined) return this.#wrote({ version, document: next });
        isDoubtful = wasDoubtful;
        if (!isDoubtful) return undefined;
        // The first attempt may have gone through, its answer lost on the way.
        const now = await this.#lookOnce();
        if (markOf(now) === markOf({ version: now.version, document: next })) return now;
        doubted?.();
        return undefined;
      });
    } catch (error) {
      this.seen = undefined;
      throw error;
    }
  }

  #wrote(seen: Seen): Seen {
    this.#writes++;
    this.newestBeat = Math.max(this.newestBeat, seen.document.beat);
    this.seen = seen;
    return seen;
  }

  /** What stands in the document while an owner has the lock. */
  signed(owner: string): Pick<DocumentChange, 'owner' | 'process'> {
    const process = this.cell.process?.id;
    return { owner, ...(process !== undefined && { process }) };
  }

  /** Again while the store is away, until the time is over. */
  async #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const { storeTimeoutMs } = this.setup;
    const patienceMs = this.#isAway ? Math.min(storeTimeoutMs, whileAwayMs) : storeTimeoutMs;
    const endsAtMs = performance.now() + patienceMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const leftMs = Math.max(1, endsAtMs - performance.now());
      try {
        const result = await within(attempt(), leftMs, () => new Error('there was no answer.'));
        this.#isAway = false;
        return result;
      } catch (error) {
        if (isFreshkeyError(error) && error.code !== 'store-unreachable') throw error;
        this.failures++;
        if (performance.now() + pauseMs >= endsAtMs) {
          this.#isAway = true;
          throw this.#unreachable(patienceMs, error);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** The cell's error is not handed on: it can hold the text, and with it the record. */
  #unreachable(patienceMs: number, error: unknown): FreshkeyError {
    const { message } = Object(error) as { message?: unknown };
    const said = (String(message ?? error).split('\n', 1)[0] ?? '').slice(0, 200);
    const why = `The store did not do its part within ${patienceMs} ms: ${said}`;
    if (!this.setup.isLocal) return new FreshkeyError('store-unreachable', why);
    return new FreshkeyError('store-absent', `${why} "onStoreFailure" is 'local': each process refreshes for itself.`);
  }
}
