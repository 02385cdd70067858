import type { Facts } from '../../../facts.ts';
import type { Rule } from '../../../rule.ts';
import { noCredentials } from '../../../rules/arrival/no-credentials.ts';
import type { Product } from '../../product.ts';
import { correctedCommand } from '../corrected-command.ts';
import { valueAt } from '../credential-form.ts';
import { formText } from './seen.ts';

/** No credential at all: as anywhere, with the line that this product wants. */
export function missingRules(product: Product): Rule[] {
  const [form] = product.credentials ?? [];
  if (!form) return [];
  return [
    {
      id: `${product.id}-no-credentials`,
      row: noCredentials.row,
      title: noCredentials.title,
      confidence: 'proof',
      reference: product.page,
      find(facts) {
        if (hasForm(product, facts)) return undefined;
        const found = noCredentials.find(facts);
        return (
          found && {
            ...found,
            evidence: [...found.evidence, formText(product, form)],
            fix: `Send it so: ${correctedCommand(facts, [form.send, ...beside(product)])}.`,
          }
        );
      },
    },
  ];
}

/** Whether one of the product's own places is filled, though its name tells nobody else that it holds a credential. */
const hasForm = ({ credentials = [] }: Product, { request }: Facts): boolean =>
  credentials.some(({ send }) => valueAt(send, request) !== undefined);

const beside = ({ needs = [] }: Product): string[] => needs.map(({ send }) => send);
