import type { TokenSet } from '../judging/token-set.ts';
import type { SessionRecord } from '../keeping/store.ts';
import { attempt } from '../telling/attempt.ts';
import type { Diagnosis } from '../telling/explanation.ts';

/**
 * `'starting'`: the store is not read yet. `'active'`: requests carry a credential, or can get one. `'signed-out'`:
 * nobody is signed in. `'ended'`: a refresh was refused for good.
 */
export type SessionStatus = 'starting' | 'signed-out' | 'active' | 'ended';

/** The session's state at a moment: immutable, and the same object until something changes. */
export interface SessionSnapshot {
  readonly status: SessionStatus;
  /** A refresh is under way; no screen has to close for it. */
  readonly isRefreshing: boolean;
  /** When the access token ends, in milliseconds since the epoch; absent: unknown, or nobody signed in. */
  readonly expiresAtMs?: number;
  /** Why the session ended. */
  readonly endedBecause?: string;
  /** The diagnosis of the refusal that ended it, in the tab or process that met it, where `diagnose` is configured. */
  readonly endedDiagnosis?: Diagnosis;
}

/** Another generation than this one, and than any that another tab or process is likely to draw meanwhile. */
export function nextGeneration(generation = 0): number {
  return generation + 1 + Math.floor(Math.random() * 0xfffff);
}

export function newLoginId(): string {
  return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
}

/**
 * Who made a record: a sign-in or sign-out here, a refresh here (of which only the refresh token was any good:
 * `salvaged`), or another tab or process.
 */
export type Change = 'signed' | 'renewed' | 'salvaged' | 'adopted';

export type StateListener = (next: SessionRecord, previous: SessionRecord | undefined, change: Change) => void;

/** The one mutable cell: which tokens, of which login and generation. It knows no flight and no request. */
export class State {
  loaded = false;
  record: SessionRecord | undefined = undefined;
  disposed = false;
  endedDiagnosis: Diagnosis | undefined = undefined;
  readonly #activeWhenEmpty: boolean;
  readonly #changed: StateListener;
  readonly #subscribers = new Set<() => void>();
  #isRefreshing = false;
  #snapshot: SessionSnapshot | undefined;

  constructor(activeWhenEmpty: boolean, changed: StateListener) {
    this.#activeWhenEmpty = activeWhenEmpty;
    this.#changed = changed;
  }

  get tokens(): TokenSet | undefined {
    return this.record?.tokens ?? undefined;
  }

  get generation(): number {
    return this.record?.generation ?? 0;
  }

  get status(): SessionStatus {
    if (!this.loaded) return 'starting';
    if (!this.record) return this.#activeWhenEmpty ? 'active' : 'signed-out';
    if (this.record.tokens) return 'active';
    return this.record.endedBecause === undefined ? 'signed-out' : 'ended';
  }

  /** What the store held, or the seed: the state begins, nothing has happened yet. */
  load(record: SessionRecord | undefined): void {
    this.record = record;
    this.loaded = true;
    this.#notify();
  }

  set(record: SessionRecord, change: Change): void {
    const previous = this.record;
    this.record = record;
    this.loaded = true;
    if (record.tokens) this.endedDiagnosis = undefined;
    this.#changed(record, previous, change);
    this.#notify();
  }

  set isRefreshing(value: boolean) {
    if (this.#isRefreshing === value) return;
    this.#isRefreshing = value;
    this.#notify();
  }

  snapshot(): SessionSnapshot {
    const { expiresAtMs } = this.tokens ?? {};
    const { endedBecause } = this.record ?? {};
    this.#snapshot ??= Object.freeze({
      status: this.status,
      isRefreshing: this.#isRefreshing,
      ...(expiresAtMs !== undefined && { expiresAtMs }),
      ...(endedBecause !== undefined && { endedBecause }),
      ...(endedBecause !== undefined && this.endedDiagnosis && { endedDiagnosis: this.endedDiagnosis }),
    });
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    // One entry a subscription, also where the same function subscribes twice.
    const entry = () => listener();
    this.#subscribers.add(entry);
    return () => void this.#subscribers.delete(entry);
  }

  dispose(): void {
    this.disposed = true;
    this.#subscribers.clear();
  }

  #notify(): void {
    this.#snapshot = undefined;
    for (const subscriber of [...this.#subscribers]) if (this.#subscribers.has(subscriber)) attempt(subscriber);
  }
}
