import { FreshkeyError } from '../errors.ts';
import { isThenable } from '../thenable.ts';
import { largestSec, readClaims } from './claims.ts';
import { assumedErrorMs, type Clock, clockAfterReceipt } from './clock.ts';
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
  /** How the access token is to be used, as the server named it: `Bearer`, `DPoP` (RFC 6749 §7.1). */
  readonly tokenType?: string;
  /** When the tokens came in, in milliseconds since the epoch, by the clock of whoever received them. */
  readonly receivedAtMs: number;
  /** When the access token ends, by the same clock; absent: unknown. */
  readonly expiresAtMs?: number;
  /** Whatever else the token response held (`instance_url`, `user`), as JSON; at most 8 KiB, members beyond are left out. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Whom the tokens belong to; what a renewal keeps. */
  readonly binding?: TokenBinding;
}

/** Where the tokens may be used: a refresh token goes to no other issuer, as no other client, with no other key. */
export interface TokenBinding {
  /** The authorization server's issuer identifier (RFC 8414 §2). */
  readonly issuer?: string;
  readonly clientId?: string;
  /** The thumbprint of the key that the tokens are bound to (RFC 9449 §6.1). */
  readonly key?: string;
}

/** Tokens themselves: what `TokensInput` is without an envelope. */
type BareTokens =
  | string
  | {
      readonly access_token: string;
      readonly refresh_token?: string | null | undefined;
      readonly id_token?: string | null | undefined;
      /** Lifetime in seconds; some servers send it as a string. */
      readonly expires_in?: number | string | null | undefined;
      /** Seconds since the epoch, or an ISO date. Used only where no lifetime is known. */
      readonly expires_at?: number | string | null | undefined;
      readonly scope?: string | readonly string[] | null | undefined;
      readonly token_type?: string | undefined;
      readonly binding?: TokenBinding | undefined;
    }
  | {
      readonly accessToken: string;
      readonly refreshToken?: string | null | undefined;
      readonly idToken?: string | null | undefined;
      /** Lifetime in seconds. */
      readonly expiresInSec?: number | null | undefined;
      /** The same under the name that other libraries give it. */
      readonly expiresIn?: number | string | null | undefined;
      /** Milliseconds since the epoch. Used only where no lifetime is known. */
      readonly expiresAtMs?: number | null | undefined;
      /** The same under the name that other libraries give it: seconds or milliseconds since the epoch, or an ISO date. */
      readonly expiresAt?: number | string | Date | null | undefined;
      readonly scope?: string | readonly string[] | null | undefined;
      readonly tokenType?: string | null | undefined;
      /** Kept with the tokens: JSON, at most 8 KiB. */
      readonly extra?: Readonly<Record<string, unknown>> | undefined;
      readonly binding?: TokenBinding | undefined;
    };

/**
 * Whatever an application has: an OAuth token response as it came from the server (RFC 6749 §5.1), our own shape, just an
 * access token, or an answer of axios with one of these in its `data`.
 */
export type TokensInput = BareTokens | { readonly data: BareTokens };

export interface Intake {
  /** The clock at receipt. */
  readonly nowMs: number;
  /** A refresh brought it: a lifetime counts from its start. Otherwise the token's age is unknown and `exp` serves. */
  readonly fresh: boolean;
  /** When that refresh began; default `nowMs`. */
  readonly startedAtMs?: number | undefined;
  /** What is known of our clock's error, before this receipt. */
  readonly clock?: Clock | undefined;
  /** What is wrong with an access token, by the scheme that will send it. */
  readonly flawOf?: ((token: string) => string | undefined) | undefined;
  /** The platform carries the credential: no access token is needed. */
  readonly ambient?: boolean | undefined;
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => Object(value) as Fields;

/** How many characters of JSON `extra` may hold. */
const longestExtra = 8192;

const ownNames = new Set(
  'accessToken access_token refreshToken refresh_token idToken id_token scope tokenType token_type expires_in expiresInSec expiresIn expires_at expiresAt expiresAtMs receivedAtMs extra binding'.split(
    ' ',
  ),
);

function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number > 0 && number < Number.MAX_SAFE_INTEGER ? number : undefined;
}

