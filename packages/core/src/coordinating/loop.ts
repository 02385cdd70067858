import { FreshkeyError } from '../errors.ts';
import { flawOfOptions, isPlaceholder, missingScopes, passReason } from '../judging/admission.ts';
import { dueBy } from '../judging/expiry.ts';
import type { Persistence } from '../keeping/persistence.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import type { Exchange, Outcome } from '../sending/exchange.ts';
import type { Scheme } from '../sending/scheme.ts';
import { callersOwn, type Ticket, Tickets } from '../sending/ticket.ts';
import { endOfLogin, fenceOf, isFence } from '../state/endings.ts';
import type { PassReason } from '../telling/explanation.ts';
import { isThenable } from '../thenable.ts';
import { waitFor } from '../waiting.ts';
import type { Flight } from './flight.ts';
import { endSteps, summaryOf, tellHeld, tellStep } from './request-steps.ts';
import { untried } from './trial.ts';
import { Trials, type TrialsHost } from './trials.ts';
import type { UnderWay } from './under-way.ts';

/** What the loop works with. */
export interface LoopHost extends TrialsHost {
  /** Absent: the session lives in memory alone. */
  readonly persistence: Persistence | undefined;
  /** The refresh under way. */
  readonly flight: Flight | undefined;
  readonly underWay: UnderWay;
  /** Whether a request is made by `refresh`, `authorize` or `onSignOut`. */
  owns(exchange: Exchange): boolean;
  /** Requests wait for a refresh. */
  readonly isHolding: boolean;
  /** Settles when the store was read. */
  readonly ready: Promise<void>;
}

const staleHeader =
  "A request carries an Authorization header that some code of yours built of the session's own token, of another user's, or of none. The session replaces it: remove the line that sets it.";

/** The one loop: admit, send, judge, replay, surface. What adapters see of a session. */
export class Loop {
  readonly protocol = 2;
  readonly scheme: Scheme;
  /** The origins that credentials may go to, where the session names them. */
  readonly origins: ReadonlySet<string> | undefined;
  readonly #host: LoopHost;
  readonly #tickets: Tickets;
  #made: Trials | undefined = undefined;
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

  /** Made when an answer is first looked at. */
  get #trials(): Trials {
    this.#made ??= new Trials(this.#host, this.#tickets);
    return this.#made;
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
    tellStep(this.#host, exchange, 'passed', { reason });
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
    tellHeld(this.#host, exchange);
    underWay.begin();
    try {
      while (!state.loaded || persistence?.catchingUp)
        await waitFor(exchange, persistence?.catchingUp ?? this.#host.ready);
      const owner = wasLoaded ? asked : state.firstLoginId;
      if (state.tokens && owner !== undefined && owner !== state.record?.loginId)
        throw exchange.abandoned('aborted', endOfLogin(state.record));
    } catch (error) {
      endSteps(this.#host, exchange);
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
      endSteps(this.#host, exchange);
      return Promise.reject(error);
    }
  }

  /** The session may have changed while the scheme made its credential. */
  async #sendLate<O extends Outcome>(exchange: Exchange<O>, issuing: PromiseLike<Ticket>): Promise<O> {
    const { underWay } = this.#host;
    underWay.begin();
    try {
      const ticket = await waitFor(exchange, issuing);
      const obstacle = ticket === callersOwn ? undefined : fenceOf(this.#host.state, ticket.loginId);
      if (obstacle) throw exchange.abandoned('aborted', obstacle);
      return this.#send(exchange, ticket);
    } catch (error) {
      endSteps(this.#host, exchange);
      throw error;
    } finally {
      underWay.end();
    }
  }

  #send<O extends Outcome>(exchange: Exchange<O>, ticket: Ticket): Promise<O> {
    if (ticket === callersOwn) return this.#pass(exchange, 'own-credential');
    const { state, underWay, events } = this.#host;
    underWay.begin();
    if (events.has('step')) tellStep(this.#host, exchange, 'sent', { generation: ticket.generation });
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
    return this.#trials
      .received(exchange, { ...untried, ticket, outcome, rejected })
      .finally(() => this.#finished(exchange));
  }

  /** A request that cannot go out at once. Many wait: each costs one promise, and what it goes on with. */
  #hold<O extends Outcome>(exchange: Exchange<O>, flight: Flight): Promise<O> {
    const { state, underWay, replays } = this.#host;
    const { record } = state;
    tellHeld(this.#host, exchange);
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
      const recordAtTurn = () => this.#recordOfHeld(exchange, atHand, flight);
      const tried = () => (flight.result?.error ? { ...untried, flown: flight.result, wasHeldInVain: true } : untried);
      return await this.#trials.received(exchange, await this.#trials.sendInTurn(exchange, recordAtTurn, tried));
    } finally {
      this.#finished(exchange);
    }
  }

  #finished(exchange: Exchange): void {
    endSteps(this.#host, exchange);
    this.#host.underWay.end();
    exchange.finished?.();
  }

  /** What a held request goes out with. */
  #recordOfHeld(exchange: Exchange, atHand: SessionRecord | undefined, flight: Flight): SessionRecord | undefined {
    // Nobody was signed in: the login that the flight brought is the one it waited for, another one is not.
    const failure = atHand ? undefined : flight.result?.error;
    const obstacle = fenceOf(this.#host.state, atHand?.loginId) ?? (failure && isFence(failure) ? failure : undefined);
    if (obstacle) throw exchange.abandoned('aborted', obstacle);
    const { state } = this.#host;
    return state.tokens || !atHand ? state.record : atHand;
  }
}
