import { parseChallenges } from '@freshkey/challenge';
import { FreshkeyError } from './errors.ts';
import type { Events, RequestSummary } from './events.ts';
import { type Explanation, type PassReason, type RefusedExchange, sentenceOf } from './explanation.ts';
import type { Flight, Flights } from './flight.ts';
import { due, remainingMs } from './expiry.ts';
import type { Settings } from './options.ts';
import { isCrossOrigin, originOf, printableUrl } from './origins.ts';
import type { Replays, Waiter } from './replays.ts';
import { type Credential, checkCredential, type HeaderReader } from './scheme.ts';
import type { State } from './state.ts';
import type { TokenSet } from './token-set.ts';
import { judge, type RefusalReason, type ReplayReason } from './verdict.ts';

/** What a caller may say about one request, in the idiom of its client. */
export interface RequestOptions {
  /** Leaves the request alone: no credential, no refresh, no replay. Default: false. */
  readonly bypass?: boolean;
  /** Among requests that wait for a refresh, higher goes out first. Default: 0. */
  readonly priority?: number;
  /** `false`: never send this request a second time; its 401 surfaces. Default: true. */
  readonly replay?: boolean;
  /**
   * The scopes that the request needs, as a list or separated by spaces. Checked before sending, against the `scope`
   * of the token response alone; a missing one is an error without a round trip.
   */
  readonly scopes?: string | readonly string[];
}

/** A response, as far as the coordinator reads it. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderReader;
  /** Where it came from, after redirects; empty or absent: from where the request went. */
  readonly url?: string | undefined;
  /** The text, at most 64 KiB of it, without using up what the caller will read. */
  text(): Promise<string>;
  /** Every header, for a diagnosis. */
  entries(): [name: string, value: string][];
}

/**
 * One request, as an adapter describes it. `Outcome` is what the client's transport resolves with; it has a `status`.
 */
export interface Exchange<Outcome extends { readonly status: number } = { readonly status: number }> extends Waiter {
  /** The client's name, for a diagnosis. */
  readonly client: string;
  readonly method: string;
  readonly url: string;
  /** Where the request goes; `undefined`: nobody can tell. */
  readonly origin: string | undefined;
  /** The origin of the client's base URL; credentials go there where the session names no `origins`. */
  readonly baseOrigin: string | undefined;
  readonly options: RequestOptions | undefined;
  /** The signal as the caller gave it, by identity: a flight's own signal marks the refresh's own request. */
  readonly callerSignal: AbortSignal | undefined;
  /** Whether the caller set this header (lower case). */
  hasHeader(name: string): boolean;
  /** Sends the request once, with a credential or without; may be called again. */
  send(credential: Credential | undefined): Promise<Outcome>;
  /** Whether `send` can be called again with the same body. Asked after the first `send`. */
  isReplayable(): boolean;
  /** The response in what `send` resolved or rejected with; `undefined`: there was none. */
  answer(outcome: unknown): Answer | undefined;
  /** Lets go of a refused response that its caller will never see. */
  discard(outcome: unknown): void;
  /** What the caller gets when the wait ends without an answer: its client's own error, with `reason` as the cause. */
  abandoned(kind: 'aborted' | 'timeout', reason: unknown): unknown;
  /** A refusal surfaces: hide what holds a token, set our error as the cause where the client's is an error. */
  surfaced(outcome: unknown, error: FreshkeyError): void;
  /** The headers as sent, for a diagnosis. */
  sentHeaders(credential: Credential | undefined): [name: string, value: string][];
}

/** What a request went out with. */
interface Ticket {
  readonly loginId: string | undefined;
  readonly generation: number;
  readonly tokens: TokenSet | undefined;
  readonly credential: Credential | undefined;
  readonly isCallersOwn?: boolean;
}

/** What has been tried for one request; made at its first refusal. */
interface Trial {
  readonly replays: Map<ReplayReason, number>;
  failure?: FreshkeyError | undefined;
}

interface Sent<Outcome> {
  readonly ticket: Ticket;
  readonly outcome: Outcome | unknown;
  readonly rejected: boolean;
}

export interface Exchanges {
  /** Admit, send, judge, replay: the one loop. */
  perform<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>): Promise<Outcome>;
  explain(outcome: unknown): Explanation | undefined;
}

