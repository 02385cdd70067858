import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import type { Product } from '../product.ts';
import { fittingForms, isInForm, valueAt } from './credential-form.ts';
import { ProductIndex } from './product-index.ts';
import { addresseeRules } from './rules/addressee-rules.ts';
import { environmentRules, homeRules } from './rules/environment-rules.ts';
import { formRules } from './rules/form-rules.ts';
import { missingRules } from './rules/missing-rule.ts';
import { needsRules } from './rules/needs-rules.ts';
import { saysRules } from './rules/says-rules.ts';
import { checkRules, foreignTokenRules, otherTokenRules } from './rules/token-rules.ts';

/** The rules of the products that show in one exchange. */
export interface ProductRules {
  /** To be asked before all others: where they find something they know more. */
  readonly first: readonly Rule[];
  /** To be asked after those that look at the request: what the product says without a doubt. */
  readonly sure: readonly Rule[];
  /** To be asked after those that look at token and answer: what else the product says. */
  readonly last: readonly Rule[];
}

/** What the table has to say about one exchange. */
interface RulesOfExchange {
  /** Those of each product, as in {@link ProductRules}. */
  readonly first: readonly (readonly Rule[])[];
  readonly sure: readonly (readonly Rule[])[];
  readonly last: readonly (readonly Rule[])[];
  /** Rows of which no rule may say anything, since the documentation says otherwise. */
  readonly silenced: ReadonlySet<string>;
}

/** Rows that find fault with how a credential was sent. */
const ofForm = ['A13', 'C04', 'C05', 'C06', 'C20'] as const;
/** Rows that find fault with the kind of key. */
const ofKind = ['C23', 'C24', 'C25'] as const;

/** A table of products as rules: each entry is compiled when its product is first met. */
export class RulesOfProducts {
  readonly #index: ProductIndex;
  readonly #compiled = new Map<Product, ProductRules>();

  constructor(products: readonly Product[]) {
    this.#index = new ProductIndex(products);
  }

  /** Those of the products that show in this exchange. */
  for(facts: Facts): RulesOfExchange | undefined {
    const { all } = this.#index.recognise(facts);
    if (all.length === 0) return undefined;
    const rules = all.slice(0, 4).map((product) => this.#rulesOf(product));
    return {
      first: rules.map(({ first }) => first),
      sure: rules.map(({ sure }) => sure),
      last: rules.map(({ last }) => last),
      silenced: new Set(all.flatMap((product) => silencedBy(product, facts))),
    };
  }

  /** Whatever can be found with one product of the table. */
  every(product: Product): readonly Rule[] {
    const { first, sure, last } = this.#rulesOf(product);
    return [...first, ...sure, ...last];
  }

  /** The rules of one product. */
  #rulesOf(product: Product): ProductRules {
    const known = this.#compiled.get(product);
    if (known) return known;
    const says = saysRules(product);
    const rules = {
      first: [
        ...missingRules(product),
        ...foreignTokenRules(product, this.#index),
        ...otherTokenRules(product),
        ...environmentRules(product),
        ...homeRules(product),
        ...checkRules(product),
        ...formRules(product),
        ...needsRules(product),
        ...addresseeRules(product),
      ].map((rule): Rule => ({ ...rule, specificity: 'product' })),
      sure: says.filter(({ confidence }) => confidence === 'proof'),
      last: says
        .filter(({ confidence }) => confidence !== 'proof')
        .map((rule): Rule => ({ ...rule, specificity: 'product' })),
    };
    this.#compiled.set(product, rules);
    return rules;
  }
}

/** Rows that find fault with an ID token in the place of an access token. */
const ofIdToken = ['D09'] as const;

/** Where the credential was sent just as the product wants it, nobody may find fault with that. */
function silencedBy({ credentials = [], addressee = [] }: Product, facts: Facts): readonly string[] {
  const idToken = addressee.some(({ takesIdToken }) => takesIdToken) ? ofIdToken : [];
  if (credentials.length === 0) return idToken;
  if (facts.credentials.length === 0)
    return credentials.some(({ send }) => valueAt(send, facts.request) !== undefined) ? [...idToken, 'A01'] : idToken;
  const text = facts.token?.text ?? facts.basic?.password ?? '';
  const { forms, isKnown } = fittingForms(credentials, [text, facts.basic?.user ?? '']);
  if (!forms.some((form) => isInForm(form, facts))) return idToken;
  return [...idToken, ...ofForm, ...(isKnown ? ofKind : [])];
}
