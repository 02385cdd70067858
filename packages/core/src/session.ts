import { createFlights } from './coordinating/flights.ts';
import { createLoop, type Perform } from './coordinating/loop.ts';
import { createReplays } from './coordinating/replays.ts';
import { FreshkeyError, isFreshkeyError } from './errors.ts';
import { fingerprint } from './fingerprint.ts';
import { due, needsRenewal } from './judging/expiry.ts';
import { printableUrl } from './judging/origins.ts';
import { type TokensInput, toTokenSet } from './judging/token-set.ts';
import { createPersistence } from './keeping/persistence.ts';
import type { SessionRecord } from './keeping/store.ts';
import { readOptions, type SessionOptions } from './options.ts';
import type { Exchange } from './sending/exchange.ts';
import type { Scheme } from './sending/scheme.ts';
import {
  type Change,
  newLoginId,
  nextGeneration,
  type SessionSnapshot,
  type SessionStatus,
  State,
} from './state/state.ts';
import { createEvents, type SessionEvents, type SessionListener } from './telling/events.ts';
import type { Explanation } from './telling/explanation.ts';
import { createRefusals } from './telling/refusals.ts';
import { type Waiter, waitFor } from './waiting.ts';

/** One session: its tokens, its one refresh, and everybody who waits for it. */
export interface Session {
  /** See `SessionStatus`; `isRefreshing` stands beside it in the snapshot. */
  readonly status: SessionStatus;
  /** Settles when the store was read, or given up after `refreshTimeoutMs`. Never rejects. */
  readonly ready: Promise<void>;
  /**
   * A token that is good for at least `minValidityMs` (default `expiry.minValidityMs`; at most half its lifetime);
   * refreshes first if it must.
   *
   * @throws FreshkeyError `signed-out`, `session-ended`, `refresh-failed`, `refresh-refused`, `refresh-timeout`,
   * `refresh-paused`, `no-refresh`, `aborted`.
   */
  getAccessToken(options?: { minValidityMs?: number; signal?: AbortSignal }): Promise<string>;
  /**
   * Replaces the tokens at once; the promise settles when the store has them, or has failed to take them
   * (`store-failed`). Whatever is in flight for the old ones can no longer change anything.
   *
   * @throws FreshkeyError `invalid-tokens`.
   */
  signIn(tokens?: TokensInput): Promise<void>;
  /** Drops the tokens at once; the promise settles as that of `signIn`. */
  signOut(): Promise<void>;
  /** Refreshes now, joining a refresh already in flight; ends a pause between attempts. Rejects as `getAccessToken`. */
  refresh(): Promise<void>;
  /** The reason of a refusal that passed through this session: for the client's error, its response, or an error of ours. */
  explain(errorOrResponse: unknown): Explanation | undefined;
  /** Listens; the returned function ends it. */
  on<Name extends keyof SessionEvents>(event: Name, listener: SessionListener<Name>): () => void;
  /** Calls back after every change of the snapshot; the returned function ends it. */
  subscribe(listener: () => void): () => void;
  /** Immutable, and the same object until something changes. */
  getSnapshot(): SessionSnapshot;
  /** Stops timers, channels and locks. Requests then go out with the token at hand and are never held. */
  dispose(): void;
}

/** What adapters see of a session, through a brand that every copy of core knows. */
export interface SessionInternals {
  readonly protocol: 1;
  readonly scheme: Scheme;
  readonly perform: Perform;
  /** The origins that credentials may go to, where the session names them. */
  readonly origins: ReadonlySet<string> | undefined;
}

