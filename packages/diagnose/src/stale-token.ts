import type { Facts } from './facts.ts';
import type { SentToken } from './sent-tokens.ts';

const expiresAtMs = ({ claims }: SentToken): number | undefined =>
  typeof claims?.exp === 'number' && claims.exp < 1e11 ? claims.exp * 1_000 : undefined;

/** Of several tokens of one request, one that has expired beside one that has not; undefined if it is not so. */
export function staleBesideSound({ tokens, nowMs }: Facts): { stale: SentToken; sound: SentToken } | undefined {
  if (tokens.length < 2 || nowMs === undefined) return undefined;
  const stale = tokens.find((token) => (expiresAtMs(token) ?? Number.POSITIVE_INFINITY) <= nowMs);
  const sound = tokens.find((token) => (expiresAtMs(token) ?? 0) > nowMs);
  return stale && sound && { stale, sound };
}
