import { FreshkeyError } from '../errors.ts';
import { flawOfOptions, isPlaceholder, missingScopes, passReason } from '../judging/admission.ts';
import { clockAfterAcceptance, clockAfterCure } from '../judging/clock.ts';
import {
  afterCure,
  afterGoodAnswer,
  afterRefresh,
  afterUselessRefresh,
  hasLearned,
  keyOf,
} from '../judging/experience.ts';
import { dueBy, remainingMs } from '../judging/expiry.ts';
import { printableUrl } from '../judging/origins.ts';
import type { RefusalReason, ReplayReason, Verdict } from '../judging/verdict.ts';
import type { Persistence } from '../keeping/persistence.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import type { Settings } from '../options.ts';
import type { Answer, Exchange, Outcome } from '../sending/exchange.ts';
import type { Scheme } from '../sending/scheme.ts';
import { callersOwn, type Ticket, Tickets } from '../sending/ticket.ts';
import { endOfLogin, endOfSession, isFence, nobody } from '../state/endings.ts';
import type { State } from '../state/state.ts';
import type { Events } from '../telling/events.ts';
import type { PassReason } from '../telling/explanation.ts';
import type { Refusals } from '../telling/refusals.ts';
import type { RequestSummary, Step, StepTrace } from '../telling/steps.ts';
import type { Trace } from '../telling/trace.ts';
import { isThenable } from '../thenable.ts';
import { waitFor } from '../waiting.ts';
import type { AuthorizingRoom } from './authorizing.ts';
import type { Flight, FlightResult } from './flight.ts';
import type { Flights } from './flights.ts';
import { type Reading, readAnswer } from './reading.ts';
import type { Replays } from './replays.ts';
import type { UnderWay } from './under-way.ts';

/** What the loop works with. */
export interface LoopHost {
  readonly settings: Settings;
  readonly state: State;
  /** Absent: the session lives in memory alone. */
  readonly persistence: Persistence | undefined;
  readonly flights: Flights;
  /** The refresh under way. */
  readonly flight: Flight | undefined;
  readonly replays: Replays;
  readonly refusals: Refusals;
  readonly underWay: UnderWay;
  readonly events: Events;
  readonly trace: Trace;
  readonly authorizing: AuthorizingRoom | undefined;
  /** Whether a request is made by `refresh`, `authorize` or `onSignOut`. */
  owns(exchange: Exchange): boolean;
  /** Requests wait for a refresh. */
  readonly isHolding: boolean;
  /** Settles when the store was read. */
  readonly ready: Promise<void>;
}

/** One request on its way: what it went out with, what came of it, and what was tried for it. */
interface Trial {
  ticket: Ticket;
  outcome: unknown;
  rejected: boolean;
  attempt: number;
  readonly replays: ReplayReason[];
  /** How the flight ended that it waited for. */
  flown: FlightResult | undefined;
  /** The token that was refused before that flight, and when. */
  refused: { readonly accessToken: string; readonly atMs: number } | undefined;
}

/** What a failed flight explains better than the verdict on the request that waited for it. */
const explainedByFlight = new Set<RefusalReason>(['still-refused', 'session-ended', 'no-credential']);

/** The codes of a failed flight that are a reason by themselves. */
const flightReasons: Readonly<Record<string, RefusalReason>> = {
  'refresh-refused': 'refresh-refused',
  'refresh-timeout': 'refresh-timeout',
  'refresh-paused': 'refresh-paused',
  'no-refresh': 'no-refresh',
  'signed-out': 'signed-out',
  'session-replaced': 'session-replaced',
  'session-disposed': 'session-disposed',
  'session-ended': 'session-ended',
  'store-read-only': 'read-only',
};

const reasonOf = ({ code }: FreshkeyError): RefusalReason => flightReasons[code] ?? 'refresh-failed';

const staleHeader =
  "A request carries an Authorization header that some code of yours built of the session's own token, of another user's, or of none. The session replaces it: remove the line that sets it.";

const seedMissing = 'The session was given "tokens: undefined": look for what should have set it.';

/** What an API may need to hear of a token that was just issued. */
const youngTokenPauseMs = 300;

