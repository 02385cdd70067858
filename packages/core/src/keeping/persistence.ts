import { within } from '../deadline.ts';
import { FreshkeyError, isFreshkeyError } from '../errors.ts';
import type { TokenSet } from '../judging/token-set.ts';
import { sameLogin } from '../state/record.ts';
import type { State } from '../state/state.ts';
import { isThenable } from '../thenable.ts';
import { isSessionRecord, type SessionRecord } from './session-record.ts';
import type { TokenStore } from './store.ts';
import { unanswered, Writer } from './writer.ts';

export type StoreOperation = 'read' | 'write' | 'lock';

/** Whose session it is that is kept. */
export interface PersistenceHost {
  readonly state: State;
  readonly store: TokenStore;
  /** How long the store may take for an answer, in milliseconds. */
  readonly storeTimeoutMs: number;
  /** What the store held, or the seed: the state begins, nothing has happened yet. */
  begin(record: SessionRecord | undefined): void;
  /** Somebody else wrote a record. */
  adopt(record: SessionRecord): void;
  failed(operation: StoreOperation, error: unknown): void;
}

/** What a look at the store found: nothing new; something that was adopted; or nothing that anybody could read. */
export type Found = 'same' | 'adopted' | 'unreadable';

/**
 * Keeps the state and a store of its own together. Memory is the truth for reads; a store that fails to write never fails
 * a request. What keeps a session right when others write to its store stands in `SharedPersistence`, which such a store
 * brings.
 */
export class Persistence {
  protected readonly host: PersistenceHost;
  protected readonly writer: Writer;
  /** The store was read, or what is here came from our own sign-in or refresh: a seed may be long spent. */
  protected isKnown = false;
  #stored: number | undefined = undefined;

  constructor(host: PersistenceHost) {
    this.host = host;
    this.writer = new Writer(
      host.store,
      {
        expected: () => this.stored,
        isSuperseded: (record) => host.state.loaded && host.state.record !== record,
        wrote: ({ generation }) => this.know(generation),
        read: () => this.read(),
        yields: (theirs, decisive) => this.yields(theirs, decisive),
        failed: (error) => host.failed('write', error),
      },
      host.storeTimeoutMs,
    );
  }

  /** Set while the store looks up what a tab that slept may have missed; settles soon, and never rejects. */
  get catchingUp(): Promise<void> | undefined {
    return undefined;
  }

  /** A write is under way. */
  get isWriting(): boolean {
    return this.writer.isWriting;
  }

  /** Something is being written, or has to be written once more. */
  get hasUnwritten(): boolean {
    return this.writer.isWriting || this.writer.hasFailed;
  }

  protected get stored(): number | undefined {
    return this.#stored;
  }

  /** The store holds this generation now. */
  protected know(generation: number | undefined): void {
    this.#stored = generation;
  }

  /** The session is of this record's login now. */
  protected enter(_record: SessionRecord): void {}

  /** Whether a record that the store holds is newer than what is here. */
  protected isNews(theirs: SessionRecord): boolean {
    return theirs.generation !== this.stored && theirs.generation !== this.host.state.record?.generation;
  }

  protected yields(theirs: SessionRecord | undefined, decisive: boolean): boolean {
    const isTheirs = theirs !== undefined && !decisive && this.isNews(theirs);
    this.know(theirs?.generation);
    if (isTheirs) this.adopt(theirs);
    return isTheirs;
  }

  protected adopt(theirs: SessionRecord): void {
    this.know(theirs.generation);
    this.enter(theirs);
    const { state } = this.host;
    if (!state.loaded) this.host.begin(theirs);
    else if (state.record?.generation !== theirs.generation) this.host.adopt(theirs);
  }

  /** Reads the store, or plants the seed in an empty one; synchronous where the store is. Never rejects. */
  load(seed: TokenSet | undefined): Promise<void> {
    try {
      const held = this.host.store.read();
      if (isThenable(held)) return this.#loadLater(Promise.resolve<SessionRecord | undefined>(held), seed);
      void this.loaded(this.checked(held), seed);
    } catch (error) {
      // Nobody can listen yet.
      queueMicrotask(() => this.host.failed('read', error));
      this.unreadable(error, seed);
    }
    return Promise.resolve();
  }

