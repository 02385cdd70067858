import { RefreshRefusedError } from '@freshkey/core';
import {
  type AuthorizationServer,
  type Client,
  ClientSecretBasic,
  ClientSecretPost,
  None,
  type OmitSymbolProperties,
} from 'oauth4webapi';
import type { Authority, KnownClient, Registration } from '../authority.ts';
import { endpointOf } from '../discovery.ts';
import { OAuthError } from '../oauth-error.ts';
import { fieldsOf, shown, textOf } from '../text.ts';
import { refusalOf } from '../token-answer.ts';

/** What a server answered to a registration (RFC 7591 §3.2.1), as JSON. Holds a secret where the client has one. */
export type RegisteredClient = OmitSymbolProperties<Client>;

/** Where registrations outlive the process; by the issuer's address. */
export interface RegistrationStore {
  read(issuer: string): RegisteredClient | undefined | Promise<RegisteredClient | undefined>;
  /** `undefined`: the server does not know it any longer. */
  write(issuer: string, client: RegisteredClient | undefined): void | Promise<void>;
}

/** See `register`. */
export interface RegisterOptions {
  /** Default: in memory. */
  readonly store?: RegistrationStore;
  /** For servers that register nobody else (RFC 7591 §3). */
  readonly initialAccessToken?: string;
}

/**
 * For the option `registration` of `oauth`: registers the client at the first need (RFC 7591), once for each server, and anew when
 * its secret has ended or the server has dropped it. Where `clientId` is the address of a metadata document and the server reads
 * such, that is used instead.
 *
 * @param metadata of the client (RFC 7591 §2). Default: the option `redirectUri`, the code flow with refresh tokens, no secret.
 * @throws OAuthError `token-endpoint`, `discovery-failed` where the server registers nobody.
 * @example oauth({ resource, findIssuer: issuerOfResource, registration: register({ client_name: 'My tool' }), redirectUri });
 */
export function register(
  metadata: Partial<RegisteredClient> = {},
  { store = memoryOf(), initialAccessToken }: RegisterOptions = {},
): Registration {
  const under = new Map<string, Promise<KnownClient>>();

  async function known(authority: Authority, server: AuthorizationServer): Promise<KnownClient> {
    const held = await store.read(server.issuer);
    if (held && !hasEnded(held)) return clientOf(held);
    const { redirectUri, allowHttp } = authority.settings;
    const url = endpointOf(server, 'registration_endpoint', allowHttp);
    const asked = { ...standardFor([metadata.redirect_uris ?? redirectUri ?? []].flat() as string[]), ...metadata };
    const response = await authority.send(url.href, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(initialAccessToken !== undefined && { authorization: `Bearer ${initialAccessToken}` }),
      },
      body: JSON.stringify(asked),
    });
    if (!response.ok) throw await refusalOf(response, url, [initialAccessToken]);
    // Whatever its status: some servers answer 200 where RFC 7591 §3.2.1 says 201.
    const registered = fieldsOf(await response.text()) as RegisteredClient;
    if (!textOf(registered.client_id))
      throw new OAuthError(
        'token-endpoint',
        `${shown(url)} answered with what is no registration: there is no "client_id".`,
      );
    await store.write(server.issuer, registered);
    return clientOf(registered);
  }

  return {
    client(authority, server) {
      const { clientId, clientAuthentication = None() } = authority.settings;
      if (
        clientId !== undefined &&
        (!/^https:/.test(clientId) || server.client_id_metadata_document_supported === true)
      )
        return Promise.resolve({ clientId, authenticate: clientAuthentication });
      const current = under.get(server.issuer) ?? known(authority, server).finally(() => under.delete(server.issuer));
      under.set(server.issuer, current);
      return current;
    },
    async afterFailure(issuer, error) {
      if (!(error instanceof OAuthError) || error.error !== 'invalid_client') return undefined;
      await store.write(issuer, undefined);
      const why = `${shown(issuer)} does not know the registered client any longer; the next sign-in registers anew.`;
      return new RefreshRefusedError(why, error);
    },
  };
}

function memoryOf(): RegistrationStore {
  const clients = new Map<string, RegisteredClient | undefined>();
  return { read: (issuer) => clients.get(issuer), write: (issuer, client) => void clients.set(issuer, client) };
}

/** A client on the user's own machine is a native one (OpenID Connect Dynamic Client Registration 1.0 §2). */
function standardFor(redirectUris: string[]): Partial<RegisteredClient> {
  const isNative = redirectUris.length > 0 && redirectUris.every((uri) => !/^https:/.test(uri));
  return {
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    ...(isNative && { application_type: 'native' }),
  };
}

function hasEnded({ client_secret: secret, client_secret_expires_at: endSec = 0 }: RegisteredClient): boolean {
  return secret !== undefined && Number(endSec) > 0 && Number(endSec) * 1000 <= Date.now();
}

function clientOf({
  client_id: clientId,
  client_secret: secret,
  token_endpoint_auth_method: method,
}: RegisteredClient): KnownClient {
  if (typeof secret !== 'string' || method === 'none') return { clientId, authenticate: None() };
  return {
    clientId,
    authenticate: method === 'client_secret_post' ? ClientSecretPost(secret) : ClientSecretBasic(secret),
  };
}
