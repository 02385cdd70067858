import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../../test-support/deferred.ts';
import type { SessionRecord } from '../session-record.ts';
import type { StoreHost } from '../store.ts';
import type { Cell } from './cell.ts';
import type { SharedStoreOptions } from './shared-options.ts';
import { sharedStore } from './shared-store.ts';
import { MemoryDatabase } from './test-support/memory-database.ts';

let database: MemoryDatabase;

beforeEach(() => {
  vi.useFakeTimers();
  database = new MemoryDatabase();
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (options: SharedStoreOptions = {}, more: Parameters<MemoryDatabase['cell']>[1] = {}) =>
  sharedStore(database.cell('s', more), { leaseMs: 900, storeTimeoutMs: 1000, ...options });
const recordOf = (generation: number, login = 'l'): SessionRecord => ({
  generation,
  loginId: login,
  tokens: { accessToken: `access-${generation}`, refreshToken: `refresh-${generation}`, receivedAtMs: 1 },
});
const patient = (timeoutMs = 60_000) => ({ signal: new AbortController().signal, timeoutMs });
const host = () => ({
  failed: vi.fn<StoreHost['failed']>(),
  catchUp: vi.fn<StoreHost['catchUp']>(),
  recheck: vi.fn<StoreHost['recheck']>(),
});
const kinds = () => database.accesses.splice(0);

/** Holds the lock until told. */
function hold(store: ReturnType<typeof open>) {
  const gate = deferred<void>();
  const entered = deferred<Parameters<Parameters<typeof store.lock.run>[0]>[0]>();
  const done = store.lock.run(async (held) => {
    entered.resolve(held);
    await gate.promise;
  }, patient());
  done.catch(() => {});
  return { entered: entered.promise, end: gate.resolve, done };
}

describe('what it costs', () => {
  test('is three accesses for a refresh, of which the caller waits for one', async () => {
    const store = open();
    await store.write(recordOf(1), undefined);
    kinds();
    await store.lock.run(async ({ record }) => {
      expect(record).toEqual(recordOf(1));
      expect(kinds()).toEqual(['write']);
      await store.write(recordOf(2), 1);
      expect(kinds()).toEqual(['write']);
    }, patient());
    expect(kinds()).toEqual(['write']);
  });

  test('is no timer and one watcher while nothing happens', async () => {
    let watching = 0;
    const cell = database.cell('s');
    const store = sharedStore({
      ...cell,
      watch: () => {
        watching++;
        return () => void watching--;
      },
    });
    const leave = [store.subscribe(() => {}), store.subscribe(() => {})];
    await store.write(recordOf(1), undefined);
    await store.lock.run(async () => {}, patient());
    await vi.advanceTimersByTimeAsync(1000);
    expect(vi.getTimerCount()).toBe(0);
    expect(watching).toBe(1);
    for (const one of leave) one();
    expect(watching).toBe(0);
  });
});

describe('the lock', () => {
  test('hands over what another process wrote meanwhile', async () => {
    const [one, other] = [open(), open()];
    await one.write(recordOf(1), undefined);
    expect(await other.read()).toEqual(recordOf(1));
    await one.write(recordOf(2), 1);
    expect(await other.lock.run(async ({ record }) => record, patient())).toEqual(recordOf(2));
  });

  test('is kept up for as long as its task runs', async () => {
    const [one, other] = [open(), open()];
    const holder = hold(one);
    await holder.entered;
    const waiting = other.lock.run(async () => 'taken', patient(20_000));
    waiting.catch(() => {});
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await holder.entered).lost.aborted).toBe(false);
    holder.end();
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).toBe('taken');
  });

  test('goes on once the document of a dead holder has stood still for a lease, and not before', async () => {
    database.change('s', { owner: 'dead' });
    const taken = vi.fn();
    void open().lock.run(async () => taken(), patient());
    await vi.advanceTimersByTimeAsync(850);
    expect(taken).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(400);
    expect(taken).toHaveBeenCalled();
  });

  test('counts no time in which the store did not answer', async () => {
    database.change('s', { owner: 'cut off' });
    const taken = vi.fn();
    void open({ storeTimeoutMs: 60_000 }).lock.run(async () => taken(), patient());
    await vi.advanceTimersByTimeAsync(600);
    database.fault = () => 'before';
    await vi.advanceTimersByTimeAsync(20_000);
    database.fault = () => 'none';
    await vi.advanceTimersByTimeAsync(400);
    // Its holder is back as well, and says so.
    database.change('s', { owner: 'cut off' });
    await vi.advanceTimersByTimeAsync(700);
    expect(taken).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(taken).toHaveBeenCalled();
  });

  test('counts no look before which the store had not answered', async () => {
    database.change('s', { owner: 'cut off' });
    const taken = vi.fn();
    void open({ storeTimeoutMs: 60_000 }).lock.run(async () => taken(), patient());
    let reads = 0;
    database.fault = () => (reads++ % 2 === 1 ? 'before' : 'none');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(taken).not.toHaveBeenCalled();
    database.fault = () => 'none';
    await vi.advanceTimersByTimeAsync(1500);
    expect(taken).toHaveBeenCalled();
  });

  test('goes at once to one who waits for the notice of its release', async () => {
    const [one, other] = [open(), open()];
    other.subscribe(() => {}, host());
    const holder = hold(one);
    await holder.entered;
    const taken = vi.fn();
    void other.lock.run(async () => taken(), patient());
    await vi.advanceTimersByTimeAsync(100);
    holder.end();
    await vi.advanceTimersByTimeAsync(1);
    expect(taken).toHaveBeenCalled();
  });

  test('is free at once where its holder is known to be dead', async () => {
    database.change('s', { owner: 'o', process: 'gone' });
    const process = { id: 'own', isDead: (id: string) => id === 'gone' };
    const taken = vi.fn();
    void open({}, { process }).lock.run(async () => taken(), patient());
    await vi.advanceTimersByTimeAsync(1);
    expect(taken).toHaveBeenCalled();
    expect(database.document('s')).not.toHaveProperty('process');
  });

  test('is taken by nobody right after the document was deleted, and put back by its holder', async () => {
    const [one, other] = [open(), open()];
    await one.write(recordOf(1), undefined);
    await other.read();
    const holder = hold(one);
    await holder.entered;
    database.rows.clear();
    const taken = vi.fn();
    void other.lock.run(async () => taken(), patient());
    await vi.advanceTimersByTimeAsync(5000);
    expect(taken).not.toHaveBeenCalled();
    expect((await holder.entered).lost.aborted).toBe(false);
    holder.end();
    await vi.advanceTimersByTimeAsync(200);
    expect(taken).toHaveBeenCalled();
  });

  test('is taken by nobody right after the document fell back to an older state', async () => {
    const [one, other] = [open(), open()];
    await one.write(recordOf(1), undefined);
    const older = database.rows.get('s')?.text ?? '';
    const holder = hold(one);
    await holder.entered;
    await other.read();
    database.put('s', older);
    const taken = vi.fn();
    void other.lock.run(async () => taken(), patient());
    await vi.advanceTimersByTimeAsync(5000);
    expect(taken).not.toHaveBeenCalled();
    holder.end();
    await vi.advanceTimersByTimeAsync(200);
    expect(taken).toHaveBeenCalled();
  });

  test('is given back when it is granted to one who has left', async () => {
    const [one, other] = [open({ storeTimeoutMs: 60_000 }), open()];
    await one.read();
    const gate = deferred<void>();
    database.turn = () => gate.promise;
    const leaving = new AbortController();
    const run = one.lock.run(async () => 'never', { signal: leaving.signal, timeoutMs: 10_000 });
    run.catch(() => {});
    await vi.advanceTimersByTimeAsync(10);
    leaving.abort(new Error('signed out'));
    await expect(run).rejects.toThrow('signed out');
    database.turn = () => Promise.resolve();
    gate.resolve();
    await vi.advanceTimersByTimeAsync(100);
    expect(database.document('s')).not.toHaveProperty('owner');
    expect(await other.lock.run(async () => 'free', patient())).toBe('free');
  });

  test('knows its write for its own though the answer was lost and a beat was written on top', async () => {
    const store = open();
    await store.write(recordOf(1), undefined);
    const holder = hold(store);
    await holder.entered;
    let isLost = true;
    database.fault = (kind) => {
      const isFirst = kind === 'write' && isLost;
      if (isFirst) isLost = false;
      return isFirst ? 'after' : 'none';
    };
    const written = store.write(recordOf(2), 1);
    setTimeout(() => database.change('s', {}), 10);
    await vi.advanceTimersByTimeAsync(200);
    expect(await written).toBe(true);
    expect(database.document('s').generation).toBe(2);
    holder.end();
    await vi.advanceTimersByTimeAsync(200);
    await holder.done;
  });

  test('takes the answer to a write that was lost for what it was', async () => {
    const store = open();
    await store.write(recordOf(1), undefined);
    let lost = 0;
    database.fault = (kind) => (kind === 'write' && lost++ % 2 === 0 ? 'after' : 'none');
    const run = store.lock.run(async () => store.write(recordOf(2), 1), patient());
    await vi.advanceTimersByTimeAsync(3000);
    expect(await run).toBe(true);
    expect(database.document('s')).toMatchObject({ generation: 2 });
    expect(database.document('s')).not.toHaveProperty('owner');
  });

  test('is lost by a holder that slept beyond its lease, who writes nothing over what others wrote', async () => {
    const [one, other] = [open(), open()];
    await one.write(recordOf(1), undefined);
    const holder = hold(one);
    const { lost, confirm } = await holder.entered;
    database.change('s', { owner: 'another process' });
    await vi.advanceTimersByTimeAsync(400);
    expect(lost.aborted).toBe(true);
    await expect(confirm?.()).rejects.toMatchObject({ code: 'lock-timeout' });
    await other.write(recordOf(2), 1);
    expect(await one.write(recordOf(3), 1)).toBe(false);
    holder.end();
    await holder.done;
    expect(database.document('s')).toMatchObject({ owner: 'another process', generation: 2 });
  });
});

