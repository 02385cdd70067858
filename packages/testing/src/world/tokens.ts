import { mintJwt, mintOpaque, mintRefreshToken } from './minted.ts';
import type { WorldSettings } from './settings.ts';

/** A token response as a server sends it (RFC 6749 §5.1); `createSession({ tokens })` takes it as it is. */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in?: number | string;
  readonly refresh_token?: string;
  readonly scope: string;
}

export interface IssueOptions {
  /** Whose tokens; default `'ada'`. */
  readonly user?: string;
  /** Scopes separated by spaces; default `'read write'`. */
  readonly scope?: string;
  /** Milliseconds; default `settings.accessLifetimeMs`. */
  readonly lifetimeMs?: number;
  /** The access token is refused from the start, though its bearer is told that it lives. Default false. */
  readonly expired?: boolean;
  /** `acr` of the sign-in, which `/api/step-up` asks for (RFC 9470). Default `'password'`. */
  readonly acr?: string;
  /** Whether a refresh token comes with it; default true. */
  readonly refreshToken?: boolean;
}

/** One sign-in and everything that was issued for it. */
interface Family {
  readonly user: string;
  readonly scope: string;
  readonly acr: string;
  revoked: boolean;
  generation: number;
}

interface AccessToken {
  readonly family: Family;
  readonly generation: number;
  readonly expiresAtMs: number;
  spoilt: 'expired' | 'revoked' | undefined;
}

interface RefreshToken {
  readonly family: Family;
  readonly generation: number;
  usedAtMs: number | undefined;
  revoked: boolean;
}

/** What the authorization server knows about a token that it was shown. */
export interface TokenState {
  readonly state: 'valid' | 'expired' | 'revoked' | 'used' | 'unknown';
  readonly user?: string;
  /** Which one of its family: 1 from the sign-in, 2 from the first refresh, … */
  readonly generation?: number;
  readonly scope?: string;
  readonly acr?: string;
}

/** How a refresh ended. */
export type Rotation =
  | { readonly tokens: TokenResponse; readonly shown: TokenState }
  | { readonly refused: string; readonly shown: TokenState; readonly reuse: boolean };

/** The tokens of a world: issued, rotated, expired and revoked. */
export interface Tokens {
  /** Signs somebody in without a request. */
  issue(options?: IssueOptions): TokenResponse;
  /** Spends a refresh token; a second use revokes the family. */
  refresh(refreshToken: string): Rotation;
  /** What is known about an access or refresh token. */
  look(token: string): TokenState;
  /** Every access token issued so far is refused as expired from now on; refresh tokens stay good. */
  expireAll(): void;
  /** Every access token issued so far is refused as revoked from now on; refresh tokens stay good. */
  revokeAccess(): void;
  /** Every refresh token issued so far is refused with `invalid_grant`; access tokens live on. */
  revokeRefresh(): void;
  /** Ends every session of a user, or of everybody: access and refresh tokens. */
  revokeFamilies(user?: string): void;
  /** How often a spent refresh token was shown again. */
  readonly reuseDetected: number;
}

export function createTokens(settings: WorldSettings): Tokens {
  const access = new Map<string, AccessToken>();
  const refresh = new Map<string, RefreshToken>();
  let reuseDetected = 0;

  const respond = (family: Family, options: IssueOptions): TokenResponse => {
    const { lifetimeMs = settings.accessLifetimeMs, expired = false, refreshToken: wanted = true } = options;
    const { user, scope, acr } = family;
    const generation = ++family.generation;
    const nowMs = settings.now();
    const expiresAtMs = nowMs + lifetimeMs;
    const claims = { iss: 'https://auth.test', sub: user, scope, acr, iat: toSec(nowMs), exp: toSec(expiresAtMs) };
    const accessToken = settings.tokenFormat === 'jwt' ? mintJwt(claims) : mintOpaque();
    access.set(accessToken, { family, generation, expiresAtMs, spoilt: expired ? 'expired' : undefined });
    const refreshToken = wanted ? mintRefreshToken() : undefined;
    if (refreshToken) refresh.set(refreshToken, { family, generation, usedAtMs: undefined, revoked: false });
    const lifetimeSec = lifetimeMs / 1000;
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      ...(settings.expiresIn !== 'absent' && {
        expires_in: settings.expiresIn === 'string' ? String(lifetimeSec) : lifetimeSec,
      }),
      ...(refreshToken && { refresh_token: refreshToken }),
      scope,
    };
  };

  const stateOfAccess = ({ family, expiresAtMs, spoilt }: AccessToken): TokenState['state'] => {
    if (family.revoked) return 'revoked';
    return spoilt ?? (settings.now() >= expiresAtMs ? 'expired' : 'valid');
  };

  const stateOfRefresh = ({ family, usedAtMs, revoked }: RefreshToken): TokenState['state'] => {
    if (family.revoked || revoked) return 'revoked';
    return usedAtMs === undefined ? 'valid' : 'used';
  };

  const look = (token: string): TokenState => {
    const asAccess = access.get(token);
    const asRefresh = refresh.get(token);
    const known = asAccess ?? asRefresh;
    if (!known) return { state: 'unknown' };
    const state = asAccess ? stateOfAccess(asAccess) : stateOfRefresh(known as RefreshToken);
    const { user, scope, acr } = known.family;
    return { state, user, scope, acr, generation: known.generation };
  };

  return {
    issue(options = {}) {
      const { user = 'ada', scope = 'read write', acr = 'password' } = options;
      return respond({ user, scope, acr, revoked: false, generation: 0 }, options);
    },
    refresh(token) {
      const shown = look(token);
      const known = refresh.get(token);
      if (!known || shown.state === 'revoked') {
        return { refused: known ? 'The refresh token was revoked.' : 'No such refresh token.', shown, reuse: false };
      }
      if (!settings.rotation) return { tokens: respond(known.family, { refreshToken: false }), shown };
      const nowMs = settings.now();
      if (known.usedAtMs !== undefined && nowMs - known.usedAtMs >= settings.reuseGraceMs) {
        reuseDetected++;
        known.family.revoked = true;
        return {
          refused: 'The refresh token was used before; all tokens of its family are revoked.',
          shown,
          reuse: true,
        };
      }
      known.usedAtMs ??= nowMs;
      return { tokens: respond(known.family, {}), shown };
    },
    look,
    expireAll() {
      for (const token of access.values()) token.spoilt ??= 'expired';
    },
    revokeAccess() {
      for (const token of access.values()) token.spoilt = 'revoked';
    },
    revokeRefresh() {
      for (const token of refresh.values()) token.revoked = true;
    },
    revokeFamilies(user) {
      for (const { family } of [...access.values(), ...refresh.values()]) {
        if (user === undefined || family.user === user) family.revoked = true;
      }
    },
    get reuseDetected() {
      return reuseDetected;
    },
  };
}

const toSec = (ms: number): number => Math.floor(ms / 1000);
