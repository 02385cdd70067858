import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BrowserWorld, createBrowserWorld } from './test-support/browser-world.ts';
import type { PageOptions } from './test-support/page.ts';

let browser: BrowserWorld;
let key = 0;
let pages: Page[] = [];

beforeAll(async () => {
  browser = await createBrowserWorld();
});
afterAll(() => browser?.close());
beforeEach(() => {
  key++;
  pages = [];
});
afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await browser.context.clearCookies();
  browser.world.faults.clear();
  browser.world.journal.clear();
});

type Way = 'memory' | 'indexedDB' | 'cookie';
const ways: readonly Way[] = ['memory', 'indexedDB', 'cookie'];

const optionsOf = (way: Way): PageOptions => ({
  key: `key-${key}`,
  storage: way === 'indexedDB' ? 'indexedDB' : 'memory',
  refresh: way === 'cookie' ? 'cookie' : 'token',
});

async function open(options: PageOptions): Promise<Page> {
  const page = await browser.open(options);
  pages.push(page);
  return page;
}

/** The first one signs in, the others find it so. */
async function openSignedIn(way: Way, count: number, more: Partial<PageOptions> = {}): Promise<Page[]> {
  const options = { ...optionsOf(way), ...more };
  const first = await open(options);
  await first.evaluate((path) => app.signedIn(path), way === 'cookie' ? '/session/login' : '/login');
  const others = [];
  for (let index = 1; index < count; index++) others.push(await open(options));
  return [first, ...others];
}

const send = (page: Page, ids: readonly string[]) => page.evaluate((given) => app.send(given), ids);
const statusOf = (page: Page) => page.evaluate(() => app.session.status);
const told = (page: Page, event: string) => page.evaluate((name) => app.told.filter(([told]) => told === name).length, event);

const idsOf = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe.each(ways)('tabs that share a session: %s', (way) => {
  test('refresh once an expiry, and answer every request', async () => {
    const { world } = browser;
    const tabs = await openSignedIn(way, 12);
    const refreshesBefore = world.journal.entries.filter(({ kind }) => kind === 'token').length;
    expect(refreshesBefore).toBe(0);
    for (let expiry = 1; expiry <= 5; expiry++) {
      world.tokens.expireAll();
      const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`e${expiry}-t${index}`, 20))));
      expect(answers.flat().filter((status) => status !== 200)).toEqual([]);
      world.journal.expectRefreshes(expiry);
    }
    world.journal.expectNoReuse();
    world.journal.expectMaxConcurrentRefreshes(1);
    expect(world.tokens.reuseDetected).toBe(0);
  });
});
