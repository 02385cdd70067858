import { type Expectations, expectationsOn, isRefresh, reportOf } from './expectations.ts';
import type { JournalEntry } from './journal-entry.ts';

/** What happened in a world, in the order of arrival. */
export interface Journal extends Expectations {
  readonly entries: readonly JournalEntry[];
  /** The entries as lines for people. */
  report(): string;
  /** Forgets everything so far; what is under way is still entered. */
  clear(): void;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** An entry that is still being written. */
export type Draft = Mutable<JournalEntry>;

export interface WritableJournal extends Journal {
  /** Enters a request at its arrival. */
  begin(arrival: Omit<JournalEntry, 'number' | 'outcome' | 'reuse' | 'refreshesInFlight'>): Draft;
}

/** A journal over entries that came from elsewhere, such as a server in another process. */
export function journalOf(entries: readonly JournalEntry[]): Omit<Journal, 'clear'> {
  return {
    entries,
    report: () => reportOf(entries),
    ...expectationsOn(() => entries),
  };
}

export function createJournal(): WritableJournal {
  let entries: Draft[] = [];
  let number = 0;
  return {
    ...expectationsOn(() => entries),
    get entries() {
      return entries;
    },
    report: () => reportOf(entries),
    clear() {
      entries = [];
    },
    begin(arrival) {
      const entry: Draft = { number: ++number, outcome: 'pending', reuse: false, refreshesInFlight: 0, ...arrival };
      entries.push(entry);
      entry.refreshesInFlight = entries.filter((other) => isRefresh(other) && other.outcome === 'pending').length;
      return entry;
    },
  };
}
