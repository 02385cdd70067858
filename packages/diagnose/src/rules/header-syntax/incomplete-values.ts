import { isPlaceholder } from '../../placeholder.ts';
import type { Rule } from '../../rule.ts';
import type { SentToken } from '../../sent-tokens.ts';
import { originText } from './origin-of-value.ts';

/** Why a vendor's token cannot be whole; `undefined` if it may be. */
function vendorFlaw({ text, shape }: SentToken): { text: string; isProof: boolean } | undefined {
  if (!shape) return undefined;
  const { length, minLength, checksum, label } = shape;
  if (length !== undefined && text.length !== length) {
    return {
      text: `By its prefix it is ${label}, which has ${length} characters; this one has ${text.length}.`,
      isProof: text.length < length,
    };
  }
  if (minLength !== undefined && text.length < minLength) {
    return {
      text: `By its prefix it is ${label}, which has at least ${minLength} characters; this one has ${text.length}.`,
      isProof: true,
    };
  }
  if (checksum && length === text.length && /^\w+$/.test(text) && !checksum(text)) {
    return {
      text: `By its prefix it is ${label}; the checksum in its last six characters does not fit the rest.`,
      isProof: true,
    };
  }
  return undefined;
}

const masked = /(?:\.{3}|…|\*{3,}|•{3,}|x{8,})/i;

export const truncatedCredential: Rule = {
  id: 'credential-truncated-or-masked',
  row: 'C11',
  title: 'The credential is not whole',
  confidence: 'proof',
  reference: 'GitHub: token format and checksum; the vendors’ documentation of their token lengths',
  covers: ['C08', 'C09', 'D12', 'D14', 'J01', 'J13'],
  find(facts) {
    for (const { name, value } of facts.headerValues) {
      if (isPlaceholder(value.trim()) || (!masked.test(value.slice(-80)) && !masked.test(value.slice(0, 80)))) continue;
      return {
        evidence: [
          `The credential in ${name} contains “…”, “***” or the like: it is a shortened or masked form.`,
          ...originText(facts, name),
        ],
        fix: 'Copy the whole credential from where it was issued; the display form is not it. If it is shown only once, create a new one.',
      };
    }
    const { token } = facts;
    const flaw = token && /^[\x21-\x7e]+$/.test(token.text) ? vendorFlaw(token) : undefined;
    if (!token || !flaw) return undefined;
    return {
      evidence: [flaw.text, `It reads ${facts.show(token.text)}.`, ...originText(facts, token.sent.name)],
      fix: 'Copy the whole credential again from where it was issued, or create a new one.',
      confidence: flaw.isProof ? 'proof' : 'likely',
    };
  },
};
