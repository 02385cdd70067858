import type { Row } from './catalogue.ts';
import type { Facts, Outcome } from './facts.ts';
import type { Confidence, Finding } from './finding.ts';
import type { Found, Rule, Specificity } from './rule.ts';

const bySureness: Readonly<Record<Confidence, number>> = { proof: 0, likely: 1, hint: 2 };
const bySpecificity: Readonly<Record<Specificity, number>> = { product: 0, particular: 1, general: 2 };

/** Rules to be asked, and rows of which they may say nothing. */
export interface RuleList {
  readonly rules: readonly Rule[];
  readonly silenced?: ReadonlySet<string>;
}

/** A finding with the rule that made it. */
interface Ranked {
  readonly rule: Rule;
  readonly finding: Finding;
  /** Rows that it explains. */
  readonly covers: readonly Row[];
}

/**
 * Asks every rule that the outcome concerns and puts what they found in order: proof before likely before hint; then
 * what a product, what one thing in particular, and what a summary says; then the rules' own order. Of one row the first
 * stays; what another finding explains goes, and what is left to say where something is known.
 *
 * @param lists one after the other; each is arranged by outcome once, so keep it.
 * @param silenced rows of which the lists that are to be silenced may say nothing.
 * @param onFault told when a rule throws, which none may; the rule then counts as having found nothing.
 */
export function runRules(
  lists: readonly RuleList[],
  facts: Facts,
  onFault?: (rule: Rule, fault: unknown) => void,
): Finding[] {
  const { outcome } = facts;
  const found: Ranked[] = [];
  for (const { rules, silenced } of lists)
    for (const rule of concerned(rules, outcome)) {
      if (silenced?.has(rule.row)) continue;
      const ranked = ask(rule, facts, onFault);
      if (ranked) found.push(ranked);
    }
  found.sort(byRank);
  const isKnown = found.some(({ rule, finding }) => !rule.isLeftover && finding.confidence !== 'hint');
  const kept: Finding[] = [];
  const rows = new Set<string>();
  for (const [index, one] of found.entries()) {
    const { finding, rule } = one;
    if (
      (isKnown && rule.isLeftover && finding.confidence !== 'proof') ||
      rows.has(finding.row) ||
      found.some((other, at) => explains(other, finding) && !(index < at && explains(one, other.finding)))
    )
      continue;
    rows.add(finding.row);
    kept.push(finding);
  }
  return kept;
}

/** Each list, arranged; gone with the list. */
const arranged = new WeakMap<readonly Rule[], Map<Outcome, readonly Rule[]>>();

/** Those of a list that an outcome concerns. */
function concerned(rules: readonly Rule[], outcome: Outcome): readonly Rule[] {
  let byOutcome = arranged.get(rules);
  if (!byOutcome) {
    byOutcome = new Map();
    arranged.set(rules, byOutcome);
  }
  const known = byOutcome.get(outcome);
  if (known) return known;
  const some = rules.filter(({ outcomes = onlyRefused }) => outcomes.includes(outcome));
  byOutcome.set(outcome, some);
  return some;
}

const onlyRefused: readonly Outcome[] = ['refused'];

const byRank = (one: Ranked, other: Ranked): number =>
  bySureness[one.finding.confidence] - bySureness[other.finding.confidence] ||
  bySpecificity[one.rule.specificity ?? 'particular'] - bySpecificity[other.rule.specificity ?? 'particular'];

/** Whether one finding is the reason of another. Of two that explain each other the first stays. */
const explains = ({ covers, finding }: Ranked, other: Finding): boolean =>
  finding.confidence !== 'hint' && covers.includes(other.row);

function ask(
  rule: Rule,
  facts: Facts,
  onFault: ((rule: Rule, fault: unknown) => void) | undefined,
): Ranked | undefined {
  try {
    const found = rule.find(facts);
    if (!found) return undefined;
    const commands = found.commands ?? commandsIn(found.fix);
    const finding: Finding = {
      id: rule.id,
      row: rule.row,
      title: found.title ?? rule.title,
      confidence: confidenceOf(rule, found, facts),
      evidence: [...found.evidence],
      fix: fixAfterRenewal(rule, found.fix, facts),
      reference: rule.reference,
      ...(commands.length > 0 && { commands }),
    };
    return { rule, finding, covers: found.covers ?? rule.covers ?? [] };
  } catch (fault) {
    onFault?.(rule, fault);
    return undefined;
  }
}

/** Rows that a refresh cures. */
const expiredRows: ReadonlySet<Row> = new Set(['D01', 'E01', 'J27']);
const fixesAfter = {
  failed: 'The session has tried to renew it, and that failed: see why above, and mend that first.',
  refused: 'The session has tried to renew it, and its refresh token was refused: sign in again.',
} as const;

const tellsToRefresh = /\brefresh (?:it|the token)\b/i;

/** A session that could not refresh is not told to refresh: what a fix says besides stays. */
function fixAfterRenewal({ row }: Rule, fix: string, { exchange: { renewal } }: Facts): string {
  if (renewal === undefined) return fix;
  if (expiredRows.has(row)) return fixesAfter[renewal];
  if (!tellsToRefresh.test(fix)) return fix;
  const rest = fix.split(/(?<=[.;:]) /).filter((part) => !tellsToRefresh.test(part));
  return [fixesAfter[renewal], ...rest].join(' ');
}

const command = /^(?:curl|docker|kubectl|npm|git|gh|gcloud|az|aws|timedatectl|sudo|export|openssl|-H|-u|-A) /;

/** What of a fix is a command: it stands in backticks there. */
const commandsIn = (fix: string): string[] =>
  fix.includes('`')
    ? (fix.match(/`[^`\n]{4,400}`/g) ?? []).map((code) => code.slice(1, -1)).filter((code) => command.test(code))
    : [];

/** How sure a finding may be: not likely on one signal alone, and no more than a hint against the server's own words. */
function confidenceOf(rule: Rule, found: Found, facts: Facts): Confidence {
  const confidence = found.confidence ?? rule.confidence;
  if (confidence === 'likely' && found.evidence.length < 2) return 'hint';
  return rule.contradictedBy?.some((read) => facts.read === read) ? 'hint' : confidence;
}
