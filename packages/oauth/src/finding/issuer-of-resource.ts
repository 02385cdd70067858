import type { FindIssuer, FoundIssuer } from '../authority.ts';
import { readFirst } from '../discovery.ts';
import { OAuthError } from '../oauth-error.ts';
import { fieldsOf, shown, textOf } from '../text.ts';

/**
 * For the option `findIssuer` of `oauth`: the authorization server of an API of which only the address is known (RFC 9728), as
 * clients of the Model Context Protocol need it. Read where the API's 401 says (`resource_metadata`, §5.1), else at the well-known
 * addresses (§3.1); an API without metadata is its own authorization server.
 *
 * @throws OAuthError `discovery-failed` where the metadata are another resource's (§3.3), or cannot be read.
 */
export async function issuerOfResource(
  resource: string,
  metadataUrl: string | undefined,
  read: Parameters<FindIssuer>[2],
): Promise<FoundIssuer> {
  const { origin, pathname } = new URL(resource);
  const wellKnown = `${origin}/.well-known/oauth-protected-resource`;
  const path = pathname.replace(/\/$/, '');
  const places = metadataUrl === undefined ? [...new Set([wellKnown + path, wellKnown])] : [metadataUrl];
  const response = await readFirst(places, read);
  const { ok, status } = response;
  if (ok) return issuerIn(resource, metadataUrl, fieldsOf(await response.text()));
  void response.body?.cancel();
  if (status >= 400 && status < 500 && metadataUrl === undefined) return { issuer: origin, resource };
  throw failed(metadataUrl ?? resource, `were answered with ${status}`, status >= 500 ? { response } : {});
}

/** The metadata may be of the whole API of which the resource is a part. */
function issuerIn(resource: string, place = resource, fields: Record<string, unknown>): FoundIssuer {
  const theirs = URL.parse(String(fields.resource));
  const ours = new URL(resource);
  const within = (path: string) => `${path.replace(/\/$/, '')}/`;
  if (theirs?.origin !== ours.origin || !within(ours.pathname).startsWith(within(theirs.pathname)))
    throw failed(
      place,
      `are of another resource, ${theirs ? shown(theirs) : 'without a name'}, than ${shown(resource)}`,
    );
  const [issuer = ours.origin] = [fields.authorization_servers].flat();
  const scopes = [fields.scopes_supported].flat().filter(textOf);
  return {
    issuer: String(issuer),
    resource: String(fields.resource),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  };
}

function failed(place: string, what: string, failure = {}): OAuthError {
  const why = `The metadata of the resource, for ${shown(place)}, ${what} (RFC 9728 §3).`;
  return new OAuthError('discovery-failed', `${why} Check "resource", or set "issuer".`, failure);
}
