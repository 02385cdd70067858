import type { Rule } from '../rule.ts';
import { signedRules } from '../signed/index.ts';
import { arrivalRules, ignoredHeaderRules } from './arrival.ts';
import { challengeRules } from './challenge.ts';
import { clientCodeRules } from './client-code.ts';
import { environmentRules } from './environment.ts';
import { fingerprintsRules } from './fingerprints.ts';
import { headerSyntaxRules } from './header-syntax.ts';
import { forbiddenRules, tokenContentRules } from './token-content.ts';
import { transportRules } from './transport.ts';
import { vendorRules } from './vendor.ts';

/** Rules that look at the request: whether and how its credential came. */
export const requestRules: readonly Rule[] = [...signedRules, ...arrivalRules, ...transportRules, ...headerSyntaxRules];

/** Rules that look at the token, and at what the answer says. */
export const answerRules: readonly Rule[] = [
  ...tokenContentRules,
  ...challengeRules,
  ...fingerprintsRules,
  ...environmentRules,
  ...clientCodeRules,
  ...vendorRules,
];

/** Rules that say what is left to say when no other knows more. */
export const lastRules: readonly Rule[] = [...forbiddenRules, ...ignoredHeaderRules];

/** Every rule, the nearest cause first: of two findings as sure as each other, the earlier one is the cause. */
export const rules: readonly Rule[] = [...requestRules, ...answerRules, ...lastRules];
