import type { Facts } from '../../../facts.ts';
import { listText } from '../../../plain-words.ts';
import type { Rule } from '../../../rule.ts';
import type { Addressee, Product } from '../../product.ts';
import { globOf } from '../phrase.ts';
import { hostText } from './seen.ts';

const texts = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === 'string');
const bare = (text: string): string => text.replace(/\/$/, '');

/** Whether one of the values is one of those wanted. */
function isOne(facts: Facts, values: readonly string[], wanted: readonly string[]): boolean {
  const patterns = wanted.map((text) => globOf(bare(filled(facts, text))));
  return values.some((value) => patterns.some((pattern) => pattern.test(bare(value))));
}

const filled = ({ request }: Facts, text: string): string => text.replaceAll('{host}', request.host);

/** A JWT that is of another issuer, or for somebody else, than the product accepts. */
export const addresseeRules = (product: Product): Rule[] =>
  (product.addressee ?? []).flatMap((addressee, index) => [
    ...(addressee.issuer ? [addresseeRule(product, addressee, 'iss', addressee.issuer, index)] : []),
    ...(addressee.audience ? [addresseeRule(product, addressee, 'aud', addressee.audience, index)] : []),
  ]);

function addresseeRule(
  product: Product,
  { path, isFixed, fix }: Addressee,
  claim: 'iss' | 'aud',
  wanted: readonly string[],
  index: number,
): Rule {
  const noun = claim === 'iss' ? 'issuer' : 'audience';
  return {
    id: `${product.id}-other-${noun}${index === 0 ? '' : `-${index + 1}`}`,
    row: claim === 'iss' ? 'D08' : 'D07',
    title:
      claim === 'iss'
        ? `${product.name} does not trust the token’s issuer`
        : `The token is meant for somebody else than ${product.name}`,
    confidence: 'proof',
    reference: product.page,
    covers: [
      ...(claim === 'iss' ? (['D07'] as const) : []),
      'A02',
      'A11',
      'D17',
      'D21',
      'D22',
      'D23',
      'E10',
      ...(product.row ? [product.row] : []),
    ],
    find(facts) {
      const { claims, request, refusal } = facts;
      if (!claims || (refusal !== 'unauthorized' && refusal !== 'forbidden' && refusal !== 'bad-request'))
        return undefined;
      if (path !== undefined && request.location?.pathname.startsWith(path) !== true) return undefined;
      const values = texts(claims[claim]);
      if (values.length === 0 || isOne(facts, values, wanted)) return undefined;
      const shown = listText(values.slice(0, 5).map((value) => facts.quote(value)));
      return {
        evidence: [
          `The token’s \`${claim}\` is ${shown} (diagnostic only).`,
          `${product.name} takes ${listText(
            wanted.map((text) => `\`${filled(facts, text)}\``),
            'or',
          )}.`,
          hostText(facts),
        ],
        fix,
        confidence: isFixed && !saysOther(facts) ? 'proof' : 'likely',
      };
    },
  };
}

/** Whether the server's words are about something else than whose token it is. */
const saysOther = ({ topics }: Facts): boolean =>
  !topics.has('issuer') &&
  !topics.has('audience') &&
  (['expired', 'signature', 'revoked', 'scope'] as const).some((topic) => topics.has(topic));
