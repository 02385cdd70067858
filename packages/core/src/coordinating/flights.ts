import { FreshkeyError, isFreshkeyError, RefreshRefusedError } from '../errors.ts';
import { type Failure, readFailure } from '../judging/failure.ts';
import { readRefreshResult } from '../judging/refresh-result.ts';
import { type TokenSet, toTokenSet } from '../judging/token-set.ts';
import type { Persistence } from '../keeping/persistence.ts';
import type { SessionRecord } from '../keeping/store.ts';
import type { RefreshTokens, Settings } from '../options.ts';
import { newLoginId, nextGeneration, type State } from '../state/state.ts';
import { attempt } from '../telling/attempt.ts';
import type { Events } from '../telling/events.ts';
import type { Diagnosis } from '../telling/explanation.ts';
import { createPauses } from './pauses.ts';
import { Queue } from './queue.ts';

/** How a flight ended for those who wait: with a newer record, or with the reason why not. */
export type FlightResult = { readonly error?: FreshkeyError };

/** One refresh under way. */
export interface Flight {
  /** Set as soon as nobody has to wait any longer. */
  readonly result: FlightResult | undefined;
  readonly done: Promise<FlightResult>;
}

export interface Flights {
  /**
   * Joins the flight, or starts one; where there is none and none may start (no `refresh`, a pause, an overdue flight),
   * an error. `blocking`: the token at hand is no good, so everybody waits.
   */
  need(blocking: boolean): Flight | FreshkeyError;
  /** Whether a request's signal is that of a refresh: then the request is the refresh itself. */
  owns(signal: AbortSignal): boolean;
  /** Ends a pause between attempts. */
  unpause(): void;
  /** Sign-in or sign-out: whatever is in flight can no longer change anything. */
  fence(error: FreshkeyError | undefined): void;
  /** Somebody else wrote a record of the same login. */
  notice(record: SessionRecord): void;
}

interface Hooks {
  /** From now on requests are held. */
  hold(): void;
  /** Nobody has to wait any longer. */
  release(): void;
  /** The requests that are held, for the message of an overdue flight. */
  heldRequests(): string[];
}

/** A `Retry-After` up to this long is waited for within the flight. */
const shortWaitMs = 2000;
/** A timer that is this late says that everything stood still. */
const oversleptMs = 1000;

const unreadable: Failure = {
  kind: 'unknown',
  code: 'unknown',
  because: 'The refresh threw an error; see its cause.',
  untouched: false,
};

class Flying implements Flight {
  readonly controller = new AbortController();
  readonly generation: number;
  readonly loginId: string | undefined;
  readonly done: Promise<FlightResult>;
  /** Resolves when the flight no longer keeps the next one from starting. */
  readonly over: Promise<void>;
  result: FlightResult | undefined;
  blocking = false;
  /** Its deadline has passed: nobody waits for it any longer, and until it is over none other starts. */
  isOverdue = false;
  /** `refresh` was called: the refresh token may be spent. */
  called = false;
  deadline: ReturnType<typeof setTimeout> | undefined;
  abandonment: ReturnType<typeof setTimeout> | undefined;
  settle!: (result: FlightResult) => void;
  finish!: () => void;

  constructor({ generation, record }: State) {
    this.generation = generation;
    this.loginId = record?.loginId;
    this.done = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.over = new Promise((resolve) => {
      this.finish = resolve;
    });
  }
}

