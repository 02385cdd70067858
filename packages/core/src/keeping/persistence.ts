import { FreshkeyError } from '../errors.ts';
import type { TokenSet } from '../judging/token-set.ts';
import { newLoginId, nextGeneration, type State } from '../state/state.ts';
import { isThenable } from '../thenable.ts';
import { isSessionRecord, type SessionRecord, type TokenStore } from './store.ts';

export type StoreFailed = (operation: 'read' | 'write' | 'lock', error: unknown) => void;

/** Keeps the state and its store together. Memory is the truth for reads; a store that fails never fails a request. */
export interface Persistence {
  /** Set while the store looks up what a tab that slept may have missed; settles soon, and never rejects. */
  readonly catchingUp: Promise<void> | undefined;
  /** Reads the store, or plants the seed in an empty one; synchronous where the store is. */
  load(seed: TokenSet | undefined): Promise<void>;
  /**
   * Writes a record that the state holds already. Settles when the store has it, or has failed to take it. A decisive
   * one (sign-in, sign-out) is written over whatever is there; any other yields to what somebody else wrote.
   */
  save(record: SessionRecord, decisive: boolean): Promise<void>;
  /** Settles when every write that was asked for has succeeded or failed. */
  written(): Promise<void>;
  /** Reads the store again and adopts what somebody else wrote; true: something was adopted. */
  reread(): Promise<boolean>;
  dispose(): void;
}

const writeAttempts = 5;
const longestRetryMs = 60_000;
const firstRetryMs = 1000;
const remembered = 16;
const catchUpTimeoutMs = 1000;

