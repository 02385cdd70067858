import { memoryStore } from '../memory.ts';
import type { TokenStore } from '../store.ts';
import { withFallback } from './fallback.ts';
import { indexedStore } from './indexed-store.ts';
import { tabsMemoryStore } from './memory-store.ts';
import { browserPlatform, type SharedTokenStore, type TabsPlatform } from './platform.ts';

export interface TabsOptions {
  /** Which session: tabs of one origin that give the same key share it. */
  readonly key: string;
  /**
   * Where the tokens are kept. `'memory'`: in the tabs alone; they are gone when the last one is closed, and a new tab
   * asks the others. `'indexedDB'`: in the browser's database; they outlive the browser's end.
   */
  readonly storage: 'memory' | 'indexedDB';
  /**
   * With `'memory'`: whether tokens go to the other tabs over a BroadcastChannel, which any script of the origin can
   * listen to. With `false` only generation, login and status do, and each tab refreshes for itself, one after the
   * other: for refresh tokens in a cookie, since a refresh token that stays in its tab is of no use to another one.
   * Default: true. With `'indexedDB'` no token is on the channel, unless the browser gives the page no database.
   */
  readonly shareTokens?: boolean | undefined;
}

/**
 * One session in all tabs, frames and workers of an origin: one refresh for all of them, and a sign-in or sign-out that
 * reaches each of them at once. A record that another tab wrote is adopted and never renewed again.
 *
 * The lock is a Web Lock. Without (an insecure context, Safari before 15.4) the tabs elect a holder over the channel,
 * which is best effort; one `store-failed` event says so. Where the browser
 * gives the page no database (a sandboxed frame, some private windows), the tabs keep the session among themselves as with
 * `'memory'`, and one `store-failed` event says so; a channel that is not there is reported likewise. On a server it is `memoryStore()`: sessions of
 * different users never meet.
 *
 * Boundary: frames in a partition of their own (third-party frames) share with their partition alone.
 *
 * @throws TypeError for a wrong option.
 * @example createSession({ store: tabs({ key: 'my-app', storage: 'memory' }), refresh });
 */
export function tabs(options: TabsOptions): TokenStore {
  const { key, storage, shareTokens = true } = Object(options) as Partial<TabsOptions>;
  if (typeof key !== 'string' || key === '') throw new TypeError('tabs: "key" expects a string that is not empty.');
  if (storage !== 'memory' && storage !== 'indexedDB')
    throw new TypeError('tabs: "storage" expects "memory" or "indexedDB".');
  if (typeof shareTokens !== 'boolean') throw new TypeError('tabs: "shareTokens" expects true or false.');
  const platform = browserPlatform();
  return platform ? tabsOn(platform, { key, storage, shareTokens }) : memoryStore();
}

/** The store on a given platform. */
export function tabsOn(platform: TabsPlatform, { key, storage, shareTokens = true }: TabsOptions): SharedTokenStore {
  const name = `freshkey:${key}`;
  const inMemory = () => tabsMemoryStore(platform, name, shareTokens);
  return storage === 'memory' ? inMemory() : withFallback(indexedStore(platform, name), inMemory);
}
