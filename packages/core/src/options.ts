import type { FreshkeyError } from './errors.ts';
import { type TokenSet, type TokensInput, toTokenSet } from './judging/token-set.ts';
import type { TokenStore } from './keeping/store.ts';
import { booleanOf, checkNames, fail, functionOf, madeBy, numberOf, originsOf } from './option-checks.ts';
import { bearer, type HeaderReader, type Scheme } from './sending/scheme.ts';
import type { Diagnose } from './telling/diagnosis.ts';

/** The tokens that a refresh starts from. `refreshToken` is the empty string where the session has none (a cookie). */
export type RefreshTokens = TokenSet & { readonly refreshToken: string };

export interface RefreshContext<Tokens = RefreshTokens> {
  readonly tokens: Tokens;
  /**
   * Pass it on to the request: it marks the refresh's own call, which therefore never waits for itself, and aborts
   * when the session is signed out or in, disposed, or the flight is given up.
   */
  readonly signal: AbortSignal;
  /**
   * Aborts when the store's lock was taken away meanwhile (a lease that ran out); `signal` does not abort for it, since the answer
   * may be the only good one. Never aborts where the store brings no lock.
   */
  readonly lost: AbortSignal;
  /**
   * For servers that punish a second use: asks, right before sending, whether the lock is still held. Rejects where it is not;
   * resolves at once where the store brings no lock.
   */
  confirm(): Promise<void>;
  /** What `authorize` asked for with `renew(parameters)`; further members of the token request. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Tokens in any accepted shape, a `Response` to read them from, `null` for nobody, or, with `cookie()`, nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a refresh that returns nothing is what cookie() wants
export type RefreshResult = TokensInput | Response | null | undefined | void;

export type Refresh<Tokens = RefreshTokens> = (
  context: RefreshContext<Tokens>,
) => RefreshResult | Promise<RefreshResult>;

/** What `authorizer(fn)` makes: the function, and the room of core that only its users ship. */
export interface Authorizer {
  readonly authorize: Authorize;
  readonly createRoom: (host: never) => unknown;
}

export interface ExpiryOptions {
  /**
   * From this long before its end on a token *should* be refreshed, behind the request's back. Milliseconds, 0 or
   * more; default 60,000; at most a quarter of the lifetime.
   */
  readonly refreshAheadMs?: number;
  /**
   * Below this it *must* be refreshed before a request goes out. Milliseconds, 0 or more; default 5,000; at most a
   * tenth of the lifetime.
   */
  readonly minValidityMs?: number;
}

export interface ReplayOptions {
  /** How often a request is replayed for one reason. An integer, 0 or more; default 1. */
  readonly limit?: number;
  /** How many held or refused requests are under way at once after a refresh. 1 or more; default `Infinity`. */
  readonly concurrency?: number;
}

/** What `isUnauthorized` is asked about. */
export interface AnswerSummary {
  readonly status: number;
  readonly headers: HeaderReader;
  readonly url: string;
  /**
   * The text: whole where it lies in memory anyway, else what came within some 500 ms, at most 64 KiB, and nothing of event
   * streams. Only calling it costs a clone.
   */
  body(): Promise<string>;
  /** The same, parsed; `undefined` where it is no JSON. */
  json(): Promise<unknown>;
}

/** Why `authorize` is called, and what it may do. */
export interface AuthorizeRequest {
  /** `sign-in`: nobody is signed in, and the API says where to. */
  readonly reason: 'insufficient-scope' | 'step-up' | 'claims-challenge' | 'sign-in';
  /** The scopes that the challenge names, separated by spaces (RFC 6750 §3). */
  readonly scope?: string;
  /** The authentication context classes that it names, separated by spaces (RFC 9470 §3). */
  readonly acrValues?: string;
  /** How old the sign-in may be, in seconds (RFC 9470 §3). */
  readonly maxAgeSec?: number;
  /** The claims that it asks for, as the challenge holds them. */
  readonly claims?: string;
  /** Where the metadata of the protected resource stand (RFC 9728 §5.1). */
  readonly resourceMetadata?: string;
  /** The tokens at hand; absent: nobody is signed in. */
  readonly tokens?: TokenSet;
  /** The refused request, without query. */
  readonly request: { readonly method: string; readonly url: string };
  /** Marks requests of its own, which then bypass the session; aborts at sign-in, sign-out and dispose. */
  readonly signal: AbortSignal;
  /** Renews inside the one flight, with further parameters of the token request: a refresh token is never spent beside it. */
  renew(parameters: Readonly<Record<string, string>>): Promise<TokenSet>;
}

/** The tokens that the demand brought; `undefined`: declined. */
export type Authorize = (request: AuthorizeRequest) => TokensInput | undefined | Promise<TokensInput | undefined>;

/** An answer, as `learnTokens` reads it. */
export interface LearnableAnswer {
  readonly status: number;
  readonly headers: HeaderReader;
  readonly url: string;
}

interface CommonOptions {
  /** What the application has now. Seeds an empty store, never overwrites a filled one. */
  readonly tokens?: TokensInput | null | undefined;
  /** Where the session is kept. Default: in memory. */
  readonly store?: TokenStore | undefined;
  /**
   * The origins that credentials may go to, such as `https://api.example.com`. Default: the origin of the client's
   * base URL, read at the request.
   */
  readonly origins?: readonly string[] | undefined;
  /** How tokens become a credential. Default: `bearer()`. */
  readonly scheme?: Scheme | undefined;
  readonly expiry?: ExpiryOptions | undefined;
  /** How long anybody waits for a refresh. Milliseconds, above 0; default 8,000 (below ky's timeout of 10,000). */
  readonly refreshTimeoutMs?: number | undefined;
  /**
   * When a refresh that does not settle is given up, its signal aborted, and another one may start. Milliseconds, at
   * least `refreshTimeoutMs`; default 60,000.
   */
  readonly abandonAfterMs?: number | undefined;
  readonly replay?: ReplayOptions | undefined;
  /** Whether an answer says unauthorized, for APIs that do not say 401. Default: its status is 401. */
  readonly isUnauthorized?: ((answer: AnswerSummary) => boolean | Promise<boolean>) | undefined;
  /**
   * Whether what `refresh` threw is a refusal for good, for SDKs that say it in their own way: `true` ends the session, `false` keeps
   * it, `undefined` leaves it to our own reading.
   */
  readonly isRefused?: ((error: unknown) => boolean | undefined) | undefined;
  /**
   * `authorizer(fn)`: called where a refusal asks for more than a refresh can bring (scope, step-up, claims), or for a sign-in; the
   * refused requests wait for it and are replayed.
   */
  readonly authorize?: Authorizer | undefined;
  /**
   * Called after a local sign-out with the tokens that came last, to revoke them (RFC 7009). It never delays or undoes the sign-out,
   * and is not called for one that was adopted from another tab or process.
   */
  readonly onSignOut?: ((signedOut: { tokens: TokenSet; signal: AbortSignal }) => unknown) | undefined;
  /**
   * For APIs whose answers bring the next token in a header. Called for every answer to a request that carried the current token;
   * what it returns are newer tokens of the same login.
   */
  readonly learnTokens?: ((answer: LearnableAnswer) => TokensInput | undefined) | undefined;
  /** Told of every refresh including its write, for platforms that freeze after an answer (Lambda, edge functions). */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** `diagnose` of `@freshkey/diagnose`: then every refusal that surfaces carries its diagnosis. */
  readonly diagnose?: Diagnose | undefined;
  /** The clock, in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Where a line for the developer goes: a request that is not ours and was refused, a refusal and its cause; once a
   * reason and origin. Default: `console.warn`, unless `NODE_ENV` is `production`; `false`: nowhere.
   */
  readonly log?: false | ((line: string) => void) | undefined;
}

/** The one options object. */
export type SessionOptions = CommonOptions &
  (
    | {
        /** Renews the tokens. Absent: static credentials, checked, guarded and explained, never renewed. */
        readonly refresh?: Refresh | undefined;
        readonly refreshWhenEmpty?: false | undefined;
      }
    | {
        readonly refresh: Refresh<RefreshTokens | null>;
        /**
         * Calls `refresh` (with `tokens: null`) at first need: client credentials, sessions kept in a cookie. After
         * `signOut()` the session stays signed out all the same. Default: false.
         */
        readonly refreshWhenEmpty: true;
      }
  );

/** The options, read once, checked, with every default in place. */
export interface Settings {
  readonly seed: TokenSet | undefined;
  readonly refresh: Refresh<RefreshTokens | null> | undefined;
  readonly refreshWhenEmpty: boolean;
  /** Absent: in memory alone. */
  readonly store: TokenStore | undefined;
  readonly origins: ReadonlySet<string> | undefined;
  readonly scheme: Scheme;
  readonly windows: { readonly refreshAheadMs: number; readonly minValidityMs: number; readonly jitter: number };
  readonly refreshTimeoutMs: number;
  readonly abandonAfterMs: number;
  /** `tokens` was given, and was undefined. */
  readonly isSeedMissing: boolean;
  readonly replayLimit: number;
  readonly replayConcurrency: number;
  readonly isUnauthorized: CommonOptions['isUnauthorized'];
  readonly isRefused: CommonOptions['isRefused'];
  readonly authorize: CommonOptions['authorize'];
  readonly onSignOut: CommonOptions['onSignOut'];
  readonly learnTokens: CommonOptions['learnTokens'];
  readonly waitUntil: CommonOptions['waitUntil'];
  readonly diagnose: Diagnose | undefined;
  readonly now: () => number;
  readonly log: ((line: string) => void) | undefined;
}

const optionNames: ReadonlySet<string> = new Set<keyof SessionOptions>([
  'tokens',
  'refresh',
  'refreshWhenEmpty',
  'store',
  'origins',
  'scheme',
  'expiry',
  'refreshTimeoutMs',
  'abandonAfterMs',
  'replay',
  'isUnauthorized',
  'isRefused',
  'authorize',
  'onSignOut',
  'learnTokens',
  'waitUntil',
  'diagnose',
  'now',
  'log',
]);

const expiryNames: ReadonlySet<string> = new Set<keyof ExpiryOptions>(['refreshAheadMs', 'minValidityMs']);
const replayNames: ReadonlySet<string> = new Set<keyof ReplayOptions>(['limit', 'concurrency']);

// Shared by all sessions that set nothing else: an idle session costs little. None of them holds anything of a session.
const noOptions: ExpiryOptions & ReplayOptions = Object.freeze({});
const standardScheme = /* #__PURE__ */ bearer();

// biome-ignore lint/suspicious/noConsole: the one line for a developer, and never in production
const warn = (line: string): void => console.warn(line);

const unshared =
  'It has a lock or a subscription, so others write to it as well: make it with sharedStore(cell) of @freshkey/core/shared, or give it "sharing" from there.';

/** Where no bundler and no Node says which it is, it is not production. */
function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === 'production';
  } catch {
    return false;
  }
}

