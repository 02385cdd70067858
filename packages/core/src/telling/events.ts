import type { FreshkeyError } from '../errors.ts';
import type { FailureKind } from '../judging/failure.ts';
import type { ReplayReason } from '../judging/verdict.ts';
import { attempt } from './attempt.ts';
import type { Explanation, PassReason } from './explanation.ts';

/** A request as it may be shown: no query, no user information. */
export interface RequestSummary {
  readonly method: string;
  readonly url: string;
}

/** What a session tells, and with what. No event holds a token: only a fingerprint. */
export interface SessionEvents {
  'signed-in': { readonly fingerprint: string };
  'signed-out': Record<never, never>;
  /** `adopted`: somebody else who shares the store had renewed the token already. */
  refreshed: { readonly fingerprint: string; readonly expiresAtMs?: number; readonly adopted: boolean };
  'refresh-failed': {
    readonly kind: FailureKind;
    readonly error: FreshkeyError;
    /** Until when nobody tries again, in milliseconds since the epoch. */
    readonly pausedUntilMs?: number;
  };
  /** Once for a session that a refused refresh ended. */
  ended: { readonly because: string };
  /** A request waits for the store, or for a refresh. */
  held: RequestSummary;
  /** A request goes out once more. */
  replayed: RequestSummary & { readonly reason: ReplayReason };
  /** A refusal surfaces at its caller. */
  unauthorized: Explanation;
  /** A request that is not ours was answered 401. `hint` names the option or line that would make it ours. */
  passed: RequestSummary & { readonly reason: PassReason; readonly hint: string };
  /** `error.cause` is what the store threw. */
  'store-failed': { readonly operation: 'read' | 'write' | 'lock'; readonly error: unknown };
}

export type SessionListener<Name extends keyof SessionEvents> = (event: SessionEvents[Name]) => void;

export interface Events {
  on<Name extends keyof SessionEvents>(name: Name, listener: SessionListener<Name>): () => void;
  emit<Name extends keyof SessionEvents>(name: Name, event: SessionEvents[Name]): void;
  /** Whether somebody listens: what is costly to describe is described only then. */
  has(name: keyof SessionEvents): boolean;
  clear(): void;
}

export function createEvents(): Events {
  const listeners = new Map<keyof SessionEvents, Set<(event: never) => void>>();
  return {
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => void set.delete(listener);
    },
    emit(name, event) {
      const set = listeners.get(name);
      for (const listener of [...(set ?? [])]) if (set?.has(listener)) attempt(() => listener(event as never));
    },
    has: (name) => !!listeners.get(name)?.size,
    clear: () => listeners.clear(),
  };
}
