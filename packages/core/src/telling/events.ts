import type { FreshkeyError } from '../errors.ts';
import { didYouMean } from '../judging/did-you-mean.ts';
import type { FailureKind } from '../judging/failure.ts';
import type { ReplayReason } from '../judging/verdict.ts';
import type { Ended } from '../keeping/session-record.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Explanation, PassReason } from './explanation.ts';
import type { FlightTrace, RequestSummary, StepTrace } from './steps.ts';

/** What a session tells, and with what. No event holds a token: only a fingerprint. */
export interface SessionEvents {
  'signed-in': { readonly fingerprint: string };
  'signed-out': Record<never, never>;
  /** `adopted`: somebody else who shares the store had renewed the token already. */
  refreshed: { readonly fingerprint: string; readonly expiresAtMs?: number; readonly adopted: boolean };
  'refresh-failed': {
    readonly kind: FailureKind;
    readonly error: FreshkeyError;
    /** Until when nobody tries again, in milliseconds since the epoch. */
    readonly pausedUntilMs?: number;
    /** What the token endpoint's answer means, where it answered and `diagnose` is configured. */
    readonly diagnosis?: Diagnosis;
  };
  /** Once for a session that a refused refresh ended. */
  ended: Ended;
  /** A request waits for the store, or for a refresh. */
  held: RequestSummary;
  /** A request goes out once more. */
  replayed: RequestSummary & { readonly reason: ReplayReason };
  /** A refusal surfaces at its caller. */
  unauthorized: Explanation;
  /** A request that is not ours was answered 401. `hint` names the option or line that would make it ours. */
  passed: RequestSummary & { readonly reason: PassReason; readonly hint: string };
  /** `error.cause` is what the store threw. */
  'store-failed': { readonly operation: 'read' | 'write' | 'lock'; readonly error: FreshkeyError };
  /** A function of the application's threw, or did not answer in time: a listener, a rule, a scheme, `onSignOut`. */
  'callback-failed': { readonly callback: string; readonly error: unknown };
  /** For timelines: one step on a request's way. */
  step: StepTrace;
  /** For timelines: a refresh begins, and comes to its end. */
  flight: FlightTrace;
}

export type SessionListener<Name extends keyof SessionEvents> = (event: SessionEvents[Name]) => void;

const names: readonly (keyof SessionEvents)[] = [
  'signed-in',
  'signed-out',
  'refreshed',
  'refresh-failed',
  'ended',
  'held',
  'replayed',
  'unauthorized',
  'passed',
  'store-failed',
  'callback-failed',
  'step',
  'flight',
];

/** Who listens to all sessions of a pool: to this one as to the others, under its key. */
export interface Audience {
  readonly key: string;
  /** What the developer was told already, whichever session it struck. */
  readonly noted: Set<string>;
  /** Whether an access token is, or was, one of any session of the pool. */
  knows(accessToken: string): boolean;
  listeners<Name extends keyof SessionEvents>(
    name: Name,
  ): ReadonlySet<(key: string, event: SessionEvents[Name]) => void> | undefined;
}

/** @throws TypeError for an event that there is none of, and for a listener that is none. */
export function checkListener(name: keyof SessionEvents, listener: unknown): void {
  if (!names.includes(name)) throw new TypeError(`on: there is no event "${name}".${didYouMean(name, names)}`);
  if (typeof listener !== 'function') throw new TypeError(`on: "${name}" expects a function; got ${typeof listener}.`);
}

/** A session that finds a hundred different things to say has said enough. */
const mostNotes = 100;

/** Who listens to what; lines for the developer; and the fence around everything of the application's that is called. */
export class Events {
  #listeners: Map<keyof SessionEvents, Set<(event: never) => void>> | undefined = undefined;
  readonly #log: ((line: string) => void) | undefined;
  #audience: Audience | undefined;
  #noted: Set<string> | undefined;

  /**
   * @param log takes a line for the developer, where one goes out.
   * @param audience who listens to this session as to all of its pool.
   */
  constructor(log: ((line: string) => void) | undefined, audience?: Audience) {
    this.#log = log;
    this.#audience = audience;
    this.#noted = audience?.noted;
  }

  /** Whether lines for the developer go anywhere. */
  get isNoting(): boolean {
    return this.#log !== undefined;
  }

  /**
   * A line for the developer.
   *
   * @param key what it is about; the same one is said once, however often it comes.
   */
  note(key: string, line: () => string): void {
    if (!this.#log || this.#noted?.has(key) || (this.#noted?.size ?? 0) >= mostNotes) return;
    this.#noted ??= new Set();
    this.#noted.add(key);
    try {
      this.#log(`freshkey: ${line()}`);
    } catch {}
  }

  /** @throws TypeError for an event that there is none of. */
  on<Name extends keyof SessionEvents>(name: Name, listener: SessionListener<Name>): () => void {
    checkListener(name, listener);
    this.#listeners ??= new Map();
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set.add(listener));
    return () => void set.delete(listener);
  }

  emit<Name extends keyof SessionEvents>(name: Name, event: SessionEvents[Name]): void {
    const tell = (listener: () => void) => {
      try {
        listener();
      } catch (error) {
        // Of what the last listener of all throws nobody is left to tell.
        if (name !== 'callback-failed') this.failed(`on('${name}')`, error);
      }
    };
    const own = this.#listeners?.get(name);
    if (own) for (const listener of [...own]) if (own.has(listener)) tell(() => listener(event as never));
    const audience = this.#audience;
    const all = audience?.listeners(name);
    if (audience && all)
      for (const listener of [...all]) if (all.has(listener)) tell(() => listener(audience.key, event));
  }

  /** Whether somebody listens: what is costly to describe is described only then. */
  has(name: keyof SessionEvents): boolean {
    return !!this.#listeners?.get(name)?.size || !!this.#audience?.listeners(name)?.size;
  }

  /** Runs what belongs to the application. What it throws breaks no request: it becomes an event and a line. */
  attempt<T>(callback: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.failed(callback, error);
      return undefined;
    }
  }

  failed(callback: string, error: unknown): void {
    const { name = 'Error', message = 'no message' } = Object(error) as Partial<Error>;
    const line = `${callback} threw ${name}: ${message}. No request was broken by it.`;
    this.note(line, () => line);
    this.emit('callback-failed', { callback, error });
  }

  /** Whether somebody listens to this session by name. */
  get isListenedTo(): boolean {
    for (const { size } of this.#listeners?.values() ?? []) if (size > 0) return true;
    return false;
  }

  /** Whether an access token belongs to another session of the same pool: the header of a user that code left behind. */
  isAnothers(accessToken: string): boolean {
    return this.#audience?.knows(accessToken) === true;
  }

  clear(): void {
    this.#listeners = undefined;
    this.#audience = undefined;
  }
}