/**
 * Reads the options once.
 *
 * @throws TypeError that names the option, what it expects and what came, never a secret.
 */
export function readOptions(options: SessionOptions): Settings {
  if (typeof options !== 'object' || options === null) fail('options', 'one options object', options);
  checkNames('', options, optionNames);
  const { expiry = noOptions, replay = noOptions, scheme = standardScheme, store } = options;
  const { tokens, refresh, log, now = Date.now } = options as SessionOptions;
  checkGroup('expiry', expiry, expiryNames);
  checkGroup('replay', replay, replayNames);
  functionOf('refresh', refresh);
  const refreshWhenEmpty = booleanOf('refreshWhenEmpty', options.refreshWhenEmpty) ?? false;
  if (refreshWhenEmpty && !refresh) fail('refresh', 'a function, since "refreshWhenEmpty" is set', refresh);
  if (typeof store === 'function') fail('store', 'a TokenStore', store, 'Call it: it makes one.');
  if (store !== undefined)
    madeBy('store', store, ['read', 'write'], 'a TokenStore', 'webStorage(() => localStorage, { key: "my-app" })');
  if ((store?.lock || store?.subscribe) && !store.sharing)
    fail('store', 'a store that brings "sharing"', store, unshared);
  madeBy('scheme', scheme, ['credential'], 'a Scheme', 'bearer()');
  if (typeof scheme.name !== 'string') fail('scheme', 'a Scheme with a name', scheme);
  functionOf('now', now);
  if (log !== undefined && log !== false) functionOf('log', log);
  const refreshTimeoutMs = numberOf('refreshTimeoutMs', options.refreshTimeoutMs, 8000, 1);
  const limit = numberOf('replay.limit', replay.limit, 1, 0, 100);
  if (!Number.isInteger(limit)) fail('replay.limit', 'an integer', limit);
  const leastAbandonMs = Math.max(60_000, refreshTimeoutMs);
  return {
    isSeedMissing: tokens === undefined && 'tokens' in options,
    seed: seedOf(tokens === undefined && scheme.ambient ? {} : tokens, scheme, now),
    refresh: refresh as Settings['refresh'],
    refreshWhenEmpty,
    store,
    origins: originsOf(options.origins),
    scheme,
    windows: {
      refreshAheadMs: numberOf('expiry.refreshAheadMs', expiry.refreshAheadMs, 60_000, 0),
      minValidityMs: numberOf('expiry.minValidityMs', expiry.minValidityMs, 5000, 0),
      jitter: Math.random(),
    },
    refreshTimeoutMs,
    abandonAfterMs: numberOf('abandonAfterMs', options.abandonAfterMs, leastAbandonMs, refreshTimeoutMs),
    replayLimit: limit,
    replayConcurrency: numberOf('replay.concurrency', replay.concurrency, Infinity, 1, Infinity),
    isUnauthorized: functionOf('isUnauthorized', options.isUnauthorized),
    isRefused: functionOf('isRefused', options.isRefused),
    authorize:
      options.authorize && madeBy('authorize', options.authorize, ['authorize'], 'an Authorizer', 'authorizer(fn)'),
    onSignOut: functionOf('onSignOut', options.onSignOut),
    learnTokens: functionOf('learnTokens', options.learnTokens),
    waitUntil: functionOf('waitUntil', options.waitUntil),
    diagnose: functionOf('diagnose', options.diagnose),
    now,
    log: log === undefined ? (isProduction() ? undefined : warn) : log || undefined,
  };
}

function checkGroup(option: string, group: object, names: ReadonlySet<string>): void {
  if (typeof group !== 'object' || group === null) fail(option, 'an object', group);
  checkNames(`${option}.`, group, names);
}

function seedOf(tokens: unknown, { flawOf, ambient }: Scheme, now: () => number): TokenSet | undefined {
  if (tokens === undefined || tokens === null) return undefined;
  try {
    return toTokenSet(tokens, { nowMs: now(), fresh: false, flawOf, ambient });
  } catch (error) {
    throw new TypeError(`createSession: "tokens": ${(error as FreshkeyError).message}`);
  }
}