/** The one loop: admit, send, judge, replay, surface. What adapters see of a session. */
export class Loop {
  readonly protocol = 2;
  readonly scheme: Scheme;
  /** The origins that credentials may go to, where the session names them. */
  readonly origins: ReadonlySet<string> | undefined;
  readonly #host: LoopHost;
  readonly #tickets: Tickets;
  /** Nobody looks at an answer that is no refusal. */
  readonly #isPlain: boolean;

  constructor(host: LoopHost) {
    this.scheme = host.settings.scheme;
    this.origins = host.settings.origins;
    this.#host = host;
    this.#tickets = new Tickets(host.settings.scheme);
    const { isUnauthorized, learnTokens, scheme } = host.settings;
    this.#isPlain = !isUnauthorized && !learnTokens && !scheme.learn;
  }

  get isDisposed(): boolean {
    return this.#host.state.disposed;
  }

  /** `false`: no request is ever sent a second time, whatever is answered. */
  get canReplay(): boolean {
    const { refresh, authorize, replayLimit } = this.#host.settings;
    return replayLimit > 0 && (refresh !== undefined || authorize !== undefined || this.scheme.learn !== undefined);
  }

  /** Whether the code that runs now was called by `refresh`: the request that it makes is the refresh's own. */
  get isAsking(): boolean {
    return this.#host.flights.isAsking;
  }

  /** A line for the developer: once for each key. */
  note(key: string, line: () => string): void {
    this.#host.events.note(key, line);
  }

  // Admit

  /** Sends a request as the session's, and settles with what its caller is to see. */
  perform<O extends Outcome>(exchange: Exchange<O>): Promise<O> {
    const host = this.#host;
    const { state } = host;
    const flaw = exchange.options === undefined ? undefined : flawOfOptions(exchange.options);
    if (flaw) return Promise.reject(flaw);
    const reason = passReason(exchange, this.origins, host.owns(exchange));
    if (reason || this.#hasOwnCredential(exchange)) return this.#pass(exchange, reason ?? 'own-credential');
    if (!state.loaded || host.persistence?.catchingUp) return this.#afterLookup(exchange);
    if (exchange.options?.scopes) {
      const missing = missingScopes(exchange, state.tokens?.scope);
      if (missing.length > 0) return Promise.reject(this.#lacking(exchange, missing));
    }
    // The success path ends here: nothing is due, nothing is under way.
    const { deadlines } = state;
    if (deadlines && deadlines.shouldAtMs > host.settings.now() && !host.isHolding) return this.#depart(exchange);
    const flight = this.#flightToWaitFor();
    return flight && !exchange.isUrgent ? this.#hold(exchange, flight) : this.#depart(exchange);
  }

  /** Not where old code builds a header of a token that is not there, or of one that was this session's own. */
  #hasOwnCredential(exchange: Exchange): boolean {
    const authorization = exchange.header('authorization');
    if (authorization === undefined) return false;
    const { state, events } = this.#host;
    const token = authorization.split(' ').at(-1) ?? '';
    const isStale = isPlaceholder(authorization) || state.wasOurs(token) || events.isAnothers(token);
    if (isStale) events.note('stale-header', () => staleHeader);
    return !isStale;
  }

  /** Untouched is not unheard: a 401 while somebody is signed in deserves a word. */
  #pass<O extends Outcome>(exchange: Exchange<O>, reason: PassReason): Promise<O> {
    const { state, refusals } = this.#host;
    const answer = exchange.send(undefined, 0);
    this.#step(exchange, 'passed', { reason });
    if (state.status === 'active') {
      const listen = (outcome: unknown) => {
        if (exchange.answer(outcome)?.status === 401) refusals.pass(exchange, outcome, reason);
      };
      answer.then(listen, listen);
    }
    return answer;
  }

  /** Who is signed in is not known yet, or not any more: whoever asked is never answered as somebody who came after. */
  async #afterLookup<O extends Outcome>(exchange: Exchange<O>): Promise<O> {
    const { state, persistence, underWay } = this.#host;
    const wasLoaded = state.loaded;
    const asked = state.record?.loginId;
    this.#tellHeld(exchange);
    underWay.begin();
    try {
      while (!state.loaded || persistence?.catchingUp)
        await waitFor(exchange, persistence?.catchingUp ?? this.#host.ready);
      const owner = wasLoaded ? asked : state.firstLoginId;
      if (state.tokens && owner !== undefined && owner !== state.record?.loginId)
        throw exchange.abandoned('aborted', endOfLogin(state.record));
    } catch (error) {
      this.#endSteps(exchange);
      throw error;
    } finally {
      underWay.end();
    }
    return this.perform(exchange);
  }

