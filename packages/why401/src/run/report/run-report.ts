import type { Diagnosis } from '@freshkey/diagnose';
import { pathShape } from '../../har/path-shape.ts';
import type { Pattern } from '../../patterns/pattern.ts';
import { patternsOf } from '../../patterns/patterns.ts';
import type { TrailStep } from '../../patterns/trail.ts';
import type { RefusalRow, Row, RowRefusal, RowSource, RowStep } from '../row.ts';

/** Refusals of one endpoint with one and the same cause. */
interface RunGroup {
  count: number;
  first: {
    method: string;
    url: string;
    status: number;
    client?: string;
    at?: string;
    says?: string;
    notes?: string[];
    sources: RowSource[];
  };
  diagnosis: Diagnosis;
}

/** What a run came to, for programs. Fields may be added within a schema version. */
export interface RunPrinted {
  schema: 1;
  /** How many requests the program made. */
  requests: number;
  refused: number;
  groups: RunGroup[];
  /** `indexes` are places in the order in which refusals and refreshes were seen, from 0. */
  patterns: Pattern[];
  notes: string[];
}

/** What is worth a line while the program runs. */
export type News =
  | { kind: 'first'; refusal: RowRefusal }
  | { kind: 'again'; refusal: RowRefusal; count: number }
  | { kind: 'note'; text: string };

const maxGroups = 500;
const maxSteps = 20_000;
const milestones = new Set([10, 100, 1_000, 10_000, 100_000]);

/** Adds up what the threads and processes of a run tell. */
export class RunReport {
  readonly #groups = new Map<string, RunGroup>();
  readonly #requests = new Map<string, number>();
  readonly #steps: TrailStep[] = [];
  readonly #notes = new Set<string>();
  readonly #early = new Map<string, RefusalRow>();
  #refused = 0;

  /** @param from which thread says it. */
  add(row: Row, from: string): News | undefined {
    switch (row.kind) {
      case 'count':
        this.#requests.set(from, row.requests);
        return undefined;
      case 'step':
        this.#addStep(row.step);
        return undefined;
      case 'note':
        if (this.#notes.has(row.text)) return undefined;
        this.#notes.add(row.text);
        return row;
      case 'early':
        this.#early.set(`${from} ${row.id}`, row.row);
        return undefined;
      case 'settled':
        this.#early.delete(`${from} ${row.id}`);
        return undefined;
      case 'refusal':
        this.#addStep(row.step);
        return this.#addRefusal(row.refusal);
    }
  }

  /** Nothing more will come: what was only told early is all that is known of it. */
  end(): News[] {
    const left = [...this.#early.values()];
    this.#early.clear();
    return left.map((row) => this.add(row, '')).filter((news) => news !== undefined);
  }

  printed(): RunPrinted {
    const groups = [...this.#groups.values()];
    return {
      schema: 1,
      requests: [...this.#requests.values()].reduce((sum, count) => sum + count, 0),
      refused: this.#refused,
      groups: groups.sort((one, other) => other.count - one.count),
      patterns: patternsOf(this.#steps),
      notes: [...this.#notes],
    };
  }

  #addStep(step: RowStep): void {
    if (this.#steps.length >= maxSteps) return;
    this.#steps.push({ ...step, index: this.#steps.length });
  }

  #addRefusal(refusal: RowRefusal): News | undefined {
    this.#refused += 1;
    const { method, url, status, diagnosis } = refusal;
    const key = `${status} ${method} ${pathShape(url)} ${diagnosis.cause?.id ?? diagnosis.status}`;
    const group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= maxGroups) return undefined;
      const { diagnosis: _, ...first } = refusal;
      this.#groups.set(key, { count: 1, first, diagnosis });
      return { kind: 'first', refusal };
    }
    group.count += 1;
    return milestones.has(group.count) ? { kind: 'again', refusal, count: group.count } : undefined;
  }
}