export function createPersistence(
  store: TokenStore,
  state: State,
  readTimeoutMs: number,
  failed: StoreFailed,
): Persistence {
  /** The generations that the store was known to hold, newest last: an old notice must not bring one back. */
  const known: (number | undefined)[] = [undefined];
  /** The logins that were left for another one: none of them comes back, whatever arrives late or was not overwritten. */
  const left: string[] = [];
  let loginId: string | undefined;
  /** A sign-in or sign-out is being written: it will replace whatever somebody else writes meanwhile. */
  let deciding = 0;
  /** What was heard of before the state was loaded. */
  let heardEarly = false;
  let catchingUp: Promise<void> | undefined;
  let tail: Promise<void> = Promise.resolve();
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let retry: (() => Promise<void>) | undefined;
  let retryMs = firstRetryMs;
  let isRechecking = false;

  const stored = () => known.at(-1);

  function know(generation: number | undefined): void {
    if (generation === stored()) return;
    known.push(generation);
    if (known.length > remembered) known.shift();
  }

  function enter(record: SessionRecord): void {
    if (loginId !== undefined && loginId !== record.loginId) left.push(loginId);
    if (left.length > remembered) left.shift();
    loginId = record.loginId;
  }

  /** Older than what is here, whoever has it: it was held before, or belongs to a login that was left. */
  const isOutdated = (theirs: SessionRecord) =>
    left.includes(theirs.loginId) || (theirs.generation !== stored() && known.includes(theirs.generation));

  function adopt(theirs: SessionRecord): void {
    know(theirs.generation);
    enter(theirs);
    if (!state.loaded) state.load(theirs);
    else if (state.generation !== theirs.generation) state.set(theirs, 'adopted');
  }

  const superseded = (record: SessionRecord) => state.loaded && state.record !== record;

  /** A store that does not answer has failed. */
  function within<T>(answer: T | PromiseLike<T>): T | Promise<T> {
    if (!isThenable(answer)) return answer as T;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`The store did not answer within ${readTimeoutMs} ms.`)),
        readTimeoutMs,
      );
    });
    return Promise.race([Promise.resolve<T>(answer), late]).finally(() => clearTimeout(timer));
  }

  /** What is no record is reported and treated as absent. */
  function checked(held: unknown): SessionRecord | undefined {
    if (held === undefined || isSessionRecord(held)) return held;
    failed('read', new FreshkeyError('store-corrupt', 'What the store holds is not a session record.'));
    return undefined;
  }

  const readRecord = async () => checked(await within(store.read()));

  async function write(record: SessionRecord, decisive: boolean): Promise<void> {
    try {
      for (let attempt = 0; attempt < writeAttempts; attempt++) {
        if (superseded(record)) return;
        if (await within(store.write(record, stored()))) {
          know(record.generation);
          retryMs = firstRetryMs;
          retry = undefined;
          return;
        }
        const theirs = await readRecord();
        const yields = theirs && !decisive && !isOutdated(theirs);
        know(theirs?.generation);
        if (yields) {
          // Also where the record was replaced meanwhile: what is known to be stored would not be heard of again.
          if (deciding === 0) adopt(theirs);
          return;
        }
      }
      throw new Error(`The store refused the write ${writeAttempts} times, and does not hold what it says.`);
    } catch (error) {
      failed('write', error);
      retryLater(record, decisive);
    }
  }

  function retryLater(record: SessionRecord, decisive: boolean): void {
    clearTimeout(retryTimer);
    if (state.disposed) return;
    retry = () => {
      clearTimeout(retryTimer);
      retry = undefined;
      return save(record, decisive);
    };
    retryTimer = setTimeout(() => void retry?.(), retryMs);
    (retryTimer as { unref?: () => void }).unref?.();
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  }

  function save(record: SessionRecord, decisive: boolean): Promise<void> {
    if (!superseded(record)) enter(record);
    if (decisive) deciding++;
    tail = tail.then(async () => {
      await write(record, decisive);
      if (decisive) deciding--;
    });
    return tail;
  }

  const planted = (seed: TokenSet) => ({ generation: nextGeneration(), loginId: newLoginId(), tokens: seed });

  function hear(theirs: SessionRecord): void {
    if (state.disposed) return;
    if (!state.loaded) heardEarly = true;
    else if (deciding === 0 && theirs.generation !== stored() && !isOutdated(theirs)) adopt(theirs);
  }

  function catchUp(reading: Promise<unknown>): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const longEnough = new Promise((resolve) => {
      timer = setTimeout(resolve, catchUpTimeoutMs);
    });
    const caughtUp = () => {
      clearTimeout(timer);
      if (catchingUp === current) catchingUp = undefined;
    };
    const current: Promise<void> = Promise.race([reading, longEnough]).then(caughtUp, caughtUp);
    catchingUp = current;
  }

  async function reread(): Promise<boolean> {
    try {
      const theirs = await readRecord();
      const isNews =
        theirs && theirs.generation !== stored() && theirs.generation !== state.generation && !isOutdated(theirs);
      if (isNews && deciding === 0) adopt(theirs);
      else know(theirs?.generation);
      return !!isNews && deciding === 0;
    } catch (error) {
      failed('read', error);
      return false;
    }
  }

  /** Once at a time, and after what is being written. */
  function recheck(): void {
    if (state.disposed || !state.loaded || isRechecking) return;
    isRechecking = true;
    void tail.then(async () => {
      if (!retry) await reread();
      isRechecking = false;
      if (retry) await retry();
      else if (state.record && state.generation !== stored()) await save(state.record, false);
    });
  }

  const unsubscribe = store.subscribe?.(hear, {
    recheck,
    catchingUp: catchUp,
    failed: (operation, error) => state.disposed || failed(operation, error),
  });

  /** What was heard of meanwhile may be older or newer than what was read: only the store can tell. */
  async function readLatest(reading: PromiseLike<SessionRecord | undefined>): Promise<SessionRecord | undefined> {
    const held = checked(await reading);
    if (!heardEarly) return held;
    heardEarly = false;
    return readLatest(Promise.resolve(store.read()));
  }

  async function loadLater(reading: PromiseLike<SessionRecord | undefined>, seed: TokenSet | undefined): Promise<void> {
    const record = seed && planted(seed);
    const latest = readLatest(reading);
    try {
      const held = await within(latest);
      // A sign-in was quicker, and what was read may be older than it.
      if (state.loaded) return recheck();
      know(held?.generation);
      // A seed may be long spent: nobody works with it before the store has taken it, or has said what it holds instead.
      if (held) begin(held);
      else if (record) await within(save(record, false));
    } catch (error) {
      failed('read', error);
      // Given up is not forgotten: an answer that comes all the same is looked at.
      latest.then(recheck, () => {});
    } finally {
      begin(record);
    }
  }

  /** A sign-in that was quicker than the store wins. */
  function begin(record: SessionRecord | undefined): void {
    if (state.loaded) return;
    if (record) enter(record);
    state.load(record);
  }

  function loadNow(held: SessionRecord | undefined, seed: TokenSet | undefined): void {
    know(held?.generation);
    const record = held || !seed ? held : planted(seed);
    begin(record);
    if (record && !held) void save(record, false);
  }

  return {
    get catchingUp() {
      return catchingUp;
    },
    load(seed) {
      try {
        const held = store.read();
        if (isThenable(held)) return loadLater(held, seed);
        loadNow(checked(held), seed);
      } catch (error) {
        // Nobody can listen yet.
        queueMicrotask(() => failed('read', error));
        loadNow(undefined, seed);
      }
      return Promise.resolve();
    },
    save,
    written: () => tail,
    reread,
    dispose() {
      clearTimeout(retryTimer);
      unsubscribe?.();
    },
  };
}
