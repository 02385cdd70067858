import { afterEach, expect, test, vi } from 'vitest';
import { State } from '../state/state.ts';
import type { Persistence, PersistenceHost } from './persistence.ts';
import type { SessionRecord } from './session-record.ts';
import { sharing } from './sharing.ts';
import type { StoreHost, TokenStore } from './store.ts';

const tokens = (accessToken: string) => ({ accessToken, receivedAtMs: 0 });
const record = (generation: number, loginId: string, accessToken?: string): SessionRecord => ({
  generation,
  loginId,
  tokens: accessToken === undefined ? null : tokens(accessToken),
});

/** A store that others write to, whose answers wait where a test says so. */
function createStore(held?: SessionRecord) {
  const store = {
    held,
    listener: undefined as ((theirs: SessionRecord) => void) | undefined,
    host: undefined as StoreHost | undefined,
    gate: Promise.resolve() as Promise<unknown>,
    broken: false,
  };
  const answer = async <T>(value: () => T): Promise<T> => {
    await store.gate;
    if (store.broken) throw new Error('broken');
    return value();
  };
  const seam: TokenStore = {
    read: () => answer(() => store.held),
    write: (next, expected) =>
      answer(() => {
        if (store.held?.generation !== expected) return false;
        store.held = next;
        return true;
      }),
    subscribe(listener, host) {
      store.listener = listener;
      store.host = host;
      return () => {
        store.listener = undefined;
      };
    },
  };
  return Object.assign(store, { seam });
}

type Store = ReturnType<typeof createStore>;

function gateOf(store: Store): () => void {
  let open!: () => void;
  store.gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return open;
}

let persistence: Persistence | undefined;
afterEach(() => {
  persistence?.dispose();
  vi.useRealTimers();
});

function begin(store: Store) {
  const changes: (string | undefined)[] = [];
  const failures: string[] = [];
  const state = new State(false, { refreshAheadMs: 0, minValidityMs: 0, jitter: 0 });
  const kept = (sharing as (host: PersistenceHost) => Persistence)({
    state,
    store: store.seam,
    storeTimeoutMs: 1000,
    begin: (held) => state.apply({ record: held }),
    adopt(theirs) {
      state.apply({ record: theirs });
      changes.push(theirs.tokens?.accessToken);
    },
    failed: (operation) => failures.push(operation),
  });
  persistence = kept;
  return { state, changes, failures, persistence: kept };
}

function signOut({ state, persistence }: ReturnType<typeof begin>, generation = 9): Promise<void> {
  const out = record(generation, `out-${generation}`);
  state.apply({ record: out });
  return persistence.save(out, true);
}

test('adopts what others write', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const { state, changes, persistence } = begin(store);
  await persistence.load(undefined);
  store.listener?.(record(2, 'a', 'two'));
  expect(state.tokens?.accessToken).toBe('two');
  expect(changes).toEqual(['two']);
});

test('does not let a renewal of the old login undo a sign-out that is still being written', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const session = begin(store);
  await session.persistence.load(undefined);
  const open = gateOf(store);
  const saved = signOut(session);
  const renewed = record(2, 'a', 'two');
  store.held = renewed;
  store.listener?.(renewed);
  expect(session.state.tokens).toBeUndefined();
  open();
  await saved;
  expect(store.held?.loginId).toBe('out-9');
});

test('does not bring a login back that was left, though the store could not be told', async () => {
  vi.useFakeTimers();
  const store = createStore(record(1, 'a', 'one'));
  const session = begin(store);
  await session.persistence.load(undefined);
  store.broken = true;
  await signOut(session);
  store.broken = false;
  store.held = record(2, 'a', 'two');
  expect(await session.persistence.reread()).toBe('same');
  store.listener?.(store.held);
  expect(session.state.tokens).toBeUndefined();
  expect(session.failures).toEqual(['write']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.held.loginId).toBe('out-9');
});

test('goes out over the sign-in of another tab that was written in between', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const session = begin(store);
  await session.persistence.load(undefined);
  const open = gateOf(store);
  const saved = signOut(session);
  store.held = record(5, 'b', 'other');
  store.listener?.(store.held);
  open();
  await saved;
  expect(session.state.tokens).toBeUndefined();
  expect(store.held?.loginId).toBe('out-9');
});

