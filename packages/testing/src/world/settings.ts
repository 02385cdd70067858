import { checkNames } from '../known-names.ts';

/** What browsers are told about other origins (Fetch, CORS protocol). */
export interface CorsSettings {
  /** The origin that is allowed; `'any'` (default) answers with the origin that asked. */
  readonly origin?: string;
  /** `Access-Control-Allow-Headers`; `'any'` (default) answers with the headers that were asked for. */
  readonly allowHeaders?: readonly string[] | 'any';
  /** `Access-Control-Expose-Headers`; default `WWW-Authenticate`, `Retry-After`, `DPoP-Nonce`. `[]` hides them. */
  readonly exposeHeaders?: readonly string[];
  /** `Access-Control-Allow-Credentials`; default true. */
  readonly credentials?: boolean;
  /** Leaves the CORS headers off refusals, as many gateways do: a browser then sees a network error. Default false. */
  readonly omitOnRefusal?: boolean;
}

/** How a world behaves. Every member of `world.settings` may be changed while it runs. */
export interface WorldSettings {
  /** What access tokens look like: `'opaque'` (default), or `'jwt'` with `iat`, `exp`, `sub`, `scope`. */
  tokenFormat: 'opaque' | 'jwt';
  /** How long an access token lives. Milliseconds, default 3,600,000 (an hour). */
  accessLifetimeMs: number;
  /** How a token response says so: seconds as a number (default), as a string, or not at all. */
  expiresIn: 'number' | 'string' | 'absent';
  /**
   * Whether a refresh token is good for one use (default), and a second use revokes its whole family (RFC 9700
   * §4.14.2). With false a token response to a refresh carries no refresh token, and the first one stays good.
   */
  rotation: boolean;
  /** How long after its first use a refresh token may be used again without being taken for stolen. Default 0 ms. */
  reuseGraceMs: number;
  /** How long the token endpoint (and sign-in) and the API take to answer. Milliseconds, default 0 each. */
  latencyMs: { token: number; api: number };
  /** `false`: no CORS headers at all, preflights are refused. */
  cors: CorsSettings | false;
  /**
   * The challenge for a token that is no longer good; default `Bearer realm="api", error="invalid_token"`. `false`: a
   * bare 401 without the header.
   */
  challenge: string | false;
  /** Who may sign in with a password, at `/login`, by the password grant and by Basic. Default `{ ada: 'lovelace' }`. */
  users: Record<string, string>;
  /** Which clients may use the token endpoint, with their secrets; `'any'` (default) asks none for a secret. */
  clients: Record<string, string> | 'any';
  /** The nonce that `/api/dpop-nonce` wants to see in the proof (RFC 9449 §9). */
  dpopNonce: string;
  /** The world's clock, in milliseconds since the epoch. Default `Date.now`. */
  now: () => number;
  /** How delays are slept through. Default: a timer. */
  sleep: (ms: number) => Promise<void>;
}

/** Where a world starts; see {@link WorldSettings} for each member and its default. */
export type WorldOptions = Partial<Omit<WorldSettings, 'latencyMs'>> & {
  readonly latencyMs?: { readonly token?: number; readonly api?: number };
};

/** @throws TypeError for an option that there is none of, or of another kind: the test would test something else. */
export function settingsOf(options: WorldOptions): WorldSettings {
  checkOptions(options);
  return {
    tokenFormat: 'opaque',
    accessLifetimeMs: 3_600_000,
    expiresIn: 'number',
    rotation: true,
    reuseGraceMs: 0,
    cors: {},
    challenge: 'Bearer realm="api", error="invalid_token"',
    users: { ada: 'lovelace' },
    clients: 'any',
    dpopNonce: 'nonce-1',
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    latencyMs: { token: 0, api: 0, ...options.latencyMs },
  };
}

const isNumber = (value: unknown) => typeof value === 'number' && value >= 0;
const isText = (value: unknown) => typeof value === 'string';
const isTruth = (value: unknown) => typeof value === 'boolean';
const isFunction = (value: unknown) => typeof value === 'function';
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown) => isObject(value) && Object.values(value as object).every(isText);
const oneOf = (values: readonly unknown[]) => (value: unknown) => values.includes(value);

/** What each option expects, and whether it got it. */
const kinds: Readonly<Record<keyof WorldSettings, readonly [expected: string, isOfKind: (value: unknown) => boolean]>> =
  {
    tokenFormat: ["'opaque' or 'jwt'", oneOf(['opaque', 'jwt'])],
    accessLifetimeMs: ['a number of milliseconds, 0 or more', isNumber],
    expiresIn: ["'number', 'string' or 'absent'", oneOf(['number', 'string', 'absent'])],
    rotation: ['true or false', isTruth],
    reuseGraceMs: ['a number of milliseconds, 0 or more', isNumber],
    latencyMs: ['{ token, api } in milliseconds', isObject],
    cors: ['an object, or false', (value) => value === false || isObject(value)],
    challenge: ['a string, or false', (value) => value === false || isText(value)],
    users: ["passwords by user, such as { ada: 'lovelace' }", isTexts],
    clients: ["secrets by client, or 'any'", (value) => value === 'any' || isTexts(value)],
    dpopNonce: ['a string', isText],
    now: ['a function', isFunction],
    sleep: ['a function', isFunction],
  };

/** The options of a world. */
export const settingNames = Object.keys(kinds) as readonly (keyof WorldSettings)[];

function checkOptions(options: WorldOptions): void {
  checkNames('createWorld', options, settingNames);
  for (const name of settingNames) {
    const [expected, isOfKind] = kinds[name];
    const value = options[name];
    if (value !== undefined && !isOfKind(value)) throw new TypeError(`createWorld: "${name}" expects ${expected}.`);
  }
  if (options.latencyMs) checkNames('createWorld: latencyMs', options.latencyMs, ['token', 'api']);
  if (options.cors) checkNames('createWorld: cors', options.cors, corsNames);
}

const corsNames: readonly (keyof CorsSettings)[] = [
  'origin',
  'allowHeaders',
  'exposeHeaders',
  'credentials',
  'omitOnRefusal',
];
