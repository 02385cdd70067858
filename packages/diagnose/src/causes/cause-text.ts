import type { Family, Row } from '../catalogue.ts';

/** What a page says of a row, whatever the product. */
export interface CauseText {
  /** Why servers answer like this, in two or three sentences. */
  readonly why: string;
  /** What to do, for the usual case. A finding has the fix for its own exchange. */
  readonly fix: string;
  /** Texts that people see and paste into a search, as servers and clients write them. At least one. */
  readonly pasted: readonly [string, ...string[]];
}

/** The texts of one family: every row of it, and no other. */
export type TextsOf<Letter extends Family> = Readonly<Record<Extract<Row, `${Letter}${string}`>, CauseText>>;