function instantMs(value: unknown): number | undefined {
  const number = positive(value);
  if (number !== undefined) return number < largestSec ? number * 1000 : number;
  return positive(Date.parse(String(value)));
}

/** A lifetime that a refresh brought wins over an instant: a wrong clock then costs nothing. */
function expiryOf(input: Fields, accessToken: string, intake: Intake): number | undefined {
  const { nowMs, fresh, startedAtMs = nowMs, clock } = intake;
  const { expSec } = readClaims(accessToken);
  const lifetimeSec = positive(input.expires_in ?? input.expiresInSec ?? input.expiresIn);
  let atMs: number | undefined;
  if (expSec !== undefined && !(fresh && lifetimeSec)) {
    atMs =
      expSec * 1000 + assumedErrorMs(clockAfterReceipt(clock, accessToken, nowMs, fresh ? startedAtMs : undefined));
  } else if (lifetimeSec) atMs = (fresh ? startedAtMs : nowMs) + lifetimeSec * 1000;
  else atMs = positive(input.expiresAtMs) ?? instantMs(input.expires_at ?? input.expiresAt);
  // A token that is over at the moment of its receipt says that our clock is wrong, not that it is dead.
  return fresh && atMs !== undefined && atMs <= nowMs ? undefined : atMs;
}

/** Further members, as JSON, as many as there is room for. */
function extraOf(input: Fields): Fields | undefined {
  const extra: Record<string, unknown> = {};
  let room = longestExtra - 1;
  for (const [name, value] of Object.entries({ ...input, ...fieldsOf(input.extra) })) {
    if (ownNames.has(name) && !(name in fieldsOf(input.extra))) continue;
    try {
      const json = JSON.stringify({ [name]: value });
      if (json !== '{}') room -= json.length - 1;
      if (room >= 0) Object.assign(extra, JSON.parse(json));
    } catch {
      // What is no JSON (a cycle, a bigint) is not kept.
    }
    if (room < 0) break;
  }
  return Object.keys(extra).length > 0 ? Object.freeze(extra) : undefined;
}

function bad(what: string): FreshkeyError {
  return new FreshkeyError('invalid-tokens', what);
}

/** A `Secret` of `@freshkey/env`, from whichever copy. */
function isSecret(value: unknown): boolean {
  return typeof value === 'object' && typeof fieldsOf(value).reveal === 'function';
}

/** What came, without any value: a key that is none (a token used as one) is not named. */
function describeInput(input: unknown): string {
  if (input === null || typeof input !== 'object') return input === null ? 'null' : `a value of type ${typeof input}`;
  if (isSecret(input)) return 'a Secret: call reveal() on it';
  if (isThenable(input)) return 'a Promise: await it first';
  if (typeof fieldsOf(input).json === 'function') return 'a Response: await its json() first';
  if (Array.isArray(input)) return 'an array';
  const keys = Object.keys(input).filter((key) => /^[a-z_]\w{0,31}$/i.test(key));
  if (keys.length === 0) return 'an object without members';
  const shown = `${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ', …' : ''}`;
  const likely = keys.find(
    (key) => /^(access|id)?_?(token|jwt|access)$/i.test(key) && typeof fieldsOf(input)[key] === 'string',
  );
  return `{ ${shown} }${likely ? `; if "${likely}" is it, return { accessToken: answer.${likely} }` : ''}`;
}

/** The body of an axios answer, or what stands in `data` by itself. */
export function unwrapped(input: unknown): unknown {
  const { accessToken, access_token, data } = fieldsOf(input);
  if (accessToken !== undefined || access_token !== undefined || typeof input !== 'object') return input;
  const inner = fieldsOf(data);
  const isTokens = inner.access_token !== undefined || inner.accessToken !== undefined;
  return isTokens || 'config' in fieldsOf(input) ? data : input;
}

