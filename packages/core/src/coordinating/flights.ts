import { deadline } from '../deadline.ts';
import { FreshkeyError, RefreshRefusedError } from '../errors.ts';
import { type Clock, clockAfterReceipt, clockAfterSignIn } from '../judging/clock.ts';
import { remainingMs } from '../judging/expiry.ts';
import type { Failure } from '../judging/failure.ts';
import { type TokenSet, toTokenSet } from '../judging/token-set.ts';
import type { Persistence } from '../keeping/persistence.ts';
import type { Ended, SessionRecord } from '../keeping/session-record.ts';
import type { Settings } from '../options.ts';
import type { Exchange } from '../sending/exchange.ts';
import { endOfLogin, endOfSession } from '../state/endings.ts';
import { anotherLogin, inherit, sameLogin } from '../state/record.ts';
import type { State, StateChange } from '../state/state.ts';
import { announce, type Change } from '../telling/announce.ts';
import type { Events } from '../telling/events.ts';
import { AskingContext } from './asking-context.ts';
import { type Failing, Failures } from './failures.ts';
import { Flight, type FlightResult } from './flight.ts';
import { overdue, saySlow, traceFlight } from './flight-report.ts';
import { type FlyingHost, fly } from './flying.ts';
import { Queue } from './queue.ts';
import { errorOf, type Renewal } from './renewal.ts';
import type { Replays } from './replays.ts';
import type { UnderWay } from './under-way.ts';

/** What the flights of a session work with. */
export interface FlightsHost {
  readonly settings: Settings;
  readonly state: State;
  /** Absent: the session lives in memory alone. */
  readonly persistence: Persistence | undefined;
  readonly replays: Replays;
  readonly underWay: UnderWay;
  readonly events: Events;
  /** Tells subscribers, if the snapshot is another one. */
  tell(): void;
}

export interface Need {
  /** The token at hand is no good, so everybody waits. */
  readonly blocking: boolean;
  /** The access token that was refused, if that is why. */
  readonly refused?: string | undefined;
  /** Further members of the token request; such a flight is not joined. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const spentElsewhere =
  'The token endpoint refused the refresh token that this session began with (invalid_grant). If it was good, somebody else may have spent it: another session that was given the same tokens (createSession in a component, a module that is loaded twice or again), another tab or process. Make one session, or share a store that has a lock.';

/** The one refresh of a session, and the one way to change a session. */
export class Flights {
  readonly #host: FlightsHost;
  #signals: WeakSet<AbortSignal> | undefined = undefined;
  #asking: AskingContext | undefined = undefined;
  #queue: Queue | undefined = undefined;
  #current: Flight | undefined = undefined;
  /** Absent: nothing has failed yet. */
  #failures: Failures | undefined = undefined;
  /** What was seen of our clock's error. */
  clock: Clock | undefined = undefined;
  #isClosing = false;
  #flown = 0;

  constructor(host: FlightsHost) {
    this.#host = host;
  }

  get current(): Flight | undefined {
    return this.#current;
  }

  /**
   * Reads tokens in any shape, with what is known of our clock, which learns from them.
   *
   * @param startedAtMs when the call began that brought them; `undefined`: nobody knows how old they are.
   * @throws FreshkeyError `invalid-tokens`.
   */
  read(input: unknown, startedAtMs?: number): TokenSet {
    const { scheme, now } = this.#host.settings;
    const { flawOf, ambient } = scheme;
    const nowMs = now();
    const { clock } = this;
    const tokens = toTokenSet(input, { nowMs, startedAtMs, clock, fresh: startedAtMs !== undefined, flawOf, ambient });
    this.clock = clockAfterReceipt(clock, tokens.accessToken, nowMs, startedAtMs);
    return tokens;
  }

  /**
   * Joins the flight, or starts one; where there is none and none may start (no `refresh`, a pause, an overdue flight), an
   * error.
   */
  need({ blocking, refused, parameters }: Need): Flight | FreshkeyError {
    const current = this.#current;
    // A flight that has landed may still be writing; a need that comes after it is about the token that it brought.
    const joinable = current && !current.result && !parameters ? current : undefined;
    const obstacle = this.#obstacle(joinable, blocking);
    if (obstacle) return obstacle;
    const flight = joinable ?? this.#create(parameters);
    flight.refused ??= refused;
    if (blocking && !flight.blocking) {
      flight.blocking = true;
      this.#host.replays.hold();
    }
    if (!joinable) this.#begin(flight);
    return flight;
  }

