import type { FreshkeyError } from '../errors.ts';
import type { PassReason } from '../telling/explanation.ts';
import type { Waiter } from '../waiting.ts';
import type { Credential, HeaderReader } from './scheme.ts';

/** What a caller may say about one request, in the idiom of its client. */
export interface RequestOptions {
  /** Leaves the request alone: no credential, no refresh, no replay. Default: false. */
  readonly bypass?: boolean;
  /** Among requests that wait for a refresh, higher goes out first. Default: 0. */
  readonly priority?: number;
  /** `false`: never send this request a second time; its 401 surfaces. Default: true. */
  readonly replay?: boolean;
  /**
   * `false`: send the credential, and never refresh for this request's own 401 (a form that asks for the current password):
   * it surfaces with the server's message. Default: true.
   */
  readonly refresh?: boolean;
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
  /**
   * The text, without using up what the caller will read: whole where it lies in memory anyway, else what came within
   * some 500 ms, at most 64 KiB; empty for event streams, multipart and ndjson, and for what cannot be read. Never rejects.
   */
  text(): Promise<string>;
  /** Every header, for a diagnosis. */
  entries(): [name: string, value: string][];
}

/** What a client's transport resolves with. */
export interface Outcome {
  readonly status: number;
}

/** One request, as an adapter describes it. */
export interface Exchange<O extends Outcome = Outcome> extends Waiter {
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
  /** `refresh` made the request, as was seen when it was made: its client has waited since. */
  readonly isAsked?: boolean | undefined;
  /** Why the client itself cannot let this request carry a credential, if so: a `no-cors` request drops it in silence. */
  readonly passReason?: PassReason | undefined;
  /** The request has to leave at once, its page may be going away (`keepalive`): it is never held. */
  readonly isUrgent?: boolean;
  /** The value that the caller set for this header (lower case); the empty string where only its presence is known. */
  header(name: string): string | undefined;
  /**
   * Sends the request once, with a credential or without; may be called again.
   *
   * @param attempt 0 at first, then counted up: a replayed GET or HEAD must not be answered by the HTTP cache.
   */
  send(credential: Credential | undefined, attempt: number): Promise<O>;
  /** Whether `send` can be called again with the same body. Asked after the first `send`. */
  isReplayable(): boolean;
  /** The response in what `send` resolved or rejected with; `undefined`: there was none. */
  answer(outcome: unknown): Answer | undefined;
  /**
   * Called before anybody waits while a refused response is open: reads its body into memory (bounded) or lets it go, so that
   * it keeps no connection.
   *
   * @returns what surfaces in place of the outcome if the refusal does; its caller can still read what was kept.
   */
  setAside(outcome: unknown): unknown;
  /** Lets go of a refused response that its caller will never see. */
  discard(outcome: unknown): void;
  /** A refusal surfaces: hide what holds a token, set our error as the cause where the client's is an error. */
  surfaced(outcome: unknown, error: FreshkeyError): void;
  /** The request is over and is not sent again: what was kept for a replay can go. */
  finished?(): void;
  /** The headers as sent, for a diagnosis. */
  sentHeaders(credential: Credential | undefined): [name: string, value: string][];
}
