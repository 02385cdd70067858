import type { AuthorizingHost, AuthorizingRoom } from './coordinating/authorizing.ts';
import type { Flight } from './coordinating/flight.ts';
import { Flights } from './coordinating/flights.ts';
import { Loop } from './coordinating/loop.ts';
import { Replays } from './coordinating/replays.ts';
import { UnderWay } from './coordinating/under-way.ts';
import { FreshkeyError, isFreshkeyError } from './errors.ts';
import { withoutSecrets } from './judging/secrets.ts';
import type { TokenSet } from './judging/token-set.ts';
import { Persistence, type PersistenceHost, type StoreOperation } from './keeping/persistence.ts';
import type { SessionRecord } from './keeping/session-record.ts';
import type { TokenStore } from './keeping/store.ts';
import type { Settings } from './options.ts';
import type { Exchange } from './sending/exchange.ts';
import { sameLogin } from './state/record.ts';
import { State } from './state/state.ts';
import { type Audience, Events } from './telling/events.ts';
import { Refusals } from './telling/refusals.ts';
import { Trace } from './telling/trace.ts';

type Sharing = (host: PersistenceHost) => Persistence;

const noLock =
  'The store has no lock: where two processes or tabs share it, both spend one refresh token, and the server may end the session. Make it with sharedStore(cell) of @freshkey/core/shared, or say "isUnshared: true" on it if nobody else writes to it.';

function mayBeSharedUnlocked({ lock, isVolatile, isUnshared, readOnly }: TokenStore): boolean {
  return !lock && !isVolatile && !isUnshared && !readOnly;
}

/** In a line for the developer; what a database's client says may quote what it was to write. */
function whatFailed(operation: StoreOperation, cause: unknown, { message }: FreshkeyError, tokens?: TokenSet): string {
  if (isFreshkeyError(cause)) return `The store failed to ${operation}. ${message}`;
  const { accessToken, refreshToken, idToken } = tokens ?? {};
  return `The store failed to ${operation}: ${withoutSecrets(String(cause), [accessToken, refreshToken, idToken])}`;
}

/** The rooms of a session, each opened when it is first needed: an idle session is little more than its record. */
export class Rooms implements PersistenceHost {
  readonly settings: Settings;
  readonly state: State;
  readonly events: Events;
  readonly persistence: Persistence | undefined;
  #ready: Promise<void> | undefined;
  #loop: Loop | undefined = undefined;
  #flights: Flights | undefined = undefined;
  #replays: Replays | undefined = undefined;
  #underWay: UnderWay | undefined = undefined;
  #refusals: Refusals | undefined = undefined;
  #trace: Trace | undefined = undefined;
  #authorizing: AuthorizingRoom | undefined = undefined;

  /** @param audience who listens to it as to all sessions of its pool. */
  constructor(settings: Settings, audience?: Audience) {
    const { store, seed, log, refreshWhenEmpty, windows } = settings;
    this.settings = settings;
    this.events = new Events(log, audience);
    this.state = new State(refreshWhenEmpty, windows);
    if (!store) this.begin(seed && sameLogin(undefined, seed));
    else this.persistence = store.sharing ? (store.sharing as Sharing)(this) : new Persistence(this);
    this.#ready = this.persistence?.load(seed);
    if (store && settings.refresh && mayBeSharedUnlocked(store)) this.events.note('store-without-lock', () => noLock);
  }

  /** Settles when the store was read, or given up. */
  get ready(): Promise<void> {
    this.#ready ??= Promise.resolve();
    return this.#ready;
  }

  get loop(): Loop {
    this.#loop ??= new Loop(this);
    return this.#loop;
  }

  get flights(): Flights {
    this.#flights ??= new Flights(this);
    return this.#flights;
  }

  /** The refresh under way. */
  get flight(): Flight | undefined {
    return this.#flights?.current;
  }

  /** Whether a request is made by `refresh`, `authorize` or `onSignOut`. */
  owns(exchange: Exchange): boolean {
    return this.#flights?.owns(exchange) === true;
  }

  get replays(): Replays {
    this.#replays ??= new Replays(this.settings.replayConcurrency);
    return this.#replays;
  }

  /** Requests wait for a refresh. */
  get isHolding(): boolean {
    return this.#replays?.isHolding === true;
  }

  get underWay(): UnderWay {
    this.#underWay ??= new UnderWay();
    return this.#underWay;
  }

  get refusals(): Refusals {
    this.#refusals ??= new Refusals(this.settings, this.events);
    return this.#refusals;
  }

  get trace(): Trace {
    this.#trace ??= new Trace(this.events, this.settings.now);
    return this.#trace;
  }

  get authorizing(): AuthorizingRoom | undefined {
    const createRoom = this.settings.authorize?.createRoom as ((host: AuthorizingHost) => AuthorizingRoom) | undefined;
    this.#authorizing ??= createRoom?.(this);
    return this.#authorizing;
  }

  /** Nothing is in flight, unwritten, paused or listened to. */
  get isAtRest(): boolean {
    const { state, events, persistence } = this;
    return (
      state.loaded &&
      !state.isListenedTo &&
      !events.isListenedTo &&
      !persistence?.hasUnwritten &&
      !persistence?.catchingUp &&
      this.#underWay?.isOver !== false &&
      !this.#flights?.isPaused
    );
  }

  /** Whether a session that is made anew with the same options would know less than this one. */
  get isIrreplaceable(): boolean {
    const { store, seed, refreshWhenEmpty } = this.settings;
    const { record } = this.state;
    if (!record || (store && !store.isVolatile)) return false;
    return record.tokens || seed || refreshWhenEmpty ? record.tokens !== seed : false;
  }

  /** Tells subscribers, if the snapshot is another one. */
  tell(): void {
    this.state.tell((subscriber) => this.events.attempt('subscribe', subscriber));
  }

  // What persistence asks for

  get store() {
    return this.settings.store as NonNullable<Settings['store']>;
  }

  get storeTimeoutMs(): number {
    return this.settings.refreshTimeoutMs / 4;
  }

  begin(record: SessionRecord | undefined): void {
    this.state.apply({ record });
    this.tell();
  }

  adopt(record: SessionRecord): void {
    void this.flights.commit(record, 'adopted');
  }

  failed(operation: StoreOperation, cause: unknown): void {
    // What a client of a database throws may hold what it was to write.
    const error = isFreshkeyError(cause)
      ? cause
      : new FreshkeyError('store-failed', `The store failed to ${operation}; see its cause.`, cause);
    this.events.note(`store-failed ${operation}`, () => whatFailed(operation, cause, error, this.state.tokens));
    this.events.emit('store-failed', { operation, error });
  }
}