export function createFlights(
  settings: Settings,
  state: State,
  persistence: Persistence,
  events: Events,
  hooks: Hooks,
): Flights {
  const { refreshTimeoutMs, abandonAfterMs, now } = settings;
  const signals = new WeakSet<AbortSignal>();
  let queue: Queue | undefined;
  const pauses = createPauses(now);
  let current: Flying | undefined;

  function settle(flight: Flying, result: FlightResult): void {
    if (flight.result) return;
    flight.result = result;
    clearTimeout(flight.deadline);
    flight.settle(result);
    if (!result.error && current === flight) state.isRefreshing = false;
    if (flight.blocking) hooks.release();
  }

  function finish(flight: Flying): void {
    clearTimeout(flight.abandonment);
    if (current === flight) {
      current = undefined;
      state.isRefreshing = false;
    }
    flight.finish();
  }

  /** Aborts what is under way and lets the next flight start. */
  function cut(flight: Flying, error?: FreshkeyError): void {
    settle(flight, error ? { error } : {});
    finish(flight);
    flight.controller.abort(error);
  }

  const unchanged = (flight: Flying) =>
    !state.disposed && state.generation === flight.generation && state.record?.loginId === flight.loginId;

  function begin(): Flying {
    const flight = new Flying(state);
    current = flight;
    signals.add(flight.controller.signal);
    flight.deadline = setTimeout(() => {
      flight.isOverdue = true;
      settle(flight, { error: overdue() });
    }, refreshTimeoutMs);
    giveUpAfter(flight, abandonAfterMs);
    queue ??= new Queue({ concurrency: 1 });
    void queue.add(() => Promise.race([fly(flight), flight.over]));
    state.isRefreshing = true;
    return flight;
  }

  function overdue(): FreshkeyError {
    const held = hooks.heldRequests();
    const shown = held.slice(0, 5).join(', ') + (held.length > 5 ? ` and ${held.length - 5} more` : '');
    return new FreshkeyError(
      'refresh-timeout',
      `The refresh did not answer within ${refreshTimeoutMs} ms.${
        held.length > 0
          ? ` Held meanwhile: ${shown}. If one of them is the refresh's own request, pass it the "signal" that refresh was given, or mark it with "bypass".`
          : ''
      }`,
    );
  }

  /** A tab that slept past the time reads the answer that waits for it before it gives the flight up. */
  function giveUpAfter(flight: Flying, waitMs: number): void {
    const dueAtMs = Date.now() + waitMs;
    flight.abandonment = setTimeout(() => {
      if (Date.now() - dueAtMs > oversleptMs) giveUpAfter(flight, Math.min(refreshTimeoutMs, abandonAfterMs));
      else abandon(flight);
    }, waitMs);
    (flight.abandonment as { unref?: () => void }).unref?.();
  }

  function abandon(flight: Flying): void {
    const error = new FreshkeyError('refresh-timeout', `The refresh was given up after ${abandonAfterMs} ms.`);
    // One that has landed and whose write hangs has not failed.
    if (flight.result?.error || !flight.result)
      pause({ kind: 'transient', code: error.code, because: error.message, untouched: false }, error);
    cut(flight, error);
  }

  async function fly(flight: Flying): Promise<void> {
    const { lock } = settings.store;
    try {
      // Whoever gets the lock next must read what was decided under it, a sign-in in the middle of the refresh included.
      const task = (lost?: AbortSignal) =>
        Promise.race([refreshOnce(flight, lost), flight.over]).then(() => persistence.written());
      await (lock ? lock.run(task, { signal: flight.controller.signal, timeoutMs: abandonAfterMs }) : task());
    } catch (cause) {
      if (flight.result) return;
      events.emit('store-failed', { operation: 'lock', error: cause });
      const why = isFreshkeyError(cause) ? ` ${cause.message}` : '';
      const error = new FreshkeyError('refresh-failed', `The store's lock was not granted.${why}`, cause);
      pause({ kind: 'transient', code: error.code, because: error.message, untouched: true }, error);
      settle(flight, { error });
    } finally {
      // Where somebody else moved the session on, those who wait look at it again.
      settle(flight, {});
      finish(flight);
    }
  }

  async function refreshOnce(flight: Flying, lost: AbortSignal | undefined): Promise<void> {
    // `notice` and `fence` settle the flight when the store held something else.
    if (!unchanged(flight) || (await persistence.reread()) || !unchanged(flight) || flight.controller.signal.aborted)
      return;
    // Somebody else has the lock by now, and may be spending the same refresh token.
    if (lost?.aborted) throw new FreshkeyError('lock-timeout', 'It was taken away before the refresh began.');
    flight.called = true;
    try {
      const tokens = await ask(flight, true);
      if (unchanged(flight)) await land(flight, tokens);
    } catch (failed) {
      if (unchanged(flight)) await fail(flight, failed as Failed);
    }
  }

  /** Calls `refresh`; once more where the server certainly did nothing. */
  async function ask(flight: Flying, mayRepeat: boolean): Promise<TokenSet> {
    const held = state.tokens;
    let result: unknown;
    try {
      const tokens = held ? ({ ...held, refreshToken: held.refreshToken ?? '' } satisfies RefreshTokens) : null;
      const { signal } = flight.controller;
      const context = { tokens, signal, lost: new AbortController().signal, confirm: async () => {} };
      result = await readRefreshResult(await settings.refresh?.(context));
      const { flawOf, ambient } = settings.scheme;
      return { ...kept(held), ...toTokenSet(result, { nowMs: now(), fresh: true, flawOf, ambient }) };
    } catch (error) {
      const failure = await readFailure(error, now()).catch(() => unreadable);
      const waitMs = failure.retryAfterMs ?? 100;
      const failed = new Failed(failure, error, refreshTokenIn(result));
      if (!mayRepeat || !failure.untouched || waitMs > shortWaitMs) throw failed;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (flight.controller.signal.aborted || !unchanged(flight)) throw failed;
      return ask(flight, false);
    }
  }

  /** The new record is in memory before its write begins, and the lock is held until the store has it. */
  function land(flight: Flying, tokens: TokenSet): Promise<void> {
    pauses.forget();
    const record = { generation: nextGeneration(flight.generation), loginId: flight.loginId ?? newLoginId(), tokens };
    state.set(record, 'renewed');
    settle(flight, {});
    return persistence.save(record, false);
  }

  async function fail(flight: Flying, { failure, error: cause, refreshToken }: Failed): Promise<void> {
    if (failure.kind !== 'permanent') {
      const error = new FreshkeyError('refresh-failed', `The refresh failed. ${failure.because}`, cause);
      // One that was given up has failed already.
      if (!flight.controller.signal.aborted) pause(failure, error);
      if (refreshToken && state.record?.tokens) await salvage(flight, state.record.tokens, refreshToken, error);
      settle(flight, { error });
      return;
    }
    // The refusal counts only against the refresh token that it was about.
    if ((await persistence.reread()) || !unchanged(flight)) return;
    const error = new RefreshRefusedError(`The refresh was refused. ${failure.because}`, cause);
    pause(failure, error);
    const { record } = state;
    if (record?.endedBecause !== undefined) return settle(flight, { error });
    const ended = {
      generation: nextGeneration(flight.generation),
      loginId: flight.loginId ?? newLoginId(),
      tokens: null,
      endedBecause: failure.because,
    };
    state.endedDiagnosis = diagnosed(settings, failure);
    state.set(ended, 'renewed');
    settle(flight, { error });
    await persistence.save(ended, false);
  }

  /** The answer was no good, but the refresh token in it has taken the place of the one that was spent. */
  function salvage(flight: Flying, tokens: TokenSet, refreshToken: string, error: FreshkeyError): Promise<void> {
    const generation = nextGeneration(flight.generation);
    const record = { generation, loginId: flight.loginId ?? newLoginId(), tokens: { ...tokens, refreshToken } };
    state.set(record, 'salvaged');
    settle(flight, { error });
    return persistence.save(record, false);
  }

  function pause(failure: Failure, error: FreshkeyError): void {
    const pausedUntilMs = pauses.begin(failure, error);
    events.emit('refresh-failed', { kind: failure.kind, error, ...(pausedUntilMs && { pausedUntilMs }) });
  }

  return {
    need(blocking) {
      if (state.disposed) return new FreshkeyError('session-disposed', 'The session was disposed of.');
      if (!settings.refresh) return new FreshkeyError('no-refresh', 'The session has no "refresh".');
      if (current?.isOverdue && current.result?.error) return current.result.error;
      // A flight that has landed may still be writing; a need that comes after it is about the token that it brought.
      const joinable = current && !current.result ? current : undefined;
      const obstacle = joinable ? undefined : pauses.obstacle();
      if (obstacle) return obstacle;
      const flight = joinable ?? begin();
      if (blocking && !flight.blocking) {
        flight.blocking = true;
        hooks.hold();
      }
      return flight;
    },
    owns: (signal) => signals.has(signal),
    unpause: pauses.end,
    fence(error) {
      pauses.forget();
      if (current) cut(current, error);
    },
    notice(record) {
      if (!current || current.result || record.generation === current.generation) return;
      // Its own answer may still come and is not cut off; but nobody waits for it who has a newer token.
      if (current.called && record.tokens) settle(current, {});
      if (current.called) return;
      cut(current, record.endedBecause === undefined ? undefined : new RefreshRefusedError(record.endedBecause));
    },
  };
}

