import type { TokenSet } from '@freshkey/core';
import { claimsOf, subjectOf } from '@freshkey/core/adapter';

/** What a first sign-in asked for. */
export interface SignInDemands {
  readonly nonce?: string | undefined;
  /** How old the authentication may be, in seconds. */
  readonly maxAgeSec?: number | undefined;
  /** Of which one is needed, separated by spaces. */
  readonly acrValues?: string | undefined;
}

/** What an ID token is held against. */
export interface IdTokenContext {
  readonly issuer: string;
  readonly clientId: string;
  readonly clockToleranceSec: number;
  readonly nowMs: number;
  /** Absent: a renewal. */
  readonly demands?: SignInDemands | undefined;
  /** The tokens that were renewed. */
  readonly held?: TokenSet | undefined;
}

/**
 * The claim of an ID token that is not what it has to be, if any: OpenID Connect Core §3.1.3.7 for a sign-in, §12.2 for a renewal.
 * Only for one that came from the token endpoint itself: then its signature need not be checked (§3.1.3.7, 6). One without a
 * signature (`none`), or that only its reader opens, has the flaw `alg`.
 */
export function flawOfIdToken(idToken: string, context: IdTokenContext): string | undefined {
  const { issuer, clientId, clockToleranceSec, nowMs, demands, held } = context;
  const claims = claimsOf(idToken) ?? {};
  const { alg = 'none', iss, aud, azp, sub, exp, iat, nonce, auth_time: authTime, acr } = claims;
  const audiences = [aud].flat();
  const nowSec = nowMs / 1000;
  if (alg === 'none') return 'alg';
  // §3.1.3.7, 2
  if (iss !== issuer) return 'iss';
  // 3 to 5
  if (!audiences.includes(clientId)) return 'aud';
  if (azp === undefined ? audiences.length > 1 : azp !== clientId) return 'azp';
  // §12.2: that of the login, where it is known.
  const before = held && subjectOf(held);
  if (typeof sub !== 'string' || (before !== undefined && before !== sub)) return 'sub';
  if (!isDate(iat)) return 'iat';
  // §12.2: where a renewal repeats it, it is that of the sign-in.
  const first = held?.idToken === undefined ? undefined : claimsOf(held.idToken)?.nonce;
  if (nonce !== undefined && first !== undefined && nonce !== first) return 'nonce';
  if (demands) {
    // 11 to 13
    if (nonce !== demands.nonce) return 'nonce';
    const { maxAgeSec, acrValues } = demands;
    if (maxAgeSec !== undefined && !(isDate(authTime) && authTime + maxAgeSec >= nowSec - clockToleranceSec))
      return 'auth_time';
    if (acrValues !== undefined && !acrValues.split(' ').includes(String(acr))) return 'acr';
  }
  // 9: last, since a renewal forgives it.
  return isDate(exp) && exp > nowSec - clockToleranceSec ? undefined : 'exp';
}

/** RFC 7519 §2. */
function isDate(value: unknown): value is number {
  return typeof value === 'number';
}
