import { FreshkeyError, isFreshkeyError } from '../errors.ts';
import type { TokenSet } from '../judging/token-set.ts';
import { sameLogin } from '../state/record.ts';
import type { State } from '../state/state.ts';
import { isThenable } from '../thenable.ts';
import { isSessionRecord, type SessionRecord } from './session-record.ts';
import type { TokenStore } from './store.ts';
import { Writer } from './writer.ts';

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
export class Persistence extends Writer {
  protected readonly host: PersistenceHost;
  /** The store was read, or what is here came from our own sign-in or refresh: a seed may be long spent. */
  protected isKnown = false;
  #stored: number | undefined = undefined;

  constructor(host: PersistenceHost) {
    super(host.store, host.storeTimeoutMs);
    this.host = host;
  }

  /** Set while the store looks up what a tab that slept may have missed; settles soon, and never rejects. */
  get catchingUp(): Promise<void> | undefined {
    return undefined;
  }

  protected get stored(): number | undefined {
    return this.#stored;
  }

  protected know(generation: number | undefined): void {
    this.#stored = generation;
  }

  /** The session is of this record's login now. */
  protected enter(_record: SessionRecord): void {}

  /** Whether a record that the store holds is newer than what is here. */
  protected isNews(theirs: SessionRecord): boolean {
    return theirs.generation !== this.stored && theirs.generation !== this.host.state.record?.generation;
  }

  protected isSuperseded(record: SessionRecord): boolean {
    const { state } = this.host;
    return state.loaded && state.record !== record;
  }

  protected failed(operation: StoreOperation, error: unknown): void {
    this.host.failed(operation, error);
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

  /**
   * Reads the store, or plants the seed in an empty one. Never rejects.
   *
   * @returns settles when the store has answered; `undefined`: it has.
   */
  load(seed: TokenSet | undefined): Promise<void> | undefined {
    try {
      const held = this.host.store.read();
      if (isThenable(held)) return this.#loadLater(Promise.resolve<SessionRecord | undefined>(held), seed);
      void this.loaded(this.checked(held), seed);
    } catch (error) {
      // Nobody can listen yet.
      queueMicrotask(() => this.failed('read', error));
      this.unreadable(error, seed);
    }
    return undefined;
  }

  async #loadLater(reading: Promise<SessionRecord | undefined>, seed: TokenSet | undefined): Promise<void> {
    const { state } = this.host;
    const latest = this.latest(reading);
    try {
      const held = await this.inTime(latest);
      // A sign-in was quicker, and what was read may be older than it.
      if (state.loaded) await this.reread();
      else await this.loaded(held, seed);
    } catch (error) {
      this.failed('read', error);
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
  override save(record: SessionRecord, decisive: boolean): Promise<void> {
    if (this.host.store.readOnly) return Promise.resolve();
    this.enter(record);
    return super.save(record, decisive);
  }

  /** What a sign-in or a refresh of our own brought is known to be unspent. */
  own(): void {
    this.isKnown = true;
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
      this.failed('read', error);
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
    const held = this.host.store.read();
    return this.checked(isThenable(held) ? await this.inTime<SessionRecord | undefined>(held) : held);
  }

  protected checked(held: unknown): SessionRecord | undefined {
    if (held === undefined || isSessionRecord(held)) return held;
    throw new FreshkeyError('store-corrupt', 'What the store holds is not a session record.');
  }
}

export function codeOf(error: unknown): string | undefined {
  return isFreshkeyError(error) ? error.code : undefined;
}
