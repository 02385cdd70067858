import { afterEach, expect, test, vi } from 'vitest';
import type { SessionRecord } from '../session-record.ts';
import type { SharedTokenStore } from './platform.ts';
import { tabsOn } from './tabs.ts';
import { fakeOrigin, ownKey } from './test-support/fake-platform.ts';

const record = (generation: number, loginId = 'a'): SessionRecord => ({
  generation,
  loginId,
  tokens: { accessToken: `t${generation}`, refreshToken: `r${generation}`, receivedAtMs: 0 },
});
const signedOut = (generation: number): SessionRecord => ({ generation, loginId: 'out', tokens: null });

const cleanups: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function openTab(origin: ReturnType<typeof fakeOrigin>, key: string, without: object = {}) {
  const { platform, wake } = origin.tab(without);
  const store: SharedTokenStore = tabsOn(platform, { key, storage: 'indexedDB' });
  const heard: SessionRecord[] = [];
  const failures: string[] = [];
  const readings: Promise<unknown>[] = [];
  cleanups.push(
    store.subscribe((theirs) => heard.push(theirs), {
      failed: (operation, error) => failures.push(`${operation}: ${error}`),
      catchUp: (reading) => readings.push(reading),
      recheck() {},
    }),
  );
  return { store, heard, failures, readings, wake };
}

/** What is said on the channel. */
function listen(key: string): unknown[] {
  const said: unknown[] = [];
  const channel = new BroadcastChannel(`freshkey:${key}`);
  channel.onmessage = ({ data }) => said.push(data);
  cleanups.push(() => channel.close());
  return said;
}

test('a notice names generation, login and status and holds no token; the others read the database', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const said = listen(key);
  const [here, there] = [openTab(origin, key), openTab(origin, key)];
  await here.store.write(record(1), undefined);
  await vi.waitFor(() => expect(there.heard).toEqual([record(1)]));
  await here.store.write({ ...signedOut(2), ended: { code: 'refused', message: 'refused' } }, 1);
  await vi.waitFor(() => expect(there.heard).toHaveLength(2));
  await vi.waitFor(() =>
    expect(said).toEqual([
      { generation: 1, loginId: 'a', status: 'active' },
      { generation: 2, loginId: 'out', status: 'ended' },
    ]),
  );
});

test('reads the database once more for what comes while it is read, not once a notice', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  await tab.store.write(record(1), undefined);
  const notices = new BroadcastChannel(`freshkey:${key}`);
  cleanups.push(() => notices.close());
  for (let generation = 2; generation < 12; generation++)
    notices.postMessage({ generation, loginId: 'a', status: 'active' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(tab.heard.length).toBeGreaterThan(0);
  expect(tab.heard.length).toBeLessThan(10);
});

test('does not believe a notice that is none, nor tokens that came over the channel', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  const forger = new BroadcastChannel(`freshkey:${key}`);
  cleanups.push(() => forger.close());
  for (const message of [null, { generation: 'x' }, { unsaved: record(9) }, { unsaved: { tokens: null } }])
    forger.postMessage(message);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(tab.heard).toEqual([]);
});

test('a sign-out that the database does not take still reaches the others', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const [here, there] = [openTab(origin, key), openTab(origin, key)];
  await here.store.write(record(1), undefined);
  await vi.waitFor(() => expect(there.heard).toHaveLength(1));
  origin.database.aborts = true;
  await expect(here.store.write(signedOut(2), 1)).rejects.toThrow('The database failed. The transaction was aborted.');
  await vi.waitFor(() => expect(there.heard.at(-1)).toEqual(signedOut(2)));
});

test('a renewal that the database does not take is told to nobody', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const said = listen(key);
  const tab = openTab(origin, key);
  origin.database.aborts = true;
  await expect(tab.store.write(record(1), undefined)).rejects.toThrow(
    'The database failed. The transaction was aborted.',
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(said).toEqual([]);
});

test('reports broken content, and lets it be written over whatever is expected', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  for (const content of ['text', { version: 2, record: record(1) }, { version: 1, record: { generation: 1 } }, null]) {
    origin.database.values.set(`freshkey:${key}`, content);
    await expect(tab.store.read()).rejects.toMatchObject({ code: 'store-corrupt' });
    expect(await tab.store.write(record(5), 4)).toBe(true);
    expect(await tab.store.read()).toEqual(record(5));
  }
});

test('opens the database again when the browser has closed it', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  await tab.store.write(record(1), undefined);
  origin.database.closeAll();
  expect(await tab.store.read()).toEqual(record(1));
  expect(origin.database.opened).toBe(2);
});

test('tries to open the database again after it could not be opened', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  origin.database.failsToOpen = true;
  await expect(tab.store.read()).rejects.toThrow('No.');
  origin.database.failsToOpen = false;
  expect(await tab.store.write(record(1), undefined)).toBe(true);
});

test('opens the database again where its connection was lost without a word', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  await tab.store.write(record(1), undefined);
  origin.database.lose();
  await expect(tab.store.read()).rejects.toMatchObject({ code: 'store-unreachable' });
  expect(await tab.store.read()).toEqual(record(1));
  expect(await tab.store.write(record(2), 1)).toBe(true);
  expect(origin.database.opened).toBe(2);
});

test('opens the database again after it did not answer', async () => {
  vi.useFakeTimers();
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  origin.database.hangs = true;
  const read = expect(tab.store.read()).rejects.toMatchObject({ code: 'store-unreachable' });
  await vi.advanceTimersByTimeAsync(3000);
  await read;
  origin.database.hangs = false;
  const again = tab.store.read();
  await vi.advanceTimersByTimeAsync(100);
  expect(await again).toBeUndefined();
});

