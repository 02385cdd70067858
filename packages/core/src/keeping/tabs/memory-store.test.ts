import { afterEach, expect, test, vi } from 'vitest';
import type { SessionRecord } from '../session-record.ts';
import type { SharedTokenStore } from './platform.ts';
import { tabsOn } from './tabs.ts';
import { fakeOrigin, ownKey } from './test-support/fake-platform.ts';

const record = (
  generation: number,
  loginId = 'a',
  more: object = { refreshToken: `r${generation}` },
): SessionRecord => ({
  generation,
  loginId,
  tokens: { accessToken: `t${generation}`, receivedAtMs: 0, ...more },
});

const origin = fakeOrigin();
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

interface Tab {
  readonly store: SharedTokenStore;
  readonly heard: SessionRecord[];
  readonly failures: string[];
  wake(type?: string): Promise<unknown>;
  close(): void;
}

function openTab(key: string, options: { shareTokens?: boolean; without?: object } = {}): Tab {
  const { platform, wake } = origin.tab(options.without);
  const store = tabsOn(platform, { key, storage: 'memory', shareTokens: options.shareTokens ?? true });
  const heard: SessionRecord[] = [];
  const failures: string[] = [];
  let reading: Promise<unknown> = Promise.resolve();
  const close = store.subscribe((theirs) => heard.push(theirs), {
    failed: (operation, error) => failures.push(`${operation}: ${error}`),
    catchUp(promise) {
      reading = promise;
    },
    recheck() {},
  });
  cleanups.push(close);
  return {
    store,
    heard,
    failures,
    close,
    wake(type) {
      wake(type);
      return reading;
    },
  };
}

/** Holds the lock that says that another tab has this version, and never answers. */
async function holdElsewhere(key: string, version: string): Promise<void> {
  let free!: () => void;
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  cleanups.push(free);
  await new Promise<void>((granted) => {
    void navigator.locks.request(`freshkey:${key}:has:${version}`, { mode: 'shared' }, () => {
      granted();
      return held;
    });
  });
}

const patient = () => ({ signal: new AbortController().signal, timeoutMs: 5000 });

test('a new tab finds what the others have, and an alone one finds nothing without waiting', async () => {
  const key = ownKey();
  const startedAtMs = performance.now();
  const first = openTab(key);
  expect(await first.store.read()).toBeUndefined();
  expect(performance.now() - startedAtMs).toBeLessThan(80);
  await first.store.write(record(1), undefined);
  expect(await openTab(key).store.read()).toEqual(record(1));
});

test('what one tab writes reaches the others', async () => {
  const key = ownKey();
  const [here, there] = [openTab(key), openTab(key)];
  await here.store.write(record(1), undefined);
  await vi.waitFor(() => expect(there.heard).toEqual([record(1)]));
  await there.store.write(record(2), 1);
  await vi.waitFor(() => expect(here.heard).toEqual([record(2)]));
});

test('a sign-out beats a renewal that another tab writes at the same moment, in whatever order they arrive', async () => {
  const key = ownKey();
  const [leaving, flying, watching] = [openTab(key), openTab(key), openTab(key)];
  await leaving.store.write(record(1), undefined);
  await vi.waitFor(() => expect([flying.heard.length, watching.heard.length]).toEqual([1, 1]));
  const out: SessionRecord = { generation: 2, loginId: 'b', tokens: null };
  await Promise.all([leaving.store.write(out, 1), flying.store.write(record(900), 1)]);
  await vi.waitFor(async () => {
    for (const { store } of [leaving, flying, watching]) expect(await store.read()).toEqual(out);
  });
});

test('two sign-ins at the same moment end as one and the same session in every tab', async () => {
  const key = ownKey();
  const [one, two, three] = [openTab(key), openTab(key), openTab(key)];
  await one.store.write(record(1), undefined);
  await vi.waitFor(() => expect([two.heard.length, three.heard.length]).toEqual([1, 1]));
  await Promise.all([one.store.write(record(5, 'x'), 1), two.store.write(record(7, 'y'), 1)]);
  await vi.waitFor(async () => {
    for (const { store } of [one, two, three]) expect(await store.read()).toEqual(record(7, 'y'));
  });
});

test('of several tabs that fill an empty store one does', async () => {
  const key = ownKey();
  const tabs = [1, 2, 3, 4].map(() => openTab(key));
  const written = await Promise.all(
    tabs.map(async ({ store }, index) => store.write(record(index + 1, `seed-${index}`), undefined)),
  );
  expect(written.filter(Boolean)).toHaveLength(1);
});

test('does not spend a refresh token that another tab has renewed and does not answer', async () => {
  const key = ownKey();
  const tab = openTab(key);
  await tab.store.write(record(1), undefined);
  await holdElsewhere(key, '1.1.2');
  const task = vi.fn(async () => {});
  await expect(tab.store.lock.run(task, patient())).rejects.toMatchObject({ code: 'store-unreachable' });
  expect(task).not.toHaveBeenCalled();
  await expect(tab.store.read()).rejects.toMatchObject({ code: 'store-unreachable' });
  await expect(tab.store.write(record(3), 1)).resolves.toBe(true);
});

test('refreshes all the same where the refresh token is in a cookie, which every tab has', async () => {
  const key = ownKey();
  const tab = openTab(key);
  await tab.store.write(record(1, 'a', {}), undefined);
  await holdElsewhere(key, '1.1.2');
  const task = vi.fn(async () => 'done');
  expect(await tab.store.lock.run(task, patient())).toBe('done');
  expect(await tab.store.write(record(3, 'a', {}), 1)).toBe(true);
  expect(await tab.store.read()).toEqual(record(3, 'a', {}));
});

