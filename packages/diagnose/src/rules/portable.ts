import type { RuleSet } from '../rule-set.ts';
import { connectionRules } from '../signed/connection.ts';
import { arrivalRules, ignoredHeaderRules } from './arrival.ts';
import { challengeRules } from './challenge.ts';
import { clientCodeRules } from './client-code.ts';
import { fingerprintsRules } from './fingerprints.ts';
import { headerSyntaxRules } from './header-syntax.ts';
import { forbiddenRules, tokenContentRules } from './token-content.ts';
import { transportRules } from './transport.ts';

/**
 * What holds for all of HTTP and its tokens, and can be seen where a page or a program runs: neither single products, nor
 * requests that are signed, nor the files and variables of a process.
 */
export const portableRules: RuleSet = {
  request: [...connectionRules, ...arrivalRules, ...transportRules, ...headerSyntaxRules],
  answer: [...tokenContentRules, ...challengeRules, ...fingerprintsRules, ...clientCodeRules],
  last: [...forbiddenRules, ...ignoredHeaderRules],
};
