import { abortController } from './abort-controller.ts';
import type { Loop } from './coordinating/loop.ts';
import { deadline } from './deadline.ts';
import { FreshkeyError, isFreshkeyError } from './errors.ts';
import { dueBy, needsRenewal } from './judging/expiry.ts';
import { subjectOf } from './judging/subject.ts';
import type { TokenSet, TokensInput } from './judging/token-set.ts';
import { readOptions, type SessionOptions, type Settings } from './options.ts';
import { Rooms } from './rooms.ts';
import { endOfLogin, endOfSession, nobody } from './state/endings.ts';
import type { SessionSnapshot, SessionStatus } from './state/state.ts';
import type { Audience, SessionEvents, SessionListener } from './telling/events.ts';
import type { Explanation } from './telling/explanation.ts';
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

/** How soon a record that the store did not take is written once more while a session closes, in milliseconds. */
const writeAgainMs = 200;

export const sessionBrand = Symbol.for('freshkey.session');

export class FreshkeySession implements Session {
  readonly #rooms: Rooms;
  #isSigningOut: AbortController | undefined = undefined;

  /** @param audience who listens to it as to all sessions of its pool. */
  constructor(settings: Settings, audience?: Audience) {
    this.#rooms = new Rooms(settings, audience);
  }

  get [sessionBrand](): SessionInternals {
    return this.#rooms.loop;
  }

  get ready(): Promise<void> {
    return this.#rooms.ready;
  }

  get status(): SessionStatus {
    return this.#rooms.state.status;
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
    const { state, settings, isHolding } = this.#rooms;
    const { tokens, deadlines } = state;
    const nowMs = settings.now();
    if (!tokens || !deadlines) {
      if (state.canFill) await this.#renewed(waiter);
      return this.#accessToken();
    }
    const dueness = dueBy(deadlines, nowMs);
    if (isHolding || dueness === 'must' || needsRenewal(tokens, minValidityMs, nowMs)) {
      await this.#renewed(waiter);
    } else if (dueness === 'should') this.#rooms.flights.need({ blocking: false });
    return this.#accessToken();
  }

  getTokens(): TokenSet | undefined {
    return this.#rooms.state.tokens;
  }

  async start(): Promise<void> {
    const waiter = patient();
    await this.#looked(waiter);
    const { state, settings } = this.#rooms;
    if (!settings.refreshWhenEmpty || (state.record && !state.record.ended)) return;
    try {
      await this.#renewed(waiter);
    } catch (error) {
      if (!isFreshkeyError(error) || error.code !== 'refresh-refused') throw error;
    }
  }

  async signIn(tokens?: TokensInput): Promise<void> {
    const { flights, authorizing, state, settings, events } = this.#rooms;
    const next = flights.read(tokens);
    if (!settings.store && state.tokens && isServer() && isSomebodyElse(state.tokens, next))
      events.note('another-user', () => anotherUser);
    authorizing?.end(endOfLogin(undefined));
    await flights.sign(next);
  }

  signOut(): Promise<void> {
    const { state, settings, flights, authorizing } = this.#rooms;
    const { onSignOut } = settings;
    const told = state.tokens && onSignOut ? this.#tellSignOut(state.tokens, onSignOut) : undefined;
    authorizing?.end(endOfLogin(undefined));
    const written = flights.sign(null);
    told?.();
    return written;
  }

  async update(tokens: TokensInput, { replaces }: { readonly replaces?: string } = {}): Promise<void> {
    const { flights, state } = this.#rooms;
    const next = flights.read(tokens);
    const current = state.tokens;
    if (!current || (replaces !== undefined && replaces !== current.accessToken)) return;
    await flights.update(next);
  }

  async refresh({ refused }: { readonly refused?: string } = {}): Promise<void> {
    await this.ready;
    const { state, settings, flights } = this.#rooms;
    if (!state.tokens && !settings.refreshWhenEmpty) this.#accessToken();
    if (refused !== undefined && refused !== state.tokens?.accessToken) return;
    flights.unpause();
    await this.#renewed(patient(), refused);
  }

  async settled(): Promise<void> {
    await this.ready;
    const { underWay, persistence } = this.#rooms;
    do {
      await underWay.settled();
      await persistence?.written();
    } while (!underWay.isOver || persistence?.isWriting);
  }

  async close({
    timeoutMs = this.#rooms.settings.refreshTimeoutMs,
  }: {
    readonly timeoutMs?: number;
  } = {}): Promise<Closed> {
    await bounded(timeoutMs, (isOver) => this.drain(isOver));
    const { unfinished } = this;
    this.dispose();
    return { unfinished };
  }

  /** From now on nothing is refreshed ahead of time; settles when nothing is in flight or unwritten, or it is over. */
  async drain(isOver: () => boolean): Promise<void> {
    const { flights, persistence } = this.#rooms;
    flights.closeDown();
    for (;;) {
      await persistence?.retry();
      await this.settled();
      if (!persistence?.hasUnwritten) return;
      await new Promise((resolve) => setTimeout(resolve, writeAgainMs));
      if (isOver()) return;
    }
  }

  /** Whether nothing would be lost if this session were made anew. */
  get isDispensable(): boolean {
    const { isAtRest, isIrreplaceable } = this.#rooms;
    return isAtRest && !isIrreplaceable;
  }