  #obstacle(joinable: Flight | undefined, blocking: boolean): FreshkeyError | undefined {
    const { state, settings } = this.#host;
    if (state.disposed) return endOfSession();
    if (!settings.refresh) return new FreshkeyError('no-refresh', 'The session has no "refresh".');
    if (settings.store?.readOnly) {
      const why = 'This store may not write, so nothing is refreshed here that could not be kept.';
      return new FreshkeyError('store-read-only', why);
    }
    if (joinable) return undefined;
    const current = this.#current;
    if (current?.isOverdue && current.result?.error) return current.result.error;
    const failures = state.record?.ended ? this.#remembering : this.#failures;
    return failures?.obstacle(blocking) ?? (this.#isClosing && !blocking ? endOfSession() : undefined);
  }

  /** Whether a request is a callback's own: it carries a signal that one was given, or is made by `refresh` itself. */
  owns({ callerSignal, isAsked }: Exchange): boolean {
    const isOwn = isAsked === true || (callerSignal && this.#signals?.has(callerSignal)) || this.isAsking;
    if (isOwn && this.#current) this.#current.isHeard = true;
    return isOwn;
  }

  /** Whether the code that runs now was called by `refresh`. */
  get isAsking(): boolean {
    const current = this.#current;
    return current !== undefined && this.#asking?.isIn(current) === true;
  }

  /** Requests that carry it bypass the session. */
  own(signal: AbortSignal): void {
    this.#signals ??= new WeakSet();
    this.#signals.add(signal);
  }

  /** Ends a pause between attempts. */
  unpause(): void {
    this.#failures?.unpause();
    this.#host.state.experience = undefined;
  }

  /** What a failed refresh has taught is still worth something: nobody tries again yet, or the session ends with its token. */
  get isPaused(): boolean {
    return this.#failures?.isRemembered === true;
  }

  /** From now on nothing is refreshed ahead of time. */
  closeDown(): void {
    this.#isClosing = true;
  }

  /** Sign-in or sign-out. */
  sign(tokens: TokenSet | null): Promise<void> {
    const { state, persistence } = this.#host;
    persistence?.own();
    this.clock = clockAfterSignIn(this.clock);
    return this.commit(anotherLogin(state.record, tokens), 'signed');
  }

  /** Newer tokens of the same login; a flight that is under way lands on top. */
  update(tokens: TokenSet): Promise<void> {
    const { state, persistence } = this.#host;
    persistence?.own();
    state.experience = undefined;
    return this.commit(sameLogin(state.record, inherit(state.tokens, tokens)), 'updated');
  }

  /**
   * The one way to change a session: first everything is changed, then those who wait are let go, then the store is
   * written, and only then anybody is told.
   *
   * @returns settles when the store has it, or has failed to take it.
   */
  commit(record: SessionRecord, change: Change, landed?: { flight: Flight; error?: FreshkeyError }): Promise<void> {
    const { state, persistence, events, settings } = this.#host;
    const previous = state.record;
    const isOtherLogin = change === 'signed' || (change === 'adopted' && record.loginId !== previous?.loginId);
    const isRenewed = record.tokens !== null && change !== 'kept';
    this.#change({ record, ...(isRenewed && { lastFailure: undefined }), ...(isOtherLogin && { isNobody: false }) });
    if (isRenewed || isOtherLogin) this.#failures?.forgetRefusal();
    if (isRenewed && !isOtherLogin) state.renewedAtMs = settings.now();
    let cut: Flight | undefined;
    // Who adopts a login where there was none replaces nobody: those who wait for a first token have one.
    if (isOtherLogin) cut = this.#fence(previous || change === 'signed' ? endOfLogin(record) : undefined);
    else if (change === 'adopted') cut = this.#notice(record);
    else if (change === 'updated') cut = this.#overtake(record);
    else if (landed) this.#settle(landed.flight, landed.error ? { error: landed.error } : { record });
    const written = change === 'adopted' ? undefined : persistence?.save(record, change === 'signed');
    cut?.controller.abort(cut.result?.error);
    announce(events, record, isOtherLogin, change);
    this.#host.tell();
    return written ?? Promise.resolve();
  }

  #change(change: StateChange): void {
    this.#host.state.apply(change);
  }

  /** `dispose()`: whatever is in flight is aborted. */
  end(): void {
    this.#failures?.forgetRefusal();
    this.#failures?.forget();
    const error = endOfSession();
    const { stray } = this.#current ?? {};
    this.#cut(this.#current, error)?.controller.abort(error);
    stray?.(null);
  }

  // Begin and end

  #create(parameters: Need['parameters']): Flight {
    const { state, settings } = this.#host;
    const flight = new Flight(++this.#flown, state, settings.now(), parameters);
    this.#current = flight;
    this.own(flight.controller.signal);
    return flight;
  }

  #begin(flight: Flight): void {
    const { settings, events, underWay } = this.#host;
    const { refreshTimeoutMs, abandonAfterMs, waitUntil } = settings;
    const graceMs = Math.min(refreshTimeoutMs, abandonAfterMs);
    flight.stopDeadline = deadline(refreshTimeoutMs, Math.min(graceMs, 1000), () => {
      flight.isOverdue = true;
      this.#settle(flight, { error: overdue(this.#host) });
      this.#host.tell();
    });
    flight.stopAbandonment = deadline(abandonAfterMs, graceMs, () => this.#abandon(flight), true);
    this.#queue ??= new Queue({ concurrency: 1 });
    const flown = this.#queue.add(() => Promise.race([this.#fly(flight), flight.over]));
    underWay.add(flown);
    this.#change({ isRefreshing: true });
    traceFlight(this.#host, flight);
    if (waitUntil) events.attempt('waitUntil', () => waitUntil(flown));
    this.#host.tell();
  }

  /** Nobody has to wait any longer. */
  #settle(flight: Flight, result: FlightResult): void {
    if (flight.result) return;
    flight.result = result;
    flight.stopDeadline();
    if (!flight.isOverdue && this.#current === flight) this.#change({ isRefreshing: false });
    flight.settle(result);
    if (flight.blocking) this.#host.replays.release();
  }

  /** The next flight may start. */
  #finish(flight: Flight): void {
    flight.stopAbandonment();
    if (this.#current === flight) {
      this.#current = undefined;
      this.#change({ isRefreshing: false });
    }
    flight.finish();
  }

  /** Ends what is under way, and lets the next flight start. Its signal is aborted by whoever calls, once all is changed. */
  #cut(flight: Flight | undefined, error: FreshkeyError | undefined): Flight | undefined {
    if (!flight) return undefined;
    this.#settle(flight, error ? { error } : {});
    this.#finish(flight);
    return flight;
  }

