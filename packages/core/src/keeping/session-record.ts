import { isTokenSet, type TokenSet } from '../judging/token-set.ts';
import type { Diagnosis } from '../telling/diagnosis.ts';

/** Why a session ended; the same in every tab and process that shares it. */
export interface Ended {
  /** The token endpoint's own (`invalid_grant`, RFC 6749 §5.2), that of the SDK that refused, or `refresh-refused`. */
  readonly code: string;
  /** In words, for a screen of a developer. Never a secret. */
  readonly message: string;
  /** The server's own description, where it gave one; whatever equals a token is cut out. */
  readonly description?: string;
  /** What the refusal means, where `diagnose` is configured. */
  readonly diagnosis?: Diagnosis;
  /** With `refreshWhenEmpty`: when the next attempt is due, for all who share the session. Milliseconds since the epoch. */
  readonly retryAtMs?: number;
}

/** What a session is, as it is kept: in memory, and in the store. */
export interface SessionRecord {
  /** Another one with every renewal, sign-in and sign-out. Compared for being the same, never for being older. */
  readonly generation: number;
  /** Another one with every sign-in and sign-out only. */
  readonly loginId: string;
  /** `null`: nobody is signed in. Signed out is a record, not an absence: a deleted one would be resurrected. */
  readonly tokens: TokenSet | null;
  /** Why the session ended, if a refresh was refused for good. */
  readonly ended?: Ended;
}

/** Whether a value that came out of a store is a record; stores use it before they hand anything on. */
export function isSessionRecord(value: unknown): value is SessionRecord {
  const { generation, loginId, tokens } = Object(value) as Partial<Record<keyof SessionRecord, unknown>>;
  return Number.isSafeInteger(generation) && typeof loginId === 'string' && (tokens === null || isTokenSet(tokens));
}
