import { answerCodes } from '../../../answer-codes.ts';
import type { Facts } from '../../../facts.ts';
import type { Rule } from '../../../rule.ts';
import type { Product, Saying } from '../../product.ts';
import { correctedCommand } from '../corrected-command.ts';
import { phraseOf } from '../phrase.ts';
import { hostText } from './seen.ts';

/** Rows that a product's own words explain. */
const generic = ['A02', 'A11', 'A12', 'C05', 'E10'] as const;
/** Rows that say the same in general, where a product's words leave no doubt. */
const lessExact = ['A13', 'D07', 'D08', 'D09', 'D12', 'D14', 'D17', 'D22', 'E01', 'E02', 'E03', 'E13', 'E14'] as const;

/** The product's own message or code: what it means, and what to do. */
export function saysRules(product: Product): Rule[] {
  return Object.entries(product.says ?? {}).map(([id, saying]) => saysRule(product, id, saying));
}

function saysRule(product: Product, id: string, saying: Saying): Rule {
  const patterns = (saying.words ?? []).map((text) => phraseOf(text).pattern);
  const codes = new Set((saying.codes ?? []).map((code) => String(code).toLowerCase()));
  return {
    id: `${product.id}-${id}`,
    row: saying.row,
    title: saying.title,
    confidence: saying.isSure ? 'proof' : 'likely',
    reference: product.page,
    ...(saying.statuses && { outcomes: ['refused', 'other'] }),
    covers: [...generic, ...(saying.isSure ? lessExact : [])].filter((row) => row !== saying.row),
    find(facts) {
      if (saying.statuses && !saying.statuses.includes(facts.status)) return undefined;
      const heard = hear(facts, patterns, codes);
      if (heard === undefined) return undefined;
      return {
        evidence: [heard, shownBy(facts, product)],
        fix: saying.fix ?? usualFix(facts, product),
      };
    },
  };
}

function hear(facts: Facts, patterns: readonly RegExp[], codes: ReadonlySet<string>): string | undefined {
  const pattern = patterns.find((one) => facts.says(one));
  const heard = pattern && facts.heard(pattern);
  if (heard !== undefined) return heard;
  const code = codes.size > 0 ? codesOf(facts).find((one) => codes.has(one.toLowerCase())) : undefined;
  return code === undefined ? undefined : `The answer’s code is ${facts.quote(code)}.`;
}

/** What shows that the answer is the product's. */
const shownBy = (facts: Facts, { name, anywhere, hosts }: Product): string =>
  anywhere ? `Those are words of ${name}.` : hosts ? hostText(facts) : `The answer is that of ${name}.`;

/** The usual credential as a command to copy. */
function usualFix(facts: Facts, { credentials = [] }: Product): string {
  const [form] = credentials;
  return form
    ? `Send ${form.label} that is valid: ${correctedCommand(facts, [form.send])}.`
    : 'Get a new credential and send the request again.';
}

/** The server's sentences, which may be a code alone, and every code. */
const codesOf = ({ response }: Facts): string[] =>
  response ? [...response.messages, ...answerCodes(response, true)] : [];
