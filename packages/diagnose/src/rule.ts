import type { Row } from './catalogue.ts';
import type { Facts, Outcome } from './facts.ts';
import type { Confidence } from './finding.ts';
import type { Read } from './what-was-read.ts';

/** What a rule found: the parts of a finding that differ from one exchange to the next. */
export interface Found {
  /**
   * What was seen, in words, one independent signal an entry. A finding that is `likely` and has fewer than two becomes
   * a `hint`. Values go through `facts.show`, URLs through `facts.showUrl`, the server's words through `facts.quote`.
   * A difference goes on further lines (`markedDifference`).
   */
  readonly evidence: readonly string[];
  /** What to do. */
  readonly fix: string;
  /** Lines to copy that do it, secrets as variables: `curl …`. Default: the commands in the fix, if there are any. */
  readonly commands?: readonly string[];
  /** In place of the rule's. */
  readonly title?: string;
  /** In place of the rule's: a rule that is `proof` at best says `likely` where less was seen. */
  readonly confidence?: Confidence;
  /** In place of the rule's. */
  readonly covers?: readonly Row[];
}

/**
 * How near to this very exchange a rule looks. `product`: at what one product says or wants; `particular`: at one thing
 * that is wrong; `general`: at a summary, an error code that stands for many things, or what is left to say.
 */
export type Specificity = 'product' | 'particular' | 'general';

/**
 * One row of the catalogue as a program: data and a small pure function.
 *
 * **To add a rule**: add one object to its family's file in `rules/`, in the place of its row, and under its id two
 * fixtures to the `*.fixtures.ts` beside it: at least one exchange that must find it (`finds`) and one near miss that
 * must not (`misses`), as unlike as they need to be and no more. `rules.test.ts` runs every fixture and fails for a
 * rule without both. Of two findings as sure as each other the more specific one is the cause, then
 * the earlier one in `rules/`.
 *
 * **`find`** gets {@link Facts} and must be pure, must not throw whatever is in them (`claims.aud` may be anything), and
 * must be linear (patterns without nested or adjacent unbounded quantifiers). Most exchanges are not its business: test
 * the cheapest fact first (`facts.vendor`, a header, the status) and leave early; facts are computed when first asked
 * for, so a rule that asks for none costs nothing. Key words are matched loosely, with `facts.says(/…/)` or
 * `facts.topics`, and the server's own words are shown with `facts.quote`.
 *
 * **Several findings**: rules need not know of one another. Of rules that serve the same row the first that finds stays;
 * a finding that is the reason of another names that one's row in `covers`, and comes in its place.
 *
 * **Evidence** is one independent signal an entry: three facts in one sentence count as one. **Confidence**: `proof` where it cannot be otherwise, `likely` with two independent signals, else `hint`. Only proof
 * and likely make a cause; all proofs come before anything that is merely likely.
 */
export interface Rule {
  /** Stable, kebab-case, unique. */
  readonly id: string;
  /** The row of the catalogue. Several rules may serve one row. */
  readonly row: Row;
  /** The finding in one line, as a statement about this exchange. */
  readonly title: string;
  /** The most that this rule can say. */
  readonly confidence: Confidence;
  /** Standard and section, or the vendor's page. */
  readonly reference: string;
  /**
   * The outcomes it is asked about. Default: `['refused']`. With `'other'` it also sees answers that look like no
   * refusal (200, 404, 500), and what it finds there as proof or likely makes the exchange refused; it must then be sure
   * by itself. With `'no-answer'` it also sees network errors.
   */
  readonly outcomes?: readonly Outcome[];
  /**
   * How near to the exchange it looks: of two findings as sure as each other the nearer one is the cause. Default:
   * `'particular'`.
   */
  readonly specificity?: Specificity;
  /**
   * It says what is left to say where nobody knows more: beside a finding that is proof or likely it is not reported,
   * unless it is proof itself. “The key came in the right form” has no place under “the key is in the wrong header”.
   */
  readonly isLeftover?: true;
  /**
   * What the server must not have read for this to be true: where it says that it read that, the finding is a hint at
   * most. `['token']` of a rule that says that no token arrived.
   */
  readonly contradictedBy?: readonly Read[];
  /**
   * Rows whose findings this one explains, or says more precisely: `['A01']` of a rule that knows why no credential
   * arrived. Where this one is proof or likely, those are not reported, however sure they are.
   */
  readonly covers?: readonly Row[];
  find(facts: Facts): Found | undefined;
}
