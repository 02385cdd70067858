import { parseChallenges } from '@freshkey/challenge';
import { FreshkeyError } from '../errors.ts';
import { isOwnOrigin, missingScopes, passReason } from '../judging/admission.ts';
import { due, remainingMs } from '../judging/expiry.ts';
import { originOf, printableUrl } from '../judging/origins.ts';
import { judge, type RefusalReason, type ReplayReason, type Verdict } from '../judging/verdict.ts';
import type { SessionRecord } from '../keeping/store.ts';
import type { AnswerSummary, Settings } from '../options.ts';
import type { Answer, Exchange, Outcome } from '../sending/exchange.ts';
import { createTickets, type Ticket } from '../sending/ticket.ts';
import type { State } from '../state/state.ts';
import { attempt, report } from '../telling/attempt.ts';
import type { Events, RequestSummary } from '../telling/events.ts';
import type { PassReason } from '../telling/explanation.ts';
import type { Refusals } from '../telling/refusals.ts';
import { waitFor } from '../waiting.ts';
import type { Flight, Flights } from './flights.ts';
import type { Replays } from './replays.ts';

/** What was sent and what came of it. */
interface Sent<O> {
  readonly ticket: Ticket;
  readonly outcome: O | unknown;
  readonly rejected: boolean;
}

/** What has been tried for one request. */
interface Trial {
  /** The reasons for which it was replayed, in order. */
  replays?: ReplayReason[];
  /** How the flight failed that the request waited for. */
  failure?: FreshkeyError | undefined;
}

/** A 403 without one of these is the API's own business. */
const reasonsOfForbidden = new Set<RefusalReason>(['insufficient-scope', 'step-up', 'claims-challenge', 'proxy']);

/** What a failed flight explains better than the verdict on the request that waited for it. */
const explainedByFlight = new Set<RefusalReason>(['still-refused', 'session-ended', 'no-credential']);

/** A sign-in or sign-out ended the flight. */
const fences: ReadonlySet<string> = new Set(['signed-out', 'session-replaced', 'session-disposed']);

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
};

const reasonOf = ({ code }: FreshkeyError): RefusalReason => flightReasons[code] ?? 'refresh-failed';

export type Perform = <O extends Outcome>(exchange: Exchange<O>) => Promise<O>;

