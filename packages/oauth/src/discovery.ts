import type { AuthorizationServer } from 'oauth4webapi';
import { OAuthError } from './oauth-error.ts';
import { addressOf, fieldsOf, httpRemedy, shown, textOf } from './text.ts';

type Read = (url: string) => Promise<Response>;

/**
 * Reads a server's metadata: those of OpenID Connect (Discovery §4), and where there are none those of OAuth (RFC 8414 §3), or
 * what some servers whose issuer has a path have at the root (§5).
 *
 * @throws OAuthError `discovery-failed`.
 */
export async function discover(issuer: URL, read: Read): Promise<AuthorizationServer> {
  const response = await readFirst(placesOf(issuer), read);
  const { status } = response;
  if (status !== 200) {
    void response.body?.cancel();
    const remedy = 'Check "issuer", or name its endpoints in "server"';
    // A refusal here says nothing about anybody's tokens; only a server that is down says that it will pass.
    throw failed(issuer, `were answered with ${status}. ${remedy}`, status >= 429 ? { response } : {});
  }
  const server = fieldsOf(await response.text()) as AuthorizationServer;
  const named = textOf(server.issuer);
  if (named === undefined) throw failed(issuer, 'are no JSON object with an "issuer". Check "issuer"');
  // Whether it ends with a slash is not told apart: APIs and people write it either way.
  if (URL.parse(named)?.href === issuer.href) return server;
  const what = `name another issuer, ${shown(named)}. Set "issuer" to it if that is the server you mean`;
  throw failed(issuer, `${what} (RFC 8414 §3.3)`);
}

function placesOf({ origin, pathname }: URL): string[] {
  const path = pathname.replace(/\/$/, '');
  const [at, openid, oauth] = ['/.well-known/', 'openid-configuration', 'oauth-authorization-server'];
  const places = [path + at + openid, at + oauth + path, at + openid + path].map((place) => origin + place);
  return [...new Set(places)];
}

/** The first answer that is no 4xx; where all are, the last. */
export async function readFirst([place = '', ...others]: string[], read: Read): Promise<Response> {
  const response = await read(place);
  if (response.status < 400 || response.status >= 500 || others.length === 0) return response;
  void response.body?.cancel();
  return readFirst(others, read);
}

function failed(issuer: URL | string, what: string, failure = {}): OAuthError {
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
  const url = addressOf(server[name], allowHttp);
  if (url) return url;
  const flaw = server[name] === undefined ? 'is not there' : `is no https address. ${httpRemedy}`;
  throw failed(server.issuer, `cannot be used: "${name}" ${flaw}. By hand: "server.${name}"`);
}
