import { readOptions } from '../options.ts';
import { bounded, closeAtDispose, FreshkeySession, type Session } from '../session.ts';
import { endOfSession } from '../state/endings.ts';
import { checkListener, type SessionEvents } from '../telling/events.ts';
import { isThenable } from '../thenable.ts';
import { checkKey, type PoolSettings, readPoolOptions, type SessionPoolOptions } from './pool-options.ts';
import { type Home, PooledSession } from './pooled-session.ts';

/** Listens to every session of a pool. */
export type PoolListener<Name extends keyof SessionEvents> = (key: string, event: SessionEvents[Name]) => void;

/** One session that was not over in time. */
export interface UnfinishedSession {
  readonly key: string;
  /** In words: requests, a refresh, a write. */
  readonly what: readonly string[];
}

/** What `close` of a pool left behind. */
export interface PoolClosed {
  /** Empty: nothing was lost. */
  readonly unfinished: readonly UnfinishedSession[];
}

/** The sessions of many users on one server. */
export interface SessionPool {
  /**
   * The session of a user, tenant or account: made at first use, and the same one for everybody until it is let go. It may be kept
   * and used for ever: after it was let go it stands for the one that is made anew.
   *
   * @throws TypeError for a key that is no string, or empty: it would be one session for everybody without a key.
   * @throws FreshkeyError `session-disposed` after the pool was closed.
   * @throws whatever `options` throws, and `createSession` for what that returns.
   */
  session(key: string): Session;
  /** How many sessions are at hand. */
  readonly size: number;
  /**
   * Listens to all sessions, those that are made later too; the returned function ends it. Keeps none of them from being let go.
   *
   * @throws TypeError for an event that there is none of.
   */
  on<Name extends keyof SessionEvents>(event: Name, listener: PoolListener<Name>): () => void;
  /**
   * Shuts all sessions down without losing anything: no refresh ahead of time any more; waits for requests, refreshes and writes
   * (failed ones are tried again), then disposes. Requests that come meanwhile are still served.
   *
   * @param options.timeoutMs how long to wait, in milliseconds; default 8,000.
   * @returns what was left unfinished.
   */
  close(options?: { readonly timeoutMs?: number }): Promise<PoolClosed>;
  /** Ends all sessions at once, refreshes under way included: `close` loses nothing. */
  dispose(): void;
}

const closeTimeoutMs = 8000;
const longestMomentMs = 1000;
/** How many that cannot be let go are passed over at one use, so that no use takes long. */
const mostLooks = 8;

class KeyedSessions implements SessionPool, Home {
  readonly #settings: PoolSettings;
  /** In the order of their last use, as far as it matters: the head has waited longest. */
  readonly #handles = new Map<string, PooledSession>();
  #audience: Map<keyof SessionEvents, Set<PoolListener<never>>> | undefined = undefined;
  /** One line for a cause, whatever the number of users whom it strikes. */
  readonly noted = new Set<string>();
  #closing: Promise<PoolClosed> | undefined = undefined;
  /** Of the session that was made last: as a rule, those of all. */
  #origins: ReadonlySet<string> | undefined = undefined;
  isClosed = false;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  get size(): number {
    return this.#handles.size;
  }

  session(key: string): Session {
    const known = this.#handles.get(key);
    if (known) {
      this.#touch(known);
      return known;
    }
    checkKey(key);
    const handle = new PooledSession(this, key);
    this.#open(handle);
    return handle;
  }

  sessionOf(handle: PooledSession): FreshkeySession {
    if (handle.session === null) throw endOfSession();
    const known = handle.session ? handle : this.#handles.get(handle.key);
    if (!known?.session) return this.#open(handle);
    this.#touch(known);
    return known.session;
  }

  end(handle: PooledSession): void {
    const known = handle.session === undefined ? this.#handles.get(handle.key) : handle;
    if (known?.session) {
      known.session.dispose();
      known.session = null;
      this.#handles.delete(handle.key);
    }
    handle.session = null;
  }