test('does not return to an older record that a store restored, and writes the newer one over it', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const { state, persistence } = begin(store);
  await persistence.load(undefined);
  const second = record(2, 'a', 'two');
  state.apply({ record: second });
  await persistence.save(second, false);
  store.held = record(1, 'a', 'one');
  expect(await persistence.reread()).toBe('same');
  expect(state.tokens?.accessToken).toBe('two');
  const third = record(3, 'a', 'three');
  state.apply({ record: third });
  store.held = record(1, 'a', 'one');
  await persistence.save(third, false);
  expect(state.tokens?.accessToken).toBe('three');
  expect(store.held?.generation).toBe(3);
});

test('does not miss what is written while the store is read', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const { state, persistence } = begin(store);
  const open = gateOf(store);
  const answers = [store.held];
  store.seam.read = async () => {
    await store.gate;
    return answers.shift() ?? store.held;
  };
  const loaded = persistence.load(undefined);
  store.held = record(2, 'b');
  store.listener?.(store.held);
  open();
  await loaded;
  expect(state.record?.loginId).toBe('b');
});

test('says as long as the store is catching up, but not for long', async () => {
  vi.useFakeTimers();
  const store = createStore(record(1, 'a', 'one'));
  const { persistence } = begin(store);
  await persistence.load(undefined);
  expect(persistence.catchingUp).toBeUndefined();
  store.host?.catchUp(Promise.reject(new Error('not reached')));
  expect(persistence.catchingUp).toBeInstanceOf(Promise);
  await persistence.catchingUp;
  expect(persistence.catchingUp).toBeUndefined();
  store.host?.catchUp(new Promise(() => {}));
  const bounded = persistence.catchingUp;
  await vi.advanceTimersByTimeAsync(1000);
  await bounded;
  expect(persistence.catchingUp).toBeUndefined();
});

test('passes on what the store tells outside of a call, until it is disposed of', async () => {
  const store = createStore();
  const session = begin(store);
  store.host?.failed('lock', new Error('weaker'));
  expect(session.failures).toEqual(['lock']);
  session.state.dispose();
  store.host?.failed('lock', new Error('weaker'));
  expect(session.failures).toEqual(['lock']);
});

test('writes back what it holds when the store was emptied', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const { persistence, state } = begin(store);
  await persistence.load(undefined);
  store.held = undefined;
  store.host?.recheck();
  await vi.waitFor(() => expect(store.held).toEqual(record(1, 'a', 'one')));
  expect(state.record?.generation).toBe(1);
});

test('writes back a sign-out when the store was emptied, so that no seed fills it', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const begun = begin(store);
  await begun.persistence.load(undefined);
  await signOut(begun);
  store.held = undefined;
  store.host?.recheck();
  await vi.waitFor(() => expect(store.held).toMatchObject({ generation: 9, tokens: null }));
});

test('writes over an older state that the store fell back to, and adopts a newer one', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const { persistence, state, changes } = begin(store);
  await persistence.load(undefined);
  store.held = record(2, 'a', 'two');
  store.host?.recheck();
  await vi.waitFor(() => expect(state.record?.generation).toBe(2));
  store.held = record(1, 'a', 'one');
  store.host?.recheck();
  await vi.waitFor(() => expect(store.held).toEqual(record(2, 'a', 'two')));
  expect(changes).toEqual(['two']);
});

test('tries a failed write at once when the store is there again', async () => {
  const store = createStore(record(1, 'a', 'one'));
  const begun = begin(store);
  await begun.persistence.load(undefined);
  store.broken = true;
  await signOut(begun);
  expect(begun.failures).toEqual(['write']);
  store.broken = false;
  store.host?.recheck();
  await vi.waitFor(() => expect(store.held?.tokens).toBeNull(), { timeout: 500 });
});

test('plants no seed in a store that could not be read, and takes what it holds once it can be', async () => {
  vi.useFakeTimers();
  const store = createStore();
  store.broken = true;
  const { persistence, state, changes } = begin(store);
  await persistence.load(tokens('seed'));
  expect(state.tokens?.accessToken).toBe('seed');
  // It is there again, and empty until whoever holds the session has put it back.
  store.broken = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(store.held).toBeUndefined();
  store.held = record(2, 'a', 'two');
  expect(await persistence.reread()).toBe('adopted');
  expect(changes).toEqual(['two']);
});