const texts = ['accessToken', 'refreshToken', 'idToken', 'scope', 'tokenType'] as const;
const bindings = ['issuer', 'clientId', 'key'] as const;

/** What is wrong with tokens in our own shape, whether they are new or come out of a store; `undefined`: nothing. */
function flawIn(tokens: Fields, flawOf: (accessToken: string) => string | undefined): string | undefined {
  const binding = fieldsOf(tokens.binding);
  for (const [fields, names] of [
    [tokens, texts],
    [binding, bindings],
  ] as const) {
    for (const name of names) {
      const value = fields[name];
      if (isSecret(value)) return `${name} is a Secret: call reveal() on it.`;
      if (value !== undefined && typeof value !== 'string') return `${name} is of type ${typeof value}, not a string.`;
    }
  }
  const { accessToken, refreshToken } = tokens;
  if (accessToken === undefined) return 'There is no access token.';
  const flaw = flawOf(accessToken as string);
  if (flaw) return `The access token ${flaw}.`;
  return refreshToken !== undefined && !/^[\x20-\x7e]+$/.test(refreshToken as string)
    ? 'The refresh token contains a line break, a control or a non-ASCII character.'
    : undefined;
}

/** What no scheme can send. */
const unsendable = (token: string) =>
  /[\x00-\x08\x0a-\x1f\x7f]/.test(token) ? 'contains a control character' : undefined;

/**
 * Whether a value is a token set: the check that `toTokenSet` makes, for what comes out of a store.
 *
 * @param flawOf what is wrong with an access token, by the scheme that will send it; default: what none can send.
 */
export function isTokenSet(
  value: unknown,
  flawOf: (accessToken: string) => string | undefined = unsendable,
): value is TokenSet {
  const { receivedAtMs, expiresAtMs = 0, extra = {}, binding = {} } = fieldsOf(value);
  return (
    Number.isFinite(receivedAtMs) &&
    Number.isFinite(expiresAtMs) &&
    [extra, binding].every((member) => typeof member === 'object' && member !== null) &&
    flawIn(fieldsOf(value), flawOf) === undefined
  );
}

/**
 * Any accepted shape as a `TokenSet`.
 *
 * @throws FreshkeyError `invalid-tokens`, which says what is wrong and never shows a value.
 */
export function toTokenSet(input: unknown, intake: Intake): TokenSet {
  const { nowMs, flawOf = tokenFlaw, ambient } = intake;
  const value = unwrapped(input);
  const fields = typeof value === 'string' ? { accessToken: value } : fieldsOf(value);
  const read = (name: string, alias: string): unknown => fields[name] ?? fields[alias] ?? undefined;
  const accessToken = read('accessToken', 'access_token') ?? (ambient ? '' : undefined);
  if (accessToken === undefined) {
    throw bad(
      `There is no access token in ${describeInput(value)}. Expected a string, { accessToken }, or an OAuth token response with access_token.`,
    );
  }
  const scope = read('scope', 'scope');
  const given = {
    accessToken,
    refreshToken: read('refreshToken', 'refresh_token') || undefined,
    idToken: read('idToken', 'id_token'),
    scope: Array.isArray(scope) ? scope.join(' ') : scope,
    tokenType: read('tokenType', 'token_type'),
    binding: fields.binding ?? undefined,
  };
  const flaw = flawIn(given, ambient ? (token) => (token === '' ? undefined : flawOf(token)) : flawOf);
  if (flaw) throw bad(flaw);
  const { issuer, clientId, key } = fieldsOf(given.binding);
  return Object.freeze(
    present({
      ...given,
      binding: given.binding && present({ issuer, clientId, key }),
      receivedAtMs: nowMs,
      expiresAtMs: expiryOf(fields, accessToken as string, intake),
      extra: extraOf(fields),
    }),
  ) as unknown as TokenSet;
}

function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
