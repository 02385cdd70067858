import { check, equal, pause, rejectionOf, until, within } from '../assertions.ts';
import type { Lock } from '../seams.ts';
import { Holder, patient } from './holder.ts';
import type { LockCase } from './lock-subject.ts';

/** What every lock keeps. */
export const lockCases: readonly LockCase[] = [
  {
    name: 'runs the task and hands its value on',
    async body(stage) {
      equal(await (await stage.open()).run(async () => 'value', patient()), 'value', 'the value');
    },
  },
  {
    name: 'hands on what the task rejects with, and is free again',
    async body(stage) {
      const lock = await stage.open();
      const thrown = new Error('the task failed');
      const error = await rejectionOf(() => lock.run(() => Promise.reject(thrown), patient()), 'the run');
      check(error === thrown, "the run rejects with the task's own error");
      equal(
        await within(
          2000,
          lock.run(async () => 'next', patient()),
          'the lock was free',
        ),
        'next',
        'the value',
      );
    },
  },
  {
    name: 'is free again when the task throws at once',
    async body(stage) {
      const lock = await stage.open();
      const thrown = new Error('the task threw');
      const task = (): Promise<never> => {
        throw thrown;
      };
      check(
        (await rejectionOf(() => lock.run(task, patient()), 'the run')) === thrown,
        "the run rejects with the task's error",
      );
      equal(
        await within(
          2000,
          lock.run(async () => 'next', patient()),
          'the lock was free',
        ),
        'next',
        'the value',
      );
    },
  },
  {
    name: 'never runs two tasks at once, and runs all of them, however many handles contend',
    async body(stage) {
      const locks = [await stage.open(), await stage.openOther(), await stage.openOther()];
      let inside = 0;
      let worst = 0;
      const done: number[] = [];
      const task = (index: number) => async (): Promise<void> => {
        worst = Math.max(worst, ++inside);
        await pause(index % 3);
        inside--;
        done.push(index);
      };
      const runs = Array.from({ length: 15 }, (_, index) => (locks[index % 3] as Lock).run(task(index), patient()));
      await within(12_000, Promise.all(runs), 'every task had its turn');
      equal(worst, 1, 'how many tasks ran at once at most');
      equal(done.length, 15, 'how many tasks ran');
    },
  },
  {
    name: 'bounds the wait, and never runs the task of one who gave up',
    async body(stage) {
      const holder = await Holder.in(await stage.open());
      const waiting = await stage.openOther();
      let ran = false;
      const startedAtMs = Date.now();
      const wait = { signal: new AbortController().signal, timeoutMs: 80 };
      const error = await within(
        3000,
        rejectionOf(
          () =>
            waiting.run(async () => {
              ran = true;
            }, wait),
          'the wait',
        ),
        'the wait was over',
      );
      check(Date.now() - startedAtMs >= 60, 'the wait does not end before its time');
      equal((error as { code?: unknown }).code, 'lock-timeout', 'the code of the error');
      await holder.end();
      await pause(50);
      check(!ran, 'the task of one who gave up never runs');
      equal(
        await within(
          2000,
          waiting.run(async () => 'next', patient()),
          'the lock was free',
        ),
        'next',
        'the value',
      );
    },
  },
  {
    name: 'ends the wait at once when its signal aborts, with the reason of the signal',
    async body(stage) {
      const holder = await Holder.in(await stage.open());
      const waiting = await stage.openOther();
      const leaving = new AbortController();
      let ran = false;
      const run = waiting.run(
        async () => {
          ran = true;
        },
        { signal: leaving.signal, timeoutMs: 10_000 },
      );
      run.catch(() => undefined);
      await pause(30);
      const reason = new Error('signed out');
      leaving.abort(reason);
      const error = await within(
        1000,
        rejectionOf(() => run, 'the wait'),
        'the wait was over',
      );
      check(error === reason, 'the wait rejects with the reason of the signal');
      await holder.end();
      await pause(50);
      check(!ran, 'the task of one who left never runs');
    },
  },
  {
    name: 'runs nothing for a signal that is aborted already',
    async body(stage) {
      const lock = await stage.open();
      const reason = new Error('signed out');
      let ran = false;
      const run = () =>
        lock.run(
          async () => {
            ran = true;
          },
          { signal: AbortSignal.abort(reason), timeoutMs: 1000 },
        );
      check((await rejectionOf(run, 'the wait')) === reason, 'it rejects with the reason of the signal');
      check(!ran, 'the task never runs');
    },
  },
  {
    name: 'ends no task that runs already, neither by the signal nor by the time of the wait',
    async body(stage) {
      const lock = await stage.open();
      const leaving = new AbortController();
      const holder = await Holder.in(lock, { signal: leaving.signal, timeoutMs: 60 });
      leaving.abort(new Error('too late'));
      await pause(120);
      const other = await stage.openOther();
      const wait = { signal: new AbortController().signal, timeoutMs: 30 };
      await rejectionOf(() => other.run(async () => undefined, wait), 'a second task, since the first one still runs,');
      await holder.end();
    },
  },
  {
    name: 'goes to one who still waits when another one has given up',
    async body(stage) {
      const holder = await Holder.in(await stage.open());
      const impatient = (await stage.openOther()).run(async () => undefined, {
        signal: new AbortController().signal,
        timeoutMs: 40,
      });
      const staying = (await stage.openOther()).run(async () => 'served', patient());
      await rejectionOf(() => impatient, 'the impatient one');
      await holder.end();
      equal(await within(3000, staying, 'the patient one was served'), 'served', 'what the patient one gets');
    },
  },
  {
    name: 'keeps two names apart',
    async body(stage, subject) {
      const holder = await Holder.in(await stage.open());
      const other = await subject.createLock(`${stage.name}-other`);
      equal(
        await within(
          2000,
          other.run(async () => 'free', patient()),
          'the other lock was granted',
        ),
        'free',
        'the value',
      );
      await subject.closeLock?.(other);
      await holder.end();
    },
  },
  {
    name: 'does not say that it is lost while it is held',
    async body(stage) {
      const holder = await Holder.in(await stage.open());
      const lost = await holder.entered;
      check(lost instanceof AbortSignal, 'the task is given a signal');
      await pause(100);
      check(!lost.aborted, 'the signal is not aborted while the lock is held');
      await holder.end();
    },
  },
  {
    name: 'tells the task that the lock is lost, and frees nothing that another one holds by then',
    needs: ({ lose }) => lose !== undefined,
    async body(stage, subject) {
      const loser = await Holder.in(await stage.open());
      const lost = await loser.entered;
      await subject.lose?.(stage.name);
      await until(() => lost.aborted, 'the task was told that the lock is lost', stage.recoveryMs);
      const next = await Holder.in(await stage.openOther());
      loser.release();
      await loser.done.catch(() => undefined);
      const third = await stage.openOther();
      const wait = { signal: new AbortController().signal, timeoutMs: 60 };
      await rejectionOf(
        () => third.run(async () => undefined, wait),
        'a third one, since the second one holds the lock,',
      );
      await next.end();
    },
  },
  {
    name: 'is free again after its holder has died',
    needs: ({ dieHolding }) => dieHolding !== undefined,
    async body(stage, subject) {
      await subject.dieHolding?.(stage.name);
      const lock = await stage.open();
      const run = lock.run(async () => 'alive', patient());
      equal(await within(stage.recoveryMs, run, 'the lock was free'), 'alive', 'the value');
    },
  },
];
