import { hasIssue } from '../../authorization.ts';
import { isMissingValue, placeholderKind, placeholderText } from '../../placeholder.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { originText, variableText } from './origin-of-value.ts';

const unquoted = (value: string): string =>
  value
    .trim()
    .replace(/^["'`“”‘’]+/, '')
    .replace(/["'`“”‘’]+$/, '');

export const missingValueSent: Rule = {
  id: 'credential-is-missing-value',
  row: 'C01',
  title: 'The credential is the text of a missing value',
  confidence: 'proof',
  reference: 'RFC 6750 §2.1',
  covers: ['B15', 'C05', 'C07', 'C08', 'D12'],
  find(facts) {
    for (const { name, value } of facts.headerValues) {
      const text = unquoted(value);
      if (!isMissingValue(text)) continue;
      const isPromise = /promise/i.test(text);
      return {
        evidence: [`${name} carries the text \`${text}\` in place of a credential.`, ...originText(facts, name)],
        fix: isPromise
          ? 'Await the promise before the header is built.'
          : `${variableText(facts, name)} was not set when the header was built: load it first (dotenv, --env-file, await the store), and refuse to start without it.`,
      };
    }
    return undefined;
  },
};

export const emptyCredential: Rule = {
  id: 'credential-is-empty',
  row: 'C02',
  title: 'The header is there, and the credential in it is empty',
  confidence: 'proof',
  reference: 'RFC 6750 §2.1; RFC 9110 §11.4',
  covers: ['A02', 'A11', 'C05', 'C06', 'J01'],
  find(facts) {
    const { authorization } = facts.request;
    if (authorization && (hasIssue(authorization, 'missing-value') || authorization.value.trim() === '')) {
      return {
        evidence: [
          authorization.scheme
            ? `Nothing stands after \`${schemeText(authorization)}\`.`
            : 'The Authorization header is blank.',
          ...originText(facts, 'Authorization'),
        ],
        fix: `${variableText(facts, 'Authorization')} is empty: check where it is set and that it is read before the request is made.`,
      };
    }
    const empty = facts.headerValues.find(
      ({ value, scheme, place }) => scheme === undefined && place === 'header' && unquoted(value) === '',
    );
    if (!empty || (authorization && empty.name === 'Authorization')) return undefined;
    return {
      evidence: [`The header ${empty.name} is empty.`, ...originText(facts, empty.name)],
      fix: `${variableText(facts, empty.name)} is empty: check where it is set and that it is read before the request is made.`,
    };
  },
};

/** Words that may be a key of somebody’s test server, and mostly are none. */
const soft = /^(?:secret|token|test|foo|bar|dummy|key|password|api[-_]?key|access[-_]?token|bearer[-_]?token)$/i;

export const placeholderSent: Rule = {
  id: 'credential-is-placeholder',
  row: 'C10',
  title: 'The credential is a placeholder that nothing has replaced',
  confidence: 'proof',
  reference: 'Node.js: util.parseEnv expands no ${…}; Bash: Quoting',
  covers: ['C01', 'C04', 'C07', 'C08', 'C09', 'C11', 'C12', 'C15', 'D12', 'J02', 'J13'],
  find(facts) {
    for (const { name, value } of facts.headerValues) {
      const text = unquoted(value);
      const kind = placeholderKind(text);
      if (kind === undefined) continue;
      const evidence = [`${name} carries ${kind}${placeholderText(text)}.`, ...originText(facts, name)];
      if (soft.test(text))
        evidence.push(`It has ${text.length} characters, and no server hands out such a credential.`);
      return {
        evidence,
        fix: 'Put the real credential in. Variables are not replaced in single quotes of a shell, in .env files without expansion, in files that envsubst has not seen, and in Postman while no environment is selected.',
        confidence: soft.test(text) ? 'likely' : 'proof',
      };
    }
    return undefined;
  },
};