export const sessionBrand = Symbol.for('freshkey.session');

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
  const settings = readOptions(options);
  const { scheme, now, refreshWhenEmpty, store } = settings;
  const events = createEvents();
  const state = new State(refreshWhenEmpty, changed);
  const replays = createReplays(settings.replayConcurrency);
  const persistence = createPersistence(store, state, settings.refreshTimeoutMs, (operation, cause) => {
    // What a client of a database throws may hold what it was to write.
    const error = isFreshkeyError(cause)
      ? cause
      : new FreshkeyError('store-failed', `The store failed to ${operation}; see its cause.`, cause);
    events.emit('store-failed', { operation, error });
  });
  const flights = createFlights(settings, state, persistence, events, {
    hold: () => replays.hold(),
    release: () => replays.release(),
    heldRequests: () => Array.from(replays.waiting(), describe).filter((line) => line !== ''),
  });
  const ready = persistence.load(settings.seed);
  const lookup = () => (state.loaded ? persistence.catchingUp : ready);
  const refusals = createRefusals(settings, events);
  const perform = createLoop(settings, state, flights, replays, refusals, events, lookup);

  function changed(next: SessionRecord, previous: SessionRecord | undefined, change: Change): void {
    const { tokens, endedBecause, loginId } = next;
    const isOtherLogin = change === 'signed' || (change === 'adopted' && loginId !== previous?.loginId);
    // Who adopts a login where there was none replaces nobody: those who wait for a first token have one.
    if (isOtherLogin) flights.fence(previous || change === 'signed' ? fenced(next) : undefined);
    else if (change === 'adopted') flights.notice(next);
    if (change === 'salvaged') return;
    if (!tokens) {
      if (endedBecause !== undefined) events.emit('ended', { because: endedBecause });
      else events.emit('signed-out', {});
      return;
    }
    const mark = { fingerprint: fingerprint(tokens.accessToken) };
    if (isOtherLogin) {
      events.emit('signed-in', mark);
      return;
    }
    const { expiresAtMs } = tokens;
    events.emit('refreshed', {
      ...mark,
      ...(expiresAtMs !== undefined && { expiresAtMs }),
      adopted: change === 'adopted',
    });
  }

  function replaceLogin(record: Pick<SessionRecord, 'tokens'>): Promise<void> {
    const next = { generation: nextGeneration(state.generation), loginId: newLoginId(), ...record };
    state.set(next, 'signed');
    return persistence.save(next, true);
  }

  async function renewed(waiter: Waiter): Promise<void> {
    const flight = flights.need(true);
    if (isFreshkeyError(flight)) throw flight;
    const { error } = await waitFor(waiter, flight.done);
    if (error) throw error;
  }

  function accessToken(): string {
    if (state.tokens) return state.tokens.accessToken;
    const { endedBecause } = state.record ?? {};
    throw endedBecause === undefined
      ? new FreshkeyError('signed-out', 'Nobody is signed in.')
      : new FreshkeyError('session-ended', endedBecause);
  }

  const session: Session & { readonly [sessionBrand]: SessionInternals } = {
    get status() {
      return state.status;
    },
    ready,
    async getAccessToken({ minValidityMs = 0, signal } = {}) {
      if (!(minValidityMs >= 0))
        throw new TypeError('getAccessToken: "minValidityMs" expects a number of milliseconds, 0 or more.');
      const waiter: Waiter = { signal, timeoutMs: undefined, abandoned };
      const pending = lookup();
      if (pending) await waitFor(waiter, pending);
      const { tokens, record } = state;
      if (!tokens) {
        if (refreshWhenEmpty && (!record || record.endedBecause !== undefined)) await renewed(waiter);
        return accessToken();
      }
      const nowMs = now();
      const dueness = due(tokens, settings.windows, nowMs);
      if (replays.isHolding || dueness === 'must' || needsRenewal(tokens, minValidityMs, nowMs)) await renewed(waiter);
      else if (dueness === 'should') flights.need(false);
      return accessToken();
    },
    async signIn(tokens) {
      const { flawOf, ambient } = scheme;
      await replaceLogin({ tokens: toTokenSet(tokens, { nowMs: now(), fresh: true, flawOf, ambient }) });
    },
    signOut: () => replaceLogin({ tokens: null }),
    async refresh() {
      await ready;
      if (!state.tokens && !refreshWhenEmpty) accessToken();
      flights.unpause();
      await renewed({ signal: undefined, timeoutMs: undefined, abandoned });
    },
    explain: refusals.explain,
    on: events.on,
    subscribe: (listener) => state.subscribe(listener),
    getSnapshot: () => state.snapshot(),
    dispose() {
      state.dispose();
      persistence.dispose();
      flights.fence(new FreshkeyError('session-disposed', 'The session was disposed of.'));
      events.clear();
    },
    [sessionBrand]: { protocol: 1, scheme, origins: settings.origins, perform },
  };
  Object.defineProperty(session, sessionBrand, { enumerable: false });
  return session;
}

function fenced({ tokens }: SessionRecord): FreshkeyError {
  return tokens
    ? new FreshkeyError('session-replaced', 'Somebody else signed in meanwhile.')
    : new FreshkeyError('signed-out', 'The session was signed out meanwhile.');
}

function abandoned(_kind: 'aborted' | 'timeout', reason: unknown): unknown {
  return new FreshkeyError('aborted', 'The wait for a token was ended by its caller.', reason);
}

function describe(waiter: Waiter): string {
  const { method, url } = waiter as Partial<Exchange>;
  return url === undefined ? '' : `${method} ${printableUrl(url)}`;
}
