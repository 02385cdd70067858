import type { SessionOptions } from '@freshkey/core';
import { revocationRequest } from 'oauth4webapi';
import type { Authority } from '../authority.ts';
import { endpointOf } from '../discovery.ts';
import { refusalOf } from '../token-answer.ts';

/**
 * For the option `onSignOut` of `oauth`: the server learns of a sign-out (RFC 7009). The refresh token is revoked, and with it
 * what was issued by it (§2.1); without one the access token. The session is signed out already, whatever comes of it.
 *
 * @throws OAuthError `discovery-failed` where the server names no `revocation_endpoint`, `token-endpoint`; the session says it
 * in its log.
 */
export function revoke(authority: Authority): NonNullable<SessionOptions['onSignOut']> {
  if (!authority) throw new TypeError('revoke: is given as it is, "onSignOut: revoke", and not called.');
  return async ({ tokens, signal }) => {
    const server = await authority.server();
    const url = endpointOf(server, 'revocation_endpoint', authority.settings.allowHttp);
    const client = await authority.client(server);
    const { refreshToken, accessToken } = tokens;
    const token = refreshToken ?? accessToken;
    const response = await revocationRequest(server, authority.clientOf(client), client.authenticate, token, {
      ...authority.requestOptions(signal),
      additionalParameters: { token_type_hint: refreshToken === undefined ? 'access_token' : 'refresh_token' },
    });
    if (!response.ok) throw await refusalOf(response, url, [token]);
    await response.body?.cancel();
  };
}
