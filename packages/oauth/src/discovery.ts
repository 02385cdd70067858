import {
  type AuthorizationServer,
  type DiscoveryRequestOptions,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi';
import { OAuthError } from './oauth-error.ts';
import { shown } from './text.ts';

/**
 * Reads a server's metadata: those of OpenID Connect (Discovery §4), and where there are none those of OAuth (RFC 8414 §3).
 *
 * @throws OAuthError `discovery-failed`.
 */
export async function discover(issuer: string, options: DiscoveryRequestOptions): Promise<AuthorizationServer> {
  const url = new URL(issuer);
  let response = await discoveryRequest(url, options);
  if (response.status >= 400 && response.status < 500) {
    void response.body?.cancel();
    response = await discoveryRequest(url, { ...options, algorithm: 'oauth2' });
  }
  const { status } = response;
  if (status !== 200) {
    void response.body?.cancel();
    const remedy = 'Check "issuer", or name its endpoints in "server"';
    // A refusal here says nothing about anybody's tokens; only a server that is down says that it will pass.
    throw failed(issuer, `were answered with ${status}. ${remedy}`, status >= 429 ? { response } : {});
  }
  return processDiscoveryResponse(url, response).catch((error) => {
    const named = Object(Object(error.cause).body).issuer;
    throw failed(
      issuer,
      typeof named === 'string' && error.code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'
        ? `name another issuer, ${shown(named)}. Set "issuer" to it if that is the server you mean (RFC 8414 §3.3)`
        : 'are no JSON object with an "issuer". Check "issuer"',
    );
  });
}

function failed(issuer: string, what: string, failure = {}): OAuthError {
  return new OAuthError('discovery-failed', `The metadata of ${shown(issuer)} ${what}.`, failure);
}

/**
 * An endpoint that the metadata name.
 *
 * @throws OAuthError `discovery-failed` that names the member.
 */
export function endpointOf(
  server: AuthorizationServer,
  name: string & keyof AuthorizationServer,
  allowHttp: boolean,
): URL {
  const url = URL.parse(String(server[name]));
  if (url?.protocol === 'https:' || (allowHttp && url?.protocol === 'http:')) return url;
  const flaw = url ? `is ${url.protocol}//, not https. For a server on this machine set "allowHttp"` : 'is not there';
  throw failed(server.issuer, `cannot be used: "${name}" ${flaw}. By hand: "server.${name}"`);
}