describe('the question whether the lock is still held', () => {
  test('costs nothing right after it was granted', async () => {
    const holder = hold(open());
    const { confirm } = await holder.entered;
    kinds();
    await confirm?.();
    expect(kinds()).toEqual([]);
    holder.end();
  });

  test('asks the store after a sleep, and stops who has lost it', async () => {
    const store = open();
    const holder = hold(store);
    const { confirm } = await holder.entered;
    // No timer fires in a process that is stopped.
    vi.setSystemTime(Date.now() + 5000);
    kinds();
    await confirm?.();
    expect(kinds()).toEqual(['write']);
    database.change('s', { owner: 'another process' });
    vi.setSystemTime(Date.now() + 5000);
    await expect(confirm?.()).rejects.toMatchObject({ code: 'lock-timeout' });
    holder.end();
  });
});

describe('a store that is away', () => {
  test('fails a refresh after its time as unreachable, and shows nothing of what was written', async () => {
    const store = open();
    await store.write(recordOf(1), undefined);
    database.fault = () => 'before';
    const run = store.lock.run(async () => 'never', patient()).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1100);
    const error = await run;
    expect(error).toMatchObject({
      code: 'store-unreachable',
      message: 'The store did not do its part within 1000 ms: the connection was lost before the write',
    });
    expect((error as Error).cause).toBeUndefined();
  });

  test('is waited for only shortly once it is known to be away', async () => {
    const store = open();
    database.fault = () => 'silent';
    const first = store.read().catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(1001);
    expect(await first).toContain('within 1000 ms: there was no answer.');
    const second = store.read().catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(251);
    expect(await second).toContain('within 250 ms');
  });

  test('lets the process refresh for itself where that was chosen', async () => {
    const store = open({ onStoreFailure: 'local' });
    database.fault = () => 'before';
    const run = store.lock.run(async (held) => held.record ?? 'on its own', patient());
    await vi.advanceTimersByTimeAsync(1100);
    expect(await run).toBe('on its own');
    const read = store.read().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1100);
    expect(await read).toMatchObject({ code: 'store-absent' });
  });

  test('keeps the lock for tokens that it could not take, and asks for them as soon as it can', async () => {
    const [one, other] = [open(), open()];
    await one.write(recordOf(1), undefined);
    const listening = host();
    one.subscribe(() => {}, listening);
    const run = one.lock.run(async () => {
      database.fault = (kind) => (kind === 'write' ? 'before' : 'none');
      await one.write(recordOf(2), 1).catch(() => {});
    }, patient());
    await vi.advanceTimersByTimeAsync(1500);
    await run;
    database.fault = () => 'none';
    const taken = vi.fn();
    void other.lock.run(async ({ record }) => taken(record), patient());
    await vi.advanceTimersByTimeAsync(5000);
    expect(taken).not.toHaveBeenCalled();
    expect(listening.recheck).toHaveBeenCalled();
    expect(await one.write(recordOf(2), 1)).toBe(true);
    await vi.advanceTimersByTimeAsync(90);
    expect(taken).toHaveBeenCalledWith(recordOf(2));
  });

  test('keeps the lock no longer than a minute for tokens that never come', async () => {
    const [one, other] = [open(), open()];
    one.subscribe(() => {}, host());
    const run = one.lock.run(async () => {
      database.fault = (kind) => (kind === 'write' ? 'before' : 'none');
      await one.write(recordOf(2), undefined).catch(() => {});
    }, patient());
    await vi.advanceTimersByTimeAsync(1500);
    await run;
    database.fault = () => 'none';
    const taken = vi.fn();
    void other.lock.run(async () => taken(), patient(120_000));
    await vi.advanceTimersByTimeAsync(62_000);
    expect(taken).toHaveBeenCalled();
  });
});

