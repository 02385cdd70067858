import { type Challenge, paramOf, parseChallenges } from '@freshkey/challenge';
import { abortController } from '../abort-controller.ts';
import { longestTimerMs } from '../deadline.ts';
import { FreshkeyError } from '../errors.ts';
import { subjectOf } from '../judging/subject.ts';
import type { TokenSet } from '../judging/token-set.ts';
import type { DemandReason } from '../judging/verdict.ts';
import type { Persistence } from '../keeping/persistence.ts';
import type { Authorize, AuthorizeRequest, Authorizer, Settings } from '../options.ts';
import type { Ticket } from '../sending/ticket.ts';
import type { State } from '../state/state.ts';
import type { Events } from '../telling/events.ts';
import type { RequestSummary } from '../telling/steps.ts';
import type { Flights } from './flights.ts';

/** What came of it: tokens that were asked for, other ones that may serve (nobody was asked), or why there are none. */
export type Asked = 'brought' | 'newer' | FreshkeyError;

/** Where requests wait for what only somebody who is asked can bring. */
export interface AuthorizingRoom {
  /**
   * Asks, or joins who asks already for the same.
   *
   * @returns never rejects.
   */
  ask(
    reason: DemandReason,
    challenge: string | string[] | undefined,
    ticket: Ticket,
    request: RequestSummary,
  ): Promise<Asked>;
  /** Sign-in, sign-out, dispose: whoever is asked is asked no longer. */
  end(error: FreshkeyError): void;
}

export interface AuthorizingHost {
  readonly settings: Settings;
  readonly state: State;
  readonly flights: Flights;
  readonly events: Events;
  readonly persistence: Persistence | undefined;
}

type Demand = Pick<AuthorizeRequest, 'reason' | 'scope' | 'acrValues' | 'maxAgeSec' | 'claims' | 'resourceMetadata'>;

/** Who declined is not asked again at once. */
const pauseAfterDeclineMs = 30_000;

/** One at a time, and each demand once. */
class Room implements AuthorizingRoom {
  readonly #authorize: Authorize;
  readonly #host: AuthorizingHost;
  /** By what is demanded: the answer that everybody waits for. */
  readonly #asked = new Map<string, Promise<Asked>>();
  /** By what is demanded: until when a decline counts, in milliseconds since the epoch. */
  readonly #declined = new Map<string, number>();
  #tail: Promise<unknown> = Promise.resolve();
  #controller: AbortController | undefined = undefined;

  constructor(authorize: Authorize, host: AuthorizingHost) {
    this.#authorize = authorize;
    this.#host = host;
  }

  ask(
    reason: DemandReason,
    challenge: string | string[] | undefined,
    ticket: Ticket,
    request: RequestSummary,
  ): Promise<Asked> {
    const demand = demandOf(reason, parseChallenges(challenge).challenges);
    const { scope, acrValues, maxAgeSec, claims } = demand;
    const key = JSON.stringify([reason, scope, acrValues, maxAgeSec, claims]);
    const joined = this.#asked.get(key);
    if (joined) return joined;
    const untilMs = this.#declined.get(key) ?? 0;
    if (untilMs > this.#host.settings.now()) return Promise.resolve(notAuthorized('It was declined.'));
    const asking = this.#tail
      .then(() => this.#alone(key, demand, ticket, request))
      .catch((error: unknown) => this.#failed(key, error))
      .finally(() => this.#asked.delete(key));
    this.#tail = asking;
    this.#asked.set(key, asking);
    return asking;
  }

  end(error: FreshkeyError): void {
    this.#declined.clear();
    this.#controller?.abort(error);
  }

  /** Two tabs do not both ask: whoever comes second finds the tokens of the first. */
  #alone(key: string, demand: Demand, ticket: Ticket, request: RequestSummary): Promise<Asked> {
    const { settings, flights, persistence } = this.#host;
    const lock = settings.store?.lock?.named?.('authorize');
    const controller = abortController();
    this.#controller = controller;
    flights.own(controller.signal);
    const task = () => this.#ask(key, demand, ticket, request, controller.signal);
    if (!lock) return task();
    const alone = async () => {
      // Whoever was asked before us has left the tokens there, and may not have been heard yet.
      await persistence?.reread();
      const asked = await task();
      await persistence?.written();
      return asked;
    };
    return lock.run(alone, { signal: controller.signal, timeoutMs: longestTimerMs });
  }

  async #ask(
    key: string,
    demand: Demand,
    { loginId, generation }: Ticket,
    request: RequestSummary,
    signal: AbortSignal,
  ): Promise<Asked> {
    const { state, settings, flights } = this.#host;
    const isOther = () => signal.aborted || state.disposed || state.record?.loginId !== loginId;
    // Somebody has brought other tokens meanwhile, or has signed in or out: the request looks at the session again.
    if (isOther()) return 'newer';
    if ((state.record?.generation ?? 0) !== generation && !lacks(state.tokens, demand)) return 'newer';
    const { tokens: held } = state;
    const renew = (parameters: Readonly<Record<string, string>>) => this.#renew(parameters);
    const answer = this.#authorize({ ...demand, ...(held && { tokens: held }), request, signal, renew });
    const ended = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const brought = await Promise.race([answer, ended]);
    if (isOther()) return 'newer';
    if (brought === undefined || brought === null) return this.#decline(key);
    if (brought !== state.tokens) this.#take(flights.read(brought, settings.now()));
    return 'brought';
  }

  /** Tokens of another subject are a sign-in, and nothing that waits is sent as somebody else. */
  #take(tokens: TokenSet): void {
    const { state, flights } = this.#host;
    const [before, after] = [state.tokens && subjectOf(state.tokens), subjectOf(tokens)];
    const isOther = before !== undefined && after !== undefined && before !== after;
    void (state.tokens && !isOther ? flights.update(tokens) : flights.sign(tokens));
  }

  #decline(key: string): FreshkeyError {
    this.#declined.set(key, this.#host.settings.now() + pauseAfterDeclineMs);
    return notAuthorized('It was declined.');
  }

