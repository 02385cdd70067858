import type { TokenSet } from '@freshkey/core';
import { endpointOf } from '../discovery.ts';
import type { OAuth } from '../oauth.ts';

/**
 * Where the user signs out of the server itself (OpenID Connect RP-Initiated Logout 1.0 §2). Asked for before `signOut()`, while the
 * session has its tokens.
 *
 * @param tokens `session.getTokens()`: its ID token tells the server whose session ends.
 * @throws OAuthError `discovery-failed` where the server names no `end_session_endpoint`.
 * @example
 * const url = await logoutUrl(auth, session.getTokens(), { postLogoutRedirectUri: location.origin });
 * await session.signOut();
 * location.assign(url);
 */
export async function logoutUrl(
  { authority }: Pick<OAuth, 'authority'>,
  tokens: TokenSet | undefined,
  options: { readonly postLogoutRedirectUri?: string; readonly state?: string } = {},
): Promise<string> {
  const server = await authority.server();
  const url = endpointOf(server, 'end_session_endpoint', authority.settings.allowHttp);
  const members = {
    id_token_hint: tokens?.idToken,
    client_id: (await authority.client(server)).clientId,
    post_logout_redirect_uri: options.postLogoutRedirectUri,
    state: options.state,
  };
  for (const [name, value] of Object.entries(members)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