describe('a write', () => {
  test('replaces what another process wrote and this one has not looked at since', async () => {
    const [one, other] = [open(), open()];
    await one.write(recordOf(1), undefined);
    await other.read();
    await other.write(recordOf(2), 1);
    expect(await one.write(recordOf(3), 2)).toBe(true);
  });

  test('that went through though nobody heard of it has gone through when it is tried again', async () => {
    const store = open();
    await store.write(recordOf(1), undefined);
    database.fault = (kind) => (kind === 'write' ? 'after' : 'before');
    const lost = store.write(recordOf(2), 1).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1100);
    expect(await lost).toMatchObject({ code: 'store-unreachable' });
    database.fault = () => 'none';
    expect(await store.write(recordOf(2), 1)).toBe(true);
    expect(database.document('s')).toMatchObject({ generation: 2 });
  });
});

describe('news', () => {
  test('reach a subscriber once, from a notice or from the wait for the lock', async () => {
    for (const isWatched of [true, false]) {
      const [one, other] = [open({}, { isWatched }), open({}, { isWatched })];
      const start = (await one.read())?.generation;
      await other.read();
      const told: number[] = [];
      const leave = other.subscribe(({ generation }) => void told.push(generation), host());
      const holder = hold(one);
      await holder.entered;
      const waiting = other.lock.run(async () => {}, patient());
      await one.write(recordOf(10), start);
      await vi.advanceTimersByTimeAsync(150);
      expect(told).toEqual([10]);
      holder.end();
      await vi.advanceTimersByTimeAsync(150);
      await waiting;
      expect(told).toEqual([10]);
      leave();
      database.rows.clear();
    }
  });

  test('are not read where the notice is about what was written here', async () => {
    const store = open();
    store.subscribe(() => {}, host());
    await store.write(recordOf(1), undefined);
    kinds();
    database.tell('s', database.rows.get('s')?.version);
    await vi.advanceTimersByTimeAsync(10);
    expect(kinds()).toEqual([]);
    database.tell('s', undefined);
    await vi.advanceTimersByTimeAsync(10);
    expect(kinds()).toEqual(['read']);
  });

  test('of a document that was deleted ask for what it lacks', async () => {
    const store = open();
    const listening = host();
    store.subscribe(() => {}, listening);
    await store.write(recordOf(1), undefined);
    database.rows.clear();
    const run = store.lock.run(async () => {}, patient());
    await vi.advanceTimersByTimeAsync(3000);
    await run;
    expect(listening.recheck).toHaveBeenCalled();
  });

  test('are told to others for a record and a free lock, never for a sign of life', async () => {
    const told: boolean[] = [];
    const cell = database.cell('s');
    const store = sharedStore(
      { ...cell, write: (text, version, isNews) => cell.write(text, version, told.push(isNews) > 0) },
      { leaseMs: 900 },
    );
    const holder = hold(store);
    await holder.entered;
    await vi.advanceTimersByTimeAsync(700);
    expect(told).toEqual([false, false, false]);
    await store.write(recordOf(1), undefined);
    holder.end();
    await holder.done;
    expect(told.slice(3)).toEqual([true, true]);
  });

  test('that cannot be read are reported', async () => {
    const store = open();
    const listening = host();
    store.subscribe(() => {}, listening);
    await store.write(recordOf(1), undefined);
    database.put('s', 'rubbish');
    await vi.advanceTimersByTimeAsync(10);
    expect(listening.failed).toHaveBeenCalledWith('read', expect.objectContaining({ code: 'store-corrupt' }));
  });
});

