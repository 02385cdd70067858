import type { Diagnosis } from '@freshkey/diagnose';
import type { TrailStep } from '../patterns/trail.ts';

/** Where a credential of a request came from, as far as its value is that of a variable. */
export interface RowSource {
  /** The header in lower case, or the query parameter. */
  header: string;
  variable: string;
  /** The file that defines the variable with this value, as it is reached from the working directory. */
  file?: string;
  /** From 1. */
  line?: number;
}

/** What the patterns in time need of a request. Whatever in it tells texts apart is salted by the run and leads to none. */
export type RowStep = Omit<TrailStep, 'index'>;

/** A refused request as the report shows it. Holds no secret: it was cleaned where it was made. */
export interface RowRefusal {
  method: string;
  url: string;
  status: number;
  client?: string;
  /** Where in the program the request was made: `src/app.js:12:9`. */
  at?: string;
  /** The server's own sentence. */
  says?: string;
  /** What whoever asked was not told: by a browser, why a cookie was not sent. */
  notes?: string[];
  sources: RowSource[];
  diagnosis: Diagnosis;
}

export interface RefusalRow {
  kind: 'refusal';
  step: RowStep;
  refusal: RowRefusal;
}

/** What a program tells of itself, one after the other. */
export type Row =
  | RefusalRow
  /** A refusal whose body is still on its way, in case the program does not live to see it. */
  | { kind: 'early'; id: number; row: RefusalRow }
  /** What was told early is told for good, or was no refusal. */
  | { kind: 'settled'; id: number }
  /** A request that was not refused and that a pattern may need: a refresh, or an endpoint that answers again. */
  | { kind: 'step'; step: RowStep }
  /** How many requests this thread has begun so far. */
  | { kind: 'count'; requests: number }
  /** What could not be seen, in one line. */
  | { kind: 'note'; text: string };

/** Takes rows as they come. Never throws: it runs inside somebody's program. */
export interface RowSink {
  take(row: Row): void;
}
