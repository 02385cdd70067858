import type { Row } from './catalogue.ts';

/**
 * How sure a finding is. `proof`: it cannot be otherwise. `likely`: at least two independent signals. `hint`: worth a
 * look; never a cause.
 */
export type Confidence = 'proof' | 'likely' | 'hint';

/** One thing that is wrong, with its evidence and its remedy. Holds no secret. */
export interface Finding {
  /** Stable, kebab-case: `token-expired`. */
  readonly id: string;
  /** The row of the catalogue of causes: `A01` … */
  readonly row: Row;
  /** The finding in one line. */
  readonly title: string;
  readonly confidence: Confidence;
  /**
   * What was seen, one independent signal an entry; credentials cut. After a sentence there may be more lines, to be shown
   * as they stand: two texts one above the other, and a mark under the part that differs.
   */
  readonly evidence: string[];
  /** What to do, as something that one can do. */
  readonly fix: string;
  /** The standard and section, or the vendor's page, that it rests on. */
  readonly reference: string;
  /** The server's own sentence that this is about, credentials cut; absent where it said none. */
  readonly said?: string;
  /**
   * The fix as something to copy: commands or lines of a file, made from the request, secrets as variables. Absent where
   * there is nothing to copy.
   */
  readonly commands?: readonly string[];
  /** The page about this finding. Always there in what `diagnose` returns. */
  readonly url?: string;
}

/**
 * - `not-refused`: the answer is no refusal (it may be an error of another kind)
 * - `explained`: refused, and `cause` says why
 * - `unexplained`: refused, and no cause is sure enough; `alsoCheck` may hold hints
 * - `no-answer`: no answer came; `cause` says why if that can be told
 */
export type DiagnosisStatus = 'not-refused' | 'explained' | 'unexplained' | 'no-answer';

/** What {@link diagnose} returns. Plain data, safe to print and to send. */
export interface Diagnosis {
  /** The version of this shape. Fields may be added within a version. */
  readonly schema: 1;
  readonly status: DiagnosisStatus;
  readonly cause: Finding | null;
  /** At most three further findings, the surest first. */
  readonly alsoCheck: Finding[];
}
