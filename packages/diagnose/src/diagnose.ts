import type { DiagnoseContext, Exchange } from './exchange.ts';
import { Facts } from './facts.ts';
import type { Diagnosis, Finding } from './finding.ts';
import type { Product } from './products/product.ts';
import { RulesOfProducts } from './products/reading/rules-of-products.ts';
import { readExchange } from './read-exchange.ts';
import type { Rule } from './rule.ts';
import { answerRules, lastRules, requestRules, rules } from './rules/index.ts';
import { runRules } from './run-rules.ts';

const maxAlsoCheck = 3;

/**
 * Why a request was refused: one root cause or none, and at most three further things to check, each with evidence and
 * a fix. Tells 401 from 403, 400, 407, 419, 498 and 511, from a redirect to a login page, and from a refusal that the
 * browser hid. What it reads in a JWT is a help, not a verification: diagnostic only.
 *
 * Pure: no I/O, no clock but the one passed in. Never throws, whatever it is given, and prints no credential.
 *
 * @example
 * const diagnosis = diagnose({
 *   request: { method: 'GET', url: 'https://api.example.com/me', headers: [['Authorization', 'Bearer undefined']] },
 *   response: { status: 401, headers: [['WWW-Authenticate', 'Bearer error="invalid_token"']] },
 * });
 * diagnosis.cause?.id; // 'credential-is-missing-value'
 *
 * Boundary: verifies no signature and makes no request; what others found out goes in as `probes`.
 */
export function diagnose(exchange: Exchange, context: DiagnoseContext = {}): Diagnosis {
  const facts = factsOf(exchange, context);
  if (!facts) return nothing();
  const ofProducts = productsOf(context)?.for(facts);
  if (!ofProducts) return verdict(facts, runRules(rules, facts));
  const { first, sure, last, silenced } = ofProducts;
  const heard = ({ row }: Rule) => !silenced.has(row);
  const ordered = [
    ...first,
    ...requestRules.filter(heard),
    ...sure,
    ...answerRules.filter(heard),
    ...last,
    ...lastRules,
  ];
  return verdict(facts, runRules(ordered, facts));
}

/** {@link diagnose} with rules of one's own. */
export function diagnoseBy(own: readonly Rule[], exchange: Exchange, context: DiagnoseContext = {}): Diagnosis {
  const facts = factsOf(exchange, context);
  return facts ? verdict(facts, runRules(own, facts)) : nothing();
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

const cleaned = (finding: Finding, facts: Facts): Finding => ({
  ...finding,
  title: facts.withoutSecrets(finding.title),
  evidence: finding.evidence.map((text) => facts.withoutSecrets(text)),
  fix: facts.withoutSecrets(finding.fix),
});

function clockOf(context: unknown): number | undefined {
  const now = typeof context === 'object' && context !== null ? (context as DiagnoseContext).now : undefined;
  const value = typeof now === 'function' ? now() : now;
  return Number.isFinite(value) ? value : undefined;
}
