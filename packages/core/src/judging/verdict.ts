import { type Challenge, paramOf } from '@freshkey/challenge';
import type { Scheme } from '../sending/scheme.ts';

/** Why a request goes out once more. */
export type ReplayReason = 'newer-token' | 'refreshed' | 'again';

/** Why a refusal surfaces at its caller. */
export type RefusalReason =
  /** The request went out without a credential: nobody was signed in. */
  | 'no-credential'
  /** The session ended, was signed out, or belongs to somebody else since. */
  | 'session-ended'
  | 'signed-out'
  | 'session-replaced'
  | 'session-disposed'
  /** A redirect led to an origin that is not ours. */
  | 'other-origin'
  /** A proxy asks for credentials of its own (407). */
  | 'proxy'
  /** The challenge is for another scheme: another gate stands before the API. */
  | 'other-scheme'
  /** The token is good and lacks a scope (RFC 6750 §3.1); a refresh cannot widen it. */
  | 'insufficient-scope'
  /** The API wants a stronger or more recent sign-in (RFC 9470). */
  | 'step-up'
  /** The API wants claims that only a new authorization brings. */
  | 'claims-challenge'
  /** The request itself is malformed (`invalid_request`). */
  | 'malformed-request'
  /** The DPoP proof was refused, or its nonce asked for and not known (RFC 9449). */
  | 'invalid-proof'
  /** The session has no `refresh`. */
  | 'no-refresh'
  /** The request was replayed and refused again. */
  | 'still-refused'
  /** The refresh failed, was refused, is overdue, or paused after failures. */
  | 'refresh-failed'
  | 'refresh-refused'
  | 'refresh-timeout'
  | 'refresh-paused'
  /** The caller forbade a replay, or the body cannot be sent a second time. */
  | 'replay-forbidden'
  | 'body-not-replayable'
  /** There was no answer, and the token was past its life: a 401 without CORS headers looks like this. */
  | 'hidden-by-network-error';

/** What to do about a refusal, as data. */
export type Verdict =
  | { readonly action: 'replay'; readonly reason: 'newer-token' | 'again' }
  | { readonly action: 'refresh' }
  | { readonly action: 'surface'; readonly reason: RefusalReason };

export interface Judgement {
  readonly status: number;
  readonly challenges: readonly Challenge[];
  readonly scheme: Scheme;
  /** The scheme asked for a new attempt with the same token. */
  readonly again: boolean;
  /** A credential went out with the request, for this login and of this generation. */
  readonly ticket: { readonly loginId: string | undefined; readonly generation: number; readonly sent: boolean };
  readonly current: { readonly loginId: string | undefined; readonly generation: number; readonly signedIn: boolean };
  /** Where the answer came from is an origin of ours. */
  readonly ownOrigin: boolean;
  readonly canRefresh: boolean;
  /** How often the request may be, and was, replayed for a reason. */
  readonly left: (reason: ReplayReason) => boolean;
}

const beyondRefresh: Readonly<Record<string, RefusalReason>> = {
  insufficient_scope: 'insufficient-scope',
  insufficient_user_authentication: 'step-up',
  insufficient_claims: 'claims-challenge',
  invalid_request: 'malformed-request',
  invalid_dpop_proof: 'invalid-proof',
  use_dpop_nonce: 'invalid-proof',
};

const surface = (reason: RefusalReason): Verdict => ({ action: 'surface', reason });

/** The challenges that the scheme can answer. */
function ownChallenges({ challenges, scheme }: Judgement): readonly Challenge[] {
  const name = scheme.name.toLowerCase();
  return challenges.filter((challenge) => scheme.answers?.(challenge.scheme) ?? challenge.scheme === name);
}

/** What no refresh can cure, by the challenge; `undefined`: the challenge does not exclude that one helps. */
function beyond(judgement: Judgement): RefusalReason | undefined {
  const own = ownChallenges(judgement);
  if (own.length === 0) return judgement.challenges.length > 0 ? 'other-scheme' : undefined;
  const errors = own.map((challenge) => paramOf(challenge, 'error') ?? '');
  return errors.map((error) => beyondRefresh[error]).find(Boolean);
}

/**
 * Reads a refusal and the ticket that the request went out with. A refresh is asked for only where it can cure; a
 * token that is not the current one is never a reason to refresh.
 */
export function judge(judgement: Judgement): Verdict {
  const { status, ticket, current, left } = judgement;
  if (!judgement.ownOrigin) return surface('other-origin');
  if (status === 407) return surface('proxy');
  if (!ticket.sent) return surface('no-credential');
  if (ticket.loginId !== current.loginId) return surface(current.signedIn ? 'session-replaced' : 'signed-out');
  if (judgement.again && left('again')) return { action: 'replay', reason: 'again' };
  const incurable = beyond(judgement);
  if (incurable) return surface(incurable);
  if (!current.signedIn) return surface('session-ended');
  if (ticket.generation !== current.generation) {
    return left('newer-token') ? { action: 'replay', reason: 'newer-token' } : surface('still-refused');
  }
  if (!judgement.canRefresh) return surface('no-refresh');
  return left('refreshed') ? { action: 'refresh' } : surface('still-refused');
}
