import type { Row } from '../catalogue.ts';
import type { Confidence } from '../finding.ts';
import { products } from '../products/index.ts';
import type { Product } from '../products/product.ts';
import { RulesOfProducts } from '../products/reading/rules-of-products.ts';
import { rules } from '../rules/index.ts';
import type { CauseText } from './cause-text.ts';
import { type Reference, referencesIn } from './references.ts';

/** What a rule, or the entry of a product, says by itself. */
export interface RuleText {
  /** As in {@link Finding.id}. */
  readonly id: string;
  readonly row: Row;
  readonly title: string;
  /** The most that it can say. */
  readonly confidence: Confidence;
  readonly references: readonly Reference[];
  /** The product that it is about, as it is written in a sentence. */
  readonly product?: string;
}

type OwnText = RuleText & Partial<Pick<CauseText, 'fix' | 'pasted'>>;

const table = new RulesOfProducts(products);

/** Of every rule, and then of every product. An id stands once: of rules that share it, the first. */
export const ruleTexts: readonly OwnText[] = [
  ...unique([...rules.map(textOfRule), ...products.flatMap(textsOfProduct)]),
];

function textOfRule({ id, row, title, confidence, reference }: (typeof rules)[number]): OwnText {
  return { id, row, title, confidence, references: referencesIn(reference) };
}

function textsOfProduct(product: Product): OwnText[] {
  const sayings = new Map(Object.entries(product.says ?? {}).map(([id, saying]) => [`${product.id}-${id}`, saying]));
  return table.every(product).map((rule): OwnText => {
    const saying = sayings.get(rule.id);
    const [first, ...others] = (saying?.words ?? saying?.codes ?? []).map(String);
    return {
      ...textOfRule(rule),
      product: product.name,
      ...(saying?.fix !== undefined && { fix: saying.fix }),
      ...(first !== undefined && { pasted: [first, ...others] }),
    };
  });
}

function unique(texts: readonly OwnText[]): Iterable<OwnText> {
  const byId = new Map<string, OwnText>();
  for (const text of texts) if (!byId.has(text.id)) byId.set(text.id, text);
  return byId.values();
}
