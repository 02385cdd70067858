import type { Facts } from '../../../facts.ts';
import { isWithin } from '../../../parse-url.ts';
import type { Rule } from '../../../rule.ts';
import type { Environment, Product } from '../../product.ts';
import { isOfKind } from '../credential-form.ts';
import { hostText } from './seen.ts';

const textsOf = ({ token, basic }: Facts): string[] =>
  [token?.text, basic?.password, basic?.user].filter((text) => text !== undefined && text !== '') as string[];

/** Whether a host is one of an environment's. */
const isAt = ({ hosts }: Environment, host: string): boolean => hosts.some((domain) => isWithin(host, domain));

/** The environment of the credential and that of the host, where they are not the same. */
function mixed(facts: Facts, { credentials = [], environments = [] }: Product) {
  const { host } = facts.request;
  const called = environments.find((one) => isAt(one, host));
  if (!called) return undefined;
  for (const text of textsOf(facts)) {
    const form = credentials.find((one) => one.environment !== undefined && isOfKind(one, text) === true);
    const own = environments.find(({ name }) => name === form?.environment);
    if (form && own && !isAt(own, host)) return { text, form, own, called };
  }
  return undefined;
}

/** A credential of one environment at a host of another. */
export function environmentRules(product: Product): Rule[] {
  const { environments = [], credentials = [], name, page, id } = product;
  if (!credentials.some(({ environment }) => environment !== undefined)) return [];
  return (['mode', 'region'] as const)
    .filter((kind) => environments.some((one) => one.kind === kind))
    .map((kind) => ({
      id: `${id}-other-${kind}`,
      row: kind === 'mode' ? 'G10' : 'G11',
      title: `${name} was called at a host of another ${kind === 'mode' ? 'environment' : 'region'} than the credential’s`,
      confidence: 'proof',
      reference: page,
      covers: ['A02', 'A11', 'C24', 'D22', 'E10', 'E13', ...(product.row ? [product.row] : [])],
      find(facts) {
        const found = mixed(facts, product);
        if (found?.own.kind !== kind) return undefined;
        const { own, called, form, text } = found;
        return {
          evidence: [
            `By its looks it is ${form.label} (${facts.show(text)}), of ${own.name}.`,
            `${hostText(facts)} That is a host of ${called.name}.`,
          ],
          fix: `Call \`https://${own.hosts[0]}\` with this credential, or take one of ${called.name} for \`https://${facts.request.host}\`.`,
        };
      },
    }));
}

/** A token that says itself where it is at home, and was sent elsewhere. */
export function homeRules(product: Product): Rule[] {
  const forms = (product.credentials ?? []).filter(({ home }) => home !== undefined);
  if (forms.length === 0) return [];
  return [
    {
      id: `${product.id}-token-of-another-host`,
      row: 'G11',
      title: `The token is at home at another host of ${product.name}`,
      confidence: 'proof',
      reference: product.page,
      covers: ['A02', 'A11', 'D22', 'E10', ...(product.row ? [product.row] : [])],
      find(facts) {
        for (const text of textsOf(facts))
          for (const { home, label } of forms) {
            const host = home?.(text);
            if (host === undefined || isWithin(facts.request.host, host)) continue;
            return {
              evidence: [`It is ${label}, which names its own host: ${facts.quote(host)}.`, hostText(facts)],
              fix: `Call \`https://${host}\` with this token, or take a token of \`https://${facts.request.host}\`.`,
            };
          }
        return undefined;
      },
    },
  ];
}
