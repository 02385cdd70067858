import type { Rule } from './rule.ts';

/** Rules in the order in which they are asked; what products say is asked in between. */
export interface RuleSet {
  /** Those that look at the request: whether and how its credential came. */
  readonly request: readonly Rule[];
  /** Those that look at the token, and at what the answer says. */
  readonly answer: readonly Rule[];
  /** Those that say what is left to say when no other knows more. */
  readonly last: readonly Rule[];
}
