import { diagnose } from '../diagnose-with-products.ts';
import type { Diagnosis } from '../finding.ts';
import type { CorpusCase } from './case.ts';

/** How a case came out. */
interface Judged {
  readonly entry: CorpusCase;
  readonly diagnosis: Diagnosis;
  /** Rows that would have been right; `null` for no cause. */
  readonly wanted: readonly (string | null)[];
  /** The row that was given; `null` for no cause. */
  readonly given: string | null;
  readonly right: boolean;
}

/** How well one family of the catalogue does. */
interface FamilyScore {
  /** `A` … `J`; `none` for the exchanges that have no cause. */
  readonly family: string;
  /** Cases whose cause is of this family. */
  readonly wanted: number;
  /** Cases for which a cause of this family was given. */
  readonly given: number;
  readonly right: number;
  /** Of the causes given, the part that was right; 1 where none was given. */
  readonly precision: number;
  /** Of the causes wanted, the part that was found; 1 where none was wanted. */
  readonly recall: number;
}

/** Diagnoses every case. */
export function judge(corpus: readonly CorpusCase[]): Judged[] {
  return corpus.map((entry) => {
    const diagnosis = diagnose(entry.exchange, entry.context);
    const { cause } = entry.expect;
    const wanted = Array.isArray(cause) ? (cause as (string | null)[]) : [cause as string | null];
    const given = diagnosis.cause?.row ?? null;
    return {
      entry,
      diagnosis,
      wanted,
      given,
      right: wanted.includes(given) && diagnosis.status === entry.expect.status,
    };
  });
}

const familyOf = (row: string | null | undefined): string => row?.[0] ?? 'none';

/** Precision and recall of each family. A case counts where it is right for the family given, else for its first row. */
export function scores(judged: readonly Judged[]): FamilyScore[] {
  const families = new Map<string, { wanted: number; given: number; right: number }>();
  const of = (row: string | null | undefined) => {
    const family = familyOf(row);
    const score = families.get(family) ?? { wanted: 0, given: 0, right: 0 };
    families.set(family, score);
    return score;
  };
  for (const { wanted, given, right } of judged) {
    of(given).given++;
    of(right ? given : wanted[0]).wanted++;
    if (right) of(given).right++;
  }
  return [...families]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([family, { wanted, given, right }]) => ({
      family,
      wanted,
      given,
      right,
      precision: given === 0 ? 1 : right / given,
      recall: wanted === 0 ? 1 : right / wanted,
    }));
}

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`.padStart(9);

/** The scores as a table, and a line for each case that came out wrong. */
export function reportText(judged: readonly Judged[]): string {
  const rows = scores(judged).map(
    ({ family, wanted, given, right, precision, recall }) =>
      `${family.padEnd(6)} ${String(wanted).padStart(6)} ${String(given).padStart(5)} ${String(right).padStart(5)} ${percent(precision)} ${percent(recall)}`,
  );
  const wrong = judged
    .filter(({ right }) => !right)
    .map(
      ({ entry, wanted, given, diagnosis }) =>
        `wrong: ${entry.name}: wanted ${entry.expect.status} ${wanted.join(' or ')}, given ${diagnosis.status} ${given}` +
        ` (${[diagnosis.cause, ...diagnosis.alsoCheck].map((finding) => finding && `${finding.row} ${finding.id} ${finding.confidence}`).join('; ')})`,
    );
  return [`${judged.length} exchanges`, 'family wanted given right precision    recall', ...rows, ...wrong].join('\n');
}
