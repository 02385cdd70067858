import type { WorldOptions } from '@freshkey/testing';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { LaunchOptions } from '../../../../../../scripts/browser/chromium.ts';
import type { AppOptions } from './app.ts';
import { type BrowserWorld, createBrowserWorld, type Where } from './browser-world.ts';

/** How an application keeps its tokens and refreshes them. */
export type Way = 'memory' | 'indexedDB' | 'cookie';

export const ways: readonly Way[] = ['memory', 'indexedDB', 'cookie'];

export function idsOf(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

/** The tabs of one test, in a browser that a file has; each test has a session of its own. */
export class Stage {
  browser!: BrowserWorld;
  #key = 0;
  #pages: Page[] = [];

  /** For use at the top of a test file. */
  static use(world: WorldOptions = {}, launch: LaunchOptions = {}): Stage {
    const stage = new Stage();
    beforeAll(async () => {
      stage.browser = await createBrowserWorld(world, launch);
    });
    afterAll(() => stage.browser?.close());
    afterEach(() => stage.#clear());
    return stage;
  }

  async #clear(): Promise<void> {
    this.#key++;
    this.world.faults.clear();
    await Promise.all(this.#pages.map((page) => page.close()));
    this.#pages = [];
    await this.browser.context.clearCookies();
    this.world.journal.clear();
  }

  get world() {
    return this.browser.world;
  }

  optionsOf(way: Way): AppOptions {
    return {
      key: `key-${this.#key}`,
      storage: way === 'indexedDB' ? 'indexedDB' : 'memory',
      refresh: way === 'cookie' ? 'cookie' : 'token',
    };
  }

  async open(options: AppOptions, where?: Where): Promise<Page> {
    const page = await this.browser.open(options, where);
    this.#pages.push(page);
    return page;
  }

  /** A page without the application. */
  async blank(): Promise<Page> {
    const page = await this.browser.context.newPage();
    this.#pages.push(page);
    await page.goto(`${this.browser.url}/other`);
    return page;
  }

  /** The first one signs in, the others find it so. */
  async signedIn(way: Way, count: number, more: Partial<AppOptions> = {}, where?: Where): Promise<[Page, ...Page[]]> {
    const options = { ...this.optionsOf(way), ...more };
    const first = await this.open(options, where);
    await first.evaluate((path) => app.signedIn(path), way === 'cookie' ? '/session/login' : '/login');
    const others: Page[] = [];
    for (let index = 1; index < count; index++) others.push(await this.open(options, where));
    return [first, ...others];
  }

  get refreshes(): number {
    return this.world.journal.entries.filter(({ kind }) => kind === 'token').length;
  }
}

export function send(page: Page, ids: readonly string[]) {
  return page.evaluate((given) => app.send(given), ids);
}

export function statusOf(page: Page) {
  return page.evaluate(() => app.session.status);
}

export function failuresOf(page: Page) {
  return page.evaluate(() => app.told.flatMap(([told, detail]) => (told === 'store-failed' ? [detail ?? ''] : [])));
}

/** How often a tab was told of an event. */
export function countOf(page: Page, event: string) {
  return page.evaluate((name) => app.told.filter(([told]) => told === name).length, event);
}
