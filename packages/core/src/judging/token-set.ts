import { jwtDecode } from 'jwt-decode';
import { FreshkeyError } from '../errors.ts';
import { tokenFlaw } from './token-flaw.ts';

/** The tokens of a session, in one shape, however they came in. */
export interface TokenSet {
  /** What is sent; the empty string where the platform carries the credential (`cookie()`). */
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** An OpenID Connect ID token, kept for the application; never sent by us. */
  readonly idToken?: string;
  /** The scopes that the token response itself named, separated by spaces (RFC 6749 §5.1). */
  readonly scope?: string;
  /** When the tokens came in, in milliseconds since the epoch, by the clock of whoever received them. */
  readonly receivedAtMs: number;
  /** When the access token ends, by the same clock; absent: unknown. */
  readonly expiresAtMs?: number;
}

/**
 * Whatever an application has: an OAuth token response as it came from the server (RFC 6749 §5.1), our own shape, or
 * just an access token.
 */
export type TokensInput =
  | string
  | {
      readonly access_token: string;
      readonly refresh_token?: string | null | undefined;
      readonly id_token?: string | null | undefined;
      /** Lifetime in seconds; some servers send it as a string. */
      readonly expires_in?: number | string | null | undefined;
      /** Seconds since the epoch, or an ISO date. Used only where no lifetime is known. */
      readonly expires_at?: number | string | null | undefined;
      readonly scope?: string | null | undefined;
      readonly token_type?: string | undefined;
    }
  | {
      readonly accessToken: string;
      readonly refreshToken?: string | null | undefined;
      readonly idToken?: string | null | undefined;
      /** Lifetime in seconds. */
      readonly expiresInSec?: number | null | undefined;
      /** Milliseconds since the epoch. Used only where no lifetime is known. */
      readonly expiresAtMs?: number | null | undefined;
      readonly scope?: string | null | undefined;
    };

export interface Intake {
  /** The clock at receipt. */
  readonly nowMs: number;
  /** Just received: a lifetime counts from now. Otherwise the token's age is unknown and an absolute `exp` serves. */
  readonly fresh: boolean;
  /** What is wrong with an access token, by the scheme that will send it. */
  readonly flawOf?: ((token: string) => string | undefined) | undefined;
  /** The platform carries the credential: no access token is needed. */
  readonly ambient?: boolean | undefined;
}

const jwtShape = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** NumericDates past this are milliseconds by mistake (RFC 7519 §2 wants seconds). */
const largestSec = 1e11;

function readClaims(token: string): { expSec?: number; iatSec?: number } {
  if (!jwtShape.test(token)) return {};
  try {
    const { exp, iat } = Object(jwtDecode(token));
    return { ...(isSeconds(exp) && { expSec: exp }), ...(isSeconds(iat) && { iatSec: iat }) };
  } catch {
    return {};
  }
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < largestSec;
}

function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number > 0 && number < Number.MAX_SAFE_INTEGER ? number : undefined;
}

function instantMs(value: unknown): number | undefined {
  const number = positive(value);
  if (number !== undefined && !Number.isNaN(number)) return number < largestSec ? number * 1000 : number;
  return positive(Date.parse(String(value)));
}

/** A lifetime counted from receipt wins over an instant: a wrong clock then costs nothing. */
function expiryOf(input: Record<string, unknown>, accessToken: string, { nowMs, fresh }: Intake): number | undefined {
  const { expSec, iatSec } = readClaims(accessToken);
  const claimedMs = expSec && expSec * 1000;
  if (!fresh && claimedMs) return claimedMs;
  const lifetimeSec =
    positive(input.expires_in) ??
    positive(input.expiresInSec) ??
    (expSec && iatSec && expSec > iatSec ? expSec - iatSec : undefined);
  if (lifetimeSec) return nowMs + lifetimeSec * 1000;
  const atMs = positive(input.expiresAtMs) ?? instantMs(input.expires_at) ?? claimedMs;
  // A token that is over at the moment of its receipt says that our clock is wrong, not that it is dead.
  return fresh && atMs !== undefined && atMs <= nowMs ? undefined : atMs;
}

function bad(what: string): FreshkeyError {
  return new FreshkeyError('invalid-tokens', what);
}

/**
 * Any accepted shape as a `TokenSet`.
 *
 * @throws FreshkeyError `invalid-tokens`, which says what is wrong and never shows a value.
 */
export function toTokenSet(input: unknown, intake: Intake): TokenSet {
  const { nowMs, flawOf = tokenFlaw, ambient } = intake;
  const fields: Record<string, unknown> = typeof input === 'string' ? { accessToken: input } : Object(input);
  const read = (name: string, alias: string): string | undefined => {
    const value = fields[name] ?? fields[alias] ?? undefined;
    if (value !== undefined && typeof value !== 'string')
      throw bad(`${name} is of type ${typeof value}, not a string.`);
    return value;
  };
  const accessToken = read('accessToken', 'access_token') ?? (ambient ? '' : undefined);
  if (accessToken === undefined) {
    throw bad(
      `There is no access token in ${input === null ? 'null' : `a value of type ${typeof input}`}: expected a string, { accessToken }, or an OAuth token response with access_token.`,
    );
  }
  const flaw = ambient && accessToken === '' ? undefined : flawOf(accessToken);
  if (flaw) throw bad(`The access token ${flaw}.`);
  const refreshToken = read('refreshToken', 'refresh_token') || undefined;
  const refreshFlaw = refreshToken && /[^\x20-\x7e]/.test(refreshToken);
  if (refreshFlaw) throw bad('The refresh token contains a line break, a control or a non-ASCII character.');
  const idToken = read('idToken', 'id_token');
  const scope = read('scope', 'scope');
  const expiresAtMs = expiryOf(fields, accessToken, intake);
  return Object.freeze({
    accessToken,
    ...(refreshToken && { refreshToken }),
    ...(idToken && { idToken }),
    ...(scope !== undefined && { scope }),
    receivedAtMs: nowMs,
    ...(expiresAtMs !== undefined && { expiresAtMs }),
  });
}
