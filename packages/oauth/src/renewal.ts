import { type Refresh, RefreshRefusedError, type RefreshTokens, type TokenSet } from '@freshkey/core';
import type { Authority } from './authority.ts';
import type { Grant } from './grants.ts';
import { OAuthError } from './oauth-error.ts';
import { shown } from './text.ts';
import { requestTokens } from './token-request.ts';

/**
 * The `refresh` of a session: the refresh token (RFC 6749 §6), or the grant that needs no user. `resource` goes along with each
 * request (RFC 8707 §2.2); `scope` does not with a refresh token: without it the server grants what it granted before, and with
 * it refuses where the user has allowed less (RFC 6749 §6).
 */
export function renewalOf(authority: Authority, grant: Grant | undefined): Refresh<RefreshTokens | null> {
  return async ({ tokens, signal, parameters, confirm }) => {
    const server = await authority.server();
    checkBinding(tokens?.binding, server.issuer, authority.settings.clientId);
    const { scope } = authority;
    const members = grant
      ? {
          ...(scope !== undefined && { scope }),
          ...(await grant.parameters({ ...(tokens && { tokens }), issuer: server.issuer, signal })),
        }
      : { refresh_token: refreshTokenOf(tokens) };
    return requestTokens(authority, {
      grantType: grant?.type ?? 'refresh_token',
      parameters: { ...members, ...parameters },
      signal,
      held: tokens ?? undefined,
      confirm,
    }).catch(async (error) => {
      throw (await authority.settings.registration?.afterFailure(server.issuer, error)) ?? error;
    });
  };
}

function refreshTokenOf(tokens: TokenSet | null): string {
  if (tokens?.refreshToken) return tokens.refreshToken;
  throw new RefreshRefusedError(
    'The session has no refresh token: ask for one at sign-in (most servers want the scope "offline_access"), or set "grant".',
  );
}

/** A refresh token goes to no other issuer, and as no other client. That is about the set-up, so it ends no session. */
function checkBinding(binding: TokenSet['binding'], issuer: string, clientId: string | undefined): void {
  const { issuer: theirs = issuer, clientId: theirClient = clientId } = binding ?? {};
  if (theirs === issuer && (clientId === undefined || theirClient === clientId)) return;
  const [name, had, has] =
    theirs === issuer ? ['clientId', theirClient, clientId] : ['issuer', shown(theirs), shown(issuer)];
  const why = `The tokens are of another "${name}" (${had}) than this session is set up for (${has})`;
  throw new OAuthError('token-endpoint', `${why}: nothing was sent. Set it back, or sign in again.`);
}
