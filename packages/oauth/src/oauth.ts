import type { Refresh, RefreshTokens, SessionOptions } from '@freshkey/core';
import { Authority } from './authority.ts';
import { type OAuthOptions, readOptions } from './options.ts';
import { renewalOf } from './renewal.ts';

/** What `createSession` is given: `{ ...auth.options, origins }`. */
export type OAuthSessionOptions = Pick<SessionOptions, 'scheme' | 'authorize' | 'onSignOut'> &
  (
    | { readonly refresh: Refresh; readonly refreshWhenEmpty?: false }
    | { readonly refresh: Refresh<RefreshTokens | null>; readonly refreshWhenEmpty: true }
  );

/** One client at one authorization server. */
export interface OAuth {
  /** For `createSession`. */
  readonly options: OAuthSessionOptions;
  /** What the other functions of this package work with. */
  readonly authority: Authority;
}

/**
 * The session's part of OAuth 2 (RFC 6749) and OpenID Connect, from an issuer: how its tokens are renewed, and, where they are
 * set, asked for, proved and revoked. Nothing is sent before the first need.
 *
 * @throws TypeError for a wrong option. What `options.refresh` rejects with is read by the session: OAuthError
 * `discovery-failed` or `token-endpoint`, RefreshRefusedError where the session is over.
 * @example
 * const auth = oauth({ issuer: 'https://login.example.com', clientId: 'orders' });
 * const session = createSession({ ...auth.options, tokens });
 */
export function oauth(options: OAuthOptions): OAuth {
  const authority = new Authority(readOptions(options));
  const { grant, dpop, authorize, onSignOut } = options;
  const parts = {
    refresh: renewalOf(authority, grant),
    ...(grant && { refreshWhenEmpty: true as const }),
    ...(dpop && { scheme: dpop.scheme }),
    ...(authorize && { authorize: authorize(authority) }),
    ...(onSignOut && { onSignOut: onSignOut(authority) }),
  };
  return { options: parts as OAuthSessionOptions, authority };
}
