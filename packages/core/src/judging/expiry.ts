import type { TokenSet } from './token-set.ts';

export interface Windows {
  readonly refreshAheadMs: number;
  readonly minValidityMs: number;
  /** Between 0 and 1, drawn once a session, so that clients which share a token do not all come at once. */
  readonly jitter: number;
}

/** The largest part of a lifetime that a window may take: a token that lives 20 s is not renewed at every request. */
const aheadShare = 0.25;
const minShare = 0.1;

/** How long the token still lives, in milliseconds; `Infinity` when nobody said. */
export function remainingMs({ expiresAtMs }: TokenSet, nowMs: number): number {
  return expiresAtMs === undefined ? Number.POSITIVE_INFINITY : expiresAtMs - nowMs;
}

/** When a token should and must be refreshed, by our clock; computed once for a token set, so that a request only compares. */
export interface Deadlines {
  /** From then on it should be refreshed, behind the request's back. Until then the token is fresh. */
  readonly shouldAtMs: number;
  /** From then on it must be, before a request goes out. */
  readonly mustAtMs: number;
}

export function deadlinesOf({ expiresAtMs, receivedAtMs }: TokenSet, windows: Windows): Deadlines {
  if (expiresAtMs === undefined) return { shouldAtMs: Number.POSITIVE_INFINITY, mustAtMs: Number.POSITIVE_INFINITY };
  const lifetimeMs = Math.max(0, expiresAtMs - receivedAtMs);
  const spread = 1 - windows.jitter / 5;
  const mustAtMs = expiresAtMs - Math.min(windows.minValidityMs, lifetimeMs * minShare) * spread;
  const shouldAtMs = expiresAtMs - Math.min(windows.refreshAheadMs, lifetimeMs * aheadShare) * spread;
  return { shouldAtMs: Math.min(shouldAtMs, mustAtMs), mustAtMs };
}

export type Due = 'no' | 'should' | 'must';

export function dueBy({ shouldAtMs, mustAtMs }: Deadlines, nowMs: number): Due {
  if (nowMs < shouldAtMs) return 'no';
  return nowMs < mustAtMs ? 'should' : 'must';
}

/** Whether a token *should* be refreshed (behind the request's back) or *must* be (before sending). */
export function due(tokens: TokenSet, windows: Windows, nowMs: number): Due {
  return dueBy(deadlinesOf(tokens, windows), nowMs);
}

/** A validity that a caller asks for, capped so that a short-lived token can meet it. */
export function needsRenewal(tokens: TokenSet, minValidityMs: number, nowMs: number): boolean {
  const lifetimeMs = Math.max(0, (tokens.expiresAtMs ?? 0) - tokens.receivedAtMs);
  return remainingMs(tokens, nowMs) < Math.min(minValidityMs, lifetimeMs / 2);
}
