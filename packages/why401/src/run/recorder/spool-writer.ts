import type { Diagnosis } from '@freshkey/diagnose';
import type { Row, RowSink } from '../row.ts';

/** A row as it stands in a line of the spool: a diagnosis that stands there already is only pointed at. */
export type SpoolLine =
  | Exclude<Row, { kind: 'refusal' }>
  | (Omit<Extract<Row, { kind: 'refusal' }>, 'refusal'> & {
      refusal: Omit<Extract<Row, { kind: 'refusal' }>['refusal'], 'diagnosis'> & { diagnosis: Diagnosis | number };
    });

/** Writes rows to a file of this thread's own, each at once: whatever ends the process, what was said stays said. */
export class SpoolWriter implements RowSink {
  readonly #append: (line: string) => void;
  readonly #written = new Map<Diagnosis, number>();

  /** @param append writes before it returns. */
  constructor(append: (line: string) => void) {
    this.#append = append;
  }

  take(row: Row): void {
    this.#append(`${JSON.stringify(row.kind === 'refusal' ? this.#shortened(row) : row)}\n`);
  }

  #shortened(row: Extract<Row, { kind: 'refusal' }>): SpoolLine {
    const { diagnosis } = row.refusal;
    const known = this.#written.get(diagnosis);
    if (known === undefined) this.#written.set(diagnosis, this.#written.size);
    return { ...row, refusal: { ...row.refusal, diagnosis: known ?? diagnosis } };
  }
}
