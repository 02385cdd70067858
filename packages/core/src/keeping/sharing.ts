import { within } from '../deadline.ts';
import type { TokenSet } from '../judging/token-set.ts';
import { sameLogin } from '../state/record.ts';
import { entering, isOutdated, knowing, storedIn, unborn } from './lineage.ts';
import { codeOf, type Found, Persistence, type PersistenceHost } from './persistence.ts';
import type { SessionRecord } from './session-record.ts';
import type { StoreHost } from './store.ts';

const catchUpTimeoutMs = 1000;

/**
 * Keeps a session and a store together that others write to as well: what they write is adopted, what is older never
 * comes back, and nothing is spent by somebody who cannot know what is stored.
 */
class SharedPersistence extends Persistence implements StoreHost {
  #lineage = unborn;
  /** A sign-in or sign-out is being written: it will replace whatever somebody else writes meanwhile. */
  #deciding = 0;
  /** Something was heard of before the state was loaded. */
  #heardEarly = false;
  #isRechecking = false;
  #catchingUp: Promise<void> | undefined = undefined;
  #unsubscribe: unknown = undefined;

  constructor(host: PersistenceHost) {
    super(host);
    try {
      this.#unsubscribe = host.store.subscribe?.((record) => this.#hear(record), this);
    } catch (error) {
      queueMicrotask(() => host.failed('read', error));
    }
  }

  override get catchingUp(): Promise<void> | undefined {
    return this.#catchingUp;
  }

  protected override get stored(): number | undefined {
    return storedIn(this.#lineage);
  }

  protected override know(generation: number | undefined): void {
    this.#lineage = knowing(this.#lineage, generation);
  }

  protected override enter({ loginId }: SessionRecord): void {
    this.#lineage = entering(this.#lineage, loginId);
  }

  protected override isNews(theirs: SessionRecord): boolean {
    return super.isNews(theirs) && !isOutdated(this.#lineage, theirs);
  }

  protected override yields(theirs: SessionRecord | undefined, decisive: boolean): boolean {
    const isTheirs = theirs !== undefined && !decisive && !isOutdated(this.#lineage, theirs);
    this.know(theirs?.generation);
    // Also where the record was replaced meanwhile: what is known to be stored would not be heard of again.
    if (isTheirs && this.#deciding === 0) this.adopt(theirs);
    return isTheirs;
  }

  /** What was heard of meanwhile may be older or newer than what was read: only the store can tell. */
  protected override async latest(reading: Promise<SessionRecord | undefined>): Promise<SessionRecord | undefined> {
    const held = this.checked(await reading);
    if (!this.#heardEarly) return held;
    this.#heardEarly = false;
    return this.latest(Promise.resolve(this.host.store.read()));
  }

  protected override loaded(held: SessionRecord | undefined, seed: TokenSet | undefined): Promise<void> | undefined {
    if (held || !seed) return super.loaded(held, seed);
    this.isKnown = true;
    return this.#plant(seed);
  }

  /** A seed may be long spent: nobody works with it before the store has taken it, or has said what it holds instead. */
  async #plant(seed: TokenSet): Promise<void> {
    const { storeTimeoutMs, state } = this.host;
    const record = sameLogin(undefined, seed);
    await within(this.save(record, false), storeTimeoutMs * 2, () => undefined).catch(() => {});
    if (!state.loaded) this.host.begin(record);
  }

  /** A seed may be long spent: it is not written where nobody could read, and what cannot be understood leaves it aside. */
  protected override unreadable(error: unknown, seed: TokenSet | undefined): void {
    const record = seed && codeOf(error) !== 'store-corrupt' ? sameLogin(undefined, seed) : undefined;
    if (record) this.enter(record);
    this.host.begin(record);
  }

  protected override mayGoOn(error: unknown): boolean {
    return codeOf(error) === 'store-absent';
  }

  protected override async readAgain(): Promise<SessionRecord | undefined> {
    try {
      return await this.read();
    } catch (error) {
      if (codeOf(error) === 'store-absent' || codeOf(error) === 'store-corrupt') throw error;
      return this.read();
    }
  }

  override async save(record: SessionRecord, decisive: boolean): Promise<void> {
    if (!decisive) return super.save(record, decisive);
    this.#deciding++;
    await super.save(record, decisive);
    this.#deciding--;
  }

  override async reread(seen?: SessionRecord): Promise<Found> {
    // What is being decided here will stand there.
    if (this.#deciding > 0) return 'same';
    return super.reread(seen);
  }

  #hear(theirs: SessionRecord): void {
    const { state } = this.host;
    if (state.disposed) return;
    if (!state.loaded) this.#heardEarly = true;
    else if (this.#deciding === 0 && theirs.generation !== this.stored && !isOutdated(this.#lineage, theirs))
      this.adopt(theirs);
  }

  override failed(operation: 'read' | 'write' | 'lock', error: unknown): void {
    if (!this.host.state.disposed) super.failed(operation, error);
  }

  catchUp(reading: Promise<unknown>): void {
    const current: Promise<void> = within(reading, catchUpTimeoutMs, () => undefined)
      .catch(() => {})
      .then(() => {
        if (this.#catchingUp === current) this.#catchingUp = undefined;
      });
    this.#catchingUp = current;
  }

  /** Once at a time, and after what is being written. */
  recheck(): void {
    const { state } = this.host;
    if (state.disposed || !state.loaded || this.#isRechecking) return;
    this.#isRechecking = true;
    void this.written().then(async () => {
      const { hasFailed } = this;
      if (!hasFailed) await this.reread();
      this.#isRechecking = false;
      if (hasFailed) await this.retry();
      else if (state.record && state.record.generation !== this.stored) await this.save(state.record, false);
    });
  }

  override dispose(): void {
    super.dispose();
    try {
      if (typeof this.#unsubscribe === 'function') this.#unsubscribe();
    } catch (error) {
      this.host.failed('read', error);
    }
  }
}

/** For a store that others share: `{ read, write, subscribe, lock, sharing }`. See `TokenStore.sharing`. */
export const sharing: object = (host: PersistenceHost): Persistence => new SharedPersistence(host);
