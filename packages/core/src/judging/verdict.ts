import { type Challenge, paramOf } from '@freshkey/challenge';
import type { Scheme } from '../sending/scheme.ts';

/** Why a request goes out once more. */
export type ReplayReason =
  /** The token that was refused was no longer the current one. */
  | 'newer-token'
  /** The token was renewed. */
  | 'refreshed'
  /** The scheme asked for a new proof of the same token (a DPoP nonce). */
  | 'again'
  /** The token is so young that the API may not know it yet: after a short pause, without a refresh. */
  | 'young-token'
  /** Refreshes came thick and fast: once more with the same token, before another one. */
  | 'same-token'
  /** `authorize` brought what the API asked for. */
  | 'authorized';

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
  /** The request's own options forbid a refresh for its 401. */
  | 'refresh-forbidden'
  /** Fresh tokens were refused here lately, so this one was not refreshed for. */
  | 'refresh-useless'
  /** The store may not write here, so nothing is refreshed that could not be kept. */
  | 'read-only'
  /** `authorize` was asked for what the API wants, and declined or failed. */
  | 'not-authorized'
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

/** What a refusal demands beyond a refresh, or a sign-in where there never was one. */
export type DemandReason = 'insufficient-scope' | 'step-up' | 'claims-challenge' | 'sign-in';

/** What to do about a refusal, as data. */
export type Verdict =
  | { readonly action: 'replay'; readonly reason: Exclude<ReplayReason, 'refreshed' | 'authorized'> }
  | { readonly action: 'refresh' }
  /** `otherwise`: what surfaces where nobody can be asked. */
  | { readonly action: 'authorize'; readonly demand: DemandReason; readonly otherwise: RefusalReason }
  | { readonly action: 'surface'; readonly reason: RefusalReason };

export interface Judgement {
  readonly status: number;
  readonly challenges: readonly Challenge[];
  readonly scheme: Scheme;
  /** The scheme asked for a new attempt with the same token. */
  readonly again: boolean;
  /** A credential went out with the request, for this login and of this generation. */
  readonly ticket: { readonly loginId: string | undefined; readonly generation: number; readonly sent: boolean };
  readonly current: {
    readonly loginId: string | undefined;
    readonly generation: number;
    readonly signedIn: boolean;
    /** The token is no older than the API may take to hear of it. */
    readonly isYoung: boolean;
    /** Nobody was ever signed in, and nobody has signed out. */
    readonly isUnborn: boolean;
  };
  /** Where the answer came from is an origin of ours. */
  readonly ownOrigin: boolean;
  readonly canRefresh: boolean;
  /** There is somebody to ask for what a refresh cannot bring. */
  readonly canAuthorize: boolean;
  /** The request's options forbid a refresh for its own refusal. */
  readonly forbidsRefresh: boolean;
  /** A fresh token has met the same foreign challenge at this origin already. */
  readonly isForeignKnown: boolean;
  /** What experience says of a refresh for this request; asked only where one would begin. */
  readonly advice: () => 'refresh' | 'resend' | 'surface';
  /** How often the request may still be replayed for a reason. */
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

const demands: Partial<Record<RefusalReason, DemandReason>> = {
  'insufficient-scope': 'insufficient-scope',
  'step-up': 'step-up',
  'claims-challenge': 'claims-challenge',
};

const surface = (reason: RefusalReason): Verdict => ({ action: 'surface', reason });

/** The challenges that the scheme can answer. */
function ownChallenges({ challenges, scheme }: Judgement): readonly Challenge[] {
  const name = scheme.name.toLowerCase();
  return challenges.filter((challenge) => scheme.answers?.(challenge.scheme) ?? challenge.scheme === name);
}

/** What no refresh can cure, by the challenge; `undefined`: the challenge does not exclude that one helps. */
function beyond(judgement: Judgement): RefusalReason | undefined {
  const reasons = ownChallenges(judgement).map((challenge) => beyondRefresh[String(paramOf(challenge, 'error'))]);
  return reasons.find(Boolean);
}

/** Every challenge is for another scheme: another gate, or an API that names its own badly. */
export function isForeign(judgement: Judgement): boolean {
  return judgement.challenges.length > 0 && ownChallenges(judgement).length === 0;
}

function namesResource({ challenges }: Judgement): boolean {
  return challenges.some((challenge) => paramOf(challenge, 'resource_metadata') !== undefined);
}

/**
 * Reads a refusal and the ticket that the request went out with. A refresh is asked for only where it can cure; a
 * token that is not the current one is never a reason to refresh.
 */
export function judge(judgement: Judgement): Verdict {
  const { status, ticket, current, left, canAuthorize } = judgement;
  if (!judgement.ownOrigin) return surface('other-origin');
  if (status === 407) return surface('proxy');
  if (!ticket.sent) {
    return canAuthorize && current.isUnborn && namesResource(judgement) && left('authorized')
      ? { action: 'authorize', demand: 'sign-in', otherwise: 'no-credential' }
      : surface('no-credential');
  }
  if (ticket.loginId !== current.loginId) return surface(current.signedIn ? 'session-replaced' : 'signed-out');
  if (judgement.again && left('again')) return { action: 'replay', reason: 'again' };
  const isOlder = ticket.generation !== current.generation;
  const incurable = beyond(judgement);
  if (incurable) return demanded(judgement, incurable, isOlder);
  if (!current.signedIn) return surface('session-ended');
  if (isOlder) return left('newer-token') ? { action: 'replay', reason: 'newer-token' } : surface('still-refused');
  if (judgement.isForeignKnown && isForeign(judgement)) return surface('other-scheme');
  return refreshed(judgement);
}

/** What only an authorization brings; the current token may have it already. */
function demanded({ left, canAuthorize, current }: Judgement, reason: RefusalReason, isOlder: boolean): Verdict {
  const demand = demands[reason];
  if (!demand || !canAuthorize || !current.signedIn) return surface(reason);
  if (isOlder && left('newer-token')) return { action: 'replay', reason: 'newer-token' };
  return left('authorized') ? { action: 'authorize', demand, otherwise: reason } : surface(reason);
}

function refreshed(judgement: Judgement): Verdict {
  const { current, left } = judgement;
  if (judgement.forbidsRefresh) return surface('refresh-forbidden');
  if (!judgement.canRefresh) return surface('no-refresh');
  if (current.isYoung && !isForeign(judgement) && left('young-token'))
    return { action: 'replay', reason: 'young-token' };
  if (!left('refreshed')) return surface(isForeign(judgement) ? 'other-scheme' : 'still-refused');
  const advice = judgement.advice();
  if (advice === 'surface') return surface('refresh-useless');
  return advice === 'resend' && left('same-token') ? { action: 'replay', reason: 'same-token' } : { action: 'refresh' };
}