test('does not write a renewal over a sign-out that it could not hear of', async () => {
  const key = ownKey();
  const tab = openTab(key);
  await tab.store.write(record(1), undefined);
  await holdElsewhere(key, '2.0.9');
  await expect(tab.store.write(record(3), 1)).rejects.toMatchObject({ code: 'store-unreachable' });
});

test('signs in over whatever a tab has that does not answer, at once', async () => {
  const key = ownKey();
  const tab = openTab(key);
  await tab.store.write(record(1), undefined);
  await holdElsewhere(key, '4.3.9');
  const startedAtMs = performance.now();
  expect(await tab.store.write(record(3, 'b'), 1)).toBe(true);
  expect(performance.now() - startedAtMs).toBeLessThan(300);
  expect(await tab.store.read()).toEqual(record(3, 'b'));
});

test('ignores an older version, and what is no record', async () => {
  const key = ownKey();
  const tab = openTab(key);
  await tab.store.write(record(1), undefined);
  await tab.store.write(record(2), 1);
  const forger = new BroadcastChannel(`freshkey:${key}`);
  cleanups.push(() => forger.close());
  for (const message of [
    null,
    'text',
    { version: [1, 0, 1], record: record(1) },
    { version: [9, 0], record: record(9) },
    { version: [9, 0, 'x'], record: record(9) },
    { version: [9, 0, 9], record: { generation: 9, loginId: 'a', tokens: { accessToken: 1 } } },
    { version: [9, 0, 9] },
  ]) {
    forger.postMessage(message);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(tab.heard).toEqual([]);
  expect(await tab.store.read()).toEqual(record(2));
});

test('with shareTokens off a new tab learns that there is a session, and gets no token of it', async () => {
  const key = ownKey();
  const first = openTab(key, { shareTokens: false });
  await first.store.write(record(1), undefined);
  const second = openTab(key, { shareTokens: false });
  const found = await second.store.read();
  expect(found).toMatchObject({ generation: 1, loginId: 'a', tokens: { expiresAtMs: 0 } });
  expect(JSON.stringify(found)).not.toMatch(/"[tr]1"/);
});

test('with shareTokens off a tab keeps its own token through the renewals of the others, and follows a sign-out', async () => {
  const key = ownKey();
  const [one, two] = [openTab(key, { shareTokens: false }), openTab(key, { shareTokens: false })];
  await one.store.write(record(1), undefined);
  await vi.waitFor(() => expect(two.heard).toHaveLength(1));
  await two.store.write(record(2), 1);
  await one.store.write(record(3), 1);
  expect(await two.store.read()).toEqual(record(2));
  expect(await one.store.read()).toEqual(record(3));
  const out: SessionRecord = { generation: 4, loginId: 'b', tokens: null };
  await one.store.write(out, 3);
  await vi.waitFor(() => expect(two.heard.at(-1)).toEqual(out));
});

test('a page in the back/forward cache holds no lock, and shows what it has when it is back', async () => {
  const key = ownKey();
  const tab = openTab(key);
  await tab.store.write(record(1), undefined);
  const held = async () =>
    (await navigator.locks.query()).held?.filter(({ name }) => name?.startsWith(`freshkey:${key}:has:`)) ?? [];
  expect(await held()).toHaveLength(1);
  await tab.wake('pagehide');
  expect(await held()).toHaveLength(0);
  await tab.wake('pageshow');
  expect(await held()).toHaveLength(1);
});

test('holds one lock, of the version that it has, however often it is written', async () => {
  const key = ownKey();
  const tab = openTab(key);
  for (let generation = 1; generation <= 5; generation++)
    await tab.store.write(record(generation), generation > 1 ? generation - 1 : undefined);
  await vi.waitFor(async () => {
    const names = (await navigator.locks.query()).held
      ?.map(({ name }) => name)
      .filter((name) => name?.startsWith(`freshkey:${key}:has:`));
    expect(names).toEqual([`freshkey:${key}:has:1.4.5`]);
  });
});

test('without Web Locks a new tab asks, and waits for an answer or a tenth of a second', async () => {
  const key = ownKey();
  const without = { locks: undefined };
  const first = openTab(key, { without });
  const startedAtMs = performance.now();
  expect(await first.store.read()).toBeUndefined();
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(95);
  await first.store.write(record(1), undefined);
  expect(first.failures).toHaveLength(1);
  expect(first.failures[0]).toMatch(/^lock: .*no Web Locks/);
  const second = openTab(key, { without });
  expect(await second.store.read()).toEqual(record(1));
});

test('without a channel and locks a tab works for itself', async () => {
  const tab = openTab(ownKey(), { without: { locks: undefined, Channel: undefined } });
  expect(await tab.store.read()).toBeUndefined();
  expect(await tab.store.write(record(1), undefined)).toBe(true);
  expect(await tab.store.read()).toEqual(record(1));
  expect(await tab.store.lock.run(async () => 'ran', patient())).toBe('ran');
});

test('where locks are not allowed a tab works for itself, and says so', async () => {
  const denied = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  const tab = openTab(ownKey(), { without: { locks: { request: denied, query: denied } } });
  expect(await tab.store.write(record(1), undefined)).toBe(true);
  expect(await tab.store.lock.run(async () => 'ran', patient())).toBe('ran');
  expect(tab.failures).toHaveLength(1);
});
