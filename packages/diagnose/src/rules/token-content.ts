import type { Rule } from '../rule.ts';
import { graphTokenElsewhere, supabaseProject, wrongAudience, wrongIssuer } from './token-content/addressee.ts';
import {
  algorithmWrong,
  badSignature,
  emulatorToken,
  firebaseCustomToken,
  typeWrong,
  unknownKey,
} from './token-content/keys.ts';
import {
  accessTokenWhereIdIsWanted,
  certificateBoundToken,
  damagedToken,
  dpopTokenAsBearer,
  encryptedToken,
  idTokenSent,
  opaqueToken,
  refreshTokenSent,
} from './token-content/kinds.ts';
import { notAccepted } from './token-content/not-accepted.ts';
import { appTokenForUser, forbidden, scopeMissing } from './token-content/rights.ts';
import {
  accountGone,
  issuedInFuture,
  localClockWrong,
  timeInMilliseconds,
  timeOfWrongType,
  tokenExpired,
  tokenNotYetValid,
  tokenRevoked,
} from './token-content/times.ts';

/** What a token shows by itself, with nothing known of any server. */
export const selfEvidentRules: readonly Rule[] = [
  damagedToken,
  encryptedToken,
  refreshTokenSent,
  algorithmWrong,
  dpopTokenAsBearer,
  idTokenSent,
  timeInMilliseconds,
  timeOfWrongType,
  localClockWrong,
  tokenExpired,
  tokenNotYetValid,
  issuedInFuture,
  certificateBoundToken,
  wrongIssuer,
  wrongAudience,
  typeWrong,
];

/** Family D: what the token says. What it is stands before when it holds, whom it is for, and what it may do. */
export const tokenContentRules: readonly Rule[] = [
  opaqueToken,
  ...selfEvidentRules,
  unknownKey,
  badSignature,
  accountGone,
  tokenRevoked,
  scopeMissing,
];

/** What tokens of single products show. */
export const productTokenRules: readonly Rule[] = [
  graphTokenElsewhere,
  firebaseCustomToken,
  emulatorToken,
  supabaseProject,
  accessTokenWhereIdIsWanted,
  appTokenForUser,
];

/** What is left to say of a 403, and of a credential without a fault, after all that could be said in particular. */
export const forbiddenRules: readonly Rule[] = [forbidden, notAccepted];
