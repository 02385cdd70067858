import { describe, expect, test } from 'vitest';
import type { Lock } from '../seams.ts';
import { lockContract } from './lock-contract.ts';
import type { LockSubject } from './lock-subject.ts';

type Wait = Parameters<Lock['run']>[1];

const timedOut = () => Object.assign(new Error('The lock was not free in time.'), { code: 'lock-timeout' });

/** The state of one lock; its handles share it. */
interface Cell {
  holder: { lost: AbortController } | undefined;
  waiting: (() => void)[];
}

interface Flaws {
  excludes?: boolean;
  releasesAfterThrow?: boolean;
  bounds?: boolean;
  listens?: boolean;
  leavesQueue?: boolean;
  ownReleaseOnly?: boolean;
  oneForAllNames?: boolean;
}

/** A lock that keeps its contract, but for what it is told to break. */
const createLocks = (keeps: Flaws = {}): LockSubject => {
  const cells = new Map<string, Cell>();
  const cellOf = (name: string): Cell => {
    const key = keeps.oneForAllNames ? '' : name;
    const cell = cells.get(key) ?? { holder: undefined, waiting: [] };
    cells.set(key, cell);
    return cell;
  };
  const next = (cell: Cell) => {
    const go = cell.waiting.shift();
    // Nobody else gets in between the one who leaves and the one whose turn it is.
    cell.holder = go && { lost: new AbortController() };
    go?.();
  };

  const enter = (cell: Cell, { signal, timeoutMs }: Wait): Promise<void> => {
    if (keeps.listens !== false) signal.throwIfAborted();
    if (!cell.holder || keeps.excludes === false) {
      cell.holder = { lost: new AbortController() };
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const timer = keeps.bounds === false ? undefined : setTimeout(() => leave(timedOut()), timeoutMs);
      const onAbort = () => leave(signal.reason);
      const go = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const leave = (reason: unknown) => {
        if (keeps.leavesQueue !== false) cell.waiting = cell.waiting.filter((other) => other !== go);
        clearTimeout(timer);
        reject(reason);
      };
      if (keeps.listens !== false) signal.addEventListener('abort', onAbort);
      cell.waiting.push(go);
    });
  };

  const createLock = (name: string): Lock => ({
    async run(task, wait) {
      const cell = cellOf(name);
      await enter(cell, wait);
      const holder = { lost: new AbortController() };
      cell.holder = holder;
      const release = () => {
        if (cell.holder === holder || keeps.ownReleaseOnly === false) next(cell);
      };
      try {
        const value = await task({ lost: holder.lost.signal });
        release();
        return value;
      } catch (error) {
        if (keeps.releasesAfterThrow !== false) release();
        throw error;
      }
    },
  });

  return {
    createLock,
    lose(name) {
      const cell = cellOf(name);
      cell.holder?.lost.abort();
      next(cell);
    },
    dieHolding(name) {
      const cell = cellOf(name);
      cell.holder = { lost: new AbortController() };
      setTimeout(() => next(cell), 20);
    },
  };
};

/** The cases that fail, of all or of those that are named. */
const redOf = async (subject: LockSubject, only?: readonly string[]): Promise<string[]> => {
  const cases = lockContract(subject).filter(({ name }) => only?.includes(name) ?? true);
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

describe('the contract of locks', () => {
  test('finds nothing in a lock that keeps it', async () => {
    expect(await redOf(createLocks())).toEqual([]);
  });

  test('finds every flaw', async () => {
    const flawed: [Flaws, string[]][] = [
      [
        { excludes: false },
        [
          'never runs two tasks at once, and runs all of them, however many handles contend',
          'bounds the wait, and never runs the task of one who gave up',
        ],
      ],
      [
        { releasesAfterThrow: false },
        ['hands on what the task rejects with, and is free again', 'is free again when the task throws at once'],
      ],
      [{ bounds: false }, ['bounds the wait, and never runs the task of one who gave up']],
      [
        { listens: false },
        [
          'ends the wait at once when its signal aborts, with the reason of the signal',
          'runs nothing for a signal that is aborted already',
        ],
      ],
      [{ leavesQueue: false }, ['goes to one who still waits when another one has given up']],
      [
        { ownReleaseOnly: false },
        ['tells the task that the lock is lost, and frees nothing that another one holds by then'],
      ],
      [{ oneForAllNames: true }, ['keeps two names apart']],
    ];
    const found = await Promise.all(flawed.map(async ([flaws, red]) => [flaws, await redOf(createLocks(flaws), red)]));
    expect(found).toEqual(flawed);
  });

  test('finds a lock that does not say that it is lost, and one that dies with its holder', async () => {
    const deaf: LockSubject = { ...createLocks(), lose: () => undefined, traits: { recoveryMs: 100 } };
    expect(await redOf(deaf)).toEqual([
      'tells the task that the lock is lost, and frees nothing that another one holds by then',
    ]);
    const locks = createLocks();
    const stuck: LockSubject = {
      ...locks,
      traits: { recoveryMs: 100 },
      async dieHolding(name) {
        const lock = await locks.createLock(name);
        const wait = { signal: new AbortController().signal, timeoutMs: 10 };
        void lock.run(() => new Promise(() => undefined), wait);
      },
    };
    expect(await redOf(stuck)).toEqual(['is free again after its holder has died']);
  });

  test('leaves out what nobody can bring about', () => {
    const names = lockContract({ createLock: createLocks().createLock }).map(({ name }) => name);
    expect(names).not.toContain('is free again after its holder has died');
    expect(new Set(names).size).toBe(names.length);
  });
});
