import { FreshkeyError } from '../errors.ts';
import { afterRefresh } from '../judging/experience.ts';
import { remainingMs } from '../judging/expiry.ts';
import type { RefusalReason, ReplayReason, Verdict } from '../judging/verdict.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import type { Exchange, Outcome } from '../sending/exchange.ts';
import { callersOwn, type Ticket, type Tickets } from '../sending/ticket.ts';
import { fenceOf, nobody } from '../state/endings.ts';
import type { Refusals } from '../telling/refusals.ts';
import { isThenable } from '../thenable.ts';
import { waitFor } from '../waiting.ts';
import type { AuthorizingRoom } from './authorizing.ts';
import type { Flight } from './flight.ts';
import { type LearningHost, learnFromAnswer, learnFromGoodAnswer, learnFromRefusal } from './learning.ts';
import { readAnswer } from './reading.ts';
import type { Replays } from './replays.ts';
import { type StepsHost, summaryOf, tellHeld, tellStep } from './request-steps.ts';
import { handOver, type Trial, type Tried } from './trial.ts';

/** What judges and sends again. */
export interface TrialsHost extends LearningHost, StepsHost {
  readonly replays: Replays;
  readonly refusals: Refusals;
  readonly authorizing: AuthorizingRoom | undefined;
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

const seedMissing = 'The session was given "tokens: undefined": look for what should have set it.';

/** What an API may need to hear of a token that was just issued. */
const youngTokenPauseMs = 300;

/** What becomes of a request that was sent: its answer is judged, and it is replayed or surfaces. */
export class Trials {
  readonly #host: TrialsHost;
  readonly #tickets: Tickets;

  constructor(host: TrialsHost, tickets: Tickets) {
    this.#host = host;
    this.#tickets = tickets;
  }

  /** Sends at its turn, in its caller's own continuation. The turn covers the sending alone: what comes after may wait again. */
  async sendInTurn<O extends Outcome>(
    exchange: Exchange<O>,
    recordAtTurn: () => SessionRecord | undefined,
    tried: () => Tried,
  ): Promise<Trial> {
    const { replays, state } = this.#host;
    const leave = await replays.turn(exchange, exchange.options?.priority ?? 0);
    try {
      const issuing = this.#tickets.for(exchange, recordAtTurn());
      const ticket = isThenable(issuing) ? await waitFor(exchange, issuing) : (issuing as Ticket);
      const late = ticket === callersOwn ? undefined : fenceOf(state, ticket.loginId);
      if (late) throw exchange.abandoned('aborted', late);
      const trial: Trial = { ...tried(), ticket, outcome: undefined, rejected: false };
      tellStep(this.#host, exchange, 'sent', { generation: ticket.generation });
      try {
        trial.outcome = await exchange.send(ticket.credential, trial.attempt);
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

  async received<O extends Outcome>(exchange: Exchange<O>, trial: Trial): Promise<O> {
    const answer = exchange.answer(trial.outcome);
    if (!answer) return this.#unanswered(exchange, trial);
    learnFromAnswer(this.#host, exchange, answer, trial.ticket);
    const reading = trial.ticket === callersOwn ? undefined : await readAnswer(this.#host, exchange, answer, trial);
    if (!reading) {
      tellStep(this.#host, exchange, 'answered', { status: answer.status });
      learnFromGoodAnswer(this.#host, exchange, answer, trial);
      return handOver(trial);
    }
    const { verdict } = reading;
    learnFromRefusal(this.#host, exchange, trial, reading);
    tellStep(this.#host, exchange, 'refused', {
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
    tellHeld(this.#host, exchange);
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
    tellHeld(this.#host, exchange);
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
      const recordAtTurn = () => {
        const wasUnborn = refused.ticket.loginId === undefined;
        obstacle = flight?.result?.error ?? (wasUnborn ? undefined : fenceOf(state, refused.ticket.loginId));
        obstacle ??= state.tokens ? undefined : nobody(state.record);
        if (obstacle) throw obstacle;
        if (events.has('replayed')) events.emit('replayed', { ...summaryOf(exchange), reason });
        exchange.discard(refused.outcome);
        return state.record;
      };
      const tried = () => ({
        ...refused,
        attempt: refused.attempt + 1,
        replays: [...refused.replays, reason],
        flown: flight?.result ?? refused.flown,
      });
      sent = await this.sendInTurn(exchange, recordAtTurn, tried);
    } catch (error) {
      if (obstacle) return this.#surface(exchange, refused, reasonOf(obstacle), obstacle);
      exchange.discard(refused.outcome);
      throw error;
    }
    return this.received(exchange, sent);
  }

  // Surface

  async #surface<O extends Outcome>(
    exchange: Exchange<O>,
    trial: Trial,
    reason: RefusalReason,
    error?: FreshkeyError,
  ): Promise<O> {
    await this.#host.refusals.surface(exchange, trial.outcome, trial.ticket.credential, reason, error);
    tellStep(this.#host, exchange, 'surfaced', { reason });
    return handOver(trial);
  }

  async #unanswered<O extends Outcome>(exchange: Exchange<O>, trial: Trial): Promise<O> {
    const { tokens } = trial.ticket;
    tellStep(this.#host, exchange, 'failed');
    const isPastLife = tokens && remainingMs(tokens, this.#host.settings.now()) <= 0 && !exchange.signal?.aborted;
    return isPastLife ? this.#surface(exchange, trial, 'hidden-by-network-error') : handOver(trial);
  }
}

function obstacleToReplay(exchange: Exchange): RefusalReason | undefined {
  if (exchange.options?.replay === false) return 'replay-forbidden';
  return exchange.isReplayable() ? undefined : 'body-not-replayable';
}
