import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settled } from '../../test-support/deferred.ts';
import type { SessionRecord } from '../session-record.ts';
import { sharedStore } from './shared-store.ts';
import { MemoryDatabase } from './test-support/memory-database.ts';

/**
 * Several processes over one document, under a scheduler that owns the order of every access, with answers that are lost
 * on the way and a process that dies in the middle of anything.
 */
const schedules = Number(process.env.FRESHKEY_SCHEDULES ?? 1000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const recordOf = (generation: number): SessionRecord => ({
  generation,
  loginId: 'l',
  tokens: { accessToken: `a${generation}`, receivedAtMs: 1 },
});
const wait = () => ({ signal: new AbortController().signal, timeoutMs: 600_000 });

/** Lets the scheduler go on until everything is through; time passes when nothing else can happen. */
async function play(scheduler: fc.Scheduler, isOver: () => boolean): Promise<boolean> {
  for (let round = 0; round < 4000 && !isOver(); round++) {
    if (scheduler.count() > 0) await scheduler.waitOne();
    else await vi.advanceTimersByTimeAsync(50);
    await settled();
  }
  return isOver();
}

const faults = fc.array(fc.constantFrom('none', 'none', 'none', 'before', 'after'), { maxLength: 12 });

test('lets one in at a time, loses no update and lets everybody in, though answers are lost and one dies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 2, max: 3 }),
      faults,
      fc.option(fc.nat(12)),
      async (scheduler, processes, faultList, diesAfter) => {
        const database = new MemoryDatabase();
        const left = [...faultList] as ('none' | 'before' | 'after')[];
        database.fault = () => left.shift() ?? 'none';
        let steps = 0;
        let dead = -1;
        database.turn = async (label) => {
          await scheduler.schedule(Promise.resolve(), label);
          if (steps++ === diesAfter && label.startsWith('p0')) dead = 0;
          if (dead >= 0 && label.startsWith(`p${dead} `)) await new Promise(() => {});
        };
        const violations: string[] = [];
        const inside = new Set<number>();
        let through = 0;
        let written = 0;
        const run = async (index: number) => {
          const store = sharedStore(database.cell('s', { by: `p${index}`, isWatched: index !== 1 }), { leaseMs: 3000 });
          store.subscribe(() => {});
          await store.lock.run(async ({ record, lost }) => {
            for (const other of inside) if (other !== dead) violations.push(`p${index} and p${other} are inside`);
            inside.add(index);
            await database.turn(`p${index} works`);
            if (lost.aborted) violations.push(`p${index} lost it while it lived`);
            if (await store.write(recordOf((record?.generation ?? 0) + 1), record?.generation)) written++;
            else violations.push(`p${index} could not write`);
            inside.delete(index);
          }, wait());
          through++;
        };
        const runs = Array.from({ length: processes }, (_, index) => run(index));
        for (const one of runs) one.catch((error: unknown) => violations.push(String(error)));
        const isThrough = await play(scheduler, () => through >= processes - (dead < 0 ? 0 : 1));
        expect({ isThrough, violations }).toEqual({ isThrough: true, violations: [] });
        // One that died may have written without having heard of it.
        const held = Number(database.document('s').generation);
        expect(held - written).toBeOneOf(dead < 0 ? [0] : [0, 1]);
        vi.clearAllTimers();
      },
    ),
    { numRuns: schedules },
  );
}, 900_000);

test('never loses a write that was acknowledged, however late anybody is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      faults,
      fc.array(fc.nat(5000), { maxLength: 10 }),
      async (scheduler, faultList, pauses) => {
        const database = new MemoryDatabase();
        const left = [...faultList] as ('none' | 'before' | 'after')[];
        database.fault = () => left.shift() ?? 'none';
        database.turn = async (label) => void (await scheduler.schedule(Promise.resolve(), label));
        /** For every generation that somebody tried to write the one that it was to replace; and those that were acknowledged. */
        const replaces = new Map<number, number | undefined>();
        const acknowledged = new Map<number, number | undefined>();
        let through = 0;
        const run = async (index: number) => {
          const store = sharedStore(database.cell('s', { by: `p${index}` }), { leaseMs: 300 });
          await store.lock.run(async ({ record }) => {
            await database.turn(`p${index} works`);
            const generation = 100 * (index + 1) + (record?.generation ?? 0);
            replaces.set(generation, record?.generation);
            if (await store.write(recordOf(generation), record?.generation)) {
              acknowledged.set(generation, record?.generation);
            }
          }, wait());
        };
        for (const index of [0, 1, 2])
          void run(index).then(
            () => through++,
            () => through++,
          );
        // Anybody may sleep through its lease at any moment.
        const late = [...pauses];
        for (let round = 0; round < 4000 && through < 3; round++) {
          if (scheduler.count() > 0) await scheduler.waitOne();
          const pauseMs = late.shift();
          if (pauseMs !== undefined) await vi.advanceTimersByTimeAsync(pauseMs);
          else if (scheduler.count() === 0) await vi.advanceTimersByTimeAsync(50);
          await settled();
        }
        expect(through).toBe(3);
        const chain: number[] = [];
        for (
          let at = database.document('s').generation as number | undefined;
          at !== undefined && chain.length < 9;
          at = replaces.get(at)
        ) {
          chain.push(at);
        }
        expect(new Set(acknowledged.values()).size).toBe(acknowledged.size);
        // A write whose answer was lost may have landed, and others may have built on it.
        expect(chain).toEqual(expect.arrayContaining([...acknowledged.keys()]));
        vi.clearAllTimers();
      },
    ),
    { numRuns: schedules },
  );
}, 900_000);
