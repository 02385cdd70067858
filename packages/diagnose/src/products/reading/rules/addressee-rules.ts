import type { Facts } from '../../../facts.ts';
import { isWithin, parseUrl } from '../../../parse-url.ts';
import { listText } from '../../../plain-words.ts';
import type { Rule } from '../../../rule.ts';
import type { Addressee, Product } from '../../product.ts';
import { globOf } from '../phrase.ts';
import { hostText } from './seen.ts';

/** What a JWT may say wrongly: its issuer is a stranger, or the same product at another place; or it is for others. */
type Flaw = 'issuer' | 'tenant' | 'audience';

const rowOf = { issuer: 'D08', tenant: 'G11', audience: 'D07' } as const;

const texts = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === 'string');
const bare = (text: string): string => text.replace(/\/$/, '');
const filled = ({ request }: Facts, text: string): string => text.replaceAll('{host}', request.host);

/** Whether one of the values is one of those wanted. */
function isOne(facts: Facts, values: readonly string[], wanted: readonly string[]): boolean {
  const patterns = wanted.map((text) => globOf(bare(filled(facts, text))));
  return values.some((value) => patterns.some((pattern) => pattern.test(bare(value))));
}

/** A JWT that is of another issuer, or for somebody else, than the product accepts. */
export function addresseeRules(product: Product): Rule[] {
  return (product.addressee ?? []).flatMap((addressee, index) => [
    ...(addressee.issuer
      ? (['issuer', 'tenant'] as const).map((flaw) => addresseeRule(product, addressee, flaw, index))
      : []),
    ...(addressee.audience ? [addresseeRule(product, addressee, 'audience', index)] : []),
  ]);
}

function addresseeRule(product: Product, addressee: Addressee, flaw: Flaw, index: number): Rule {
  const claim = flaw === 'audience' ? 'aud' : 'iss';
  const wanted = (flaw === 'audience' ? addressee.audience : addressee.issuer) ?? [];
  return {
    id: `${product.id}-other-${flaw}${index === 0 ? '' : `-${index + 1}`}`,
    row: rowOf[flaw],
    title: {
      issuer: `${product.name} does not trust the token’s issuer`,
      tenant: `The token is of another region or tenant of ${product.name}`,
      audience: `The token is meant for somebody else than ${product.name}`,
    }[flaw],
    confidence: 'proof',
    reference: product.page,
    covers: [
      ...(flaw === 'audience' ? [] : (['D07'] as const)),
      ...(flaw === 'tenant' ? (['D08'] as const) : []),
      ...(['A02', 'A11', 'D17', 'D21', 'D22', 'D23', 'E10'] as const),
      ...(product.row ? [product.row] : []),
    ],
    find(facts) {
      const values = concerned(facts, addressee) ? texts(facts.claims?.[claim]) : [];
      if (values.length === 0 || isOne(facts, values, wanted)) return undefined;
      if (flaw !== 'audience' && isOfProduct(values, product) !== (flaw === 'tenant')) return undefined;
      return {
        evidence: [
          `The token’s \`${claim}\` is ${listText(values.slice(0, 5).map((value) => facts.quote(value)))} (diagnostic only).`,
          `${product.name} takes ${listText(
            wanted.map((text) => `\`${filled(facts, text)}\``),
            'or',
          )}.`,
          hostText(facts),
        ],
        fix: addressee.fix,
        confidence: addressee.isFixed && !saysOther(facts) ? 'proof' : 'likely',
      };
    },
  };
}

/** Whether a refusal can be about whose token it is, and this token is one that is judged. */
function concerned({ claims, request, refusal }: Facts, { claim, path }: Addressee): boolean {
  if (!claims || (refusal !== 'unauthorized' && refusal !== 'forbidden' && refusal !== 'bad-request')) return false;
  if (claim !== undefined && !Object.hasOwn(claims, claim)) return false;
  return path === undefined || request.location?.pathname.startsWith(path) === true;
}

/** Whether an issuer is a host of the product itself. */
const isOfProduct = (issuers: readonly string[], { hosts = [] }: Product): boolean =>
  issuers.some((issuer) => hosts.some((domain) => isWithin(parseUrl(issuer)?.hostname ?? '', domain)));

/** Whether the server's words are about something else than whose token it is. */
const saysOther = ({ topics }: Facts): boolean =>
  !topics.has('issuer') &&
  !topics.has('audience') &&
  (['expired', 'signature', 'revoked', 'scope'] as const).some((topic) => topics.has(topic));
