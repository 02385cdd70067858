import type { FreshkeyError } from '../errors.ts';
import type { RefusalReason } from '../judging/verdict.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Why a request was left alone. */
export type PassReason =
  /** The request carries the `bypass` mark. */
  | 'bypassed'
  /** The request carries the flight's own signal: it is the refresh itself. */
  | 'refresh'
  /** The request goes to an origin that is not among `origins`, nor the client's own. */
  | 'other-origin'
  /** Neither `origins` nor a base URL says where credentials may go. */
  | 'no-origin'
  /** The request carries a credential of the caller's own. */
  | 'own-credential'
  /** The request's mode is `no-cors`: the platform drops its Authorization header in silence (Fetch Standard, no-CORS-safelisted). */
  | 'no-cors';

/** The reason of a refusal, in data and in words. */
export interface Explanation {
  /** Why the refusal surfaced; for a request that was left alone, why it was. */
  readonly reason: RefusalReason | PassReason;
  /** One sentence: what happened. Never a secret. */
  readonly message: string;
  /** Whether the same request may succeed when it is made again a little later: nothing was refused for good. */
  readonly retryable: boolean;
  readonly method: string;
  /** Without query and user information. */
  readonly url: string;
  /** Absent where there was no answer. */
  readonly status?: number;
  /** What the refresh failed with, where that is the reason. */
  readonly error?: FreshkeyError;
  /** Where `diagnose` is configured. */
  readonly diagnosis?: Diagnosis;
}

const sentences: Readonly<Record<RefusalReason, string>> = {
  'no-credential': 'it went out without a credential: nobody was signed in',
  'session-ended': 'the session has ended: a refresh was refused for good',
  'signed-out': 'nobody is signed in any more: the session was signed out, or its refresh brought nobody',
  'session-replaced': 'somebody else signed in meanwhile',
  'session-disposed': 'the session was disposed of',
  'other-origin': 'a redirect led to another origin, where the credential must not go',
  proxy: 'a proxy asks for its own credentials (Proxy-Authorization)',
  'other-scheme': 'the challenge is for another authentication scheme: another gate stands before the API',
  'insufficient-scope': 'the token lacks a scope that the API wants; a refresh cannot add it',
  'step-up': 'the API wants a stronger or more recent sign-in; a refresh cannot bring it',
  'claims-challenge': 'the API wants claims that only a new authorization brings',
  'malformed-request': 'the API calls the request malformed; the token is not the reason',
  'invalid-proof': 'the proof of possession was refused',
  'no-refresh': 'the session has no refresh, so its token cannot be renewed',
  'refresh-forbidden': 'its options forbid a refresh for its own 401',
  'refresh-useless': 'tokens that were just renewed were refused here lately, so no refresh was made for it',
  'read-only': 'nothing is refreshed here: the store may not write, and a new token would be lost',
  'not-authorized': 'it was asked for what the API wants, and not granted',
  'still-refused': 'it was replayed with a current token and refused again',
  'refresh-failed': 'its token could not be renewed',
  'refresh-refused': 'its token could not be renewed',
  'refresh-timeout': 'its token was not renewed in time',
  'refresh-paused': 'the last refreshes failed, and the next attempt is not due yet',
  'replay-forbidden': 'a new token is on its way, but this request may not be replayed',
  'body-not-replayable': 'its body can be read only once, so it cannot be sent again with the new token',
  'hidden-by-network-error':
    'there was no answer and its token was past its life: a 401 without CORS headers looks like this',
};

export function sentenceOf(reason: RefusalReason): string {
  return sentences[reason];
}

const retryables = new Set<RefusalReason | PassReason>([
  'refresh-failed',
  'refresh-timeout',
  'refresh-paused',
  'refresh-useless',
  'hidden-by-network-error',
  'replay-forbidden',
  'body-not-replayable',
]);

export function isRetryable(reason: RefusalReason | PassReason): boolean {
  return retryables.has(reason);
}
