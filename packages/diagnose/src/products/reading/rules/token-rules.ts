import type { Facts } from '../../../facts.ts';
import type { Rule } from '../../../rule.ts';
import type { Product } from '../../product.ts';
import { correctedCommand } from '../corrected-command.ts';
import { isOfKind, valueAt } from '../credential-form.ts';
import { isSameMaker, type ProductIndex } from '../product-index.ts';
import { hostText } from './seen.ts';

const replaced = ['A02', 'A11', 'C04', 'C05', 'C06', 'C11', 'D12', 'D14', 'D22', 'E10'] as const;

/** A token of the product that its API does not take: to be exchanged, or for browsers. */
export function otherTokenRules(product: Product): Rule[] {
  return (product.notCredentials ?? []).map((other, index) => ({
    id: `${product.id}-not-a-credential${index === 0 ? '' : `-${index + 1}`}`,
    row: other.row,
    title: `${product.name} does not take ${other.label} here`,
    confidence: 'proof',
    reference: product.page,
    covers: [...replaced, ...(product.row ? [product.row] : [])],
    find(facts) {
      const text = facts.token?.text;
      if (text === undefined || isOfKind(other, text) !== true) return undefined;
      return {
        evidence: [`By its looks it is ${other.label} (${facts.show(text)}).`, hostText(facts)],
        fix: other.fix,
      };
    },
  }));
}

/** What a token of the product tells of itself. */
export function checkRules(product: Product): Rule[] {
  return (product.credentials ?? []).flatMap(({ check, send }) =>
    check
      ? [
          {
            id: `${product.id}-${check.id}`,
            row: check.row,
            title: check.title,
            confidence: 'proof' as const,
            reference: product.page,
            covers: replaced.filter((row) => row !== check.row),
            find({ token, basic, request }: Facts) {
              const text = valueAt(send, request) ?? token?.text ?? basic?.password;
              const evidence = text === undefined ? undefined : check.find(text, request);
              return evidence && { evidence, fix: check.fix };
            },
          },
        ]
      : [],
  );
}

/** A token that by its beginning belongs to another product of the table. */
export function foreignTokenRules(product: Product, index: ProductIndex): Rule[] {
  return product.hostsOthers || !product.hosts || !product.credentials
    ? []
    : [
        {
          id: `${product.id}-key-of-another-product`,
          row: 'C24',
          title: `The key is not one of ${product.name}`,
          confidence: 'proof',
          reference: product.page,
          covers: [...replaced, 'C23', 'C25', ...(product.row ? [product.row] : [])],
          find(facts) {
            const { token, request } = facts;
            if (!token || facts.refusal === undefined || index.ofHost(request.host) !== product) return undefined;
            const owner = index.ofToken(token.text);
            const [form] = product.credentials ?? [];
            if (
              !owner ||
              !form ||
              isSameMaker(owner, product) ||
              product.credentials?.some((one) => isOfKind(one, token.text))
            )
              return undefined;
            return {
              evidence: [`By its beginning it is a key of ${owner.name} (${facts.show(token.text)}).`, hostText(facts)],
              fix: `Send the key of ${product.name}: ${correctedCommand(facts, [form.send])}. Look for mixed-up variables; and since the key went to somebody else’s server, renew it.`,
            };
          },
        },
      ];
}
