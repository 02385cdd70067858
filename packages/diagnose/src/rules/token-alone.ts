import type { Rule } from '../rule.ts';
import {
  jsonAsCredential,
  nonAsciiCredential,
  percentEncodedCredential,
  quotedCredential,
  whiteSpaceInCredential,
} from './header-syntax/damaged-values.ts';
import { truncatedCredential } from './header-syntax/incomplete-values.ts';
import { notAnAccessToken } from './header-syntax/kinds-of-key.ts';
import { emptyCredential, missingValueSent, placeholderSent } from './header-syntax/missing-values.ts';
import { repeatedScheme } from './header-syntax/schemes.ts';
import { emulatorToken, firebaseCustomToken } from './token-content/keys.ts';
import { scopeMissing } from './token-content/rights.ts';
import { selfEvidentRules } from './token-content.ts';

const productTokensAlone = [firebaseCustomToken, emulatorToken] as const;

/** The rules that can be asked about a token of which nothing else is known. */
export const tokenAloneRules: readonly Rule[] = [
  missingValueSent,
  emptyCredential,
  placeholderSent,
  jsonAsCredential,
  quotedCredential,
  repeatedScheme,
  truncatedCredential,
  nonAsciiCredential,
  percentEncodedCredential,
  whiteSpaceInCredential,
  notAnAccessToken,
  ...productTokensAlone,
  ...selfEvidentRules,
  scopeMissing,
];
