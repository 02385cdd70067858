import type { SeenCredential } from '../world/credential.ts';

/** One request, as the server saw it. Holds no token: only fingerprints, and bodies with every token cut. */
export interface JournalEntry {
  /** In the order of arrival, from 1. */
  readonly number: number;
  /** By the world's clock, in milliseconds since the epoch. */
  readonly atMs: number;
  /** When it was answered or cut; absent while it is under way. */
  readonly endedAtMs?: number;
  /** Which part of the world: the API, the token endpoint (refresh cookies included), sign-in, sign-out, a preflight. */
  readonly kind: 'api' | 'token' | 'login' | 'logout' | 'preflight' | 'other';
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** What the test calls this request: its query parameter `id`, or its header `X-Request-Id`. */
  readonly id?: string;
  /** What it showed to get in; absent: nothing. */
  readonly credential?: SeenCredential;
  /** At the token endpoint: the grant; `'cookie'` for a refresh cookie. */
  readonly grant?: string;
  /** The refresh token that was shown, as it stood before this request. */
  readonly refreshToken?: Omit<SeenCredential, 'scheme'>;
  /** A spent refresh token was shown again, and its family was revoked. */
  readonly reuse: boolean;
  /** How many refreshes were under way when it arrived, itself included. */
  readonly refreshesInFlight: number;
  /** `'pending'` until it ends; `'gone'`: the client left before the answer. */
  readonly outcome: 'pending' | 'answered' | 'reset' | 'gone';
  /** Of the answer, where there was one. */
  readonly status?: number;
  readonly contentType?: string;
  /** What arrived. */
  readonly body: {
    readonly bytes: number;
    /** Of the bytes; equal bodies have equal ones. */
    readonly fingerprint: string;
    /** As UTF-8, with every token cut. */
    readonly text: string;
  };
  /** Where tokens of any world were found: `'header authorization'`, `'query'`, `'body'`. */
  readonly tokensIn: readonly string[];
}

/** The entry in one line, for people. */
export function lineOf(entry: JournalEntry): string {
  const { number, kind, method, path, id, credential, grant, refreshToken, status, outcome } = entry;
  const nameOf = ({ user, generation, state, fingerprint }: Omit<SeenCredential, 'scheme'>) =>
    `${user === undefined ? fingerprint : `${user}#${generation ?? '-'}`} (${state})`;
  return [
    String(number).padStart(4),
    kind.padEnd(9),
    `${method} ${path}${id === undefined ? '' : ` id=${id}`}`,
    credential && `${credential.scheme} ${nameOf(credential)}`,
    credential?.flaws && `(${credential.flaws.join(', ')})`,
    grant && `${grant}${refreshToken ? ` ${nameOf(refreshToken)}` : ''}`,
    `→ ${status ?? outcome}`,
    entry.reuse && 'REUSE: family revoked',
  ]
    .filter(Boolean)
    .join('  ');
}
