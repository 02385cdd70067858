import type { JournalEntry } from '../../journal/journal-entry.ts';
import type { Endpoint, Fault, Gate } from '../../world/faults.ts';
import type { WorldSettings } from '../../world/settings.ts';
import type { IssueOptions, TokenResponse } from '../../world/tokens.ts';
import type { World } from '../../world/world.ts';

/**
 * What a contract does to a world, in a form that also works from another process: asynchronous, and every argument and
 * result can be sent as JSON.
 */
export interface WorldControl {
  issue(options?: IssueOptions): Promise<TokenResponse>;
  expireAll(): Promise<void>;
  revokeRefresh(): Promise<void>;
  configure(settings: Partial<Omit<WorldSettings, 'now' | 'sleep'>>): Promise<void>;
  fault(endpoint: Endpoint, fault: Fault, times: number | 'always'): Promise<void>;
  /** Forgets every fault and opens every gate. */
  clear(): Promise<void>;
  /** The number of a new gate. */
  hold(endpoint: Endpoint, when: 'before' | 'after'): Promise<number>;
  arrived(gate: number, count: number): Promise<void>;
  open(gate: number): Promise<void>;
  entries(): Promise<readonly JournalEntry[]>;
}

/** The names of its members, for those who pass calls on. */
export const operations = [
  'issue',
  'expireAll',
  'revokeRefresh',
  'configure',
  'fault',
  'clear',
  'hold',
  'arrived',
  'open',
  'entries',
] as const satisfies readonly (keyof WorldControl)[];

/** The control of a world in this process. */
export function controlOf({ tokens, faults, settings, journal }: World): WorldControl {
  const gates: Gate[] = [];
  return {
    issue: async (options) => tokens.issue(options ?? {}),
    expireAll: async () => tokens.expireAll(),
    revokeRefresh: async () => tokens.revokeRefresh(),
    configure: async (changes) => void Object.assign(settings, changes),
    async fault(endpoint, fault, times) {
      if (times === 'always') faults.always(endpoint, fault);
      else faults.next(endpoint, fault, times);
    },
    clear: async () => faults.clear(),
    hold: async (endpoint, when) => gates.push(faults.hold(endpoint, when)) - 1,
    arrived: async (gate, count) => gates[gate]?.arrived(count),
    open: async (gate) => gates[gate]?.open(),
    entries: async () => structuredClone(journal.entries),
  };
}
