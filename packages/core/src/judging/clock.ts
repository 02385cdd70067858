import { type Claims, readClaims } from './claims.ts';

/**
 * How wrong our clock may be: the interval that is left by what was seen. An error is our clock minus the true time, in
 * milliseconds; a clock that is fast has a positive one. `undefined`: nothing was seen.
 */
export interface Clock {
  readonly leastMs: number;
  readonly mostMs: number;
  /** The last call of `refresh`, and what the token that it brought says. */
  readonly call?: { readonly startedAtMs: number; readonly claims: Claims };
  /** When something was last seen, by our clock. */
  readonly seenAtMs: number;
}

/** Some issuers date `iat` back by five minutes; a token was issued at most so long after it. */
const backdatingMs = 360_000;

const unlimited = { leastMs: Number.NEGATIVE_INFINITY, mostMs: Number.POSITIVE_INFINITY };

/** The error that is assumed: the value nearest zero that is possible. */
export function assumedErrorMs(clock: Clock | undefined): number {
  const { leastMs, mostMs } = clock ?? unlimited;
  return Math.max(leastMs, Math.min(0, mostMs));
}

/** A contradiction means that the clock was changed: then only what was seen last counts. */
function narrowed(clock: Clock | undefined, leastMs: number, mostMs: number, seenAtMs: number): Clock {
  const before = clock ?? unlimited;
  const least = Math.max(before.leastMs, leastMs);
  const most = Math.min(before.mostMs, mostMs);
  const interval = least <= most ? { leastMs: least, mostMs: most } : { leastMs, mostMs };
  return { ...clock, ...interval, seenAtMs };
}

/**
 * A token came in: it was issued before that. One unlike what the previous call of `refresh` brought was issued after that
 * call began, less what issuers date back.
 *
 * @param startedAtMs when the call of `refresh` that brought it began; `undefined`: it came from elsewhere.
 */
export function clockAfterReceipt(
  clock: Clock | undefined,
  accessToken: string,
  nowMs: number,
  startedAtMs: number | undefined,
): Clock | undefined {
  const claims = readClaims(accessToken);
  const { iatSec } = claims;
  let seen = clock;
  if (iatSec !== undefined) {
    const previous = startedAtMs === undefined ? undefined : clock?.call;
    const isNew = previous && (previous.claims.iatSec !== iatSec || previous.claims.expSec !== claims.expSec);
    const mostMs = nowMs - iatSec * 1000;
    const leastMs = isNew ? previous.startedAtMs - iatSec * 1000 - backdatingMs : unlimited.leastMs;
    // A clock that was set back since the previous call: that call's instant means nothing any more.
    seen = narrowed(clock, leastMs <= mostMs ? leastMs : unlimited.leastMs, mostMs, nowMs);
  }
  if (startedAtMs === undefined) return seen;
  return { ...(seen ?? { ...unlimited, seenAtMs: nowMs }), call: { startedAtMs, claims } };
}

/** A token was refused, and the refresh that this caused cured it: then it was over at the refusal. */
export function clockAfterCure(clock: Clock | undefined, accessToken: string, refusedAtMs: number): Clock | undefined {
  const { expSec } = readClaims(accessToken);
  if (expSec === undefined) return clock;
  const mostMs = refusedAtMs - expSec * 1000;
  // What was seen since, the token that cured it first of all, says that this one was revoked rather than over.
  if (clock && mostMs < clock.leastMs && clock.seenAtMs >= refusedAtMs) return clock;
  return narrowed(clock, unlimited.leastMs, mostMs, refusedAtMs);
}

/**
 * A token past its believed end was accepted: then it was not over. Public answers, which never look at a token, say the same;
 * so this alone never contradicts anything.
 */
export function clockAfterAcceptance(clock: Clock | undefined, accessToken: string, atMs: number): Clock | undefined {
  const { expSec } = readClaims(accessToken);
  if (expSec === undefined) return clock;
  const leastMs = atMs - expSec * 1000;
  return leastMs > (clock ?? unlimited).mostMs ? clock : narrowed(clock, leastMs, unlimited.mostMs, atMs);
}

/** Somebody signed in or out: the next call's token is not the successor of the previous one's. The error stays what it is. */
export function clockAfterSignIn(clock: Clock | undefined): Clock | undefined {
  if (!clock?.call) return clock;
  const { leastMs, mostMs, seenAtMs } = clock;
  return { leastMs, mostMs, seenAtMs };
}
