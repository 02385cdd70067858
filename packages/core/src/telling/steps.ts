/** A request as it may be shown: no query, no user information. */
export interface RequestSummary {
  readonly method: string;
  readonly url: string;
}

/** What happened to a request: in this order, the middle part again for each replay. */
export type Step =
  | 'held'
  | 'sent'
  | 'answered'
  /** The answer was a refusal; what comes of it follows. */
  | 'refused'
  /** No answer: the client's own error, its caller's abort or timeout, the end of the session that it was held for. */
  | 'failed'
  | 'passed'
  | 'surfaced';

/** One step on a request's way. */
export interface StepTrace extends RequestSummary {
  /** Counts the requests of this session, from 1. */
  readonly id: number;
  /** 0 at first, then counted up with every replay. */
  readonly attempt: number;
  readonly what: Step;
  /** Milliseconds since the epoch, by the session's clock. */
  readonly atMs: number;
  /** The generation of the token that it carries, where it carries one. */
  readonly generation?: number;
  readonly status?: number;
  /** Why it is replayed, surfaces, or passed. */
  readonly reason?: string;
}

/** A refresh: once without `endedAtMs` when it begins, once with it. */
export interface FlightTrace {
  /** Counts the refreshes of this session, from 1. */
  readonly id: number;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly outcome?: 'renewed' | 'adopted' | 'nobody' | 'failed' | 'ended' | 'discarded';
  /** The generation that it started from, and, at its end, that the session has. */
  readonly generation: number;
  /** Requests were held for it. */
  readonly blocking: boolean;
}
