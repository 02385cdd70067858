import type { Facts } from './facts.ts';
import type { Confidence, Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** A finding with what only the verdict needs to know. */
export interface RankedFinding {
  readonly finding: Finding;
  /** See `Found.refused`. */
  readonly refused: boolean;
}

const rank: Readonly<Record<Confidence, number>> = { proof: 0, likely: 1, hint: 2 };

/**
 * Asks every rule that the outcome concerns and puts what they found in order: proof before likely before hint, and the
 * rules' own order within. Of one row the first stays; what another finding explains goes.
 *
 * @param onFault told when a rule throws, which none may; the rule then counts as having found nothing.
 */
export function runRules(rules: readonly Rule[], facts: Facts, onFault?: (rule: Rule, fault: unknown) => void): RankedFinding[] {
  const { outcome } = facts;
  const found: { rule: Rule; ranked: RankedFinding }[] = [];
  for (const rule of rules) {
    if (rule.outcomes ? !rule.outcomes.includes(outcome) : outcome !== 'refused') continue;
    const ranked = ask(rule, facts, onFault);
    if (ranked) found.push({ rule, ranked });
  }
  found.sort((one, other) => rank[one.ranked.finding.confidence] - rank[other.ranked.finding.confidence]);
  const rows = new Set(found.flatMap(({ rule, ranked }) => (ranked.finding.confidence === 'hint' ? [] : (rule.covers ?? []))));
  const kept: RankedFinding[] = [];
  for (const { rule, ranked } of found) {
    if (rows.has(rule.row)) continue;
    rows.add(rule.row);
    kept.push(ranked);
  }
  return kept;
}

function ask(rule: Rule, facts: Facts, onFault: ((rule: Rule, fault: unknown) => void) | undefined): RankedFinding | undefined {
  try {
    const found = rule.find(facts);
    if (!found) return undefined;
    const confidence = found.confidence ?? rule.confidence;
    return {
      finding: {
        id: rule.id,
        row: rule.row,
        title: found.title ?? rule.title,
        confidence: confidence === 'likely' && found.evidence.length < 2 ? 'hint' : confidence,
        evidence: [...found.evidence],
        fix: found.fix,
        reference: rule.reference,
      },
      refused: found.refused === true,
    };
  } catch (fault) {
    onFault?.(rule, fault);
    return undefined;
  }
}
