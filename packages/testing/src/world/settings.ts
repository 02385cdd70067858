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

export function settingsOf(options: WorldOptions): WorldSettings {
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
    ...options,
    latencyMs: { token: 0, api: 0, ...options.latencyMs },
  };
}