/** The refusal of the token endpoint, explained where `diagnose` is configured. */
function diagnosed({ diagnose, now }: Settings, { answer }: Failure): Diagnosis | undefined {
  if (!diagnose || !answer) return undefined;
  const { url, status, body } = answer;
  const request = { method: 'POST', url, headers: [formType], body: 'grant_type=refresh_token' };
  return attempt(() => diagnose({ request, response: { status, headers: [jsonType], body } }, { now: now() }));
}

const formType: [string, string] = ['content-type', 'application/x-www-form-urlencoded'];
const jsonType: [string, string] = ['content-type', 'application/json'];

/** The tokens that a token response may leave out and thereby keeps (RFC 6749 §5.1, §6). */
function kept(held: TokenSet | undefined): Partial<TokenSet> {
  const { refreshToken, idToken, scope } = held ?? {};
  return { ...(refreshToken && { refreshToken }), ...(idToken && { idToken }), ...(scope !== undefined && { scope }) };
}

/** A new refresh token in an answer that is otherwise no good. */
function refreshTokenIn(result: unknown): string | undefined {
  const { refresh_token, refreshToken = refresh_token } = Object(result) as Record<string, unknown>;
  return typeof refreshToken === 'string' && /^[\x21-\x7e]+$/.test(refreshToken) ? refreshToken : undefined;
}

/** A failed refresh that was read: what it means, what was thrown, and the refresh token that came all the same. */
class Failed {
  readonly failure: Failure;
  readonly error: unknown;
  readonly refreshToken: string | undefined;

  constructor(failure: Failure, error: unknown, refreshToken: string | undefined) {
    this.failure = failure;
    this.error = error;
    this.refreshToken = refreshToken;
  }
}
