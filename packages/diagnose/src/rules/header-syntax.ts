import type { Rule } from '../rule.ts';
import {
  basicCharset,
  basicColonInUser,
  basicDoubleEncoded,
  basicLineBreak,
  basicMalformed,
} from './header-syntax/basic.ts';
import {
  headerTooLong,
  jsonAsCredential,
  nonAsciiCredential,
  percentEncodedCredential,
  quotedCredential,
  whiteSpaceInCredential,
} from './header-syntax/damaged-values.ts';
import { headerNameWrong } from './header-syntax/header-names.ts';
import { truncatedCredential } from './header-syntax/incomplete-values.ts';
import {
  awsSignatureNeeded,
  keyOfAnotherVendor,
  notAnAccessToken,
  publishableKey,
} from './header-syntax/kinds-of-key.ts';
import { emptyCredential, missingValueSent, placeholderSent } from './header-syntax/missing-values.ts';
import {
  authorizationTwice,
  credentialsJoined,
  missingScheme,
  repeatedScheme,
  wrongScheme,
  wrongSchemeWord,
} from './header-syntax/schemes.ts';

/** Family C: the credential is there, and misspelt. What was never put in stands before what was put in wrongly. */
export const headerSyntaxRules: readonly Rule[] = [
  missingValueSent,
  emptyCredential,
  placeholderSent,
  jsonAsCredential,
  quotedCredential,
  repeatedScheme,
  credentialsJoined,
  authorizationTwice,
  headerNameWrong,
  missingScheme,
  truncatedCredential,
  nonAsciiCredential,
  basicLineBreak,
  percentEncodedCredential,
  whiteSpaceInCredential,
  basicDoubleEncoded,
  basicMalformed,
  basicColonInUser,
  basicCharset,
  headerTooLong,
  notAnAccessToken,
  keyOfAnotherVendor,
  publishableKey,
  awsSignatureNeeded,
  wrongSchemeWord,
  wrongScheme,
];
