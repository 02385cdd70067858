import { FreshkeyError } from '@freshkey/core';
import type { Cell } from './cell.ts';

const confirmAfterMs = 50;

/** A lock that was granted: extended until it is released, or somebody else has it. */
export class Lease {
  readonly owner: string;
  /** The generation that its holder works on; the lock is not taken back once somebody has written another one. */
  generation: string;
  readonly #cell: Cell;
  readonly #leaseMs: number;
  readonly #extended: () => void;
  readonly #loss = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #extending: Promise<void> | undefined;
  #isOver = false;
  /** When Redis was asked that last said it is ours: by a watch that stands still while a machine sleeps, and by one that may be set. */
  #provenAtMs = performance.now();
  #provenOnMs = Date.now();

  /** @param extended is called whenever Redis has extended it. */
  constructor(cell: Cell, owner: string, generation: string, leaseMs: number, extended: () => void) {
    this.#cell = cell;
    this.owner = owner;
    this.generation = generation;
    this.#leaseMs = leaseMs;
    this.#extended = extended;
    this.#timer = setInterval(() => this.extend(), leaseMs / 3);
    this.#timer.unref();
  }

  /** Aborts when somebody else has the lock: only Redis says so, since while it is away nobody can take it. */
  get lost(): AbortSignal {
    return this.#loss.signal;
  }

  /** Never throws: while Redis is away, the next beat tries again. */
  extend(): void {
    this.#extendOnce().catch(() => {});
  }

  /**
   * Resolves while nobody else can have the lock. Asks Redis where its last word is older than half a lease.
   *
   * @throws FreshkeyError `lock-timeout` when it is lost, or why Redis could not be asked.
   */
  async confirm(): Promise<void> {
    const sinceMs = Math.max(performance.now() - this.#provenAtMs, Math.abs(Date.now() - this.#provenOnMs));
    if (sinceMs > this.#leaseMs / 2) await this.#extendOnce();
    if (this.lost.aborted) throw new FreshkeyError('lock-timeout', 'Another process has taken the lock.');
  }

  #extendOnce(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#extending ??= this.#extend().finally(() => {
      this.#extending = undefined;
    });
    return this.#extending;
  }

  async #extend(): Promise<void> {
    const [atMs, onMs] = [performance.now(), Date.now()];
    // Once more, since after a restart another process may have it for a moment, until it sees that it must not.
    if (!(await this.#isOurs()) && !(await this.#isOurs(confirmAfterMs))) return this.#lose();
    this.#provenAtMs = atMs;
    this.#provenOnMs = onMs;
    this.#extended();
  }

  async #isOurs(afterMs = 0): Promise<boolean> {
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    const { generation } = this;
    const isOurs = this.#isOver || (await this.#cell.extend(this.owner, this.#leaseMs, generation, this.#leaseMs));
    // Our own write while Redis was asked: the question was about another generation than the answer.
    return isOurs || generation !== this.generation;
  }

  #lose(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#loss.abort(
      new FreshkeyError('lock-timeout', "The lease of the store's lock ran out, and another process has taken it."),
    );
  }

  /** Gives the lock back. Never rejects: what cannot be given back ends with its lease. */
  async release(timeoutMs: number): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    // An extension that is still tried again would take the lock back.
    await this.#extending?.catch(() => {});
    if (this.lost.aborted) return;
    await this.#cell.release(this.owner, timeoutMs).catch(() => undefined);
  }
}