  async #loadLater(reading: Promise<SessionRecord | undefined>, seed: TokenSet | undefined): Promise<void> {
    const { state, storeTimeoutMs } = this.host;
    const latest = this.latest(reading);
    try {
      const held = await within(latest, storeTimeoutMs, () => unanswered(storeTimeoutMs));
      // A sign-in was quicker, and what was read may be older than it.
      if (state.loaded) await this.reread();
      else await this.loaded(held, seed);
    } catch (error) {
      this.host.failed('read', error);
      // Given up is not forgotten: an answer that comes all the same is looked at.
      latest.then(
        () => this.reread(),
        () => {},
      );
      if (!state.loaded) this.unreadable(error, seed);
    }
  }

  /** What was read, with whatever was heard of meanwhile. */
  protected async latest(reading: Promise<SessionRecord | undefined>): Promise<SessionRecord | undefined> {
    return this.checked(await reading);
  }

  /** What the store holds is known. A seed in a store that answers later waits for what that says to it. */
  protected loaded(held: SessionRecord | undefined, seed: TokenSet | undefined): Promise<void> | undefined {
    this.isKnown = true;
    this.know(held?.generation);
    const record = held ?? (seed && sameLogin(undefined, seed));
    if (record) this.enter(record);
    this.host.begin(record);
    return record && !held ? this.save(record, false) : undefined;
  }

  /** A store of our own that cannot be read is taken for empty. */
  protected unreadable(_error: unknown, seed: TokenSet | undefined): void {
    const record = seed && sameLogin(undefined, seed);
    if (record) this.enter(record);
    this.host.begin(record);
    if (record) void this.save(record, false);
  }

  /** Writes a record that the state holds already; see `Writer.save`. */
  save(record: SessionRecord, decisive: boolean): Promise<void> {
    if (this.host.store.readOnly) return Promise.resolve();
    this.enter(record);
    return this.writer.save(record, decisive);
  }

  /** What a sign-in or a refresh of our own brought is known to be unspent. */
  own(): void {
    this.isKnown = true;
  }

  /** Settles when every write that was asked for has succeeded or failed. */
  written(): Promise<void> {
    return this.writer.written();
  }

  /** A failed write is tried at once. */
  retry(): Promise<void> {
    return this.writer.retry();
  }

  /**
   * Reads the store again and adopts what somebody else wrote.
   *
   * @param seen the record that the store's lock saw when it was granted, which saves the reading.
   */
  async reread(seen?: SessionRecord): Promise<Found> {
    try {
      const theirs = seen ?? (await this.readAgain());
      this.isKnown = true;
      if (theirs && this.isNews(theirs)) {
        this.adopt(theirs);
        return 'adopted';
      }
      this.know(theirs?.generation);
      return 'same';
    } catch (error) {
      this.host.failed('read', error);
      return this.mayGoOn(error) ? 'same' : 'unreadable';
    }
  }

  /** Whether a refresh may go on from memory though the store could not be read. */
  protected mayGoOn(error: unknown): boolean {
    return this.isKnown || codeOf(error) === 'store-absent';
  }

  protected readAgain(): Promise<SessionRecord | undefined> {
    return this.read();
  }

  protected async read(): Promise<SessionRecord | undefined> {
    const { store, storeTimeoutMs } = this.host;
    const held = store.read();
    if (!isThenable(held)) return this.checked(held);
    const reading = Promise.resolve<SessionRecord | undefined>(held);
    return this.checked(await within(reading, storeTimeoutMs, () => unanswered(storeTimeoutMs)));
  }

  protected checked(held: unknown): SessionRecord | undefined {
    if (held === undefined || isSessionRecord(held)) return held;
    throw new FreshkeyError('store-corrupt', 'What the store holds is not a session record.');
  }

  dispose(): void {
    this.writer.dispose();
  }
}

export function codeOf(error: unknown): string | undefined {
  return isFreshkeyError(error) ? error.code : undefined;
}