describe('what is given', () => {
  test('is refused where it can only get and set, with the reason', () => {
    const keyValue = { get: () => undefined, set: () => undefined };
    expect(() => sharedStore(keyValue as unknown as Cell)).toThrow(
      /two that read, compare and then set both win, and both spend the refresh token. It takes a compare-and-set/,
    );
    expect(() => sharedStore(new Map() as unknown as Cell)).toThrow(TypeError);
    expect(() => sharedStore(null as unknown as Cell)).toThrow(/expected a cell.*; got null/);
  });

  test.each([
    [{ leaseMs: 5 }, /sharedStore: "leaseMs" expects milliseconds from 100 to 60000; got 5/],
    [{ onStoreFailure: 'retry' }, /"onStoreFailure" expects 'fail' or 'local'/],
    [{ storeTimeoutMs: '1' }, /"storeTimeoutMs".* got a value of type string/],
    [{ encryptionKey: 'very secret' }, /"encryptionKey" expects .* got a value of type string/],
    [{ acceptUnencrypted: 1 }, /"acceptUnencrypted" expects true or false/],
    [null, /"options" expects one options object; got null/],
  ])('names a wrong option and shows no secret: %j', (options, message) => {
    const make = () => sharedStore(database.cell('s'), options as SharedStoreOptions);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/very secret/);
  });

  test('opens a sealed record under its own name alone', async () => {
    const encryptionKey = { id: 'k1', key: new Uint8Array(32).fill(7) };
    await sharedStore(database.cell('a'), { encryptionKey }).write(recordOf(1), undefined);
    const text = database.rows.get('a')?.text ?? '';
    expect(text).toContain('enc.k1.');
    expect(text).not.toContain('access-1');
    database.put('b', text);
    await expect(sharedStore(database.cell('b'), { encryptionKey }).read()).rejects.toMatchObject({
      code: 'store-corrupt',
    });
  });
});
