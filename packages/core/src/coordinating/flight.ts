import { abortController } from '../abort-controller.ts';
import type { FreshkeyError } from '../errors.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import type { State } from '../state/state.ts';

/** How a flight ended for those who wait: with a newer record, or with the reason why not. */
export interface FlightResult {
  readonly error?: FreshkeyError;
  /** The record that it brought. */
  readonly record?: SessionRecord;
}

/** One refresh under way. */
export class Flight {
  /** Counts the refreshes of a session, from 1. */
  readonly id: number;
  readonly controller = abortController();
  readonly startedAtMs: number;
  readonly loginId: string | undefined;
  /** Settles as soon as nobody has to wait any longer. */
  readonly done: Promise<FlightResult>;
  /** Resolves when the flight no longer keeps the next one from starting. */
  readonly over: Promise<void>;
  readonly parameters: Readonly<Record<string, string>> | undefined;
  /** What it will replace: another one since an `update`. */
  generation: number;
  result: FlightResult | undefined = undefined;
  blocking = false;
  /** The access token that was refused, if that is why it began. */
  refused: string | undefined = undefined;
  /** Its deadline has passed: nobody waits for it any longer, and until it is over none other starts. */
  isOverdue = false;
  /** `refresh` was called: the refresh token may be spent. */
  called = false;
  /** A request that `refresh` makes has come by: it does not wait for itself. */
  isHeard = false;
  /** The refresh token that it was called with. */
  spent: string | undefined = undefined;
  /** Why nothing was sent: the lock was somebody else's by then. */
  taken: FreshkeyError | undefined = undefined;
  /** The session was signed out: what it brings goes to `onSignOut`. */
  stray: ((tokens: SessionRecord['tokens']) => void) | undefined = undefined;
  stopDeadline: () => void = () => {};
  stopAbandonment: () => void = () => {};
  settle!: (result: FlightResult) => void;
  finish!: () => void;

  constructor(
    id: number,
    { record }: State,
    startedAtMs: number,
    parameters: Readonly<Record<string, string>> | undefined,
  ) {
    this.id = id;
    this.startedAtMs = startedAtMs;
    this.parameters = parameters;
    this.generation = record?.generation ?? 0;
    this.loginId = record?.loginId;
    this.done = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.over = new Promise((resolve) => {
      this.finish = resolve;
    });
  }
}