/** The one loop: admit, send, judge, replay. */
export function createLoop(
  settings: Settings,
  state: State,
  flights: Flights,
  replays: Replays,
  refusals: Refusals,
  events: Events,
  /** What the store is still looking up, if anything: nothing is sent before. */
  lookup: () => Promise<void> | undefined,
): Perform {
  const { scheme, origins, isUnauthorized, now, replayLimit } = settings;
  const canRefresh = settings.refresh !== undefined;
  const ticketFor = createTickets(scheme);

  const summaryOf = ({ method, url }: Exchange): RequestSummary => ({ method, url: printableUrl(url) });
  const loginId = () => state.record?.loginId;
  const stamp = () => ({ loginId: loginId(), generation: state.generation, tokens: state.tokens });

  // Admit

  function perform<O extends Outcome>(exchange: Exchange<O>): Promise<O> {
    const reason = passReason(exchange, origins, flights.owns);
    if (reason) return pass(exchange, reason);
    const pending = lookup();
    if (pending) return afterLookup(exchange, pending);
    const missing = missingScopes(exchange, state.tokens?.scope);
    if (missing.length > 0) return Promise.reject(lacking(exchange, missing));
    const flight = flightToWaitFor();
    return flight ? hold(exchange, flight) : depart(exchange);
  }

  /** Untouched is not unheard: a 401 while somebody is signed in deserves a word. */
  function pass<O extends Outcome>(exchange: Exchange<O>, reason: PassReason): Promise<O> {
    const answer = exchange.send(undefined, 0);
    if (state.status === 'active') {
      const listen = (outcome: unknown) => {
        if (exchange.answer(outcome)?.status === 401) refusals.pass(exchange, reason);
      };
      answer.then(listen, listen);
    }
    return answer;
  }

  async function afterLookup<O extends Outcome>(exchange: Exchange<O>, pending: Promise<void>): Promise<O> {
    if (events.has('held')) events.emit('held', summaryOf(exchange));
    await waitFor(exchange, pending);
    return perform(exchange);
  }

  function lacking(exchange: Exchange, missing: string[]): FreshkeyError {
    const { method, url } = summaryOf(exchange);
    return new FreshkeyError(
      'insufficient-scope',
      `${method} ${url} needs the scope ${missing.join(' ')}, which the token response did not grant. It was not sent.`,
    );
  }

  /** A refresh that the request only *should* have begins behind its back. */
  function flightToWaitFor(): Flight | undefined {
    const { tokens } = state;
    const canFill = settings.refreshWhenEmpty && !tokens && (!state.record || state.record.endedBecause !== undefined);
    if (!canRefresh || !(tokens || canFill)) return undefined;
    const dueness = tokens && !replays.isHolding ? due(tokens, settings.windows, now()) : 'must';
    if (dueness === 'no') return undefined;
    const flight = flights.need(dueness === 'must');
    return dueness === 'must' && 'done' in flight ? flight : undefined;
  }

  // Send

  /** The success path: the transport's promise and one `then`. */
  function depart<O extends Outcome>(exchange: Exchange<O>): Promise<O> {
    try {
      const ticket = ticketFor(exchange, stamp());
      return ticket instanceof Promise ? ticket.then((issued) => sendLate(exchange, issued)) : send(exchange, ticket);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The session may have changed while the scheme made its credential. */
  function sendLate<O extends Outcome>(exchange: Exchange<O>, ticket: Ticket): Promise<O> {
    const obstacle = fenceOf(ticket.loginId);
    if (obstacle) throw exchange.abandoned('aborted', obstacle);
    return send(exchange, ticket);
  }

  function send<O extends Outcome>(exchange: Exchange<O>, ticket: Ticket): Promise<O> {
    if (ticket.isCallersOwn) return pass(exchange, 'own-credential');
    return exchange.send(ticket.credential, 0).then(
      (outcome) =>
        outcome.status < 400 && !isUnauthorized && !scheme.learn
          ? outcome
          : received(exchange, { ticket, outcome, rejected: false }),
      (outcome) => received(exchange, { ticket, outcome, rejected: true }),
    );
  }

  /** A request that cannot go out at once; when the refresh fails, it goes out with the token at hand. */
  function hold<O extends Outcome>(exchange: Exchange<O>, flight: Flight): Promise<O> {
    if (events.has('held')) events.emit('held', summaryOf(exchange));
    const { record } = state;
    return queued(exchange, () => ticketOfHeld(exchange, record, flight)).then((sent) => {
      const failure = flight.result?.error;
      return received(exchange, sent, failure ? { failure, replays: Array(replayLimit).fill('refreshed') } : {});
    });
  }

  async function ticketOfHeld(exchange: Exchange, atHand: SessionRecord | undefined, flight: Flight): Promise<Ticket> {
    // Nobody was signed in: the login that the flight brought is the one it waited for, another one is not.
    const failure = atHand ? undefined : flight.result?.error;
    const obstacle = fenceOf(atHand?.loginId) ?? (failure && fences.has(failure.code) ? failure : undefined);
    if (obstacle) throw exchange.abandoned('aborted', obstacle);
    const known = {
      ...atHand,
      loginId: atHand?.loginId,
      generation: atHand?.generation ?? 0,
      tokens: atHand?.tokens ?? undefined,
    };
    const ticket = await ticketFor(exchange, state.tokens || !atHand ? stamp() : known);
    const late = fenceOf(ticket.loginId);
    if (late) throw exchange.abandoned('aborted', late);
    return ticket;
  }

  /** Sends at its turn. The turn covers the sending alone: what comes after may have to wait again. */
  function queued<O extends Outcome>(exchange: Exchange<O>, ticketAtTurn: () => Promise<Ticket>): Promise<Sent<O>> {
    return replays.turn(exchange, exchange.options?.priority ?? 0, async () => {
      const ticket = await ticketAtTurn();
      try {
        return { ticket, outcome: await exchange.send(ticket.credential, 1), rejected: false };
      } catch (outcome) {
        return { ticket, outcome, rejected: true };
      }
    });
  }

  // Judge

  async function received<O extends Outcome>(exchange: Exchange<O>, sent: Sent<O>, trial: Trial = {}): Promise<O> {
    const answer = exchange.answer(sent.outcome);
    if (!answer) return unanswered(exchange, sent);
    const verdict = await verdictOn(exchange, sent.ticket, answer, trial);
    if (!verdict) return handOver(sent);
    if (verdict.action === 'surface') {
      const failure = explainedByFlight.has(verdict.reason) ? trial.failure : undefined;
      return surface(exchange, sent, failure ? reasonOf(failure) : verdict.reason, failure);
    }
    const flight = verdict.action === 'refresh' ? flights.need(true) : undefined;
    if (flight && !('done' in flight)) return surface(exchange, sent, reasonOf(flight), flight);
    if (exchange.options?.replay === false) return surface(exchange, sent, 'replay-forbidden');
    if (!exchange.isReplayable()) return surface(exchange, sent, 'body-not-replayable');
    return replay(exchange, sent, trial, verdict.action === 'refresh' ? 'refreshed' : verdict.reason, flight);
  }

  /** `undefined`: the answer is none of our business. */
  async function verdictOn(
    exchange: Exchange,
    ticket: Ticket,
    answer: Answer,
    trial: Trial,
  ): Promise<Verdict | undefined> {
    const { status, headers } = answer;
    const url = answer.url || exchange.url;
    const again =
      ticket.credential !== undefined && attempt(() => scheme.learn?.({ url, status, headers })) === 'again';
    const isRefused =
      again ||
      (isUnauthorized
        ? await asked({
            status,
            headers,
            url,
            body: () => answer.text(),
            json: async () => JSON.parse(await answer.text()),
          })
        : status === 401);
    if (!isRefused && status !== 403 && status !== 407) return undefined;
    const header = headers.get('www-authenticate');
    const verdict = judge({
      status,
      challenges: parseChallenges(header as string | string[] | undefined).challenges,
      scheme,
      again,
      ticket: { ...ticket, sent: ticket.tokens !== undefined },
      current: { loginId: loginId(), generation: state.generation, signedIn: state.tokens !== undefined },
      ownOrigin: isOwnOrigin(exchange, origins, answer.url ? originOf(answer.url) : undefined),
      canRefresh,
      left: (reason) => (trial.replays ?? []).filter((used) => used === reason).length < replayLimit,
    });
    return isRefused || (verdict.action === 'surface' && reasonsOfForbidden.has(verdict.reason)) ? verdict : undefined;
  }

  /** A rule of the application that throws has not said that an answer is a refusal. */
  async function asked(answer: AnswerSummary): Promise<boolean> {
    try {
      return (await isUnauthorized?.(answer)) === true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  // Replay

  async function replay<O extends Outcome>(
    exchange: Exchange<O>,
    refused: Sent<O>,
    trial: Trial,
    reason: ReplayReason,
    flight: Flight | undefined,
  ): Promise<O> {
    trial.replays = [...(trial.replays ?? []), reason];
    let obstacle: FreshkeyError | undefined;
    if (flight && events.has('held')) events.emit('held', summaryOf(exchange));
    const sent = await queued(exchange, async () => {
      obstacle = flight?.result?.error ?? fenceOf(refused.ticket.loginId) ?? endOf();
      if (obstacle) throw obstacle;
      const ticket = await ticketFor(exchange, stamp());
      obstacle = fenceOf(ticket.loginId);
      if (obstacle) throw obstacle;
      if (events.has('replayed')) events.emit('replayed', { ...summaryOf(exchange), reason });
      exchange.discard(refused.outcome);
      return ticket;
    }).catch((error: unknown) => {
      if (obstacle) return undefined;
      exchange.discard(refused.outcome);
      throw error;
    });
    return sent
      ? received(exchange, sent, trial)
      : surface(exchange, refused, reasonOf(obstacle as FreshkeyError), obstacle);
  }

  /** Why a request of that login must not be sent any more. */
  function fenceOf(login: string | undefined): FreshkeyError | undefined {
    if (state.disposed) return new FreshkeyError('session-disposed', 'The session was disposed of.');
    if (login === undefined || login === loginId()) return undefined;
    return state.tokens
      ? new FreshkeyError('session-replaced', 'Somebody else signed in meanwhile; the request was not sent.')
      : new FreshkeyError('signed-out', 'The session was signed out meanwhile; the request was not sent.');
  }

  function endOf(): FreshkeyError | undefined {
    const { endedBecause } = state.record ?? {};
    return state.tokens ? undefined : new FreshkeyError('session-ended', endedBecause ?? 'The session has ended.');
  }

  // Surface

  async function surface<O extends Outcome>(
    exchange: Exchange<O>,
    sent: Sent<O>,
    reason: RefusalReason,
    error?: FreshkeyError,
  ): Promise<O> {
    await refusals.surface(exchange, sent.outcome, sent.ticket.credential, reason, error);
    return handOver(sent);
  }

  async function unanswered<O extends Outcome>(exchange: Exchange<O>, sent: Sent<O>): Promise<O> {
    const { tokens } = sent.ticket;
    const isPastLife = tokens && remainingMs(tokens, now()) <= 0 && !exchange.signal?.aborted;
    return isPastLife ? surface(exchange, sent, 'hidden-by-network-error') : handOver(sent);
  }

  function handOver<O>({ outcome, rejected }: Sent<O>): O {
    if (rejected) throw outcome;
    return outcome as O;
  }

  return perform;
}