  explain(errorOrResponse: unknown): Explanation | undefined {
    return this.#rooms.refusals.explain(errorOrResponse);
  }

  on<Name extends keyof SessionEvents>(event: Name, listener: SessionListener<Name>): () => void {
    return this.#rooms.events.on(event, listener);
  }

  subscribe(listener: () => void): () => void {
    return this.#rooms.state.subscribe(listener);
  }

  getSnapshot(): SessionSnapshot {
    return this.#rooms.state.snapshot();
  }

  dispose(): void {
    const { state, persistence, authorizing, flights, events } = this.#rooms;
    if (state.disposed) return;
    state.dispose();
    persistence?.dispose();
    const error = endOfSession();
    authorizing?.end(error);
    this.#isSigningOut?.abort(error);
    flights.end();
    events.clear();
  }

  async #looked(waiter: Waiter): Promise<void> {
    const { state, persistence } = this.#rooms;
    if (!state.loaded) await waitFor(waiter, this.ready);
    for (let looking = persistence?.catchingUp; looking; looking = persistence?.catchingUp)
      await waitFor(waiter, looking);
  }

  async #renewed(waiter: Waiter, refused?: string): Promise<void> {
    const flight = this.#rooms.flights.need({ blocking: true, refused });
    if (isFreshkeyError(flight)) throw flight;
    const { error } = await waitFor(waiter, flight.done);
    if (error) throw error;
  }

  #accessToken(): string {
    const { tokens, record } = this.#rooms.state;
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
    const { flight: current, flights, settings, events, underWay } = this.#rooms;
    const flight = current?.called && !current.result ? current : undefined;
    const controller = abortController();
    flights.own(controller.signal);
    this.#isSigningOut = controller;
    const last = new Promise<TokenSet>((resolve) => {
      if (!flight) return resolve(tokens);
      const stop = deadline(settings.abandonAfterMs, 0, () => resolve(tokens));
      flight.stray = (brought) => {
        stop();
        resolve(brought ? { ...tokens, ...brought } : tokens);
      };
    });
    return () => {
      const told = last
        .then((those) => onSignOut({ tokens: those, signal: controller.signal }))
        .catch((error: unknown) => events.failed('onSignOut', error));
      underWay.add(told);
      const { waitUntil } = settings;
      if (waitUntil) events.attempt('waitUntil', () => waitUntil(told));
    };
  }

  /** Whether an access token is, or was, one of this login. */
  knows(accessToken: string): boolean {
    return this.#rooms.state.wasOurs(accessToken);
  }

  /** In words, what is not over. */
  get unfinished(): string[] {
    const { underWay, flight, persistence } = this.#rooms;
    const { requests, work } = underWay;
    return [
      ...(requests > 0 ? [`${requests} ${requests === 1 ? 'request' : 'requests'} without an answer`] : []),
      ...(flight ? ['a refresh without an answer'] : []),
      ...(work > (flight ? 1 : 0) ? ['onSignOut'] : []),
      ...(persistence?.hasUnwritten ? ['a record that the store has not taken'] : []),
    ];
  }
}

/** Methods that applications hand around without their session: bound at first use. */
for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(FreshkeySession.prototype))) {
  if (typeof value !== 'function' || name === 'constructor') continue;
  Object.defineProperty(FreshkeySession.prototype, name, {
    configurable: true,
    get(this: Session) {
      const bound = value.bind(this);
      Object.defineProperty(this, name, { value: bound });
      return bound;
    },
  });
}

/** `await using`, where the platform has the symbol. */
export function closeAtDispose(prototype: { close(): Promise<unknown> }): void {
  if (!Symbol.asyncDispose) return;
  Object.defineProperty(prototype, Symbol.asyncDispose, {
    value: async function dispose(this: typeof prototype): Promise<void> {
      await this.close();
    },
  });
}
closeAtDispose(FreshkeySession.prototype);

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

/** Runs what may wait for ever for as long as there is time. */
export async function bounded(timeoutMs: number, run: (isOver: () => boolean) => Promise<unknown>): Promise<void> {
  let isOver = false;
  await new Promise<void>((resolve) => {
    const stop = deadline(timeoutMs, 0, resolve);
    void run(() => isOver).then(() => {
      stop();
      resolve();
    });
  });
  isOver = true;
}

const anotherUser =
  'signIn: the session of one user becomes that of another, on a server. Where it is shared by requests, the next visitor is served with the token of the last one: make a session for each user, and give the client a function "(request) => session".';

/** Not React Native, whose "process" is a stand-in. */
function isServer(): boolean {
  const { process, document } = globalThis as { process?: { getBuiltinModule?: unknown }; document?: unknown };
  return typeof process?.getBuiltinModule === 'function' && document === undefined;
}

/** Where the tokens do not say whose they are, another refresh token is another login. */
function isSomebodyElse(held: TokenSet, next: TokenSet): boolean {
  const [before, after] = [subjectOf(held), subjectOf(next)];
  if (before !== undefined && after !== undefined) return before !== after;
  return held.refreshToken !== undefined && held.refreshToken !== next.refreshToken;
}

function patient(): Waiter {
  return { signal: undefined, timeoutMs: undefined, abandoned };
}

function abandoned(_kind: 'aborted' | 'timeout', reason: unknown): unknown {
  return new FreshkeyError('aborted', 'The wait for a token was ended by its caller.', reason);
}
