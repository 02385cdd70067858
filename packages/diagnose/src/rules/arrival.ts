import type { Rule } from '../rule.ts';
import { cookieNotForwarded, cookieNotSent } from './arrival/cookies.ts';
import { redirectToLogin } from './arrival/login-page.ts';
import { apacheSwallowsHeader, proxyReplacesHeader, twoGates } from './arrival/lost-on-the-way.ts';
import { evidenceSanitized, headerIgnored, noCredentials } from './arrival/no-credentials.ts';
import {
  credentialInGetBody,
  credentialInWrongPlace,
  credentialSentTwice,
  headerWithUnderscore,
} from './arrival/place-of-credential.ts';
import {
  redirectCrossOrigin,
  redirectToAlias,
  redirectTrailingSlash,
  redirectTurnedToGet,
  redirectUpgrade,
} from './arrival/redirects.ts';

/** Family A: nothing usable arrived. The particular reasons stand before “nothing came” and “it was ignored”. */
export const arrivalRules: readonly Rule[] = [
  redirectUpgrade,
  redirectToAlias,
  redirectCrossOrigin,
  redirectTrailingSlash,
  redirectTurnedToGet,
  redirectToLogin,
  twoGates,
  credentialSentTwice,
  credentialInGetBody,
  headerWithUnderscore,
  credentialInWrongPlace,
  cookieNotSent,
  cookieNotForwarded,
  noCredentials,
];

/**
 * What is left to say of a header that came and was not heard: after all that could be wrong with the header and the
 * token, since a server that answers like this may only be taciturn.
 */
export const ignoredHeaderRules: readonly Rule[] = [
  apacheSwallowsHeader,
  headerIgnored,
  proxyReplacesHeader,
  evidenceSanitized,
];
