import type { TokenSet, TokensInput } from '@freshkey/core';
import { type AuthorizationServer, type DPoPHandle, genericTokenEndpointRequest } from 'oauth4webapi';
import type { Authority, KnownClient } from './authority.ts';
import { endpointOf } from './discovery.ts';
import type { SignInDemands } from './id-token.ts';
import { readTokens } from './token-answer.ts';

/** One request for tokens. */
export interface TokenRequest {
  readonly grantType: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** The tokens that are renewed. */
  readonly held?: TokenSet | undefined;
  /** The thumbprint of the key that a sign-in began with. */
  readonly key?: string | undefined;
  /** Asked right before sending; rejects where nothing may be sent any longer. */
  readonly confirm?: (() => Promise<void>) | undefined;
  /** What a first sign-in asked for; absent: a renewal. */
  readonly demands?: SignInDemands | undefined;
}

/** The statuses of an endpoint that is no longer there: it did nothing with what was sent. */
const moved = new Set([301, 302, 307, 308, 404, 405, 410]);

/**
 * Asks the token endpoint. Once more where it asks for a nonce in the proof (RFC 9449 §8), and where the metadata name another
 * address by now.
 *
 * @throws OAuthError `token-endpoint`, `discovery-failed`.
 */
export async function requestTokens(authority: Authority, request: TokenRequest): Promise<TokensInput> {
  const server = await authority.server();
  const client = await authority.client(server);
  const { dpop, allowHttp, issuer, server: byHand } = authority.settings;
  const key = await dpop?.keyFor(request.key ?? request.held?.binding?.key);
  let url = endpointOf(server, 'token_endpoint', allowHttp);
  const send = (at: AuthorizationServer) => askOnce(authority, at, client, request, key?.handle);
  await request.confirm?.();
  let response = await send(server);
  if (await dpop?.wantsNonce(response)) response = await send(server);
  if (moved.has(response.status)) {
    authority.forget();
    const anew = await authority.server();
    const there = endpointOf(anew, 'token_endpoint', allowHttp);
    if (there.href !== url.href) {
      url = there;
      response = await send(anew);
    }
  }
  return readTokens(response, url, {
    held: request.held,
    demands: request.demands,
    clockToleranceSec: authority.settings.clockToleranceSec,
    isIssuerKnown: !byHand || (issuer ?? byHand.issuer) !== undefined,
    binding: { issuer: server.issuer, clientId: client.clientId, ...(key && { key: key.thumbprint }) },
    secrets: Object.values(request.parameters),
  });
}

async function askOnce(
  authority: Authority,
  server: AuthorizationServer,
  client: KnownClient,
  { grantType, parameters, signal }: TokenRequest,
  handle: DPoPHandle | undefined,
): Promise<Response> {
  const { resource } = authority;
  const body = { ...authority.settings.parameters, ...(resource !== undefined && { resource }), ...parameters };
  const options = { ...authority.requestOptions(signal), ...(handle && { DPoP: handle }) };
  const known = authority.clientOf(client);
  try {
    return await genericTokenEndpointRequest(server, known, client.authenticate, grantType, body, options);
  } catch (error) {
    // It may stand elsewhere by now.
    authority.forget();
    throw error;
  }
}
