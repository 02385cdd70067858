import type { AuthorizingHost, AuthorizingRoom } from './coordinating/authorizing.ts';
import { Flights } from './coordinating/flights.ts';
import { Loop } from './coordinating/loop.ts';
import { Replays } from './coordinating/replays.ts';
import { UnderWay } from './coordinating/under-way.ts';
import { deadline } from './deadline.ts';
import { FreshkeyError, isFreshkeyError } from './errors.ts';
import { dueBy, needsRenewal } from './judging/expiry.ts';
import type { TokenSet, TokensInput } from './judging/token-set.ts';
import { Persistence, type PersistenceHost, type StoreOperation } from './keeping/persistence.ts';
import { readOptions, type SessionOptions, type Settings } from './options.ts';
import { endOfLogin, endOfSession, nobody } from './state/endings.ts';
import { type SessionSnapshot, type SessionStatus, State } from './state/state.ts';
import { Events, type SessionEvents, type SessionListener } from './telling/events.ts';
import type { Explanation } from './telling/explanation.ts';
import { Notes } from './telling/notes.ts';
import { Refusals } from './telling/refusals.ts';
import { Trace } from './telling/trace.ts';
import { type Waiter, waitFor } from './waiting.ts';

/** What `close` left behind. */
export interface Closed {
  /** In words, what was not over in time: requests, a refresh, a write. Empty: nothing was lost. */
  readonly unfinished: readonly string[];
}

/** One session: its tokens, its one refresh, and everybody who waits for it. */
export interface Session {
  /** See `SessionStatus`; `isRefreshing` stands beside it in the snapshot. */
  readonly status: SessionStatus;
  /** Settles when the store was read, or given up. Never rejects. */
  readonly ready: Promise<void>;
  /**
   * A token that is good for at least `minValidityMs` (default `expiry.minValidityMs`; at most half its lifetime);
   * refreshes first if it must.
   *
   * @throws FreshkeyError `signed-out`, `session-ended`, `refresh-failed`, `refresh-refused`, `refresh-timeout`,
   * `refresh-paused`, `no-refresh`, `store-read-only`, `aborted`.
   */
  getAccessToken(options?: { minValidityMs?: number; signal?: AbortSignal }): Promise<string>;
  /** The tokens at hand, or `undefined`; refreshes nothing. For a log-out's ID token, a claim, `extra`. */
  getTokens(): TokenSet | undefined;
  /**
   * Reads the store and, where it is empty and `refreshWhenEmpty` is set, refreshes once; until then such a session is
   * `'starting'`. To be called after mount, never in server rendering; joined, and never cancelled. Where `refresh` said that
   * nobody is signed in, it is asked again.
   *
   * @throws FreshkeyError as `getAccessToken`, for a failure that may pass.
   */
  start(): Promise<void>;
  /**
   * Replaces the tokens at once; the promise settles when the store has them, or has failed to take them
   * (`store-failed`). Whatever is in flight for the old ones can no longer change anything.
   *
   * @throws FreshkeyError `invalid-tokens`.
   */
  signIn(tokens?: TokensInput): Promise<void>;
  /** Drops the tokens at once; the promise settles as that of `signIn`. */
  signOut(): Promise<void>;
  /**
   * Newer tokens of the same login, from wherever they came: nothing in flight is lost, and a refresh under way lands on top.
   * Without a refresh token the session keeps the one that it has. Does nothing unless the session is `'active'` and, with
   * `replaces`, unless that access token is the current one.
   *
   * @throws FreshkeyError `invalid-tokens`.
   */
  update(tokens: TokensInput, options?: { readonly replaces?: string }): Promise<void>;
  /**
   * Refreshes now, joining a refresh already in flight; ends a pause between attempts. With `refused`, only if that access
   * token is still the current one (sockets that were closed for it). Rejects as `getAccessToken`.
   */
  refresh(options?: { readonly refused?: string }): Promise<void>;
  /** Resolves when nothing is in flight or unwritten. */
  settled(): Promise<void>;
  /**
   * Shuts the session down without losing anything: no refresh ahead of time any more; waits for requests, the refresh and
   * writes, but not for `authorize`; then disposes.
   *
   * @param options.timeoutMs how long to wait, in milliseconds; default `refreshTimeoutMs`.
   * @returns what was left unfinished.
   */
  close(options?: { readonly timeoutMs?: number }): Promise<Closed>;
  /**
   * The reason of a refusal that passed through this session: for the client's error, its response, a copy of either, or what
   * other clients make of them; also for requests that were left alone.
   */
  explain(errorOrResponse: unknown): Explanation | undefined;
  /**
   * Listens; the returned function ends it.
   *
   * @throws TypeError for an event that there is none of.
   */
  on<Name extends keyof SessionEvents>(event: Name, listener: SessionListener<Name>): () => void;
  /** Calls back after every change of the snapshot; the returned function ends it. */
  subscribe(listener: () => void): () => void;
  /** Immutable, and the same object until something changes. */
  getSnapshot(): SessionSnapshot;
  /** Stops timers, channels and locks at once, a refresh under way included: `close` loses nothing. */
  dispose(): void;
}