test('a full disk refuses the write, keeps what was there, and throws nothing into the page', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  await tab.store.write(record(1), undefined);
  origin.database.full = true;
  await expect(tab.store.write(record(2), 1)).rejects.toThrow('The database failed. QuotaExceededError: full');
  origin.database.full = false;
  expect(await tab.store.read()).toEqual(record(1));
  expect(await tab.store.write(record(2), 1)).toBe(true);
});

test.each<[string, () => IDBFactory | undefined]>([
  ['missing', () => undefined],
  [
    'forbidden',
    () => {
      throw new DOMException('denied', 'SecurityError');
    },
  ],
])('where the database is %s the tabs keep the session among themselves, and say so once', async (_name, indexedDB) => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const [here, there] = [openTab(origin, key, { indexedDB }), openTab(origin, key, { indexedDB })];
  expect(await here.store.read()).toBeUndefined();
  expect(await there.store.read()).toBeUndefined();
  expect(await here.store.write(record(1), undefined)).toBe(true);
  await vi.waitFor(() => expect(there.heard).toEqual([record(1)]));
  expect(await there.store.read()).toEqual(record(1));
  here.wake();
  await here.readings[0];
  for (const { failures } of [here, there]) {
    expect(failures).toEqual([expect.stringMatching(/^read: FreshkeyError: There is no IndexedDB here: /)]);
  }
  const late = openTab(origin, key, { indexedDB });
  expect(await late.store.read()).toEqual(record(1));
});

test('where there is no database the lock is kept', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tabs = [1, 2].map(() => openTab(origin, key, { indexedDB: () => undefined }));
  await Promise.all(tabs.map(async ({ store }) => store.read()));
  let inside = 0;
  let most = 0;
  const task = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 10));
    inside--;
  };
  const wait = { signal: new AbortController().signal, timeoutMs: 5000 };
  await Promise.all(tabs.map(({ store }) => store.lock.run(task, wait)));
  expect(most).toBe(1);
});

test('a session that comes later to a page without a database hears the others, and one that has left hears nothing', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const { platform } = origin.tab({ indexedDB: () => undefined });
  const store = tabsOn(platform, { key, storage: 'indexedDB' });
  await store.read();
  const heard: SessionRecord[] = [];
  const stop = store.subscribe((theirs) => heard.push(theirs));
  const other = openTab(origin, key, { indexedDB: () => undefined });
  await other.store.write(record(1), undefined);
  await vi.waitFor(() => expect(heard).toEqual([record(1)]));
  stop();
  await other.store.write(record(2), 1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(heard).toHaveLength(1);
});

test.each([
  ['a scope that is no text', { scope: 5 }],
  ['a token with a line break', { accessToken: 'a\nb' }],
])('reports a record with %s', async (_name, damage) => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  const tokens = { ...record(1).tokens, ...damage };
  origin.database.values.set(`freshkey:${key}`, { version: 1, record: { ...record(1), tokens } });
  await expect(tab.store.read()).rejects.toMatchObject({ code: 'store-corrupt' });
});

test('gives up a database that does not answer', async () => {
  vi.useFakeTimers();
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  origin.database.hangs = true;
  const read = expect(tab.store.read()).rejects.toThrow('does not answer');
  await vi.advanceTimersByTimeAsync(3000);
  await read;
});

test('says what it may have missed when the tab wakes, and that it is looking', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  await tab.store.write(record(1), undefined);
  origin.database.values.set(`freshkey:${key}`, { version: 1, record: signedOut(2) });
  for (const type of ['visibilitychange', 'pageshow', 'online']) {
    tab.heard.length = 0;
    tab.wake(type);
    await tab.readings.pop();
    expect(tab.heard).toEqual([signedOut(2)]);
  }
});

test('does not look when the tab is hidden, or when a page is shown for the first time', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key, { isHidden: () => true });
  tab.wake('visibilitychange');
  tab.wake('pageshow', false);
  expect(tab.readings).toEqual([]);
});

test('tells a failure on waking as an event, and lets nobody wait for it', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const tab = openTab(origin, key);
  origin.database.failsToOpen = true;
  tab.wake();
  await tab.readings[0];
  expect(tab.failures).toEqual(['read: FreshkeyError: The database failed. UnknownError: No.']);
});

test('hears nothing more when nobody listens, and can be listened to again', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const { platform } = origin.tab();
  const store = tabsOn(platform, { key, storage: 'indexedDB' });
  const heard: SessionRecord[] = [];
  store.subscribe((theirs) => heard.push(theirs))();
  const other = openTab(origin, key);
  await other.store.write(record(1), undefined);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(heard).toEqual([]);
  const stop = store.subscribe((theirs) => heard.push(theirs));
  cleanups.push(stop);
  await other.store.write(record(2), 1);
  await vi.waitFor(() => expect(heard).toEqual([record(2)]));
});

test('tells the sessions of one page what another tab wrote, each of them', async () => {
  const [origin, key] = [fakeOrigin(), ownKey()];
  const { platform } = origin.tab();
  const store = tabsOn(platform, { key, storage: 'indexedDB' });
  const heard: number[] = [];
  cleanups.push(
    store.subscribe(() => heard.push(1)),
    store.subscribe(() => heard.push(2)),
  );
  await openTab(origin, key).store.write(record(1), undefined);
  await vi.waitFor(() => expect(heard.toSorted()).toEqual([1, 2]));
});

test('a channel that cannot be opened is an event', async () => {
  const Channel = class {
    constructor() {
      throw new Error('denied');
    }
  };
  const tab = openTab(fakeOrigin(), ownKey(), { Channel });
  await tab.store.write(record(1), undefined);
  await vi.waitFor(() => expect(tab.failures).toEqual(['read: Error: denied']));
});