  #lacking(exchange: Exchange, missing: string[]): FreshkeyError {
    const { method, url } = summaryOf(exchange);
    return new FreshkeyError(
      'insufficient-scope',
      `${method} ${url} needs the scope ${missing.join(' ')}, which the token response did not grant. It was not sent.`,
    );
  }

  /** A refresh that the request only *should* have begins behind its back. */
  #flightToWaitFor(): Flight | undefined {
    const { state, settings, flights, isHolding } = this.#host;
    if (!settings.refresh || !(state.tokens || state.canFill)) return undefined;
    const dueness = isHolding || !state.deadlines ? 'must' : dueBy(state.deadlines, settings.now());
    if (dueness === 'no') return undefined;
    const flight = flights.need({ blocking: dueness === 'must' });
    return dueness === 'must' && 'done' in flight ? flight : undefined;
  }

  // Send

  /** The success path: the transport's promise and one `then`. */
  #depart<O extends Outcome>(exchange: Exchange<O>): Promise<O> {
    try {
      const ticket = this.#tickets.for(exchange, this.#host.state.record);
      return isThenable(ticket) ? this.#sendLate(exchange, ticket) : this.#send(exchange, ticket as Ticket);
    } catch (error) {
      this.#endSteps(exchange);
      return Promise.reject(error);
    }
  }

  /** The session may have changed while the scheme made its credential. */
  async #sendLate<O extends Outcome>(exchange: Exchange<O>, issuing: PromiseLike<Ticket>): Promise<O> {
    const { underWay } = this.#host;
    underWay.begin();
    try {
      const ticket = await waitFor(exchange, issuing);
      const obstacle = ticket === callersOwn ? undefined : this.#fenceOf(ticket.loginId);
      if (obstacle) throw exchange.abandoned('aborted', obstacle);
      return this.#send(exchange, ticket);
    } catch (error) {
      this.#endSteps(exchange);
      throw error;
    } finally {
      underWay.end();
    }
  }

  #send<O extends Outcome>(exchange: Exchange<O>, ticket: Ticket): Promise<O> {
    if (ticket === callersOwn) return this.#pass(exchange, 'own-credential');
    const { state, underWay, events } = this.#host;
    underWay.begin();
    if (events.has('step')) this.#step(exchange, 'sent', { generation: ticket.generation });
    return exchange.send(ticket.credential, 0).then(
      (outcome) => {
        if (outcome.status >= 400 || !this.#isPlain || ticket.tellsTime || state.experience || events.has('step'))
          return this.#first(exchange, ticket, outcome, false);
        underWay.end();
        exchange.finished?.();
        return outcome;
      },
      (outcome) => this.#first(exchange, ticket, outcome, true),
    );
  }

  #first<O extends Outcome>(exchange: Exchange<O>, ticket: Ticket, outcome: unknown, rejected: boolean): Promise<O> {
    const trial: Trial = { ticket, outcome, rejected, attempt: 0, replays: [], flown: undefined, refused: undefined };
    return this.#received(exchange, trial).finally(() => this.#finished(exchange));
  }

  /** A request that cannot go out at once. Many wait: each costs one promise, and what it goes on with. */
  #hold<O extends Outcome>(exchange: Exchange<O>, flight: Flight): Promise<O> {
    const { state, underWay, replays } = this.#host;
    const { record } = state;
    this.#tellHeld(exchange);
    underWay.begin();
    return replays.gate(exchange).then(
      () => this.#sendHeld(exchange, record, flight),
      (error) => {
        this.#finished(exchange);
        throw error;
      },
    ) as Promise<O>;
  }

  /** When the refresh failed, it goes out with the token at hand. */
  async #sendHeld<O extends Outcome>(
    exchange: Exchange<O>,
    atHand: SessionRecord | undefined,
    flight: Flight,
  ): Promise<O> {
    try {
      const trial = await this.#sendInTurn(exchange, 0, () => this.#recordOfHeld(exchange, atHand, flight));
      if (flight.result?.error) {
        trial.flown = flight.result;
        trial.replays.push(...Array<ReplayReason>(this.#host.settings.replayLimit).fill('refreshed'));
      }
      return await this.#received(exchange, trial);
    } finally {
      this.#finished(exchange);
    }
  }

  #finished(exchange: Exchange): void {
    this.#endSteps(exchange);
    this.#host.underWay.end();
    exchange.finished?.();
  }

  /** What a held request goes out with. */
  #recordOfHeld(exchange: Exchange, atHand: SessionRecord | undefined, flight: Flight): SessionRecord | undefined {
    // Nobody was signed in: the login that the flight brought is the one it waited for, another one is not.
    const failure = atHand ? undefined : flight.result?.error;
    const obstacle = this.#fenceOf(atHand?.loginId) ?? (failure && isFence(failure) ? failure : undefined);
    if (obstacle) throw exchange.abandoned('aborted', obstacle);
    const { state } = this.#host;
    return state.tokens || !atHand ? state.record : atHand;
  }

  /** Sends at its turn, in its caller's own continuation. The turn covers the sending alone: what comes after may wait again. */
  async #sendInTurn<O extends Outcome>(
    exchange: Exchange<O>,
    attempt: number,
    recordAtTurn: () => SessionRecord | undefined,
  ): Promise<Trial> {
    const { replays } = this.#host;
    const leave = await replays.turn(exchange, exchange.options?.priority ?? 0);
    try {
      const issuing = this.#tickets.for(exchange, recordAtTurn());
      const ticket = isThenable(issuing) ? await waitFor(exchange, issuing) : (issuing as Ticket);
      const late = ticket === callersOwn ? undefined : this.#fenceOf(ticket.loginId);
      if (late) throw exchange.abandoned('aborted', late);
      const trial: Trial = {
        ticket,
        outcome: undefined,
        rejected: false,
        attempt,
        replays: [],
        flown: undefined,
        refused: undefined,
      };
      this.#step(exchange, 'sent', { generation: ticket.generation });
      try {
        trial.outcome = await exchange.send(ticket.credential, attempt);
      } catch (error) {
        trial.outcome = error;
        trial.rejected = true;
      }
      return trial;
    } finally {
      leave();
    }
  }

  // Judge

  async #received<O extends Outcome>(exchange: Exchange<O>, trial: Trial): Promise<O> {
    const answer = exchange.answer(trial.outcome);
    if (!answer) return this.#unanswered(exchange, trial);
    this.#learnTokens(exchange, answer, trial.ticket);
    const reading = trial.ticket === callersOwn ? undefined : await readAnswer(this.#host, exchange, answer, trial);
    if (!reading) {
      this.#step(exchange, 'answered', { status: answer.status });
      this.#learnFromGoodAnswer(exchange, answer, trial);
      return handOver(trial);
    }
    const { verdict } = reading;
    this.#learnFromRefusal(exchange, trial, reading);
    this.#step(exchange, 'refused', {
      status: answer.status,
      reason: 'reason' in verdict ? verdict.reason : verdict.action,
    });
    return this.#carryOut(exchange, trial, verdict);
  }

  async #carryOut<O extends Outcome>(exchange: Exchange<O>, trial: Trial, verdict: Verdict): Promise<O> {
    if (verdict.action === 'surface') {
      const failure = explainedByFlight.has(verdict.reason) ? trial.flown?.error : undefined;
      if (verdict.reason === 'no-credential' && !failure) return this.#surfaceNobody(exchange, trial);
      return this.#surface(exchange, trial, failure ? reasonOf(failure) : verdict.reason, failure);
    }
    if (verdict.action === 'authorize') return this.#authorize(exchange, trial, verdict);
    if (verdict.action === 'replay') {
      const obstacle = obstacleToReplay(exchange);
      if (obstacle) return this.#surface(exchange, trial, obstacle);
      if (verdict.reason === 'young-token') await this.#pause(exchange, trial, youngTokenPauseMs);
      return this.#replay(exchange, trial, verdict.reason);
    }
    return this.#refresh(exchange, trial);
  }

  /** It went out without a credential: because the session had ended, because its tokens never came, or since nobody is signed in. */
  #surfaceNobody<O extends Outcome>(exchange: Exchange<O>, trial: Trial): Promise<O> {
    const { state, settings } = this.#host;
    if (state.record?.ended) return this.#surface(exchange, trial, 'session-ended', nobody(state.record));
    const lacksSeed = settings.isSeedMissing && !state.record;
    const why = lacksSeed ? new FreshkeyError('invalid-tokens', seedMissing) : undefined;
    return this.#surface(exchange, trial, 'no-credential', why);
  }

  async #refresh<O extends Outcome>(exchange: Exchange<O>, trial: Trial): Promise<O> {
    const { flights, state, settings } = this.#host;
    const { current } = flights;
    const accessToken = trial.ticket.tokens?.accessToken ?? '';
    trial.refused = { accessToken, atMs: settings.now() };
    const flight = flights.need({ blocking: true, refused: accessToken });
    if (!('done' in flight)) return this.#surface(exchange, trial, reasonOf(flight), flight);
    if (flight !== current) state.experience = afterRefresh(state.experience, settings.now());
    const obstacle = obstacleToReplay(exchange);
    if (obstacle) return this.#surface(exchange, trial, obstacle);
    this.#tellHeld(exchange);
    await this.#setAside(exchange, trial);
    return this.#replay(exchange, trial, 'refreshed', flight);
  }

  /** The answer that was refused does not keep its connection while its request waits. */
  async #setAside(exchange: Exchange, trial: Trial): Promise<void> {
    trial.outcome = await exchange.setAside(trial.outcome);
  }

  async #pause(exchange: Exchange, trial: Trial, pauseMs: number): Promise<void> {
    await this.#setAside(exchange, trial);
    await waitFor(exchange, new Promise((resolve) => setTimeout(resolve, pauseMs)));
  }

  async #authorize<O extends Outcome>(
    exchange: Exchange<O>,
    trial: Trial,
    verdict: Extract<Verdict, { action: 'authorize' }>,
  ): Promise<O> {
    const { authorizing } = this.#host;
    const obstacle = authorizing ? obstacleToReplay(exchange) : verdict.otherwise;
    if (!authorizing || obstacle) return this.#surface(exchange, trial, obstacle ?? verdict.otherwise);
    const { headers } = exchange.answer(trial.outcome) ?? {};
    const challenge = headers?.get('www-authenticate') as string | string[] | undefined;
    this.#tellHeld(exchange);
    await this.#setAside(exchange, trial);
    const asked = authorizing.ask(verdict.demand, challenge, trial.ticket, summaryOf(exchange));
    const answer = await waitFor(exchange, asked).then(undefined, (reason) => {
      exchange.discard(trial.outcome);
      throw reason;
    });
    if (typeof answer !== 'string') {
      const reason = answer.code === 'not-authorized' ? verdict.otherwise : reasonOf(answer);
      return this.#surface(exchange, trial, reason, answer);
    }
    // Other tokens than those that were asked for are tried first, and do not count as the answer.
    const isTry = answer === 'newer' && !trial.replays.includes('newer-token');
    return this.#replay(exchange, trial, isTry ? 'newer-token' : 'authorized');
  }

  // Replay

  async #replay<O extends Outcome>(
    exchange: Exchange<O>,
    refused: Trial,
    reason: ReplayReason,
    flight?: Flight,
  ): Promise<O> {
    const { events, state } = this.#host;
    let obstacle: FreshkeyError | undefined;
    let sent: Trial;
    try {
      sent = await this.#sendInTurn(exchange, refused.attempt + 1, () => {
        const wasUnborn = refused.ticket.loginId === undefined;
        obstacle = flight?.result?.error ?? (wasUnborn ? undefined : this.#fenceOf(refused.ticket.loginId));
        obstacle ??= state.tokens ? undefined : nobody(state.record);
        if (obstacle) throw obstacle;
        if (events.has('replayed')) events.emit('replayed', { ...summaryOf(exchange), reason });
        exchange.discard(refused.outcome);
        return state.record;
      });
    } catch (error) {
      if (obstacle) return this.#surface(exchange, refused, reasonOf(obstacle), obstacle);
      exchange.discard(refused.outcome);
      throw error;
    }
    sent.replays.push(...refused.replays, reason);
    sent.flown = flight?.result ?? refused.flown;
    sent.refused = refused.refused;
    return this.#received(exchange, sent);
  }

  /** Why a request of that login must not be sent any more. */
  #fenceOf(login: string | undefined): FreshkeyError | undefined {
    const { state } = this.#host;
    if (state.disposed) return endOfSession();
    return login === undefined || login === state.record?.loginId ? undefined : endOfLogin(state.record);
  }

  // Learn

  /** The next token in an answer, for a request that carried the current one. */
  #learnTokens(exchange: Exchange, { status, headers, url }: Answer, ticket: Ticket): void {
    const { settings, events, state, flights } = this.#host;
    const { learnTokens, now } = settings;
    if (!learnTokens || !ticket.tokens || ticket.generation !== state.record?.generation) return;
    const learned = events.attempt('learnTokens', () => {
      const tokens = learnTokens({ status, headers, url: url || exchange.url });
      return tokens === undefined || tokens === null ? undefined : flights.read(tokens, now());
    });
    if (learned) void flights.update(learned);
  }

  #learnFromGoodAnswer(exchange: Exchange, { status }: Answer, { ticket, replays, flown, refused }: Trial): void {
    const { state, flights, settings } = this.#host;
    if (!ticket.tokens || status >= 500) return;
    const { expiresAtMs = Number.POSITIVE_INFINITY, accessToken } = ticket.tokens;
    const generation = flown?.record?.generation;
    const isCured = replays.includes('refreshed') && generation === ticket.generation;
    if (ticket.tellsTime || settings.now() > expiresAtMs)
      flights.clock = clockAfterAcceptance(flights.clock, accessToken, settings.now());
    else if (isCured && refused) flights.clock = clockAfterCure(flights.clock, refused.accessToken, refused.atMs);
    if (!hasLearned(state.experience)) return;
    const key = keyOf(exchange.method, exchange.url);
    state.experience =
      isCured && generation !== undefined
        ? afterCure(state.experience, key, generation)
        : afterGoodAnswer(state.experience, key);
  }

  /** Refused again with the token that its own refresh brought: the only evidence that a refresh does not help here. */
  #learnFromRefusal(exchange: Exchange, { ticket, replays, flown }: Trial, { verdict, isForeign }: Reading): void {
    const { state, settings } = this.#host;
    const generation = flown?.record?.generation;
    if (verdict.action !== 'surface' || !replays.includes('refreshed') || generation !== ticket.generation) return;
    if (isForeign && exchange.origin !== undefined) {
      state.foreignOrigins ??= new Set();
      state.foreignOrigins.add(exchange.origin);
    }
    const key = keyOf(exchange.method, exchange.url);
    state.experience = afterUselessRefresh(state.experience, key, generation, settings.now());
  }

  // Surface

  async #surface<O extends Outcome>(
    exchange: Exchange<O>,
    trial: Trial,
    reason: RefusalReason,
    error?: FreshkeyError,
  ): Promise<O> {
    await this.#host.refusals.surface(exchange, trial.outcome, trial.ticket.credential, reason, error);
    this.#step(exchange, 'surfaced', { reason });
    return handOver(trial);
  }

  async #unanswered<O extends Outcome>(exchange: Exchange<O>, trial: Trial): Promise<O> {
    const { tokens } = trial.ticket;
    this.#step(exchange, 'failed');
    const isPastLife = tokens && remainingMs(tokens, this.#host.settings.now()) <= 0 && !exchange.signal?.aborted;
    return isPastLife ? this.#surface(exchange, trial, 'hidden-by-network-error') : handOver(trial);
  }

  #tellHeld(exchange: Exchange): void {
    const { events } = this.#host;
    if (events.has('held')) events.emit('held', summaryOf(exchange));
    this.#step(exchange, 'held');
  }

  #step(exchange: Exchange, what: Step, more: Pick<StepTrace, 'generation' | 'status' | 'reason'> = {}): void {
    const { events } = this.#host;
    if (events.has('step')) this.#host.trace.step(exchange, what, more);
  }

  /** A request that ends where it waited has failed. */
  #endSteps(exchange: Exchange): void {
    const { events } = this.#host;
    if (events.has('step')) this.#host.trace.finish(exchange);
  }
}

function summaryOf({ method, url }: Exchange): RequestSummary {
  return { method, url: printableUrl(url) };
}

function obstacleToReplay(exchange: Exchange): RefusalReason | undefined {
  if (exchange.options?.replay === false) return 'replay-forbidden';
  return exchange.isReplayable() ? undefined : 'body-not-replayable';
}

function handOver<O>({ outcome, rejected }: Trial): O {
  if (rejected) throw outcome;
  return outcome as O;
}
