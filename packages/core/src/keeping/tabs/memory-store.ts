import { FreshkeyError } from '../../errors.ts';
import { isSessionRecord, type SessionRecord } from '../session-record.ts';
import { sharing } from '../sharing.ts';
import { createHub } from './hub.ts';
import type { SharedTokenStore, TabsPlatform } from './platform.ts';
import { refreshLock, tabLocks } from './tab-locks.ts';
import { isNewer, isVersion, newest, readVersion, type Version } from './version.ts';

/** How long a tab may take that is known to hold the record. */
const holderTimeoutMs = 1000;
/** How long any tab may take where nobody knows whether there is one. */
const anybodyTimeoutMs = 100;
const firstTimeoutMs = 3000;
const announceAfterMs = 200;

/** Stands for a token that stays in its tab: due at once, so that this tab gets one of its own before it sends. */
const keptElsewhere = { accessToken: 'kept-in-another-tab', receivedAtMs: 0, expiresAtMs: 0 };

/**
 * The record stands in the memory of every tab, and goes from tab to tab over the channel. Each tab holds a Web Lock,
 * shared, named after the version that it has: so a glance at the lock manager, which orders its requests across tabs
 * where a channel does not, says whether another tab has a newer one.
 */
export function tabsMemoryStore(platform: TabsPlatform, name: string, shareTokens: boolean): SharedTokenStore {
  const { locks } = platform;
  const holding = `${name}:has:`;
  const arrivals = new Set<() => void>();
  let entry: { readonly version: Version; readonly record: SessionRecord } | undefined;
  /** The newest version that was heard of; its tokens may have stayed in their tab. */
  let seen: Version | undefined;
  let withdraw: (() => void) | undefined;
  let isAway = false;

  const hub = createHub(platform, name, {
    heard({ asks, version, record }) {
      if (asks) post();
      else if (isVersion(version) && isSessionRecord(record)) take(version, record);
    },
    async woke() {
      isAway = false;
      await catchUp();
      await announce();
    },
    left() {
      // A page that holds a lock is thrown out of the back/forward cache as soon as others use the lock manager.
      isAway = true;
      withdraw?.();
      withdraw = undefined;
    },
  });

  function post(): void {
    if (!entry) return;
    const { version, record } = entry;
    hub.post({ version, record: shareTokens || !record.tokens ? record : { ...record, tokens: keptElsewhere } });
  }

  function take(version: Version, record: SessionRecord): void {
    if (!isNewer(version, seen)) return;
    seen = version;
    // A tab that shares no tokens keeps its own as long as the login is the same.
    if (shareTokens || !record.tokens || version[0] !== entry?.version[0]) {
      entry = { version, record };
      // The tab that wrote has announced it; twelve tabs that do so at once would delay their own replays.
      setTimeout(() => void announce(), announceAfterMs);
      hub.tell(record);
    }
    for (const arrived of [...arrivals]) arrived();
  }

  /** Lets the others see which version is here. Settles when they can. */
  function announce(): Promise<void> {
    const version = entry?.version;
    if (!locks || !version || isAway) return Promise.resolve();
    return new Promise((announced) => {
      const held = () =>
        new Promise<void>((release) => {
          announced();
          if (isAway || entry?.version !== version) return release();
          withdraw?.();
          withdraw = release;
        });
      // Where a frame may not have locks there are no other tabs to see it.
      locks.request(holding + version.join('.'), { mode: 'shared' }, held).catch(() => announced());
    });
  }

  async function newestHeld(): Promise<Version | undefined> {
    try {
      const { held = [] } = (await locks?.query()) ?? {};
      const names = held.map((lock) => lock.name ?? '').filter((lockName) => lockName.startsWith(holding));
      return newest(names.map((lockName) => readVersion(lockName.slice(holding.length))));
    } catch {
      return undefined;
    }
  }

  const isBehind = (version: Version | undefined) =>
    shareTokens ? isNewer(version, seen) : (version?.[0] ?? 0) > (seen?.[0] ?? 0);

  /** Asks the others for what is newer; false: a tab has it and does not answer. */
  async function catchUp(): Promise<boolean> {
    const version = await newestHeld();
    // Without locks nobody knows who has what: a tab that has nothing asks.
    const isThere = () => (locks ? !isBehind(version) : entry !== undefined);
    if (isThere()) return true;
    hub.post({ asks: true });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, locks ? holderTimeoutMs : anybodyTimeoutMs);
      const arrived = () => isThere() && done();
      function done() {
        clearTimeout(timer);
        arrivals.delete(arrived);
        resolve();
      }
      arrivals.add(arrived);
    });
    return !isBehind(version);
  }

  const isOtherLogin = ({ loginId }: SessionRecord) => entry !== undefined && entry.record.loginId !== loginId;

  async function put(record: SessionRecord, expected: number | undefined): Promise<boolean> {
    // A sign-in or sign-out goes to the others at once; anything else first learns what they have.
    const isReached = isOtherLogin(record) ? false : await catchUp();
    const known = isReached ? seen : newest([seen, await newestHeld()]);
    if (entry?.record.generation !== expected) return false;
    const isSameLogin = entry !== undefined && !isOtherLogin(record);
    const [login, renewal] = known ?? [0, 0];
    if (isSameLogin && login !== seen?.[0]) throw outOfReach();
    seen = isSameLogin ? [login, renewal + 1, record.generation] : [login + 1, 0, record.generation];
    entry = { version: seen, record };
    post();
    await announce();
    return true;
  }

  const lockNamed = tabLocks(platform, hub.failed);
  const lock = refreshLock(lockNamed, name);
  const firstLock = lockNamed(`${name}:first`);

  return {
    sharing,
    subscribe: hub.subscribe,
    async read() {
      if (await catchUp()) return entry?.record;
      throw outOfReach();
    },
    // The first of several tabs that open together fills the empty store; the others find it filled.
    write: (record, expected) =>
      entry
        ? put(record, expected)
        : firstLock.run(() => put(record, expected), {
            signal: new AbortController().signal,
            timeoutMs: firstTimeoutMs,
          }),
    lock: {
      ...lock,
      run: (task, wait) =>
        lock.run(async (held) => {
          // A refresh token that another tab has spent is not spent again, also where that tab does not answer.
          if (entry?.record.tokens?.refreshToken && !(await catchUp())) throw outOfReach();
          return task(held);
        }, wait),
    },
  };
}

function outOfReach(): FreshkeyError {
  return new FreshkeyError('store-unreachable', 'Another tab holds a newer session and does not answer.');
}
