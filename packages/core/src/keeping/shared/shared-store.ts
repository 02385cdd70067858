import { FreshkeyError } from '../../errors.ts';
import type { Lock } from '../lock.ts';
import type { SessionRecord } from '../session-record.ts';
import { sharing } from '../sharing.ts';
import type { TokenStore } from '../store.ts';
import type { Cell } from './cell.ts';
import type { Seen } from './document.ts';
import { DocumentCell, type SharedSetup } from './document-cell.ts';
import { Seal } from './sealing.ts';
import { SharedLock, type SharedLockHost } from './shared-lock.ts';
import { OptionReader, type SharedStoreOptions } from './shared-options.ts';

/** A `TokenStore` that many processes share, with its lock. */
export interface SharedTokenStore extends TokenStore {
  read(): Promise<SessionRecord | undefined>;
  write(next: SessionRecord, expected: number | undefined): Promise<boolean>;
  subscribe: NonNullable<TokenStore['subscribe']>;
  readonly lock: Lock;
  readonly sharing: object;
}

type Listener = Parameters<SharedTokenStore['subscribe']>[0];
type Host = Parameters<SharedTokenStore['subscribe']>[1];

interface Subscriber {
  readonly listener: Listener;
  readonly host: Host;
}

const mostAttempts = 50;
const none: readonly Subscriber[] = [];

/** The store of one session over its cell. */
class SharedStore implements SharedTokenStore, SharedLockHost {
  readonly sharing = sharing;
  readonly #document: DocumentCell;
  readonly #lock: SharedLock;
  #subscribers = none;
  #unwatch: (() => void) | undefined = undefined;
  /** The generation that listeners know of, since they were told or wrote it. */
  #told: number | undefined = undefined;
  /** Tokens could not be written: the generation that they were to replace. */
  #unsaved: { readonly replaced: number | undefined } | undefined = undefined;
  #looking: Promise<void> | undefined = undefined;
  #mustLookAgain = false;

  constructor(cell: Cell, setup: SharedSetup) {
    this.#document = new DocumentCell(cell, setup);
    this.#lock = new SharedLock(this.#document, this);
  }

  get lock(): Lock {
    return this.#lock;
  }

  async read(): Promise<SessionRecord | undefined> {
    const seen = await this.#document.look();
    this.#heed(seen);
    this.#told = seen.document.record?.generation;
    return seen.document.record;
  }

  async write(next: SessionRecord, expected: number | undefined): Promise<boolean> {
    const before = this.#told;
    this.#told = next.generation;
    try {
      const isWritten = await this.#replace(next, expected);
      this.#unsaved = undefined;
      if (!isWritten) this.#told = before;
      this.#lock.saved(isWritten ? next.generation : undefined);
      return isWritten;
    } catch (error) {
      this.#unsaved = { replaced: expected };
      throw error;
    }
  }

  async #replace(record: SessionRecord, expected: number | undefined): Promise<boolean> {
    const document = this.#document;
    let isDoubtful = document.seen === undefined;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const isFresh = attempt > 0 || document.seen === undefined;
      const seen = isFresh ? await document.look() : (document.seen as Seen);
      const held = seen.document.record?.generation;
      // Written already, by an attempt whose answer was lost on the way.
      if (isDoubtful && held === record.generation) return true;
      if (held === expected) {
        const doubted = () => {
          isDoubtful = true;
        };
        if (await document.replace(seen, { ...seen.document, record }, doubted)) return true;
      } else if (isFresh) return false;
      isDoubtful ||= document.seen === undefined;
    }
    throw new FreshkeyError('store-failed', `Others were quicker ${mostAttempts} times.`);
  }

  subscribe(listener: Listener, host?: Host): () => void {
    const subscriber = { listener, host };
    this.#subscribers = [...this.#subscribers, subscriber];
    this.#unwatch ??= this.#document.cell.watch?.((version) => this.#changed(version));
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber);
      if (this.#subscribers.length > 0) return;
      this.#unwatch?.();
      this.#unwatch = undefined;
      this.#lock.letGo();
    };
  }

  get isWatching(): boolean {
    return this.#unwatch !== undefined && this.#document.cell.isHeard !== false;
  }

  get isUnsaved(): boolean {
    return this.#unsaved !== undefined && this.#subscribers.length > 0;
  }

  saw(seen: Seen): void {
    this.#heed(seen);
    const { record } = seen.document;
    if (!record) {
      if (this.#told !== undefined) this.recheck();
    } else if (record.generation !== this.#told) {
      this.#told = record.generation;
      for (const { listener } of this.#subscribers) listener(record);
    }
  }

  recheck(): void {
    for (const { host } of this.#subscribers) host?.recheck();
  }

  /** Somebody else has written meanwhile (a sign-in): there is nothing left that the lock would be kept for. */
  #heed({ document: { record } }: Seen): void {
    if (!this.#unsaved || record?.generation === this.#unsaved.replaced) return;
    this.#unsaved = undefined;
    this.#lock.saved(undefined);
  }

  #changed(version: unknown): void {
    // Most notices are about what this process wrote itself.
    if (version !== undefined && version === this.#document.seen?.version) return;
    this.#look();
  }

  /** Looks at what a notice was about; one look at a time, and one more for what comes meanwhile. */
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
    try {
      this.saw(await this.#document.look());
      if (this.isUnsaved) this.recheck();
    } catch (error) {
      for (const { host } of this.#subscribers) host?.failed('read', error);
    }
    // Who adopts what was written before the lock was released needs it no longer.
    this.#lock.wake();
  }
}

/**
 * Makes stores for many sessions with the same options: `sharedStores(options)` once, and a cell for each session.
 *
 * @param where names the function that was given the options, in the messages about them.
 * @throws TypeError for a wrong option: it names the option, never a secret.
 */
export function sharedStores(
  options: SharedStoreOptions = {},
  where = 'sharedStore',
): (cell: Cell) => SharedTokenStore {
  const reader = new OptionReader(where);
  const settings = reader.shared(options);
  const setup = { ...settings, seal: new Seal(settings.encryptionKeys, settings.acceptUnencrypted) };
  return (cell) => {
    checkCell(cell, where);
    return new SharedStore(cell, setup);
  };
}

/**
 * One session for every process, over any database that can replace a text by compare-and-set: the store, and the lock
 * that lets one of them refresh. No clock is compared with another one's: a process that died is noticed by its document,
 * which stands still.
 *
 * @example
 * const session = createSession({ store: sharedStore(cellOf(database, 'user:42')), refresh });
 * @throws TypeError for what is no cell, and for a wrong option: it names the option, never a secret.
 */
export function sharedStore(cell: Cell, options: SharedStoreOptions = {}): SharedTokenStore {
  new OptionReader('sharedStore').names(options);
  return sharedStores(options)(cell);
}

function checkCell(cell: Cell, where: string): void {
  const members = Object(cell) as Record<string, unknown>;
  if (typeof members.read === 'function' && typeof members.write === 'function') return;
  const isGetAndSet = [
    ['get', 'getItem'],
    ['set', 'put', 'setItem'],
  ].every((names) => names.some((name) => typeof members[name] === 'function'));
  throw new TypeError(
    isGetAndSet
      ? `${where}: a store that can only get and set cannot hold a session that processes share: two that read, compare and then set both win, and both spend the refresh token. It takes a compare-and-set: { read, write(text, version) }, where "write" is refused unless the version is still the same.`
      : `${where}: expected a cell, { read, write(text, version) }; got ${cell === null ? 'null' : `a value of type ${typeof cell}`}.`,
  );
}