const hints: Readonly<Record<PassReason, string>> = {
  bypassed: 'It carries the "bypass" mark.',
  refresh: 'It is the refresh itself.',
  'other-origin': 'Its origin is not the client\'s own: add it to the session\'s "origins" if credentials may go there.',
  'no-origin': 'The client has no base URL: set one, or name the API in the session\'s "origins".',
  'own-credential': 'It carries a credential of its own: remove the line that sets it, and the session adds a current one.',
};

/** Reasons with which a failed flight explains the refusal of those who waited for it. */
const flightReasons: Readonly<Partial<Record<string, RefusalReason>>> = {
  'refresh-refused': 'refresh-refused',
  'refresh-timeout': 'refresh-timeout',
  'refresh-paused': 'refresh-paused',
  'no-refresh': 'no-refresh',
  'signed-out': 'signed-out',
  'session-replaced': 'session-replaced',
  'session-disposed': 'session-disposed',
};

const reasonOf = ({ code }: FreshkeyError): RefusalReason => flightReasons[code] ?? 'refresh-failed';

export function createExchanges(
  settings: Settings,
  state: State,
  flights: Flights,
  replays: Replays,
  events: Events,
  ready: () => Promise<void>,
): Exchanges {
  const { scheme, origins, isUnauthorized, now, replayLimit } = settings;
  const canRefresh = settings.refresh !== undefined;
  const explanations = new WeakMap<object, Explanation>();
  const checked = new WeakSet<Credential>();
  const logged = new Set<string>();

  const summaryOf = ({ method, url }: Exchange): RequestSummary => ({ method, url: printableUrl(url) });

  function log(key: string, line: () => string): void {
    if (!settings.log || logged.has(key) || logged.size > 100) return;
    logged.add(key);
    settings.log(`freshkey: ${line()}`);
  }

  // Admit -----------------------------------------------------------------------------------------------------------

  function passReason(exchange: Exchange): PassReason | undefined {
    const { options, callerSignal, origin, baseOrigin } = exchange;
    if (options?.bypass) return 'bypassed';
    if (callerSignal && flights.owns(callerSignal)) return 'refresh';
    if (origins) {
      if (origin === undefined || !origins.has(origin)) return 'other-origin';
    } else if (baseOrigin === undefined) return 'no-origin';
    else if (origin !== baseOrigin) return 'other-origin';
    return exchange.hasHeader('authorization') ? 'own-credential' : undefined;
  }

  function pass<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>, reason: PassReason): Promise<Outcome> {
    const answer = exchange.send(undefined);
    if (state.status === 'active') {
      const listen = (outcome: unknown) => {
        if (exchange.answer(outcome)?.status !== 401) return;
        const summary = summaryOf(exchange);
        const hint = hints[reason];
        if (reason !== 'bypassed' && reason !== 'refresh') {
          log(`${reason} ${exchange.origin}`, () => `${summary.method} ${summary.url} was answered 401 and left alone. ${hint}`);
        }
        events.emit('passed', { ...summary, reason, hint });
      };
      answer.then(listen, listen);
    }
    return answer;
  }

  /** The credential of the tokens, checked before it leaves; synchronous where the scheme is. */
  function ticketFor(exchange: Exchange, tokens: TokenSet | undefined, generation: number): Ticket | Promise<Ticket> {
    const loginId = state.record?.loginId;
    if (!tokens) return { loginId, generation, tokens, credential: undefined };
    const credential = scheme.credential(tokens, exchange);
    const stamp = (made: Credential): Ticket => {
      if (!checked.has(made)) {
        checkCredential(made);
        checked.add(made);
      }
      return isCallersOwn(exchange, made)
        ? { loginId, generation, tokens: undefined, credential: undefined, isCallersOwn: true }
        : { loginId, generation, tokens, credential: made };
    };
    return credential instanceof Promise ? credential.then(stamp) : stamp(credential);
  }

  /** A key in a header or query of the caller's own wins, as a caller's `Authorization` does. */
  function isCallersOwn(exchange: Exchange, { headers, query }: Credential): boolean {
    for (const name in headers) if (name !== 'authorization' && exchange.hasHeader(name)) return true;
    for (const name in query) if (new RegExp(`[?&]${encodeURIComponent(name)}=`).test(exchange.url)) return true;
    return false;
  }

  function missingScopes({ options }: Exchange): string[] {
    const granted = state.tokens?.scope;
    if (!options?.scopes || granted === undefined) return [];
    const grants = new Set(granted.split(' '));
    return listOf(options.scopes).filter((scope) => !grants.has(scope));
  }

  /** Whether a request has to wait, and for what; a refresh that it only *should* have begins behind its back. */
  function mustWait(): Flight | boolean {
    const { record, tokens } = state;
    if (replays.isHolding) return tokens !== undefined || canFill();
    if (tokens) {
      const dueness = due(tokens, settings.windows, now());
      if (dueness === 'no' || !canRefresh) return false;
      const flight = flights.need(dueness === 'must');
      return dueness === 'must' && 'done' in flight ? flight : false;
    }
    if (!canFill()) return false;
    const flight = flights.need(true);
    return 'done' in flight && record === state.record ? flight : false;
  }

  /** Nobody is signed in, but `refresh` can sign in by itself. */
  function canFill(): boolean {
    const { record } = state;
    return settings.refreshWhenEmpty && (!record || record.endedBecause !== undefined);
  }

  function perform<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>): Promise<Outcome> {
    const passes = passReason(exchange);
    if (passes) return pass(exchange, passes);
    if (!state.loaded) return afterLoading(exchange);
    const missing = missingScopes(exchange);
    if (missing.length > 0) return Promise.reject(lacking(exchange, missing));
    const waits = mustWait();
    return waits ? hold(exchange, waits) : depart(exchange);
  }

  function lacking(exchange: Exchange, missing: string[]): FreshkeyError {
    const { method, url } = summaryOf(exchange);
    return new FreshkeyError(
      'insufficient-scope',
      `${method} ${url} needs the scope ${missing.join(' ')}, which the token response did not grant. It was not sent.`,
    );
  }

  async function afterLoading<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>): Promise<Outcome> {
    events.emit('held', summaryOf(exchange));
    await waitFor(exchange, ready());
    return perform(exchange);
  }

  // Send ------------------------------------------------------------------------------------------------------------

  /** The success path: the transport's promise and one `then`. */
  function depart<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>): Promise<Outcome> {
    let ticket: Ticket | Promise<Ticket>;
    try {
      ticket = ticketFor(exchange, state.tokens, state.generation);
    } catch (error) {
      return Promise.reject(error);
    }
    return ticket instanceof Promise ? ticket.then((made) => sendFirst(exchange, made)) : sendFirst(exchange, ticket);
  }

  function sendFirst<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>, ticket: Ticket): Promise<Outcome> {
    if (ticket.isCallersOwn) return pass(exchange, 'own-credential');
    return exchange.send(ticket.credential).then(
      (outcome) =>
        outcome.status < 400 && !isUnauthorized && !scheme.learn
          ? outcome
          : received(exchange, { ticket, outcome, rejected: false }),
      (outcome) => received(exchange, { ticket, outcome, rejected: true }),
    );
  }

  /** A request that could not go out at once: it waits for its turn, and is judged outside of it. */
  async function hold<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>, flight: Flight | boolean): Promise<Outcome> {
    const { record } = state;
    events.emit('held', summaryOf(exchange));
    const trial: Trial = { replays: new Map() };
    const sent = await queued(exchange, () => {
      fence(exchange, record?.loginId);
      if (typeof flight === 'object') trial.failure = flight.result?.error;
      if (trial.failure) trial.replays.set('refreshed', replayLimit);
      // After a refusal the token at hand is the only way to the server's own answer.
      return ticketFor(exchange, state.tokens ?? record?.tokens ?? undefined, state.tokens ? state.generation : (record?.generation ?? 0));
    });
    return received(exchange, sent, trial);
  }

  /** Whose session was signed out or replaced while it waited is never sent. */
  function fence(exchange: Exchange, loginId: string | undefined): void {
    if (state.disposed) throw exchange.abandoned('aborted', new FreshkeyError('session-disposed', 'The session was disposed of.'));
    if (loginId === undefined || loginId === state.record?.loginId) return;
    throw exchange.abandoned('aborted', state.tokens ? replaced() : signedOut());
  }

  /** Sends at its turn; the turn covers the sending alone, since what comes after may have to wait again. */
  function queued<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>, ticketAtTurn: () => Ticket | Promise<Ticket>): Promise<Sent<Outcome>> {
    return replays.turn(exchange, exchange.options?.priority ?? 0, async () => {
      const ticket = await ticketAtTurn();
      try {
        return { ticket, outcome: await exchange.send(ticket.credential), rejected: false };
      } catch (outcome) {
        return { ticket, outcome, rejected: true };
      }
    });
  }

  // Judge -----------------------------------------------------------------------------------------------------------

  async function received<Outcome extends { readonly status: number }>(
    exchange: Exchange<Outcome>,
    sent: Sent<Outcome>,
    trial: Trial = { replays: new Map() },
  ): Promise<Outcome> {
    const { ticket, outcome } = sent;
    const answer = exchange.answer(outcome);
    if (!answer) {
      const isPastLife = ticket.tokens !== undefined && remainingMs(ticket.tokens, now()) <= 0;
      if (isPastLife && !exchange.signal?.aborted) await explainRefusal(exchange, sent, 'hidden-by-network-error');
      return settle(sent);
    }
    const url = answer.url || exchange.url;
    const { status, headers } = answer;
    const again = ticket.credential !== undefined && scheme.learn?.({ url, status, headers }) === 'again';
    const isRefused = again || (isUnauthorized ? await isUnauthorized({ status, headers, url, body: () => answer.text() }) : status === 401);
    if (!isRefused && status !== 403 && status !== 407) return settle(sent);
    const { challenges } = parseChallenges(textOf(headers.get('www-authenticate')));
    const verdict = judge({
      status,
      challenges,
      scheme,
      again,
      ticket: { ...ticket, sent: ticket.tokens !== undefined },
      current: { loginId: state.record?.loginId, generation: state.generation, signedIn: state.tokens !== undefined },
      ownOrigin: !answer.url || isOwnOrigin(exchange, answer.url),
      canRefresh,
      left: (reason) => (trial.replays.get(reason) ?? 0) < replayLimit,
    });
    if (!isRefused && (verdict.action !== 'surface' || !(reasonsOfForbidden.has(verdict.reason)))) return settle(sent);
    if (verdict.action === 'surface') {
      const { failure } = trial;
      const byFlight = failure && (verdict.reason === 'still-refused' || verdict.reason === 'session-ended' || verdict.reason === 'no-credential');
      return surface(exchange, sent, byFlight ? reasonOf(failure) : verdict.reason, byFlight ? failure : undefined);
    }
    const flight = verdict.action === 'refresh' ? flights.need(true) : undefined;
    if (flight && !('done' in flight)) return surface(exchange, sent, reasonOf(flight), flight);
    if (exchange.options?.replay === false) return surface(exchange, sent, 'replay-forbidden');
    if (!exchange.isReplayable()) return surface(exchange, sent, 'body-not-replayable');
    return replay(exchange, sent, trial, verdict.action === 'refresh' ? 'refreshed' : verdict.reason, flight);
  }

  function isOwnOrigin(exchange: Exchange, url: string): boolean {
    const origin = originOf(url);
    return origin === exchange.origin || (origins ? origins.has(origin ?? '') : origin === exchange.baseOrigin);
  }

  async function replay<Outcome extends { readonly status: number }>(
    exchange: Exchange<Outcome>,
    refused: Sent<Outcome>,
    trial: Trial,
    reason: ReplayReason,
    flight: Flight | undefined,
  ): Promise<Outcome> {
    trial.replays.set(reason, (trial.replays.get(reason) ?? 0) + 1);
    let obstacle: FreshkeyError | undefined;
    const sent = await queued(exchange, () => {
      obstacle = flight?.result?.error ?? obstacleTo(refused.ticket);
      if (obstacle) throw obstacle;
      events.emit('replayed', { ...summaryOf(exchange), reason });
      exchange.discard(refused.outcome);
      return ticketFor(exchange, state.tokens, state.generation);
    }).catch((error: unknown) => {
      if (error === obstacle) return undefined;
      exchange.discard(refused.outcome);
      throw error;
    });
    return sent ? received(exchange, sent, trial) : surface(exchange, refused, reasonOf(obstacle as FreshkeyError), obstacle);
  }

  /** Why a refused request cannot go out again as the one that it was. */
  function obstacleTo({ loginId }: Ticket): FreshkeyError | undefined {
    if (state.disposed) return new FreshkeyError('session-disposed', 'The session was disposed of.');
    if (state.record?.loginId !== loginId) return state.tokens ? replaced() : signedOut();
    return state.tokens ? undefined : new FreshkeyError('session-ended', state.record?.endedBecause ?? 'The session has ended.');
  }

  // Surface ---------------------------------------------------------------------------------------------------------

  function settle<Outcome>({ outcome, rejected }: Sent<Outcome>): Outcome {
    if (rejected) throw outcome;
    return outcome as Outcome;
  }

  async function surface<Outcome extends { readonly status: number }>(exchange: Exchange<Outcome>, sent: Sent<Outcome>, reason: RefusalReason, error?: FreshkeyError): Promise<Outcome> {
    await explainRefusal(exchange, sent, reason, error);
    return settle(sent);
  }

  async function explainRefusal(exchange: Exchange, sent: Sent<unknown>, reason: RefusalReason, error?: FreshkeyError): Promise<void> {
    const { outcome } = sent;
    const answer = exchange.answer(outcome);
    const { method, url } = summaryOf(exchange);
    const said = answer ? `was answered ${answer.status}` : 'was not answered';
    const isHidden = answer && !answer.headers.get('www-authenticate') && isCrossOrigin(answer.url || exchange.url);
    const message = `${method} ${url} ${said}: ${sentenceOf(reason)}.${error ? ` ${error.message}` : ''}${
      isHidden ? ' The browser hides WWW-Authenticate, if there is one: expose it with Access-Control-Expose-Headers.' : ''
    }`;
    const diagnosis = settings.diagnose?.(await recordOf(exchange, sent, answer), { now: now() });
    const explanation: Explanation = Object.freeze({
      reason,
      message,
      method,
      url,
      ...(answer && { status: answer.status }),
      ...(error && { error }),
      ...(diagnosis && { diagnosis }),
    });
    if (typeof outcome === 'object' && outcome !== null) explanations.set(outcome, explanation);
    exchange.surfaced(outcome, new FreshkeyError('unauthorized', message, error));
    const cause = diagnosis?.cause;
    log(`${reason} ${cause?.id} ${exchange.origin}`, () => (cause ? `${message} ${cause.title}. ${cause.fix}` : message));
    events.emit('unauthorized', explanation);
  }

  async function recordOf(exchange: Exchange, { ticket, outcome }: Sent<unknown>, answer: Answer | undefined): Promise<RefusedExchange> {
    const { method, url, client, options } = exchange;
    const request = { method, url, headers: exchange.sentHeaders(ticket.credential) };
    const requiredScopes = options?.scopes && listOf(options.scopes);
    return {
      request,
      client,
      ...(answer
        ? { response: { status: answer.status, headers: answer.entries(), body: await promptly(answer.text()) } }
        : { error: outcome }),
      ...(requiredScopes && { requiredScopes }),
    };
  }

  function explain(outcome: unknown): Explanation | undefined {
    let link = outcome as { response?: unknown; cause?: unknown } | null | undefined;
    for (let depth = 0; typeof link === 'object' && link !== null && depth < 5; depth++) {
      const found = explanations.get(link) ?? explanations.get(Object(link.response));
      if (found) return found;
      link = link.cause as typeof link;
    }
    return undefined;
  }

  return { perform, explain };
}