  #fence(error: FreshkeyError | undefined): Flight | undefined {
    this.#failures?.forget();
    const cut = this.#cut(this.#current, error);
    return cut?.stray ? undefined : cut;
  }

  /** Newer tokens came past the flight: one that has not asked yet has nothing to renew any more; another one lands on top. */
  #overtake({ generation }: SessionRecord): Flight | undefined {
    const flight = this.#current;
    if (flight && !flight.called && !flight.parameters) return this.#cut(flight, undefined);
    if (flight) flight.generation = generation;
    return undefined;
  }

  /** Somebody else wrote a record of the same login. */
  #notice(record: SessionRecord): Flight | undefined {
    const flight = this.#current;
    if (!flight || flight.result || record.generation === flight.generation) return undefined;
    // Its own answer may still come and is not cut off; but nobody waits for it who has a newer token.
    if (flight.called) {
      if (record.tokens) this.#settle(flight, { record });
      return undefined;
    }
    return this.#cut(flight, record.ended ? new RefreshRefusedError(record.ended.message) : undefined);
  }

  #abandon(flight: Flight): void {
    const { abandonAfterMs } = this.#host.settings;
    const error = new FreshkeyError('refresh-timeout', `The refresh was given up after ${abandonAfterMs} ms.`);
    // One that has landed and whose write hangs has not failed.
    if (flight.result?.error || !flight.result) this.#remembering.add({ kind: 'transient' }, error);
    this.#cut(flight, error)?.controller.abort(error);
    this.#host.tell();
  }

  /** Whether nobody has signed in or out since, or renewed what the flight was to renew. */
  #isCurrent(flight: Flight): boolean {
    const { state } = this.#host;
    return (
      !state.disposed &&
      (state.record?.generation ?? 0) === flight.generation &&
      state.record?.loginId === flight.loginId
    );
  }

  // Fly

  async #fly(flight: Flight): Promise<void> {
    const { settings, state, persistence, events } = this.#host;
    this.#asking ??= new AskingContext();
    const asking = this.#asking;
    const host: FlyingHost = {
      settings,
      state,
      persistence,
      events,
      isCurrent: () => this.#isCurrent(flight),
      asked: () => saySlow(this.#host, flight),
      call: (refresh) => asking.run(flight, refresh),
      read: (input, startedAtMs) => this.read(input, startedAtMs),
      land: (renewal) => this.#land(flight, renewal),
      failed: (error) => this.#failedFor(flight, { kind: 'transient' }, error),
    };
    try {
      await fly(host, flight);
    } finally {
      // Where somebody else moved the session on, those who wait look at it again.
      this.#settle(flight, {});
      this.#finish(flight);
      traceFlight(this.#host, flight, flight.result);
      this.#host.tell();
    }
  }

  // Land

  async #land(flight: Flight, renewal: Renewal): Promise<void> {
    if (renewal.kind === 'renewed') return this.#renewed(flight, renewal.tokens);
    if (renewal.kind === 'nobody') return this.#nobody(flight);
    const { failure, cause, refreshToken } = renewal;
    if (failure.kind === 'permanent') return this.#refused(flight, failure, cause);
    const error = errorOf(failure, cause);
    // One that was given up has failed already.
    if (!flight.controller.signal.aborted) this.#remembering.add(failure, error);
    const { tokens } = this.#host.state;
    // The answer was no good, but the refresh token in it has taken the place of the one that was spent.
    if (refreshToken && tokens) {
      const record = sameLogin(this.#host.state.record, { ...tokens, refreshToken });
      return this.commit(record, 'kept', { flight, error });
    }
    this.#settle(flight, { error });
  }

  #renewed(flight: Flight, tokens: TokenSet): Promise<void> | void {
    const { state, persistence } = this.#host;
    if (flight.refused !== undefined && flight.refused === tokens.accessToken && tokens.accessToken !== '') {
      const because = 'It brought the very token that was refused: ask the issuer for a new one, not its cache.';
      const error = new FreshkeyError('refresh-failed', `The refresh failed. ${because}`);
      return this.#failedFor(flight, { kind: 'unknown' }, error);
    }
    this.#failures?.forget();
    persistence?.own();
    return this.commit(sameLogin(state.record, tokens), 'renewed', { flight });
  }

  /** Where tokens were, a sign-out that loses to any sign-in. */
  #nobody(flight: Flight): Promise<void> | void {
    const { state } = this.#host;
    this.#failures?.forget();
    if (state.record) return this.commit(sameLogin(state.record, null), 'renewed', { flight });
    this.#change({ isNobody: true, lastFailure: undefined });
    this.#settle(flight, {});
  }

  async #refused(flight: Flight, failure: Failure, cause: unknown): Promise<void> {
    const { state, persistence, settings } = this.#host;
    // The refusal counts only against the refresh token that it was about.
    const found = await persistence?.reread();
    if (found === 'adopted' || !this.#isCurrent(flight) || flight.spent !== state.tokens?.refreshToken) return;
    const error = new RefreshRefusedError(`The refresh was refused. ${failure.because}`, cause);
    if (found === 'unreadable') return this.#failedFor(flight, { kind: 'transient' }, error);
    // Whom nobody has ever signed in, the platform's cookie does not know: a first visit, and no end.
    if (!state.record && settings.scheme.ambient) {
      this.#change({ isNobody: true });
      return this.#failedFor(flight, failure, error);
    }
    const failures = this.#remembering;
    const diagnosis = failures.diagnosed(failure);
    const retryAtMs = failures.add(failure, error, diagnosis);
    if (failure.code === 'invalid_grant' && flight.spent && !state.renewedAtMs && !settings.store?.sharing)
      this.#host.events.note('spent-elsewhere', () => spentElsewhere);
    if (state.record?.ended) {
      const ended = { ...state.record.ended, ...(retryAtMs && { retryAtMs }) };
      return this.commit(sameLogin(state.record, null, ended), 'kept', { flight, error });
    }
    const ended: Ended = {
      code: failure.code,
      message: failure.because,
      ...(failure.description !== undefined && { description: failure.description }),
      ...(diagnosis && { diagnosis }),
      ...(settings.refreshWhenEmpty && retryAtMs && { retryAtMs }),
    };
    const { tokens } = state;
    const leftMs = tokens && !flight.blocking ? remainingMs(tokens, settings.now()) : 0;
    if (!tokens || leftMs <= 0) return this.commit(sameLogin(state.record, null, ended), 'renewed', { flight, error });
    failures.refuseAhead(
      tokens,
      error,
      leftMs,
      () => void this.commit(sameLogin(state.record, null, ended), 'renewed'),
    );
    this.#settle(flight, { error });
  }

  #failedFor(flight: Flight, failure: Failing, error: FreshkeyError): void {
    this.#remembering.add(failure, error);
    this.#settle(flight, { error });
  }

  get #remembering(): Failures {
    this.#failures ??= new Failures(this.#host);
    return this.#failures;
  }
}