  #failed(key: string, error: unknown): Asked {
    // Nobody has declined who was asked no longer: the request looks at the session again.
    if (this.#controller?.signal.aborted) return 'newer';
    this.#decline(key);
    this.#host.events.failed('authorize', error);
    return notAuthorized('"authorize" failed; see the cause.', error);
  }

  /** Inside the one flight, and after the one that is under way: no refresh token is spent beside it. */
  async #renew(parameters: Readonly<Record<string, string>>): Promise<TokenSet> {
    const { flights, state } = this.#host;
    while (flights.current) await flights.current.over;
    const flight = flights.need({ blocking: false, parameters });
    if (!('done' in flight)) throw flight;
    const { error } = await flight.done;
    if (error) throw error;
    if (!state.tokens) throw notAuthorized('Nobody is signed in any longer.');
    return state.tokens;
  }
}

/** The tokens say themselves that they do not have what is asked for: another demand has brought them. */
function lacks(tokens: TokenSet | undefined, { reason, scope }: Demand): boolean {
  const granted = tokens?.scope?.split(' ');
  return reason === 'insufficient-scope' && !!granted && !!scope?.split(' ').some((name) => !granted.includes(name));
}

function notAuthorized(why: string, cause?: unknown): FreshkeyError {
  return new FreshkeyError('not-authorized', `The API asks for more than a refresh can bring. ${why}`, cause);
}

function demandOf(reason: DemandReason, challenges: readonly Challenge[]): Demand {
  const read = (name: string) =>
    challenges.map((challenge) => paramOf(challenge, name)).find((value) => value !== undefined);
  const [scope, acrValues, maxAge, claims, resourceMetadata] = [
    'scope',
    'acr_values',
    'max_age',
    'claims',
    'resource_metadata',
  ].map(read);
  return {
    reason,
    ...(scope !== undefined && { scope }),
    ...(acrValues !== undefined && { acrValues }),
    ...(maxAge !== undefined && /^\d+$/.test(maxAge) && { maxAgeSec: Number(maxAge) }),
    ...(claims !== undefined && { claims }),
    ...(resourceMetadata !== undefined && { resourceMetadata }),
  };
}

/**
 * Makes the option `authorize`: called where a refusal asks for more than a refresh can bring (`insufficient_scope`, RFC 6750
 * §3.1; step-up, RFC 9470; claims), or for a first sign-in (RFC 9728 §5.1). The refused requests wait for it and are replayed.
 * Each demand is asked for once at a time; `undefined` is a decline, which counts for everybody who waits, and for 30 s.
 *
 * @example createSession({ authorize: authorizer(({ scope, signal }) => askTheUser(scope, signal)), refresh });
 */
export function authorizer(authorize: Authorize): Authorizer {
  if (typeof authorize !== 'function') throw new TypeError(`authorizer: expects a function; got ${typeof authorize}.`);
  return { authorize, createRoom: (host: AuthorizingHost): AuthorizingRoom => new Room(authorize, host) };
}