/** A 403 without one of these is the API's own business. */
const reasonsOfForbidden: ReadonlySet<RefusalReason> = new Set<RefusalReason>(['insufficient-scope', 'step-up', 'claims-challenge', 'proxy']);

const signedOut = () => new FreshkeyError('signed-out', 'The session was signed out meanwhile; the request was not sent.');
const replaced = () => new FreshkeyError('session-replaced', 'Somebody else signed in meanwhile; the request was not sent.');

function listOf(scopes: string | readonly string[]): string[] {
  return typeof scopes === 'string' ? scopes.split(' ').filter(Boolean) : [...scopes];
}

/** A body that does not come keeps no refusal from surfacing. */
async function promptly(text: Promise<string>): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(''), bodyTimeoutMs);
  });
  return Promise.race([text.catch(() => ''), late]).finally(() => clearTimeout(timer));
}

const bodyTimeoutMs = 500;

function textOf(header: unknown): string | undefined {
  return typeof header === 'string' ? header : Array.isArray(header) ? header.join(', ') : undefined;
}

/** Waits for something that everybody waits for; the waiter's signal and timeout end its own wait alone. */
export async function waitFor<T>(waiter: Waiter, awaited: Promise<T>): Promise<T> {
  const { signal, timeoutMs } = waiter;
  if (signal?.aborted) throw waiter.abandoned('aborted', signal.reason);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await Promise.race([
      awaited,
      new Promise<never>((_, reject) => {
        onAbort = () => reject(waiter.abandoned('aborted', signal?.reason));
        signal?.addEventListener('abort', onAbort);
        if (timeoutMs !== undefined && timeoutMs < 2 ** 31) {
          timer = setTimeout(() => reject(waiter.abandoned('timeout', undefined)), timeoutMs);
        }
      }),
    ]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}
