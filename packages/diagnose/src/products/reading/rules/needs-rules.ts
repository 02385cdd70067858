import type { Facts } from '../../../facts.ts';
import type { Rule } from '../../../rule.ts';
import type { NeededHeader, Product } from '../../product.ts';
import { correctedCommand } from '../corrected-command.ts';
import { formLine, hasLine } from '../credential-form.ts';
import { phraseOf } from '../phrase.ts';
import { hostText } from './seen.ts';

/** A header beside the credential that did not come. */
export function needsRules(product: Product): Rule[] {
  return (product.needs ?? []).map((need) => needsRule(product, need));
}

function needsRule(product: Product, need: NeededHeader): Rule {
  const { name } = formLine(need.send);
  const patterns = (need.words ?? [name]).map((text) => phraseOf(text.toLowerCase()).pattern);
  return {
    id: `${product.id}-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}-missing`,
    row: 'A19',
    title: `${product.name} misses ${need.label}`,
    confidence: 'proof',
    reference: product.page,
    outcomes: ['refused', 'other'],
    covers: ['A01', 'A02', 'A11', 'A13', 'E10', 'J12', 'J14'],
    find(facts) {
      if (facts.status < 400 || hasLine(need.send, facts.request)) return undefined;
      if (need.except?.test(`${facts.request.method} ${facts.request.location?.pathname ?? ''}`)) return undefined;
      const pattern = patterns.find((one) => facts.says(one));
      const heard = pattern && facts.heard(pattern);
      const isOpen = heard === undefined;
      if (
        isOpen &&
        !(need.isCredential && facts.outcome === 'refused' && hasOther(facts, product, need) && !facts.saysItRead)
      )
        return undefined;
      const [form] = product.credentials ?? [];
      return {
        evidence: [
          ...(heard ? [heard] : [hostText(facts)]),
          `The request has no \`${need.send.split(/[:=]/)[0]}\`, which is ${need.label}.`,
        ],
        fix: `Send both: ${correctedCommand(facts, [...(form ? [form.send] : []), need.send])}.`,
        confidence: isOpen ? 'likely' : 'proof',
      };
    },
  };
}

/** Whether the request carries another part of what the product wants. */
const hasOther = ({ token, request }: Facts, { needs = [] }: Product, need: NeededHeader): boolean =>
  token !== undefined || needs.some((one) => one !== need && hasLine(one.send, request));
