import { FreshkeyError } from '../errors.ts';
import { type Failure, readFailure } from '../judging/failure.ts';
import { readRefreshResult, refreshTokenIn } from '../judging/refresh-result.ts';
import type { TokenSet } from '../judging/token-set.ts';
import type { RefreshContext, RefreshTokens, Settings } from '../options.ts';
import { inherit } from '../state/record.ts';

/** What came of asking for a renewal, as data. */
export type Renewal =
  | { readonly kind: 'renewed'; readonly tokens: TokenSet }
  /** Nobody is signed in, said `refresh`: no failure, and no end. */
  | { readonly kind: 'nobody' }
  /** Refused for good, or failed in a way that may pass; `refreshToken` is the one that came all the same. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly cause: unknown; readonly refreshToken?: string };

/** A `Retry-After` up to this long is waited for within the flight. */
const shortWaitMs = 2000;
const repeatAfterMs = 300;

export interface Asking {
  readonly settings: Settings;
  readonly held: TokenSet | undefined;
  readonly context: Omit<RefreshContext, 'tokens'>;
  /** Calls `refresh`, so that requests which it makes are known for its own. */
  readonly call: <T>(refresh: () => T) => T;
  /** Reads what came; throws `invalid-tokens`. */
  readonly read: (input: unknown, startedAtMs: number) => TokenSet;
  /** Whether the session still wants an answer. */
  readonly isWanted: () => boolean;
}

/** Calls `refresh`; once more where the server certainly did nothing. */
export async function askForRenewal(asking: Asking): Promise<Renewal> {
  const first = await askOnce(asking);
  if (first.kind !== 'failed' || !mayRepeat(first.failure, asking)) return first;
  await new Promise((resolve) => setTimeout(resolve, first.failure.retryAfterMs ?? repeatAfterMs));
  return asking.isWanted() ? askOnce(asking) : first;
}

/** With no refresh token at stake nothing can be spent twice. */
function mayRepeat({ kind, untouched, retryAfterMs = 0 }: Failure, { held }: Asking): boolean {
  return (untouched || (kind === 'transient' && held === undefined)) && retryAfterMs <= shortWaitMs;
}

async function askOnce({ settings, held, context, call, read: readTokens }: Asking): Promise<Renewal> {
  const { refresh, now, isRefused } = settings;
  const startedAtMs = now();
  let result: unknown;
  try {
    const tokens = held ? ({ ...held, refreshToken: held.refreshToken ?? '' } satisfies RefreshTokens) : null;
    result = await readRefreshResult(await call(() => refresh?.({ ...context, tokens })));
    if (result === null) return { kind: 'nobody' };
    return { kind: 'renewed', tokens: inherit(held, readTokens(result, startedAtMs)) };
  } catch (cause) {
    const secrets = [held?.refreshToken, held?.accessToken, held?.idToken];
    const read = await readFailure(cause, now(), { secrets, isRefused });
    const hadNone = read.kind === 'permanent' && held && !held.refreshToken && !settings.scheme.ambient;
    const failure = hadNone
      ? { ...read, because: `${read.because} The session's tokens hold no refresh token.` }
      : read;
    const refreshToken = failure.refreshToken ?? refreshTokenIn(result);
    return { kind: 'failed', failure, cause, ...(refreshToken && { refreshToken }) };
  }
}

/** A failure in words, for those who wait. */
export function errorOf(failure: Failure, cause: unknown): FreshkeyError {
  return new FreshkeyError('refresh-failed', `The refresh failed. ${failure.because}`, cause);
}
