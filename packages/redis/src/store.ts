import { FreshkeyError, type Lock, type SessionRecord, type TokenStore } from '@freshkey/core';
import { sharing } from '@freshkey/core/shared';
import type { Cell, Content } from './cell.ts';
import { guardMsOf, type LockHost, RedisLock } from './lock.ts';
import type { Member, NoticeKind, Notices } from './notices.ts';
import type { Settings } from './options.ts';
import type { Server } from './server.ts';

type Listener = Parameters<NonNullable<TokenStore['subscribe']>>[0];
type Host = Parameters<NonNullable<TokenStore['subscribe']>>[1];

interface Subscriber {
  readonly listener: Listener;
  readonly host: Host;
}

/** How often a process that found nothing looks again, while it waits for others to write. */
const lookAgainMs = 25;

const none: readonly Subscriber[] = [];

/** The store of one session. It keeps no record, only which generation Redis is known to hold. */
export class RedisStore implements TokenStore, LockHost, Member {
  readonly lock: Lock;
  readonly sharing = sharing;
  readonly #lock: RedisLock;
  readonly #cell: Cell;
  readonly #notices: Notices;
  readonly #settings: Settings;
  #subscribers: readonly Subscriber[] = none;
  #leave: (() => void) | undefined;
  /** The generation that Redis held when it was last seen; the empty string: none. */
  #known = '';
  /** There was a record: where there is none now, it was flushed. */
  #hasSeenOne = false;
  #hasAnnounced = false;
  /** The generation that was written last, or is being written. */
  #own = '';
  /** Tokens could not be written: the generation that they were to replace. */
  #unsaved: string | undefined;
  #looking: Promise<void> | undefined;
  #mustLookAgain = false;

  constructor(cell: Cell, server: Server, notices: Notices, settings: Settings) {
    this.#cell = cell;
    this.#notices = notices;
    this.#settings = settings;
    this.#lock = new RedisLock(cell, server, notices, settings, this);
    this.lock = this.#lock;
  }

  // TokenStore --------------------------------------------------------------------------------------------------------

  async read(): Promise<SessionRecord | undefined> {
    const { storeTimeoutMs, isLocal } = this.#settings;
    const content = await this.#cell.read(storeTimeoutMs).catch((error: FreshkeyError) => {
      throw isLocal ? onItsOwn(error) : error;
    });
    const isNew = content.generation === '' && !this.#hasSeenOne && !this.#hasAnnounced;
    return this.open(isNew ? await this.#askOthers(content) : content);
  }

  async write(next: SessionRecord, expected: number | undefined): Promise<boolean> {
    const { retainMs, storeTimeoutMs, leaseMs } = this.#settings;
    const guardMs = this.#hasSeenOne ? guardMsOf(leaseMs) : undefined;
    const replaced = String(expected ?? '');
    this.#own = String(next.generation);
    let isWritten: boolean;
    try {
      isWritten = await this.#cell.write(next, replaced, retainMs, guardMs, storeTimeoutMs);
    } catch (error) {
      this.#unsaved = replaced;
      throw error;
    }
    this.#unsaved = undefined;
    if (isWritten) this.#see(String(next.generation));
    this.#lock.saved(isWritten ? this.#known : undefined);
    return isWritten;
  }

  subscribe(listener: Listener, host?: Host): () => void {
    const subscriber = { listener, host };
    this.#subscribers = [...this.#subscribers, subscriber];
    this.#leave ??= this.#notices.join(this.#cell.id, this);
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber);
      if (this.#subscribers.length > 0) return;
      this.#leave?.();
      this.#leave = undefined;
      this.#lock.letGo();
    };
  }

  // Member ------------------------------------------------------------------------------------------------------------

  notice(kind: NoticeKind, generation: string): void {
    if (kind === 'written') {
      if (generation !== this.#known && generation !== this.#own) this.#look();
    } else if (kind === 'empty') {
      this.#lock.reassert();
      if (this.#hasSeenOne) this.recheck();
    } else {
      // Who adopts what was written before the lock was released needs it no longer.
      void Promise.resolve(this.#looking).then(() => this.#lock.wake());
    }
  }

  caughtUp(): void {
    this.#lock.reassert();
    this.recheck();
    this.#lock.wake();
  }

  // LockHost ----------------------------------------------------------------------------------------------------------

  get known(): string {
    return this.#known;
  }

  get isUnsaved(): boolean {
    return this.#unsaved !== undefined && this.#subscribers.length > 0;
  }

  saw(content: Content): void {
    void this.#tell(content);
  }

  flushed(): void {
    this.#known = '';
    this.recheck();
  }

  recheck(): void {
    for (const { host } of this.#subscribers) {
      if (host) host.recheck();
      else this.#look();
    }
  }

  open(content: Content): Promise<SessionRecord | undefined> {
    this.#see(content.generation);
    return this.#cell.open(content);
  }

  // -------------------------------------------------------------------------------------------------------------------

  #see(generation: string): void {
    this.#known = generation;
    if (generation === '') return;
    this.#hasSeenOne = true;
    if (this.#unsaved === undefined || this.#unsaved === generation) return;
    // Somebody else has written meanwhile (a sign-in): there is nothing left that the lock would be kept for.
    this.#unsaved = undefined;
    this.#lock.saved(undefined);
  }

  /** Nobody here knows a record, and Redis has none: running processes are asked, and given the time to write theirs. */
  async #askOthers(found: Content): Promise<Content> {
    const { restoreMs, storeTimeoutMs, leaseMs } = this.#settings;
    this.#hasAnnounced = true;
    if (restoreMs === 0 || (await this.#cell.isSettled(storeTimeoutMs))) return found;
    await this.#cell.announce(storeTimeoutMs);
    const deadline = performance.now() + restoreMs;
    const latest = deadline + storeTimeoutMs;
    const isEarly = () => performance.now() < (this.#notices.quietMs(leaseMs) > 0 ? latest : deadline);
    let content = found;
    while (content.generation === '' && isEarly()) {
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
      content = await this.#cell.read(storeTimeoutMs);
    }
    return content;
  }

  /** Reads what a notice was about, and tells it; one look at a time, and one more for what comes meanwhile. */
  #look(): void {
    if (this.#looking) {
      this.#mustLookAgain = true;
      return;
    }
    this.#looking = this.#lookOnce().finally(() => {
      this.#looking = undefined;
      if (!this.#mustLookAgain) return;
      this.#mustLookAgain = false;
      this.#look();
    });
  }

  async #lookOnce(): Promise<void> {
    let content: Content;
    try {
      content = await this.#cell.read(this.#settings.storeTimeoutMs);
    } catch (error) {
      return this.#fail(error);
    }
    await this.#tell(content);
  }

  async #tell(content: Content): Promise<void> {
    if (content.generation === '' || content.generation === this.#known) return;
    try {
      const record = await this.open(content);
      if (record) for (const { listener } of this.#subscribers) listener(record);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    for (const { host } of this.#subscribers) host?.failed('read', error);
  }
}

/** With `onStoreFailure: 'local'` a Redis that is away is as good as none: the session goes on from memory. */
function onItsOwn(error: FreshkeyError): FreshkeyError {
  return error.code === 'store-unreachable' ? new FreshkeyError('store-absent', error.message) : error;
}
