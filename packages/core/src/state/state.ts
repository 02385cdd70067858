import type { FreshkeyErrorCode } from '../errors.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Experience } from '../judging/experience.ts';
import { type Deadlines, deadlinesOf, type Windows } from '../judging/expiry.ts';
import type { TokenSet } from '../judging/token-set.ts';
import type { Ended, SessionRecord } from '../keeping/session-record.ts';

/**
 * `'starting'`: the store is not read yet, or, with `refreshWhenEmpty`, it is empty and nobody has asked yet who is signed
 * in. `'active'`: requests carry a credential. `'signed-out'`: nobody is signed in. `'ended'`: a refresh was refused for good.
 */
export type SessionStatus = 'starting' | 'signed-out' | 'active' | 'ended';

const formerTokens = 8;

/** How the last refresh failed, while that is the last that was heard of one. */
export interface LastFailure {
  readonly code: FreshkeyErrorCode;
  /** Until when nobody tries again, in milliseconds since the epoch; absent: the next need tries at once. */
  readonly retryAtMs?: number;
}

/** The session's state at a moment: immutable, and the same object until something changes. */
export interface SessionSnapshot {
  readonly status: SessionStatus;
  /** A refresh is under way; no screen has to close for it. */
  readonly isRefreshing: boolean;
  /** When the access token ends, in milliseconds since the epoch; absent: unknown, or nobody signed in. */
  readonly expiresAtMs?: number;
  /** Why the session ended; the same in every tab and process. */
  readonly ended?: Ended;
  readonly lastFailure?: LastFailure;
}

/** What one step changes. */
export interface StateChange {
  readonly record?: SessionRecord | undefined;
  readonly isRefreshing?: boolean;
  readonly lastFailure?: LastFailure | undefined;
  /** Nobody is signed in, said `refresh`, where the store is empty. */
  readonly isNobody?: boolean;
}

/** The one mutable cell: which tokens, of which login and generation. It knows no flight and no request. */
export class State {
  loaded = false;
  disposed = false;
  record: SessionRecord | undefined = undefined;
  /** Whom the session began with: what the store held, or a sign-in that was quicker. Who asked before that asked as this one. */
  firstLoginId: string | undefined = undefined;
  isRefreshing = false;
  isNobody = false;
  lastFailure: LastFailure | undefined = undefined;
  /** When a refresh brought the tokens, here or elsewhere; 0: none did. */
  renewedAtMs = 0;
  /** Where a fresh token has met a challenge for another scheme; of one login. */
  foreignOrigins: Set<string> | undefined = undefined;
  /** What refused fresh tokens have taught; of one login. */
  experience: Experience | undefined = undefined;
  deadlines: Deadlines | undefined = undefined;
  readonly #fillsWhenEmpty: boolean;
  readonly #windows: Windows;
  /** Fingerprints of the login's access tokens before this one. */
  #former: readonly string[] | undefined = undefined;
  #subscribers: Set<() => void> | undefined = undefined;
  /** The snapshot that subscribers know of. */
  #told: SessionSnapshot | undefined = undefined;
  #snapshot: SessionSnapshot | undefined = undefined;

  constructor(fillsWhenEmpty: boolean, windows: Windows) {
    this.#fillsWhenEmpty = fillsWhenEmpty;
    this.#windows = windows;
  }

  get tokens(): TokenSet | undefined {
    return this.record?.tokens ?? undefined;
  }

  get status(): SessionStatus {
    if (!this.loaded) return 'starting';
    if (this.record?.tokens) return 'active';
    if (this.record) return this.record.ended ? 'ended' : 'signed-out';
    return this.#fillsWhenEmpty && !this.isNobody ? 'starting' : 'signed-out';
  }

  /** Nobody is signed in, and `refresh` may say who is. After a sign-out it stays signed out all the same. */
  get canFill(): boolean {
    if (!this.#fillsWhenEmpty || this.record?.tokens) return false;
    return this.record ? this.record.ended !== undefined : !this.isNobody;
  }

  /** Changes, and tells nobody yet: whoever listens must find everything changed. */
  apply(change: StateChange): void {
    if ('record' in change) {
      if (!this.loaded) this.firstLoginId = change.record?.loginId;
      this.loaded = true;
      if (change.record?.loginId !== this.record?.loginId) this.#forgetLogin();
      else if (this.tokens)
        this.#former = [...(this.#former ?? []), fingerprint(this.tokens.accessToken)].slice(-formerTokens);
      this.deadlines = change.record?.tokens ? deadlinesOf(change.record.tokens, this.#windows) : undefined;
    }
    Object.assign(this, change);
    this.#snapshot = undefined;
  }

  /** Whether an access token is, or was, one of this login. */
  wasOurs(accessToken: string): boolean {
    if (accessToken === '') return false;
    return accessToken === this.tokens?.accessToken || !!this.#former?.includes(fingerprint(accessToken));
  }

  #forgetLogin(): void {
    this.#former = undefined;
    this.renewedAtMs = 0;
    this.foreignOrigins = undefined;
    this.experience = undefined;
  }

  /** Tells everybody who subscribed, if the snapshot is another one. */
  tell(run: (subscriber: () => void) => void): void {
    if (!this.#subscribers || this.snapshot() === this.#told) return;
    this.#told = this.#snapshot;
    for (const subscriber of [...this.#subscribers]) if (this.#subscribers?.has(subscriber)) run(subscriber);
  }

  snapshot(): SessionSnapshot {
    if (this.#snapshot) return this.#snapshot;
    const { status, isRefreshing, lastFailure } = this;
    const { expiresAtMs } = this.tokens ?? {};
    const { ended } = this.record ?? {};
    const next = Object.freeze({
      status,
      isRefreshing,
      ...(expiresAtMs !== undefined && { expiresAtMs }),
      ...(ended && { ended }),
      ...(lastFailure && { lastFailure }),
    });
    this.#snapshot = this.#told && isSame(this.#told, next) ? this.#told : next;
    return this.#snapshot;
  }

  get isListenedTo(): boolean {
    return !!this.#subscribers?.size;
  }

  subscribe(listener: () => void): () => void {
    // One entry a subscription, also where the same function subscribes twice.
    const entry = () => listener();
    this.#told = this.snapshot();
    this.#subscribers ??= new Set();
    this.#subscribers.add(entry);
    return () => void this.#subscribers?.delete(entry);
  }

  dispose(): void {
    this.disposed = true;
    this.#subscribers = undefined;
  }
}

function isSame(one: SessionSnapshot, other: SessionSnapshot): boolean {
  return (
    one.status === other.status &&
    one.isRefreshing === other.isRefreshing &&
    one.expiresAtMs === other.expiresAtMs &&
    one.ended === other.ended &&
    one.lastFailure === other.lastFailure
  );
}
