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

/** Whether a token *should* be refreshed (behind the request's back) or *must* be (before sending). */
export function due(tokens: TokenSet, windows: Windows, nowMs: number): 'no' | 'should' | 'must' {
  if (tokens.expiresAtMs === undefined) return 'no';
  const leftMs = tokens.expiresAtMs - nowMs;
  const lifetimeMs = Math.max(0, tokens.expiresAtMs - tokens.receivedAtMs);
  const spread = 1 - windows.jitter / 5;
  if (leftMs < Math.min(windows.minValidityMs, lifetimeMs * minShare) * spread || leftMs <= 0) return 'must';
  return leftMs < Math.min(windows.refreshAheadMs, lifetimeMs * aheadShare) * spread ? 'should' : 'no';
}

/** A validity that a caller asks for, capped so that a short-lived token can meet it. */
export function needsRenewal(tokens: TokenSet, minValidityMs: number, nowMs: number): boolean {
  const lifetimeMs = Math.max(0, (tokens.expiresAtMs ?? 0) - tokens.receivedAtMs);
  return remainingMs(tokens, nowMs) < Math.min(minValidityMs, lifetimeMs / 2);
}
