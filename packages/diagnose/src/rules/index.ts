import type { Rule } from '../rule.ts';
import type { RuleSet } from '../rule-set.ts';
import { signedRules } from '../signed/index.ts';
import { remappedChallenge } from './challenge/registry.ts';
import { claimsChallenge } from './challenge/resource.ts';
import { environmentRules } from './environment.ts';
import { productRules } from './fingerprints/products.ts';
import { awsSignatureNeeded } from './header-syntax/kinds-of-key.ts';
import { portableRules } from './portable.ts';
import { productTokenRules } from './token-content.ts';
import { vendorRules } from './vendor.ts';

const isSigned = new Set<Rule>(signedRules);

/** Every rule: those that are portable, with the schemes that sign requests, what single vendors say, and the environment. */
export const everyRule: RuleSet = {
  request: [...signedRules, ...portableRules.request.filter((rule) => !isSigned.has(rule))],
  answer: [
    awsSignatureNeeded,
    ...productTokenRules,
    claimsChallenge,
    remappedChallenge,
    ...portableRules.answer,
    ...productRules,
    ...environmentRules,
    ...vendorRules,
  ],
  last: portableRules.last,
};

/** The same as a list, the nearest cause first: of two findings as sure as each other, the earlier one is the cause. */
export const rules: readonly Rule[] = [...everyRule.request, ...everyRule.answer, ...everyRule.last];
