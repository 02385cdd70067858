import type { Facts } from './facts.ts';
import type { Confidence, Finding } from './finding.ts';
import type { Rule } from './rule.ts';

const rank: Readonly<Record<Confidence, number>> = { proof: 0, likely: 1, hint: 2 };

/**
 * Asks every rule that the outcome concerns and puts what they found in order: proof before likely before hint, and the
 * rules' own order within. Of one row the first stays; what another finding explains goes.
 *
 * @param onFault told when a rule throws, which none may; the rule then counts as having found nothing.
 */
export function runRules(
  rules: readonly Rule[],
  facts: Facts,
  onFault?: (rule: Rule, fault: unknown) => void,
): Finding[] {
  const { outcome } = facts;
  const found: { rule: Rule; finding: Finding }[] = [];
  for (const rule of rules) {
    if (rule.outcomes ? !rule.outcomes.includes(outcome) : outcome !== 'refused') continue;
    const finding = ask(rule, facts, onFault);
    if (finding) found.push({ rule, finding });
  }
  found.sort((one, other) => rank[one.finding.confidence] - rank[other.finding.confidence]);
  const rows = new Set(
    found.flatMap(({ rule, finding }) => (finding.confidence === 'hint' ? [] : (rule.covers ?? []))),
  );
  const kept: Finding[] = [];
  for (const { finding } of found) {
    if (rows.has(finding.row)) continue;
    rows.add(finding.row);
    kept.push(finding);
  }
  return kept;
}

function ask(
  rule: Rule,
  facts: Facts,
  onFault: ((rule: Rule, fault: unknown) => void) | undefined,
): Finding | undefined {
  try {
    const found = rule.find(facts);
    if (!found) return undefined;
    const confidence = found.confidence ?? rule.confidence;
    return {
      id: rule.id,
      row: rule.row,
      title: found.title ?? rule.title,
      confidence: confidence === 'likely' && found.evidence.length < 2 ? 'hint' : confidence,
      evidence: [...found.evidence],
      fix: found.fix,
      reference: rule.reference,
    };
  } catch (fault) {
    onFault?.(rule, fault);
    return undefined;
  }
}
