import { describe, expect, test } from 'vitest';
import type { SessionRecord, TokenStore } from '../seams.ts';
import { storeContract } from './store-contract.ts';
import type { StoreSubject } from './store-subject.ts';

interface Flaws {
  /** How the stored generation is compared with the expected one. */
  compares?: (stored: number | undefined, expected: number | undefined) => boolean;
  atomic?: false;
  signOutDeletes?: true;
  forgets?: keyof SessionRecord;
  tells?: false;
  unsubscribes?: false;
  oneForAllNames?: true;
  returns?: undefined;
  locked?: false;
  reports?: 'nothing' | 'too much';
}

/** Stores over one backing, as JSON; they keep their contract, but for what they are told to break. */
const createStores = (flaws: Flaws = {}): StoreSubject => {
  const backing = new Map<string, string>();
  const listeners = new Map<string, Set<(record: SessionRecord) => void>>();
  const { compares = (stored, expected) => stored === expected } = flaws;

  const createStore = (given: string): TokenStore => {
    const name = flaws.oneForAllNames ? '' : given;
    const own = new Set<(record: SessionRecord) => void>();
    const parse = (): SessionRecord | undefined => {
      const text = backing.get(name);
      if (text === undefined) return undefined;
      try {
        const record = JSON.parse(text) as SessionRecord;
        if (typeof record?.generation === 'number') return record;
      } catch {}
      if (flaws.reports === 'nothing') return undefined;
      throw new Error(`The store holds no record.${flaws.reports === 'too much' ? ` It holds ${text}` : ''}`);
    };
    const put = (next: SessionRecord) => {
      const { [flaws.forgets ?? ('' as 'loginId')]: _, ...kept } = next;
      if (next.tokens === null && flaws.signOutDeletes) backing.delete(name);
      else backing.set(name, JSON.stringify(kept));
      if (flaws.tells === false) return;
      for (const listener of listeners.get(name) ?? []) if (!own.has(listener)) listener(next);
    };
    return {
      read: async () => parse(),
      async write(next, expected) {
        const stored = parse()?.generation;
        if (flaws.atomic === false) await new Promise((resolve) => setTimeout(resolve, 1));
        if (!compares(stored, expected)) return false;
        put(next);
        return 'returns' in flaws ? (undefined as unknown as boolean) : true;
      },
      subscribe(listener) {
        const all = listeners.get(name) ?? new Set();
        listeners.set(name, all.add(listener));
        own.add(listener);
        return () => void (flaws.unsubscribes !== false && all.delete(listener));
      },
      ...(flaws.locked !== false && { lock: { run: (task) => task({ lost: new AbortController().signal }) } }),
    };
  };
  return { createStore, corrupt: (name, content) => void backing.set(name, content) };
};

/** The cases that fail, of all or of the one that is named. */
const redOf = async (subject: StoreSubject, only?: string): Promise<string[]> => {
  const cases = storeContract(subject).filter(({ name }) => (only ?? name) === name);
  const verdicts = await Promise.all(
    cases.map(({ name, run }) =>
      run().then(
        () => [],
        () => [name],
      ),
    ),
  );
  return verdicts.flat();
};

describe('the contract of stores', () => {
  test('finds nothing in a store that keeps it', async () => {
    expect(await redOf(createStores())).toEqual([]);
  });

  test('finds every flaw', async () => {
    const flawed: [string, Flaws, string][] = [
      [
        'a store that overwrites whatever is there',
        { compares: () => true },
        'replaces the generation that is expected, and no other',
      ],
      [
        'a store that takes a seed when it is filled',
        { compares: (stored, expected) => expected === undefined || stored === expected },
        'takes a record for an empty store only while it is empty',
      ],
      [
        'a store that takes whatever comes while it is empty',
        { compares: (stored, expected) => stored === undefined || stored === expected },
        'refuses a record that expects a generation while it is empty',
      ],
      [
        'a store that orders generations',
        { compares: (stored, expected) => stored === undefined || (expected ?? 0) >= stored },
        'compares generations for being the same, never for being older',
      ],
      [
        'a store that takes the generation 0 for an absence',
        {
          compares: (stored, expected) =>
            (stored || undefined) === (expected || undefined) && !(stored === 0 && expected === 0),
        },
        'compares generations for being the same, never for being older',
      ],
      [
        'a store that compares and writes in two steps',
        { atomic: false },
        'lets one of many win who write at the same time',
      ],
      ['a store that deletes at sign-out', { signOutDeletes: true }, 'keeps a signed-out record, which is no absence'],
      ['a store that forgets why a session ended', { forgets: 'ended' }, 'keeps why a session ended'],
      [
        'a store that forgets the login',
        { forgets: 'loginId' },
        'gives back the record that was written, with every member and none that was not there',
      ],
      [
        'a store that tells nobody',
        { tells: false },
        'tells a subscriber what another handle wrote, sign-out included, until it unsubscribes',
      ],
      [
        'a store that tells who has left',
        { unsubscribes: false },
        'tells a subscriber what another handle wrote, sign-out included, until it unsubscribes',
      ],
      ['a store with one place for all', { oneForAllNames: true }, 'keeps two names apart'],
      [
        'a store that does not say whether it wrote',
        { returns: undefined },
        'replaces the generation that is expected, and no other',
      ],
      ['a shared store without a lock', { locked: false }, 'brings a lock, since it is shared'],
      [
        'a store that hides what is broken',
        { reports: 'nothing' },
        'reports content that is no record, and shows none of it',
      ],
      [
        'a store that shows what is broken',
        { reports: 'too much' },
        'reports content that is no record, and shows none of it',
      ],
    ];
    const found = await Promise.all(
      flawed.map(async ([what, flaws, red]) => [what, flaws, ...(await redOf(createStores(flaws), red))]),
    );
    expect(found).toEqual(flawed);
  });

  test('asks a store that lives in its handle alone for nothing that is shared', async () => {
    const lonely: StoreSubject = {
      createStore: () => createStores().createStore('any'),
      traits: { shared: false },
    };
    const names = storeContract(lonely).map(({ name }) => name);
    expect(names).not.toContain('shows every handle what another one wrote, and compares with that');
    expect(await redOf(lonely)).toEqual([]);
  });

  test('lets go of every handle', async () => {
    let open = 0;
    const subject: StoreSubject = {
      ...createStores(),
      createStore: (name) => {
        open++;
        return createStores({ returns: undefined }).createStore(name);
      },
      traits: { shared: false },
      closeStore: () => void open--,
    };
    await redOf(subject);
    expect(open).toBe(0);
  });
});
