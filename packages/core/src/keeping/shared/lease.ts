import { FreshkeyError } from '../../errors.ts';
import type { Seen } from './document.ts';
import type { DocumentCell } from './document-cell.ts';

const mostAttempts = 10;

/** A lock that was granted: the document is written again and again until it is released, or somebody else has it. */
export class Lease {
  readonly owner: string;
  readonly #document: DocumentCell;
  readonly #beaten: () => void;
  readonly #loss = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  /** The record that its holder works on: the lock is not taken back once somebody has written another one. */
  #generation: number | undefined;
  #provenAtMs: number;
  #provenOnMs: number;
  #beating: Promise<void> | undefined = undefined;
  #isOver = false;

  /** @param beaten is called whenever the store has taken a beat. */
  constructor(document: DocumentCell, owner: string, { document: { record } }: Seen, beaten: () => void) {
    this.#document = document;
    this.owner = owner;
    this.#generation = record?.generation;
    this.#beaten = beaten;
    this.#provenAtMs = performance.now();
    this.#provenOnMs = Date.now();
    this.#timer = setInterval(() => void this.beat().catch(() => {}), document.setup.leaseMs / 3);
    (this.#timer as { unref?: () => void }).unref?.();
  }

  /** Aborts when somebody else has the lock: only the store says so, since while it is away nobody can take it. */
  get lost(): AbortSignal {
    return this.#loss.signal;
  }

  /** Our own record was written under the lock. */
  wrote(generation: number): void {
    this.#generation = generation;
  }

  /**
   * Resolves while nobody else can have the lock. Costs a write where the last one is older than half a lease, by either
   * of two watches: one stands still while a machine sleeps, the other one may be set.
   *
   * @throws FreshkeyError `lock-timeout` when it is lost, or why the store could not be asked.
   */
  async confirm(): Promise<void> {
    const aMs = performance.now() - this.#provenAtMs;
    const bMs = Math.abs(Date.now() - this.#provenOnMs);
    if (Math.max(aMs, bMs) > this.#document.setup.leaseMs / 2) await this.beat();
    if (this.lost.aborted) throw new FreshkeyError('lock-timeout', 'Another process has taken the lock.');
  }

  beat(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#beating ??= this.#beat().finally(() => {
      this.#beating = undefined;
    });
    return this.#beating;
  }

  async #beat(): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts && !this.#isOver; attempt++) {
      const [atMs, onMs] = [performance.now(), Date.now()];
      const seen = attempt === 0 && this.#document.seen ? this.#document.seen : await this.#document.look();
      if (this.#isOver) return;
      if (!this.#isOurs(seen)) {
        if (attempt > 0) return this.#lose();
        continue;
      }
      if (await this.#document.replace(seen, { ...seen.document, ...this.#document.signed(this.owner) })) {
        this.#prove(atMs, onMs);
        return this.#beaten();
      }
    }
  }

  /** Ours, or nobody's: a document that was emptied or fell back to an older state, unless somebody has renewed meanwhile. */
  #isOurs({ document: { owner, record } }: Seen): boolean {
    if (owner !== undefined) return owner === this.owner;
    return record === undefined || record.generation === this.#generation;
  }

  /** What counts is when the store was asked, not when it answered. */
  #prove(atMs: number, onMs: number): void {
    this.#provenAtMs = atMs;
    this.#provenOnMs = onMs;
  }

  #lose(): void {
    this.#end();
    const why = "The lease of the store's lock ran out, and another process has taken it.";
    this.#loss.abort(new FreshkeyError('lock-timeout', why));
  }

  #end(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
  }

  /** Gives the lock back. Never rejects: what cannot be given back ends with its lease. */
  async release(): Promise<void> {
    this.#end();
    await this.#beating?.catch(() => {});
    if (!this.lost.aborted) await giveBack(this.#document, this.owner).catch(() => {});
  }
}

/** Frees the lock if this owner has it. */
export async function giveBack(document: DocumentCell, owner: string): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const seen = attempt === 0 && document.seen ? document.seen : await document.look();
    const { owner: holder, process: _, ...free } = seen.document;
    if (holder === owner) {
      if (await document.replace(seen, free)) return;
    } else if (attempt > 0) return;
  }
}
