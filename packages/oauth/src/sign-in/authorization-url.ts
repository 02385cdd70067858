import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi';
import { endpointOf } from '../discovery.ts';
import type { OAuth } from '../oauth.ts';
import { OAuthError } from '../oauth-error.ts';
import { shown } from '../text.ts';
import type { Transaction } from './transaction.ts';

/** See `authorizationUrl`. */
export interface SignInOptions {
  /** Separated by spaces. Default: that of `oauth`. */
  readonly scope?: string | undefined;
  /** Further members of the request: `prompt`, `login_hint`, `acr_values`, `max_age`, `claims`. */
  readonly parameters?: Readonly<Record<string, string | undefined>> | undefined;
  /** Default: that of `oauth`. */
  readonly redirectUri?: string | undefined;
}

/**
 * Where the user signs in, and what to keep until the answer comes to `callback`: the code flow (RFC 6749 §4.1) with PKCE
 * (RFC 7636), `state`, and with the scope `openid` a `nonce`.
 *
 * @throws OAuthError `discovery-failed`; TypeError where there is no `redirectUri`.
 * @example
 * const { url, transaction } = await authorizationUrl(auth);
 * sessionStorage.setItem('sign-in', JSON.stringify(transaction));
 * location.assign(url);
 */
export async function authorizationUrl(
  { authority }: Pick<OAuth, 'authority'>,
  options: SignInOptions = {},
): Promise<{ url: string; transaction: Transaction }> {
  const { settings } = authority;
  const { parameters = {}, redirectUri = settings.redirectUri } = options;
  if (redirectUri === undefined) throw new TypeError('authorizationUrl: "redirectUri" expects an address.');
  const server = await authority.server();
  if (server.require_pushed_authorization_requests) {
    const why = 'takes pushed authorization requests alone (RFC 9126 §4): this package makes none.';
    throw new OAuthError('discovery-failed', `${shown(server.issuer)} ${why} Allow others for this client.`);
  }
  const url = endpointOf(server, 'authorization_endpoint', settings.allowHttp);
  const { clientId } = await authority.client(server);
  const { scope = authority.scope } = options;
  const { acr_values: acrValues, max_age: maxAge } = parameters;
  const key = await settings.dpop?.keyFor(undefined);
  const codeVerifier = generateRandomCodeVerifier();
  const transaction: Transaction = {
    issuer: server.issuer,
    clientId,
    redirectUri,
    state: generateRandomState(),
    codeVerifier,
    nonce: scope?.split(' ').includes('openid') ? generateRandomNonce() : undefined,
    scope,
    maxAgeSec: maxAge === undefined ? maxAge : Number(maxAge),
    acrValues,
    key: key?.thumbprint,
  };
  const members = {
    ...settings.parameters,
    ...parameters,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state: transaction.state,
    nonce: transaction.nonce,
    resource: authority.resource,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    // RFC 9449 §10
    dpop_jkt: transaction.key,
  };
  for (const [name, value] of Object.entries(members)) if (value !== undefined) url.searchParams.set(name, value);
  return { url: url.href, transaction };
}
