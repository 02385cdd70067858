import { randomUUID } from 'node:crypto';
import { FreshkeyError, type HeldLock, type Lock, type SessionRecord } from '@freshkey/core';
import { Sleepers, unlessAborted } from '@freshkey/core/shared';
import type { Cell, Content, Grant } from './cell.ts';
import { Lease } from './lease.ts';
import type { Notices } from './notices.ts';
import type { Settings } from './options.ts';
import type { Server } from './server.ts';

/** What the lock needs of the store that it belongs to. */
export interface LockHost {
  /** The generation that is known to be in Redis; the empty string: none. */
  readonly known: string;
  /** Tokens are in memory alone: until they are written, nobody else may spend what Redis still holds. */
  readonly isUnsaved: boolean;
  /** Whoever asked for the lock was shown another record. */
  saw(content: Content): void;
  /** There was a record, and there is none. */
  flushed(): void;
  /** Redis answers: what it lacks is to be written. */
  recheck(): void;
  /** The record in what the granting saw. */
  open(content: Content): Promise<SessionRecord | undefined>;
}

type Wait = Parameters<Lock['run']>[1];

/** How long to wait between two attempts: as a fallback where notices come, by asking alone where they do not. */
const pollWithNoticesMs = 1000;
const pollMs = 60;
const spreadMs = 20;
/** Tokens that cannot be written for so long keep nobody else from refreshing. */
const longestKeepMs = 60_000;

/** How long no lock is granted after a flush: whoever holds it is told, or extends it by itself well before. */
export function guardMsOf(leaseMs: number) {
  return Math.ceil(leaseMs / 2);
}

const none: readonly Lease[] = [];

