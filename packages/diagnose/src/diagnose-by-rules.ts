import type { DiagnoseContext, Exchange } from './exchange.ts';
import { Facts } from './facts.ts';
import type { Diagnosis, Finding } from './finding.ts';
import { pageOf } from './home-page.ts';
import type { Product } from './products/product.ts';
import { RulesOfProducts } from './products/reading/rules-of-products.ts';
import { readExchange } from './read-exchange.ts';
import type { Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import { type RuleList, runRules } from './run-rules.ts';

const maxAlsoCheck = 3;

/** What these rules, and the products of the context, have to say of an exchange. */
export function diagnoseBySet(
  { request, answer, last: left }: RuleSet,
  exchange: Exchange,
  context: DiagnoseContext = {},
): Diagnosis {
  const facts = factsOf(exchange, context);
  if (!facts) return nothing();
  const ofProducts = productsOf(context)?.for(facts);
  const heard = (rules: readonly Rule[]): RuleList =>
    ofProducts ? { rules, silenced: ofProducts.silenced } : { rules };
  const lists = ofProducts
    ? [
        ...listsOf(ofProducts.first),
        heard(request),
        ...listsOf(ofProducts.sure),
        heard(answer),
        ...listsOf(ofProducts.last),
        { rules: left },
      ]
    : [{ rules: request }, { rules: answer }, { rules: left }];
  return verdict(facts, runRules(lists, facts));
}

const listsOf = (lists: readonly (readonly Rule[])[]): RuleList[] => lists.map((rules) => ({ rules }));

/** The same with a list of rules, in the order in which they are asked. */
export function diagnoseBy(own: readonly Rule[], exchange: Exchange, context: DiagnoseContext = {}): Diagnosis {
  const facts = factsOf(exchange, context);
  return facts ? verdict(facts, runRules([{ rules: own }], facts)) : nothing();
}

const nothing = (): Diagnosis => ({ schema: 1, status: 'no-answer', cause: null, alsoCheck: [] });

/** Undefined for an object that throws when it is read: there is nothing to diagnose. */
function factsOf(exchange: Exchange, context: DiagnoseContext): Facts | undefined {
  try {
    return new Facts(readExchange(exchange), clockOf(context));
  } catch {
    return undefined;
  }
}

/** Each list of products, arranged once; gone with the list. */
const arranged = new WeakMap<readonly Product[], RulesOfProducts>();

function productsOf(context: unknown): RulesOfProducts | undefined {
  const products = typeof context === 'object' && context !== null ? (context as DiagnoseContext).products : undefined;
  if (!Array.isArray(products)) return undefined;
  const known = arranged.get(products);
  if (known) return known;
  const made = new RulesOfProducts(products);
  arranged.set(products, made);
  return made;
}

function verdict(facts: Facts, findings: readonly Finding[]): Diagnosis {
  const { outcome } = facts;
  const [first, ...others] = findings;
  const cause = first && first.confidence !== 'hint' ? first : undefined;
  if (outcome === 'other' && !cause) return { schema: 1, status: 'not-refused', cause: null, alsoCheck: [] };
  const rest = (cause ? others : findings).slice(0, maxAlsoCheck);
  const status = outcome === 'no-answer' ? 'no-answer' : cause ? 'explained' : 'unexplained';
  return {
    schema: 1,
    status,
    cause: cause ? cleaned(cause, facts) : null,
    alsoCheck: rest.map((finding) => cleaned(finding, facts)),
  };
}

function cleaned(finding: Finding, facts: Facts): Finding {
  const { commands, url = pageOf(finding.id), ...rest } = finding;
  const said = saidIn(finding, facts);
  return {
    ...rest,
    title: facts.withoutSecrets(finding.title),
    evidence: finding.evidence.map((text) => facts.withoutSecrets(text)),
    fix: facts.withoutSecrets(finding.fix),
    ...(said !== undefined && { said }),
    ...(commands && { commands: commands.map((line) => facts.withoutSecrets(line)) }),
    url,
  };
}

const quotedSentence = /^The server says “([^”]{2,})”/;

/** The server's sentence that a finding rests on, else its first one that is more than a word. */
function saidIn({ evidence }: Finding, facts: Facts): string | undefined {
  for (const text of evidence) {
    const sentence = quotedSentence.exec(text)?.[1];
    if (sentence !== undefined) return facts.withoutSecrets(sentence);
  }
  const message = facts.response?.messages.find((text) => /\S\s+\S/.test(text.trim()));
  return message === undefined ? undefined : facts.quote(message).slice(1, -1);
}

function clockOf(context: unknown): number | undefined {
  const now = typeof context === 'object' && context !== null ? (context as DiagnoseContext).now : undefined;
  const value = typeof now === 'function' ? now() : now;
  return Number.isFinite(value) ? value : undefined;
}
