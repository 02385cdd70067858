import { FreshkeyError, isFreshkeyError } from '../../errors.ts';
import type { HeldLock, Lock } from '../lock.ts';
import { markOf, type Seen } from './document.ts';
import type { DocumentCell } from './document-cell.ts';
import { giveBack, Lease } from './lease.ts';
import { Sleepers, unlessAborted } from './sleepers.ts';
import { Stillness } from './stillness.ts';

/** What the lock needs of the store that it belongs to. */
export interface SharedLockHost {
  /** The store tells when the document changes. */
  readonly isWatching: boolean;
  /** Tokens are in memory alone: until they are written, nobody else may spend what the store still holds. */
  readonly isUnsaved: boolean;
  /** Whoever asked for the lock was shown this. */
  saw(seen: Seen): void;
  /** The store answers: what it lacks is to be written. */
  recheck(): void;
}

type Wait = Parameters<Lock['run']>[1];

/** How long to wait between two looks: as a fallback where notices come, by asking alone where they do not. */
const pollWithNoticesMs = 1000;
const pollMs = 60;
const spreadMs = 20;
/** Tokens that cannot be written for so long keep nobody else from refreshing. */
const longestKeepMs = 60_000;
/** Nobody waits longer for the lock to be given back. */
const releaseWaitMs = 250;

const none: readonly Lease[] = [];

/** The lock of one session: its owner stands in the document, and proves that it lives by writing it again and again. */
export class SharedLock implements Lock {
  readonly #document: DocumentCell;
  readonly #host: SharedLockHost;
  #sleepers: Sleepers | undefined = undefined;
  /** Held at this moment. */
  #leases: readonly Lease[] = none;
  /** Held on after its task, since the tokens that it brought are not in the store yet. */
  #kept: Lease | undefined = undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined = undefined;

  constructor(document: DocumentCell, host: SharedLockHost) {
    this.#document = document;
    this.#host = host;
  }

  async run<T>(task: (held: HeldLock) => Promise<T>, wait: Wait): Promise<T> {
    wait.signal.throwIfAborted();
    const kept = this.#kept;
    this.#kept = undefined;
    const owner = kept?.owner ?? newOwner();
    let seen: Seen;
    try {
      seen = await this.#acquire(owner, wait);
    } catch (error) {
      if (kept) await this.#settle(kept);
      if (!this.#document.setup.isLocal || !isFreshkeyError(error) || error.code !== 'store-absent') throw error;
      return task({ lost: new AbortController().signal });
    }
    const lease = kept ?? new Lease(this.#document, owner, seen, () => this.#host.isUnsaved && this.#host.recheck());
    this.#leases = [...this.#leases, lease];
    try {
      return await task({ lost: lease.lost, record: seen.document.record, confirm: () => lease.confirm() });
    } finally {
      this.#leases = this.#leases.filter((other) => other !== lease);
      await this.#settle(lease);
    }
  }

  /** Who waits for the lock looks again. */
  wake(): void {
    this.#sleepers?.wake();
  }

  /** This process wrote a record of its own under the lock, or sees that somebody else's has taken its place. */
  saved(generation: number | undefined): void {
    if (generation !== undefined) for (const lease of this.#leases) lease.wrote(generation);
    if (this.#kept) void this.#settle(this.#kept);
  }

  /** Nobody is left who would write what the lock is kept for. */
  letGo(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    clearTimeout(this.#keeping);
    void kept?.release();
  }

  /** Released, unless it has to be kept. */
  async #settle(lease: Lease): Promise<void> {
    clearTimeout(this.#keeping);
    const mustKeep = this.#host.isUnsaved && !lease.lost.aborted;
    this.#kept = mustKeep ? lease : undefined;
    if (mustKeep) {
      this.#keeping = setTimeout(() => this.letGo(), longestKeepMs);
      (this.#keeping as { unref?: () => void }).unref?.();
    } else {
      await Promise.race([lease.release(), new Promise((resolve) => setTimeout(resolve, releaseWaitMs))]);
    }
  }

  /** @throws FreshkeyError `lock-timeout`, why the store could not be asked, or the signal's reason. */
  async #acquire(owner: string, { signal, timeoutMs }: Wait): Promise<Seen> {
    const ending = new AbortController();
    const onAbort = () => ending.abort(signal.reason);
    signal.addEventListener('abort', onAbort);
    const timer = setTimeout(
      () => ending.abort(new FreshkeyError('lock-timeout', `The lock was not free within ${timeoutMs} ms.`)),
      timeoutMs,
    );
    const granting = this.#granted(owner, ending.signal);
    try {
      return await unlessAborted(granting, ending.signal);
    } catch (error) {
      // Granted after all, when nobody waited for it any longer.
      granting.then(
        () => giveBack(this.#document, owner).catch(() => {}),
        () => {},
      );
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #granted(owner: string, ended: AbortSignal): Promise<Seen> {
    const document = this.#document;
    const stillness = new Stillness(2 * this.#pauseMs);
    const look = async () => {
      const { failures } = document;
      const now = await document.look();
      if (failures !== document.failures) stillness.interrupt();
      stillness.observe(markOf(now), performance.now());
      return now;
    };
    // What was seen long ago is good for a try: who is refused looks.
    let isFresh = document.seen === undefined;
    let seen = document.seen ?? (await look());
    for (;;) {
      ended.throwIfAborted();
      if (this.#isFree(seen, owner, stillness.stoodMs)) {
        const granted = await document.replace(seen, { ...seen.document, ...document.signed(owner) });
        if (granted) return granted;
      } else if (isFresh) {
        this.#host.saw(seen);
        this.#sleepers ??= new Sleepers();
        await this.#sleepers.sleep(this.#pauseMs + Math.random() * spreadMs, ended);
      }
      seen = await look();
      isFresh = true;
    }
  }

  #isFree({ document }: Seen, owner: string, stoodMs: number): boolean {
    const { newestBeat, cell, setup } = this.#document;
    if (stoodMs >= setup.leaseMs || document.owner === owner) return true;
    // Deleted, or back at an older state: whoever has the lock is given the time to say so.
    if (document.beat < newestBeat) return false;
    if (document.owner === undefined) return true;
    return document.process !== undefined && cell.process?.isDead(document.process) === true;
  }

  get #pauseMs(): number {
    const { leaseMs } = this.#document.setup;
    return this.#host.isWatching ? Math.min(pollWithNoticesMs, leaseMs / 4) : pollMs;
  }
}

/** Another name than any that is drawn elsewhere. */
function newOwner(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