/** What adapters see of a session, through a brand that every copy of core knows. */
export type SessionInternals = Pick<
  Loop,
  'protocol' | 'scheme' | 'perform' | 'origins' | 'isDisposed' | 'canReplay' | 'isAsking' | 'note'
>;

export const sessionBrand = Symbol.for('freshkey.session');

type Sharing = (host: PersistenceHost) => Persistence;

class FreshkeySession implements Session {
  readonly ready: Promise<void>;
  readonly #settings: Settings;
  readonly #state: State;
  readonly #events: Events;
  readonly #notes: Notes;
  readonly #replays: Replays;
  readonly #underWay = new UnderWay();
  readonly #persistence: Persistence;
  readonly #flights: Flights;
  readonly #refusals: Refusals;
  readonly #authorizing: AuthorizingRoom | undefined;
  readonly #loop: Loop;
  #isSigningOut: AbortController | undefined = undefined;

  constructor(settings: Settings) {
    const { store, log, now, refreshWhenEmpty, windows } = settings;
    this.#settings = settings;
    this.#notes = new Notes(log);
    this.#events = new Events((line) => this.#notes.note(line, () => line));
    this.#state = new State(refreshWhenEmpty, windows);
    this.#replays = new Replays(settings.replayConcurrency);
    const keeping: PersistenceHost = {
      state: this.#state,
      store,
      storeTimeoutMs: settings.refreshTimeoutMs / 4,
      begin: (record) => {
        this.#state.apply({ record });
        this.#flights.tell();
      },
      adopt: (record) => void this.#flights.commit(record, 'adopted'),
      failed: (operation, error) => this.#storeFailed(operation, error),
    };
    this.#persistence = store.sharing ? (store.sharing as Sharing)(keeping) : new Persistence(keeping);
    const common = {
      settings,
      state: this.#state,
      persistence: this.#persistence,
      replays: this.#replays,
      underWay: this.#underWay,
      events: this.#events,
      notes: this.#notes,
      trace: new Trace(this.#events, now),
    };
    this.#flights = new Flights(common);
    this.#refusals = new Refusals(settings, this.#events, this.#notes);
    const createRoom = settings.authorize?.createRoom as ((host: AuthorizingHost) => AuthorizingRoom) | undefined;
    this.#authorizing = createRoom?.({ ...common, flights: this.#flights });
    this.ready = this.#persistence.load(settings.seed);
    this.#loop = new Loop({
      ...common,
      flights: this.#flights,
      refusals: this.#refusals,
      authorizing: this.#authorizing,
      ready: this.ready,
    });
  }

  get [sessionBrand](): SessionInternals {
    return this.#loop;
  }

  get status(): SessionStatus {
    return this.#state.status;
  }

  async getAccessToken({
    minValidityMs = 0,
    signal,
  }: {
    minValidityMs?: number;
    signal?: AbortSignal;
  } = {}): Promise<string> {
    if (!(minValidityMs >= 0))
      throw new TypeError('getAccessToken: "minValidityMs" expects a number of milliseconds, 0 or more.');
    const waiter: Waiter = { signal, timeoutMs: undefined, abandoned };
    await this.#looked(waiter);
    const state = this.#state;
    const { tokens, deadlines } = state;
    const nowMs = this.#settings.now();
    if (!tokens || !deadlines) {
      if (state.canFill) await this.#renewed(waiter);
      return this.#accessToken();
    }
    const dueness = dueBy(deadlines, nowMs);
    if (this.#replays.isHolding || dueness === 'must' || needsRenewal(tokens, minValidityMs, nowMs)) {
      await this.#renewed(waiter);
    } else if (dueness === 'should') this.#flights.need({ blocking: false });
    return this.#accessToken();
  }

  getTokens(): TokenSet | undefined {
    return this.#state.tokens;
  }

  async start(): Promise<void> {
    const waiter = patient();
    await this.#looked(waiter);
    const state = this.#state;
    if (!this.#settings.refreshWhenEmpty || (state.record && !state.record.ended)) return;
    try {
      await this.#renewed(waiter);
    } catch (error) {
      if (!isFreshkeyError(error) || error.code !== 'refresh-refused') throw error;
    }
  }

  async signIn(tokens?: TokensInput): Promise<void> {
    const next = this.#flights.read(tokens);
    this.#authorizing?.end(endOfLogin(undefined));
    await this.#flights.sign(next);
  }

  signOut(): Promise<void> {
    const { tokens } = this.#state;
    const { onSignOut } = this.#settings;
    const told = tokens && onSignOut ? this.#tellSignOut(tokens, onSignOut) : undefined;
    const error = endOfLogin(undefined);
    this.#authorizing?.end(error);
    const written = this.#flights.sign(null);
    told?.();
    return written;
  }

  async update(tokens: TokensInput, { replaces }: { readonly replaces?: string } = {}): Promise<void> {
    const next = this.#flights.read(tokens);
    const current = this.#state.tokens;
    if (!current || (replaces !== undefined && replaces !== current.accessToken)) return;
    await this.#flights.update(next);
  }

  async refresh({ refused }: { readonly refused?: string } = {}): Promise<void> {
    await this.ready;
    if (!this.#state.tokens && !this.#settings.refreshWhenEmpty) this.#accessToken();
    if (refused !== undefined && refused !== this.#state.tokens?.accessToken) return;
    this.#flights.unpause();
    await this.#renewed(patient(), refused);
  }

  async settled(): Promise<void> {
    await this.ready;
    do {
      await this.#underWay.settled();
      await this.#persistence.written();
    } while (!this.#underWay.isOver || this.#persistence.isWriting);
  }

  async close({ timeoutMs = this.#settings.refreshTimeoutMs }: { readonly timeoutMs?: number } = {}): Promise<Closed> {
    this.#flights.closeDown();
    void this.#persistence.retry();
    await new Promise<void>((resolve) => {
      const stop = deadline(timeoutMs, 0, resolve);
      void this.settled().then(() => {
        stop();
        resolve();
      });
    });
    const unfinished = this.#unfinished();
    this.dispose();
    return { unfinished };
  }

  explain(errorOrResponse: unknown): Explanation | undefined {
    return this.#refusals.explain(errorOrResponse);
  }

  on<Name extends keyof SessionEvents>(event: Name, listener: SessionListener<Name>): () => void {
    return this.#events.on(event, listener);
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  getSnapshot(): SessionSnapshot {
    return this.#state.snapshot();
  }

  dispose(): void {
    if (this.#state.disposed) return;
    this.#state.dispose();
    this.#persistence.dispose();
    const error = endOfSession();
    this.#authorizing?.end(error);
    this.#isSigningOut?.abort(error);
    this.#flights.end();
    this.#events.clear();
  }

  async #looked(waiter: Waiter): Promise<void> {
    if (!this.#state.loaded) await waitFor(waiter, this.ready);
    while (this.#persistence.catchingUp) await waitFor(waiter, this.#persistence.catchingUp);
  }

  async #renewed(waiter: Waiter, refused?: string): Promise<void> {
    const flight = this.#flights.need({ blocking: true, refused });
    if (isFreshkeyError(flight)) throw flight;
    const { error } = await waitFor(waiter, flight.done);
    if (error) throw error;
  }

  #accessToken(): string {
    const { tokens, record } = this.#state;
    if (!tokens) throw nobody(record);
    return tokens.accessToken;
  }

  /**
   * A refresh under way has spent the old refresh token: its answer holds what is to be revoked. Whatever comes, the
   * application is told once.
   *
   * @returns goes on after the sign-out itself.
   */
  #tellSignOut(tokens: TokenSet, onSignOut: NonNullable<Settings['onSignOut']>): () => void {
    const { current } = this.#flights;
    const flight = current?.called && !current.result ? current : undefined;
    const controller = new AbortController();
    this.#flights.own(controller.signal);
    this.#isSigningOut = controller;
    const last = new Promise<TokenSet>((resolve) => {
      if (!flight) return resolve(tokens);
      const stop = deadline(this.#settings.abandonAfterMs, 0, () => resolve(tokens));
      flight.stray = (brought) => {
        stop();
        resolve(brought ? { ...tokens, ...brought } : tokens);
      };
    });
    return () => {
      const told = last
        .then((those) => onSignOut({ tokens: those, signal: controller.signal }))
        .catch((error: unknown) => this.#events.failed('onSignOut', error));
      this.#underWay.add(told);
      const { waitUntil } = this.#settings;
      if (waitUntil) this.#events.attempt('waitUntil', () => waitUntil(told));
    };
  }

  #unfinished(): string[] {
    const { requests, work } = this.#underWay;
    return [
      ...(requests > 0 ? [`${requests} ${requests === 1 ? 'request' : 'requests'} without an answer`] : []),
      ...(this.#flights.current ? ['a refresh without an answer'] : []),
      ...(work > (this.#flights.current ? 1 : 0) ? ['onSignOut'] : []),
      ...(this.#persistence.hasUnwritten ? ['a record that the store has not taken'] : []),
    ];
  }

  #storeFailed(operation: StoreOperation, cause: unknown): void {
    // What a client of a database throws may hold what it was to write.
    const error = isFreshkeyError(cause)
      ? cause
      : new FreshkeyError('store-failed', `The store failed to ${operation}; see its cause.`, cause);
    this.#events.emit('store-failed', { operation, error });
  }
}

/** Methods that applications hand around without their session: bound at first use. */
function bindAtFirstUse(prototype: Session, names: readonly (keyof Session)[]): void {
  for (const name of names) {
    const method = prototype[name] as (...parameters: never[]) => unknown;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: Session) {
        const bound = method.bind(this);
        Object.defineProperty(this, name, { value: bound, enumerable: false });
        return bound;
      },
    });
  }
}
bindAtFirstUse(FreshkeySession.prototype, [
  'getAccessToken',
  'getTokens',
  'start',
  'signIn',
  'signOut',
  'update',
  'refresh',
  'settled',
  'close',
  'explain',
  'on',
  'subscribe',
  'getSnapshot',
  'dispose',
]);
if (Symbol.asyncDispose) {
  Object.defineProperty(FreshkeySession.prototype, Symbol.asyncDispose, {
    value: async function dispose(this: Session): Promise<void> {
      await this.close();
    },
  });
}

/**
 * Makes a session. Attach as many clients to it as the application has.
 *
 * @example
 * const session = createSession({
 *   tokens,
 *   refresh: ({ tokens, signal }) => fetch('/oauth/token', { method: 'POST', body: new URLSearchParams({
 *     grant_type: 'refresh_token', refresh_token: tokens.refreshToken }), signal }),
 * });
 * @throws TypeError for a wrong option: it names option, expectation and what came, never a secret.
 */
export function createSession(options: SessionOptions): Session {
  return new FreshkeySession(readOptions(options));
}

function patient(): Waiter {
  return { signal: undefined, timeoutMs: undefined, abandoned };
}

function abandoned(_kind: 'aborted' | 'timeout', reason: unknown): unknown {
  return new FreshkeyError('aborted', 'The wait for a token was ended by its caller.', reason);
}
