import { type JournalEntry, lineOf } from './journal-entry.ts';

/** Which entries: all of its members must match. */
export type EntryFilter = Partial<
  Pick<JournalEntry, 'kind' | 'method' | 'path' | 'id' | 'status' | 'outcome' | 'grant'>
>;

/** What a test says about a journal. Each one throws an error that lists what happened instead. */
export interface Expectations {
  /** How many entries match; preflights count only where the filter asks for them. */
  expectRequests(count: number, filter?: EntryFilter): void;
  /** How many refreshes reached the token endpoint, whatever became of them. */
  expectRefreshes(count: number): void;
  /** Never more than `count` refreshes were under way at the same time. */
  expectMaxConcurrentRefreshes(count: number): void;
  /** No spent refresh token was shown again. */
  expectNoReuse(): void;
  /** Every one of these requests was served: an answer from 200 to 399 by the API for each id. */
  expectNothingLost(ids: Iterable<string | number>): void;
  /** None of these requests, or of all that carry an id, was served more than once. */
  expectNothingServedTwice(ids?: Iterable<string | number>): void;
  /** No request that carries an id was sent more often than this. */
  expectMaxAttempts(count: number): void;
  /** No token of any world arrived, in any header, query or body. */
  expectNoTokens(): void;
}

/** An expectation that a journal did not meet. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

const shownLines = 60;

/** The entries as lines for people; of very many the first and the last ones. */
export function reportOf(entries: readonly JournalEntry[]): string {
  const lines = entries.map(lineOf);
  if (lines.length <= shownLines) return lines.join('\n') || '  (nothing arrived)';
  const half = shownLines / 2;
  return [...lines.slice(0, half), `  … ${lines.length - shownLines} more …`, ...lines.slice(-half)].join('\n');
}

/** Whether an entry is a refresh: with a refresh token, or with a refresh cookie. */
export function isRefresh({ kind, grant }: JournalEntry): boolean {
  return kind === 'token' && (grant === 'refresh_token' || grant === 'cookie');
}

const served = ({ kind, status = 0, outcome }: JournalEntry): boolean =>
  kind === 'api' && outcome === 'answered' && status >= 200 && status < 400;

const matches = (entry: JournalEntry, filter: EntryFilter): boolean =>
  Object.entries(filter).every(([name, value]) => entry[name as keyof EntryFilter] === value);

/** The expectations over a list of entries, such as one that came from another process. */
export function expectationsOn(read: () => readonly JournalEntry[]): Expectations {
  const fail = (what: string, about: readonly JournalEntry[] = read()): never => {
    throw new JournalError(`${what}\nWhat happened:\n${reportOf(about)}`);
  };
  const times = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const byId = () => {
    const groups = new Map<string, JournalEntry[]>();
    for (const entry of read()) {
      if (entry.kind !== 'api' || entry.id === undefined) continue;
      groups.set(entry.id, [...(groups.get(entry.id) ?? []), entry]);
    }
    return groups;
  };
  const listed = (ids: readonly string[]) => ids.slice(0, 20).join(', ') + (ids.length > 20 ? ', …' : '');

  return {
    expectRequests(count, filter = {}) {
      const isMeant = ({ kind }: JournalEntry) => kind !== 'preflight' || filter.kind === kind;
      const found = read().filter((entry) => isMeant(entry) && matches(entry, filter));
      if (found.length === count) return;
      fail(`Expected ${times(count, 'request')} with ${JSON.stringify(filter)}, found ${found.length}.`);
    },
    expectRefreshes(count) {
      const found = read().filter(isRefresh);
      if (found.length !== count)
        fail(`Expected ${times(count, 'refresh').replace(/hs$/, 'hes')}, found ${found.length}.`);
    },
    expectMaxConcurrentRefreshes(count) {
      const worst = Math.max(
        0,
        ...read()
          .filter(isRefresh)
          .map(({ refreshesInFlight }) => refreshesInFlight),
      );
      if (worst > count)
        fail(`Expected at most ${count} concurrent refreshes, found ${worst}.`, read().filter(isRefresh));
    },
    expectNoReuse() {
      const found = read().filter(({ reuse }) => reuse);
      if (found.length > 0)
        fail(`A spent refresh token was shown again, ${times(found.length, 'time')}.`, read().filter(isRefresh));
    },
    expectNothingLost(ids) {
      const groups = byId();
      const lost = [...ids].map(String).filter((id) => !groups.get(id)?.some(served));
      if (lost.length > 0) fail(`Lost, never served: ${listed(lost)}.`);
    },
    expectNothingServedTwice(ids) {
      const groups = byId();
      const twice = [...(ids ?? groups.keys())]
        .map(String)
        .filter((id) => (groups.get(id) ?? []).filter(served).length > 1);
      if (twice.length > 0) fail(`Served more than once: ${listed(twice)}.`);
    },
    expectMaxAttempts(count) {
      const often = [...byId()].filter(([, entries]) => entries.length > count).map(([id]) => id);
      if (often.length > 0) fail(`Sent more than ${times(count, 'time')}: ${listed(often)}.`);
    },
    expectNoTokens() {
      const found = read().filter(({ tokensIn }) => tokensIn.length > 0);
      const places = [...new Set(found.flatMap(({ tokensIn }) => tokensIn))];
      if (found.length > 0) fail(`Tokens arrived where none may: in ${places.join(', ')}.`, found);
    },
  };
}
