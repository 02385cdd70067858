import { expect, test } from 'vitest';
import { isFreshkeyError } from '../errors.ts';
import { createSession } from '../session.ts';
import { webStorage } from './web-storage.ts';

const record = (generation: number, accessToken = `t${generation}`) => ({
  generation,
  loginId: 'a',
  tokens: { accessToken, receivedAtMs: 0 },
});

function syncStorage(content: Record<string, string> = {}) {
  const map = new Map(Object.entries(content));
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
  };
}

function asyncStorage() {
  const { map, getItem, setItem } = syncStorage();
  const later = () => new Promise((resolve) => setTimeout(resolve, 1));
  return {
    map,
    getItem: (key: string) => later().then(() => getItem(key)),
    setItem: (key: string, value: string) => later().then(() => setItem(key, value)),
  };
}

test('gives back what was written, synchronously where the storage is synchronous', () => {
  const store = webStorage(() => storage, { key: 'k' });
  const storage = syncStorage();
  expect(store.read()).toBeUndefined();
  expect(store.write(record(1), undefined)).toBe(true);
  expect(webStorage(() => storage, { key: 'k' }).read()).toEqual(record(1));
  expect(webStorage(() => storage, { key: 'other' }).read()).toBeUndefined();
});

test('writes only over the generation that is expected', () => {
  const storage = syncStorage();
  const store = webStorage(() => storage, { key: 'k' });
  expect(store.write(record(1), 7)).toBe(false);
  expect(store.write(record(1), undefined)).toBe(true);
  expect(store.write(record(2), undefined)).toBe(false);
  expect(store.write(record(2), 1)).toBe(true);
  expect(store.read()).toEqual(record(2));
});

test('lets one of several writers through where the storage is asynchronous', async () => {
  const storage = asyncStorage();
  const store = webStorage(() => storage, { key: 'k' });
  const written = await Promise.all([1, 2, 3].map(async (generation) => store.write(record(generation), undefined)));
  expect(written).toEqual([true, false, false]);
  expect(await store.read()).toEqual(record(1));
});

test('goes on writing after a write that failed', async () => {
  const storage = asyncStorage();
  const { setItem } = storage;
  storage.setItem = () => Promise.reject(new Error('full'));
  const store = webStorage(() => storage, { key: 'k' });
  await expect(store.write(record(1), undefined)).rejects.toThrow('full');
  storage.setItem = setItem;
  expect(await store.write(record(1), undefined)).toBe(true);
});

test('reports a storage that drops what was written without a word', async () => {
  for (const storage of [syncStorage(), asyncStorage()]) {
    const { setItem } = storage;
    storage.setItem = ((key: string, value: string) =>
      value.length < 200 ? setItem(key, value) : undefined) as typeof setItem;
    const store = webStorage(() => storage, { key: 'k' });
    expect(await store.write(record(1), undefined)).toBe(true);
    const failed = (async () => store.write(record(2, 'planted-secret'.repeat(20)), 1))();
    await expect(failed).rejects.toMatchObject({ code: 'store-failed' });
    await expect(failed).rejects.toThrow(/^The storage did not keep what was written under "k" \(\d+ characters\)/);
    await expect(failed).rejects.not.toThrow('planted-secret');
    expect(await store.read()).toEqual(record(1));
  }
});

test('reports a storage that keeps something else than what was written', () => {
  const storage = syncStorage();
  storage.setItem = (key, value) => void storage.map.set(key, value.slice(0, 20));
  expect(() => webStorage(() => storage, { key: 'k' }).write(record(1), undefined)).toThrow('did not keep');
});

test.for([
  ['rubbish', 'is not JSON'],
  ['null', 'schema version unknown'],
  ['{"version":2,"record":{}}', 'schema version 2, not 1'],
  ['{"version":1,"record":{"generation":1}}', 'is not a session record'],
  ['{"version":1,"record":{"generation":1,"loginId":"a","tokens":{"accessToken":5}}}', 'is not a session record'],
  [
    '{"version":1,"record":{"generation":1,"loginId":"a","tokens":{"accessToken":"a","scope":5,"receivedAtMs":0}}}',
    'is not a session record',
  ],
  [
    '{"version":1,"record":{"generation":1,"loginId":"a","tokens":{"accessToken":"a\\nb","receivedAtMs":0}}}',
    'is not a session record',
  ],
])('reports %s as corrupt, without showing it, and writes over it', ([content, flaw]) => {
  const storage = syncStorage({ k: content as string });
  const store = webStorage(() => storage, { key: 'k' });
  const error = caught(() => store.read());
  expect(isFreshkeyError(error) && error.code).toBe('store-corrupt');
  expect(String(error)).toContain(flaw);
  expect(store.write(record(3), 1)).toBe(true);
  expect(store.read()).toEqual(record(3));
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('starts a session at once from what an earlier page left', async () => {
  const storage = syncStorage();
  const first = createSession({ tokens: 'seeded', store: webStorage(() => storage, { key: 'k' }) });
  expect(first.status).toBe('active');
  await first.ready;
  const second = createSession({ tokens: 'another', store: webStorage(() => storage, { key: 'k' }) });
  expect(second.status).toBe('active');
  expect(storage.map.get('k')).toContain('seeded');
});

test('keeps a sign-out: the next page finds a signed-out session, and no seed fills it', async () => {
  const storage = syncStorage();
  const first = createSession({ tokens: 'seeded', store: webStorage(() => storage, { key: 'k' }) });
  await first.signOut();
  const second = createSession({ tokens: 'seeded', store: webStorage(() => storage, { key: 'k' }) });
  expect(second.status).toBe('signed-out');
  expect(storage.map.get('k')).not.toContain('seeded');
});

test('works in memory where there is no storage, and says so', async () => {
  const session = createSession({
    store: webStorage(
      () => {
        throw new Error('SecurityError');
      },
      { key: 'k' },
    ),
  });
  const failures: string[] = [];
  session.on('store-failed', ({ operation }) => failures.push(operation));
  await session.signIn('token');
  expect(await session.getAccessToken()).toBe('token');
  expect(failures).toEqual(['read', 'write']);
  session.dispose();
});

test('survives corrupt content: signed out, then signed in and stored', async () => {
  const storage = syncStorage({ k: '{"version":1' });
  const session = createSession({ store: webStorage(() => storage, { key: 'k' }) });
  const failures: unknown[] = [];
  session.on('store-failed', ({ error }) => failures.push(isFreshkeyError(error) && error.code));
  expect(session.status).toBe('signed-out');
  await session.signIn('token');
  expect(failures).toEqual(['store-corrupt']);
  expect(createSession({ store: webStorage(() => storage, { key: 'k' }) }).status).toBe('active');
});

test('names the option that is wrong', () => {
  expect(() => webStorage(syncStorage() as never, { key: 'k' })).toThrow('() => localStorage');
  expect(() => webStorage(() => syncStorage(), {} as never)).toThrow('"key"');
  expect(() => webStorage(() => syncStorage(), { key: '' })).toThrow(TypeError);
});
