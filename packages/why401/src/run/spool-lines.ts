import type { Diagnosis } from '@freshkey/diagnose';
import type { RefusalRow, Row, RowSink } from './row.ts';

type Shortened = Omit<RefusalRow, 'refusal'> & {
  refusal: Omit<RefusalRow['refusal'], 'diagnosis'> & { diagnosis: Diagnosis | number };
};

/** A row as it stands in a line of the spool: a diagnosis that stands there already is only pointed at. */
export type SpoolLine =
  | Exclude<Row, { kind: 'refusal' | 'early' }>
  | Shortened
  | { kind: 'early'; id: number; row: Shortened };

/** Writes rows to a file of this thread's own, each at once: whatever ends the process, what was said stays said. */
export class SpoolWriter implements RowSink {
  readonly #append: (line: string) => void;
  readonly #written = new Map<Diagnosis, number>();

  /** @param append writes before it returns. */
  constructor(append: (line: string) => void) {
    this.#append = append;
  }

  take(row: Row): void {
    const line: SpoolLine =
      row.kind === 'refusal'
        ? this.#shortened(row)
        : row.kind === 'early'
          ? { ...row, row: this.#shortened(row.row) }
          : row;
    this.#append(`${JSON.stringify(line)}\n`);
  }

  #shortened(row: RefusalRow): Shortened {
    const { diagnosis } = row.refusal;
    const known = this.#written.get(diagnosis);
    if (known === undefined) this.#written.set(diagnosis, this.#written.size);
    return { ...row, refusal: { ...row.refusal, diagnosis: known ?? diagnosis } };
  }
}

/** Reads lines of one spool file back into rows. */
export class SpoolLines {
  readonly #diagnoses: Diagnosis[] = [];

  /** Undefined for what a process that was killed left half written. */
  rowOf(line: string): Row | undefined {
    let read: SpoolLine;
    try {
      read = JSON.parse(line) as SpoolLine;
    } catch {
      return undefined;
    }
    if (read.kind === 'refusal') return this.#whole(read);
    if (read.kind !== 'early') return read;
    const row = this.#whole(read.row);
    return row && { ...read, row };
  }

  #whole(row: Shortened): RefusalRow | undefined {
    const { diagnosis } = row.refusal;
    if (typeof diagnosis !== 'number') this.#diagnoses.push(diagnosis);
    const known = typeof diagnosis === 'number' ? this.#diagnoses[diagnosis] : diagnosis;
    return known && { ...row, refusal: { ...row.refusal, diagnosis: known } };
  }
}
