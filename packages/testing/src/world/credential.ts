import { type HeaderIssueCode, parseCredentials } from '@freshkey/challenge';
import { fingerprintOf } from '../fingerprint.ts';
import { cookiesOf, type WorldRequest } from './message.ts';
import type { WorldSettings } from './settings.ts';
import type { TokenState, Tokens } from './tokens.ts';

/** What a request showed to get in, and what became of it; never the secret itself. */
export interface SeenCredential extends Omit<TokenState, 'scope' | 'acr'> {
  /** `'Bearer'`, `'Basic'`, … as it was sent; `'ApiKey'` for a header or the query, `'Cookie'` for a cookie. */
  readonly scheme: string;
  readonly fingerprint: string;
  /** What is wrong with the Authorization header as such, such as `'repeated-scheme'`; absent: nothing. */
  readonly flaws?: readonly HeaderIssueCode[];
}

interface Shown {
  readonly scheme: string;
  readonly secret: string;
}

const shownBy = (request: WorldRequest): Shown | undefined => {
  const { headers, url } = request;
  if (headers.authorization !== undefined) {
    const [, scheme = '', secret = ''] = /^(\S*) ?(.*)$/.exec(headers.authorization) ?? [];
    return { scheme, secret };
  }
  const key = headers['x-api-key'] ?? url.searchParams.get('api_key') ?? url.searchParams.get('access_token');
  if (key) return { scheme: 'ApiKey', secret: key };
  const cookie = cookiesOf(request).access;
  return cookie === undefined ? undefined : { scheme: 'Cookie', secret: cookie };
};

const lookAtPassword = (secret: string, users: Record<string, string>): TokenState => {
  try {
    const pair = new TextDecoder().decode(Uint8Array.from(atob(secret), (char) => char.charCodeAt(0)));
    const at = pair.indexOf(':');
    const user = pair.slice(0, at);
    const isKnown = Object.hasOwn(users, user) && users[user] === pair.slice(at + 1);
    return isKnown ? { state: 'valid', user, scope: 'read write', acr: 'password' } : { state: 'unknown' };
  } catch {
    return { state: 'unknown' };
  }
};

/** Reads a request's credential, however it is carried: Authorization, `X-Api-Key`, `?api_key=`, or the cookie `access`. */
export function readCredential(
  request: WorldRequest,
  tokens: Tokens,
  settings: WorldSettings,
): { readonly seen: SeenCredential; readonly found: TokenState } | undefined {
  const shown = shownBy(request);
  if (!shown) return undefined;
  const { scheme, secret } = shown;
  const found = /^basic$/i.test(scheme) ? lookAtPassword(secret, settings.users) : tokens.look(secret);
  // A refresh token opens no API.
  const state = found.state === 'used' || /^fkrt_/.test(secret) ? 'unknown' : found.state;
  const { user, generation } = found;
  const flaws = parseCredentials(request.headers.authorization).issues.map(({ code }) => code);
  return {
    found: { ...found, state },
    seen: {
      scheme,
      fingerprint: fingerprintOf(secret),
      state,
      ...(user !== undefined && { user }),
      ...(generation !== undefined && { generation }),
      ...(flaws.length > 0 && { flaws }),
    },
  };
}
