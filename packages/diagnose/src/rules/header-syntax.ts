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
import { keyOfAnotherVendor, notAnAccessToken, publishableKey } from './header-syntax/kinds-of-key.ts';
import { emptyCredential, missingValueSent, placeholderSent } from './header-syntax/missing-values.ts';
import {
  authorizationTwice,
  credentialsJoined,
  missingScheme,
  repeatedScheme,
  wrongScheme,
  wrongSchemeWord,
} from './header-syntax/schemes.ts';

/** Faults of the characters of a value, for which a client refuses to send a header. */
const faultsOfCharacters: ReadonlySet<Rule> = new Set([
  missingValueSent,
  placeholderSent,
  jsonAsCredential,
  quotedCredential,
  truncatedCredential,
  nonAsciiCredential,
  basicLineBreak,
  whiteSpaceInCredential,
]);

/** The rule, asked as well where the client itself refused to send the request. */
function askedUnsent(rule: Rule): Rule {
  if (!faultsOfCharacters.has(rule)) return rule;
  return {
    ...rule,
    outcomes: [...new Set([...(rule.outcomes ?? (['refused'] as const)), 'no-answer' as const])],
    find(facts) {
      if (facts.outcome !== 'no-answer') return rule.find(facts);
      const found = facts.isUnsent ? rule.find(facts) : undefined;
      return (
        found && {
          ...found,
          evidence: [...found.evidence, `The client refused to send it: ${facts.quote(facts.errorText)}.`],
        }
      );
    },
  };
}

/** Family C: the credential is there, and misspelt. What was never put in stands before what was put in wrongly. */
export const headerSyntaxRules: readonly Rule[] = (
  [
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
    wrongSchemeWord,
    wrongScheme,
  ] as const satisfies readonly Rule[]
).map(askedUnsent);