/** The lock of one session: one owner for one lease, kept up while its task runs. */
export class RedisLock implements Lock {
  readonly #cell: Cell;
  readonly #server: Server;
  readonly #notices: Notices;
  readonly #settings: Settings;
  readonly #host: LockHost;
  readonly #sleepers = new Sleepers();
  /** Runs at this moment. */
  #leases: readonly Lease[] = none;
  /** Held on after its task, since the tokens that it brought are not in Redis yet. */
  #kept: Lease | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(cell: Cell, server: Server, notices: Notices, settings: Settings, host: LockHost) {
    this.#cell = cell;
    this.#server = server;
    this.#notices = notices;
    this.#settings = settings;
    this.#host = host;
  }

  async run<T>(task: (held: HeldLock) => Promise<T>, wait: Wait): Promise<T> {
    wait.signal.throwIfAborted();
    const kept = this.#kept;
    this.#kept = undefined;
    const owner = kept?.owner ?? randomUUID();
    let grant: Grant;
    try {
      grant = await this.#acquire(owner, wait, kept === undefined);
    } catch (error) {
      this.#settle(kept);
      if (!(error instanceof Unreachable)) throw error;
      if (!this.#settings.isLocal) throw error.cause;
      return task({ lost: new AbortController().signal });
    }
    const lease = kept ?? this.#lease(owner);
    lease.generation = grant.content.generation;
    this.#leases = [...this.#leases, lease];
    try {
      const record = await this.#host.open(grant.content);
      return await task({ lost: lease.lost, record, confirm: () => lease.confirm() });
    } finally {
      this.#leases = this.#leases.filter((other) => other !== lease);
      this.#settle(lease);
    }
  }

  /** Who waits for the lock asks again. */
  wake(): void {
    this.#sleepers.wake();
  }

  /** The lock may be gone: who holds it takes it back. */
  reassert(): void {
    for (const lease of this.#leases) lease.extend();
    this.#kept?.extend();
  }

  /** What this process has in memory is in Redis; under a generation of its own, or somebody else's is. */
  saved(generation: string | undefined): void {
    if (generation !== undefined) for (const lease of this.#leases) lease.generation = generation;
    this.#settle(this.#kept);
  }

  /** Nobody is left who would write what the lock is kept for. */
  letGo(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) void kept.release(this.#settings.storeTimeoutMs);
  }

  #lease(owner: string): Lease {
    return new Lease(this.#cell, owner, '', this.#settings.leaseMs, () => {
      if (this.#host.isUnsaved) this.#host.recheck();
    });
  }

  /** Released, unless it has to be kept. */
  #settle(lease: Lease | undefined): void {
    if (!lease) return;
    clearTimeout(this.#keeping);
    const mustKeep = this.#host.isUnsaved && !lease.lost.aborted;
    this.#kept = mustKeep ? lease : undefined;
    if (!mustKeep) return void lease.release(this.#settings.storeTimeoutMs);
    this.#keeping = setTimeout(() => this.letGo(), longestKeepMs);
    this.#keeping.unref();
  }

  /** @throws FreshkeyError `lock-timeout`, Unreachable, or the signal's reason. */
  async #acquire(owner: string, { signal, timeoutMs }: Wait, isFresh: boolean): Promise<Grant> {
    const ending = new AbortController();
    const onAbort = () => ending.abort(signal.reason);
    signal.addEventListener('abort', onAbort);
    const timer = setTimeout(
      () => ending.abort(new FreshkeyError('lock-timeout', `The lock was not free within ${timeoutMs} ms.`)),
      timeoutMs,
    );
    try {
      return await this.#granted(owner, ending.signal, isFresh);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #granted(owner: string, ended: AbortSignal, isFresh: boolean): Promise<Grant> {
    const { leaseMs, storeTimeoutMs } = this.#settings;
    const giveBack = () => {
      if (isFresh) void this.#cell.release(owner, storeTimeoutMs).catch(() => undefined);
    };
    for (;;) {
      const patienceMs = await this.#calm(ended);
      ended.throwIfAborted();
      const { losses } = this.#notices;
      const asked = this.#cell.acquire(owner, leaseMs, this.#host.known, guardMsOf(leaseMs), patienceMs, giveBack);
      let grant: Grant;
      try {
        grant = await unlessAborted(asked, ended);
      } catch (error) {
        if (!ended.aborted) throw new Unreachable(error as FreshkeyError);
        asked.then(
          ({ state }) => state === 'granted' && giveBack(),
          () => undefined,
        );
        throw error;
      }
      const isDoubtful = isFresh && losses !== this.#notices.losses;
      if (grant.state === 'granted' && !isDoubtful) return grant;
      // Asked before the connection was lost and answered after it: perhaps by another Redis, which never knew the lock.
      if (grant.state === 'granted') {
        giveBack();
        continue;
      }
      if (grant.state === 'flushed') this.#host.flushed();
      else if (grant.content.text !== undefined) this.#host.saw(grant.content);
      const fallbackMs = this.#notices.isUp ? pollWithNoticesMs : pollMs;
      await this.#sleepers.sleep(Math.min(grant.freeInMs, fallbackMs) + Math.random() * spreadMs, ended);
    }
  }

  /** Waits until a lock may be taken; returns how long Redis may take to answer, in milliseconds. */
  async #calm(ended: AbortSignal): Promise<number> {
    const { leaseMs, storeTimeoutMs } = this.#settings;
    const limitMs = this.#server.patienceMs(storeTimeoutMs);
    const givenUpAtMs = performance.now() + limitMs;
    for (;;) {
      const quietMs = this.#notices.quietMs(leaseMs);
      if (quietMs <= 0) return limitMs;
      // The notices alone may be away; the time for Redis itself is then used up, but not the attempt.
      if (quietMs === Number.POSITIVE_INFINITY && performance.now() >= givenUpAtMs) return pollMs;
      await this.#sleepers.sleep(Math.min(quietMs, pollMs), ended);
    }
  }
}

/** Redis could not be asked; `onStoreFailure` decides. */
class Unreachable extends Error {
  override readonly cause: FreshkeyError;

  constructor(cause: FreshkeyError) {
    super(cause.message);
    this.cause = cause;
  }
}
