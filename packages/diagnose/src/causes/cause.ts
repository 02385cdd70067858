import { catalogue, type Family, type Row } from '../catalogue.ts';
import { arrivalTexts } from './arrival.ts';
import type { CauseText } from './cause-text.ts';
import { challengeTexts } from './challenge.ts';
import { clientCodeTexts } from './client-code.ts';
import { configurationTexts } from './configuration.ts';
import { contentTexts } from './content.ts';
import { productTexts } from './products.ts';
import type { Reference } from './references.ts';
import { type RuleText, ruleTexts } from './rule-text.ts';
import { signedTexts } from './signed.ts';
import { syntaxTexts } from './syntax.ts';
import { transportTexts } from './transport.ts';

/** One row of the catalogue, as a page about it needs it. */
export interface Cause extends CauseText {
  readonly row: Row;
  readonly family: Family;
  /** What is wrong, in one line. */
  readonly title: string;
  /** What it rests on; at least one. */
  readonly references: readonly Reference[];
  /** Ids of the findings that serve this row; each is a page of its own. */
  readonly ids: readonly string[];
}

/** A finding that the rules or a product can make, as the page behind its {@link Finding.url} needs it. */
export interface CauseOfRule extends RuleText, CauseText {}

/** The texts of every row. */
const textOf: Readonly<Record<Row, CauseText>> = {
  ...arrivalTexts,
  ...transportTexts,
  ...syntaxTexts,
  ...contentTexts,
  ...challengeTexts,
  ...configurationTexts,
  ...clientCodeTexts,
  ...productTexts,
  ...signedTexts,
};

/** Every finding that can be made, with `why`, `fix` and `pasted` of its row where it has none of its own. */
export const causesOfRules: readonly CauseOfRule[] = ruleTexts.map(({ fix, pasted, ...rule }) => {
  const text = textOf[rule.row];
  return { ...rule, why: text.why, fix: fix ?? text.fix, pasted: pasted ?? text.pasted };
});

/** Every row of the catalogue, in its order. */
export const causes: readonly Cause[] = (Object.keys(catalogue) as Row[]).map((row) => {
  const own = ruleTexts.filter((rule) => rule.row === row);
  const links = new Map(own.flatMap(({ references }) => references.map((one) => [one.url, one] as const)));
  return {
    row,
    family: row.slice(0, 1) as Family,
    title: catalogue[row],
    ...textOf[row],
    references: [...links.values()],
    ids: own.map(({ id }) => id),
  };
});
