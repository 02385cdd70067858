import type { FreshkeyError } from '../errors.ts';
import { didYouMean } from '../judging/did-you-mean.ts';
import type { FailureKind } from '../judging/failure.ts';
import type { ReplayReason } from '../judging/verdict.ts';
import type { Ended } from '../keeping/session-record.ts';
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

/** Who listens to what; and the fence around everything of the application's that is called. */
export class Events {
  #listeners: Map<keyof SessionEvents, Set<(event: never) => void>> | undefined = undefined;
  readonly #note: (line: string) => void;

  /** @param note takes a line for the developer, where one goes out. */
  constructor(note: (line: string) => void) {
    this.#note = note;
  }

  /** @throws TypeError for an event that there is none of. */
  on<Name extends keyof SessionEvents>(name: Name, listener: SessionListener<Name>): () => void {
    if (!names.includes(name)) throw new TypeError(`on: there is no event "${name}".${didYouMean(name, names)}`);
    if (typeof listener !== 'function')
      throw new TypeError(`on: "${name}" expects a function; got ${typeof listener}.`);
    this.#listeners ??= new Map();
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set.add(listener));
    return () => void set.delete(listener);
  }

  emit<Name extends keyof SessionEvents>(name: Name, event: SessionEvents[Name]): void {
    const set = this.#listeners?.get(name);
    if (!set) return;
    for (const listener of [...set]) {
      if (!set.has(listener)) continue;
      if (name === 'callback-failed') quietly(() => listener(event as never));
      else this.attempt(`on('${name}')`, () => listener(event as never));
    }
  }

  /** Whether somebody listens: what is costly to describe is described only then. */
  has(name: keyof SessionEvents): boolean {
    return !!this.#listeners?.get(name)?.size;
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
    this.#note(`${callback} threw ${name}: ${message}. No request was broken by it.`);
    this.emit('callback-failed', { callback, error });
  }

  clear(): void {
    this.#listeners = undefined;
  }
}

/** The last listener of all: nobody is left to tell. */
function quietly(run: () => void): void {
  try {
    run();
  } catch {}
}