  /** Asked for requests alone that carry a header of their own: looking through all is cheap enough for a mistake. */
  knows(accessToken: string): boolean {
    for (const { session } of this.#handles.values()) if (session?.knows(accessToken)) return true;
    return false;
  }

  listeners<Name extends keyof SessionEvents>(name: Name): ReadonlySet<PoolListener<Name>> | undefined {
    return this.#audience?.get(name) as ReadonlySet<PoolListener<Name>> | undefined;
  }

  on<Name extends keyof SessionEvents>(event: Name, listener: PoolListener<Name>): () => void {
    checkListener(event, listener);
    this.#audience ??= new Map();
    const set = this.#audience.get(event) ?? new Set();
    this.#audience.set(event, set.add(listener as PoolListener<never>));
    return () => void set.delete(listener as PoolListener<never>);
  }

  close({ timeoutMs = closeTimeoutMs }: { readonly timeoutMs?: number } = {}): Promise<PoolClosed> {
    this.#closing ??= this.#close(timeoutMs);
    return this.#closing;
  }

  async #close(timeoutMs: number): Promise<PoolClosed> {
    const unfinished = () =>
      Array.from(this.#handles.values(), ({ key, session }) => ({ key, what: session?.unfinished ?? [] })).filter(
        ({ what }) => what.length > 0,
      );
    await bounded(timeoutMs, async (isOver) => {
      do await Promise.all(Array.from(this.#handles.values(), async ({ session }) => session?.drain(isOver)));
      while (!isOver() && unfinished().length > 0);
    });
    const left = unfinished();
    this.dispose();
    return { unfinished: left };
  }

  dispose(): void {
    this.isClosed = true;
    for (const handle of this.#handles.values()) this.end(handle);
    this.#audience = undefined;
  }

  #open(handle: PooledSession): FreshkeySession {
    if (this.isClosed) throw endOfSession();
    const given = this.#settings.options(handle.key);
    if (isThenable(given))
      throw new TypeError('createSessionPool: "options" expects a function that answers at once; got a Promise.');
    const settings = readOptions(given);
    if (!isSameSet(this.#origins, settings.origins)) this.#origins = settings.origins;
    handle.session = new FreshkeySession({ ...settings, origins: this.#origins }, handle);
    handle.usedAtMs = nowMs();
    this.#handles.set(handle.key, handle);
    this.#letGo(handle);
    return handle.session;
  }

  /** Is the last in the order from now on; which is not worth while, time and again, within a moment. */
  #touch(handle: PooledSession): void {
    const { idleMs, maxSessions } = this.#settings;
    const now = nowMs();
    if (now - handle.usedAtMs >= Math.min(longestMomentMs, idleMs / 10)) {
      handle.usedAtMs = now;
      this.#toTheEnd(handle);
    } else if (this.#handles.size <= maxSessions) return;
    this.#letGo(handle);
  }

  #toTheEnd(handle: PooledSession): void {
    this.#handles.delete(handle.key);
    this.#handles.set(handle.key, handle);
  }

  /** Lets go of what is idle, and of what is too much, where nothing is lost with it. */
  #letGo(inUse: PooledSession): void {
    if (this.#closing) return;
    const { idleMs, maxSessions } = this.#settings;
    const idleSinceMs = inUse.usedAtMs - idleMs;
    let looks = mostLooks;
    for (const handle of this.#handles.values()) {
      const { session, usedAtMs, key } = handle;
      const isDue = usedAtMs <= idleSinceMs || this.#handles.size > maxSessions;
      if (!isDue || looks-- === 0) return;
      if (handle !== inUse && session?.isDispensable) {
        this.#handles.delete(key);
        handle.session = undefined;
        session.dispose();
      } else this.#toTheEnd(handle);
    }
  }
}
closeAtDispose(KeyedSessions.prototype);

function isSameSet(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  return (
    one === other || (one?.size === other?.size && !!one && !!other && [...one].every((entry) => other.has(entry)))
  );
}

/** Whole milliseconds, which cost a session no memory of their own. */
function nowMs(): number {
  return Math.trunc(performance.now());
}

/**
 * Makes a pool: one session for each user, tenant or account of a server. One store connection serves all: make it outside of
 * `options`.
 *
 * @example
 * const storeOf = redisStores(client);
 * const pool = createSessionPool({ options: (userId) => ({ store: storeOf(userId), origins, refresh }) });
 * const api = createFetch(() => pool.session(currentUserId()));
 * @throws TypeError for a wrong option.
 */
export function createSessionPool(options: SessionPoolOptions): SessionPool {
  return new KeyedSessions(readPoolOptions(options));
}
