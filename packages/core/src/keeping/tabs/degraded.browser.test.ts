import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { countOf, failuresOf, idsOf, Stage, send, statusOf } from './test-support/stage.ts';

const stage = Stage.use({}, { args: ['--host-resolver-rules=MAP app.test 127.0.0.1'] });

const insecureUrl = () => stage.browser.url.replace('127.0.0.1', 'app.test');

const ok = (count: number) => Array.from({ length: count }, () => 200);

test.for(['memory', 'indexedDB', 'cookie'] as const)(
  'without Web Locks the tabs elect who refreshes, and say once that it is weaker (%s)',
  async (way) => {
    const { world } = stage;
    const tabs = await stage.signedIn(way, 4, {}, { url: insecureUrl() });
    expect(await tabs[0].evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false]);
    for (let expiry = 1; expiry <= 3; expiry++) {
      world.tokens.expireAll();
      const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`e${expiry}-t${index}`, 5))));
      expect(answers.flat()).toEqual(ok(20));
      world.journal.expectRefreshes(expiry);
    }
    world.journal.expectNoReuse();
    const failures = await Promise.all(tabs.map(failuresOf));
    for (const told of failures)
      expect(told.filter((failure) => failure.includes('Web Locks')).length).toBeLessThanOrEqual(1);
    expect(failures.flat().length).toBeGreaterThan(0);
    expect(failures.flat().every((failure) => failure.startsWith('lock: '))).toBe(true);
  },
);

const forbidDatabase = () => {
  Object.defineProperty(globalThis, 'indexedDB', {
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
};

test('without a database the tabs keep the session among themselves, refresh once for all, and say so once', async () => {
  const { world } = stage;
  const tabs = await stage.signedIn('indexedDB', 3, {}, { before: forbidDatabase });
  expect(await Promise.all(tabs.map(statusOf))).toEqual(['active', 'active', 'active']);
  world.tokens.expireAll();
  const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`t${index}`, 3))));
  expect(answers.flat()).toEqual(ok(9));
  world.journal.expectRefreshes(1);
  world.journal.expectNoReuse();
  for (const told of await Promise.all(tabs.map(failuresOf))) {
    expect(told).toEqual(['read: SecurityError: denied']);
  }
});

/** What nobody caught in a page. */
function uncaughtIn(page: Page): Error[] {
  const uncaught: Error[] = [];
  page.on('pageerror', (error) => uncaught.push(error));
  return uncaught;
}

test('a disk that is really full is an event, and no error that nobody caught', async () => {
  const { world } = stage;
  // Chromium remembers for a while how much room an origin has, so it is told before the origin writes anything.
  const before = await stage.blank();
  const control = await before.context().newCDPSession(before);
  const { origin } = new URL(before.url());
  await control.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await control.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  try {
    const page = await stage.open(stage.optionsOf('indexedDB'));
    const uncaught = uncaughtIn(page);
    await page.evaluate(() => app.signedIn());
    await expect.poll(() => failuresOf(page)).toContainEqual(expect.stringMatching(/^write: .*QuotaExceededError/));
    world.tokens.expireAll();
    expect(await send(page, ['a', 'b'])).toEqual([200, 200]);
    world.journal.expectRefreshes(1);
    expect(uncaught).toEqual([]);
  } finally {
    await control.send('Storage.overrideQuotaForOrigin', { origin });
  }
});

const fillUp = (page: Page) =>
  page.evaluate(() => {
    IDBObjectStore.prototype.put = function put() {
      this.transaction.abort();
      throw new DOMException('full', 'QuotaExceededError');
    };
  });

test('a database that is full does not fail a refresh', async () => {
  const { world } = stage;
  const [page] = await stage.signedIn('indexedDB', 1);
  const uncaught = uncaughtIn(page);
  await fillUp(page);
  world.tokens.expireAll();
  expect(await send(page, ['a', 'b'])).toEqual([200, 200]);
  world.journal.expectRefreshes(1);
  expect((await failuresOf(page)).join()).toMatch(/^write: .*QuotaExceededError: full/);
  expect(uncaught).toEqual([]);
});

test('a sign-out reaches the other tabs though the database is full, and none of them comes back', async () => {
  const [leaving, other] = (await stage.signedIn('indexedDB', 2)) as [Page, Page];
  await fillUp(leaving);
  await leaving.evaluate(() => app.session.signOut());
  await expect.poll(() => statusOf(other)).toBe('signed-out');
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  expect(await send(other, ['later'])).toEqual([401]);
  expect(await countOf(other, 'signed-out')).toBe(1);
  expect(await countOf(other, 'signed-in')).toBe(0);
});

test('broken content in the database is reported and written over', async () => {
  const options = stage.optionsOf('indexedDB');
  const [page] = await stage.signedIn('indexedDB', 1);
  await page.evaluate(
    (key) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('freshkey', 1);
        request.onsuccess = () => {
          const transaction = request.result.transaction('sessions', 'readwrite');
          transaction.objectStore('sessions').put({ version: 1, record: { generation: 'rubbish' } }, `freshkey:${key}`);
          transaction.oncomplete = () => resolve();
        };
      }),
    options.key,
  );
  const late = await stage.open(options);
  expect(await statusOf(late)).toBe('signed-out');
  expect((await failuresOf(late))[0]).toMatch(/^read: FreshkeyError: .*not a session record/);
  await late.evaluate(() => app.signedIn());
  expect(await statusOf(await stage.open(options))).toBe('active');
});

test.for(['memory', 'indexedDB'] as const)(
  'without a channel each tab still refreshes in its turn (%s)',
  async (way) => {
    const { world } = stage;
    const tabs = await stage.signedIn(
      way,
      1,
      {},
      {
        before: () => {
          Object.defineProperty(globalThis, 'BroadcastChannel', {
            value: class {
              constructor() {
                throw new DOMException('denied', 'SecurityError');
              }
            },
          });
        },
      },
    );
    world.tokens.expireAll();
    expect(await send(tabs[0], ['a', 'b'])).toEqual([200, 200]);
    world.journal.expectRefreshes(1);
    expect(await failuresOf(tabs[0])).toEqual(['read: SecurityError: denied']);
  },
);

test.for([
  ['indexedDB', true],
  ['cookie', false],
] as const)('no token is on the channel (%s, shareTokens %s)', async ([way, shareTokens]) => {
  const { world } = stage;
  const listener = await stage.blank();
  await listener.evaluate((key) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const channel = new BroadcastChannel(`freshkey:${key}`);
    channel.onmessage = ({ data }) => heard.push(JSON.stringify(data));
  }, stage.optionsOf(way).key);
  const tabs = await stage.signedIn(way, 3, { shareTokens });
  world.tokens.expireAll();
  expect((await Promise.all(tabs.map((page, index) => send(page, [`t${index}`])))).flat()).toEqual(ok(3));
  await tabs[0].evaluate(() => app.session.signOut());
  await expect.poll(() => Promise.all(tabs.map(statusOf))).toEqual(['signed-out', 'signed-out', 'signed-out']);
  const heard = await listener.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.join()).not.toMatch(/fk(at|rt)_/);
});

test('tabs that share no tokens refresh one after the other, each for itself', async () => {
  const { world } = stage;
  const tabs = await stage.signedIn('cookie', 3, { shareTokens: false });
  world.tokens.expireAll();
  const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`t${index}`, 5))));
  expect(answers.flat()).toEqual(ok(15));
  world.journal.expectMaxConcurrentRefreshes(1);
  world.journal.expectNoReuse();
});
