import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { signsOfIgnoredHeader } from './no-credentials.ts';

const wordPress = /rest_not_logged_in|rest_cannot|rest_forbidden|not currently logged in/;

/** What shows that Apache hands the request to a program that does not get the header. */
function apacheSign({ response }: Facts): string | undefined {
  const server = response?.header('server') ?? '';
  const powered = response?.header('x-powered-by') ?? '';
  if (/mod_wsgi/i.test(server)) return 'The server is Apache with mod_wsgi, which hands the header on only if told so.';
  if (/^apache/i.test(server) && /php/i.test(powered)) return 'The server is Apache, and PHP answers behind it.';
  if (/^apache/i.test(server)) return 'The server is Apache.';
  return undefined;
}

export const apacheSwallowsHeader: Rule = {
  id: 'apache-swallows-authorization',
  contradictedBy: ['token', 'password', 'signature'],
  row: 'A09',
  title: 'Apache keeps the Authorization header from PHP or Python behind it',
  confidence: 'likely',
  reference: 'Apache httpd: CGIPassAuth; mod_wsgi: WSGIPassAuthorization',
  covers: ['A02', 'C05'],
  find(facts) {
    if (!facts.request.authorization || facts.refusal === 'proxy') return undefined;
    const apache = apacheSign(facts);
    if (!apache) return undefined;
    const evidence = [apache];
    if (facts.says(wordPress)) evidence.push(`${facts.heard(wordPress) ?? ''} Yet the header was sent.`);
    else evidence.push(...signsOfIgnoredHeader(facts));
    if (evidence.length < 2) return undefined;
    return {
      evidence,
      fix: 'On the server: `CGIPassAuth On` (httpd 2.4.13 or later), or `SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1`; for mod_wsgi `WSGIPassAuthorization On`.',
    };
  },
};

const gateways = /nginx|openresty|envoy|traefik|haproxy|kong|caddy|cloudflare|awselb/i;

export const proxyReplacesHeader: Rule = {
  id: 'proxy-clears-authorization',
  isLeftover: true,
  contradictedBy: ['token', 'password', 'signature'],
  row: 'A11',
  title: 'A reverse proxy in front may clear or replace the Authorization header',
  confidence: 'hint',
  reference: 'nginx: proxy_set_header; oauth2-proxy: pass_authorization_header',
  find(facts) {
    if (!facts.request.authorization || facts.refusal !== 'unauthorized') return undefined;
    const signs = signsOfIgnoredHeader(facts);
    if (signs.length === 0) return undefined;
    const { response } = facts;
    const via = response?.header('via');
    const server = response?.header('server') ?? '';
    const isProxied =
      via !== undefined ||
      gateways.test(server) ||
      [...(response?.headers.names() ?? [])].some(
        (name) => name.startsWith('x-forwarded-') || name.startsWith('x-envoy-'),
      );
    if (!isProxied) return undefined;
    return {
      evidence: [...signs, `The answer came through a proxy (${facts.quote(via ?? (server || 'X-Forwarded-…'))}).`],
      fix: 'Look at the proxy: `proxy_set_header Authorization`, `auth_basic` on this location, oauth2-proxy’s `pass_authorization_header` and `skip_jwt_bearer_tokens`, authentication by ALB or IAP.',
    };
  },
};

const gateTitle = '401 authorization required';

/** What shows that a proxy, and not the API, asks for a password. */
function gateSign(facts: Facts): string | undefined {
  const { response } = facts;
  if (!response || response.json !== undefined) return undefined;
  const realm = response.challengeParam('realm') ?? '';
  if (response.isHtml && response.words.includes(gateTitle))
    return 'The page is that of nginx or Apache: “401 Authorization Required”.';
  if (realm === 'traefik') return 'The realm is that of Traefik.';
  if (/restricted|staging|protected|private|preview|test|internal|preprod/i.test(realm))
    return `The realm is ${facts.quote(realm)}.`;
  const server = response.header('server') ?? '';
  if (response.isHtml && /nginx|apache|iis|openresty|caddy|traefik/i.test(server))
    return `The page comes from ${facts.quote(server)}.`;
  return undefined;
}

export const twoGates: Rule = {
  id: 'basic-gate-in-front',
  row: 'A12',
  title: 'A password gate in front of the API and the API itself both want the Authorization header',
  confidence: 'proof',
  reference: 'RFC 9110 §11.6.2',
  covers: ['A02', 'A11', 'C05', 'C06'],
  find(facts) {
    const { response, request, probes } = facts;
    const scheme = request.authorization?.scheme;
    if (!response || scheme === undefined || facts.refusal !== 'unauthorized') return undefined;
    const fix =
      'Both cannot stand in one header. Take the gate away from this path (`auth_basic off;` for /api), or move the application’s token to another header, or let the proxy read the password from elsewhere.';
    if (
      scheme !== 'basic' &&
      response.challenges.length > 0 &&
      response.challenges.every((challenge) => challenge.scheme === 'basic')
    ) {
      const sign = gateSign(facts);
      if (!sign) return undefined;
      return {
        evidence: [`The request carries ${schemeText(request.authorization)}, and the challenge is Basic.`, sign],
        fix,
      };
    }
    const without = probes.withoutCredentials;
    if (
      scheme === 'basic' &&
      response.challenge('bearer') &&
      without?.headers.some(([name, value]) => /^www-authenticate$/i.test(name) && /^basic\b/i.test(value))
    ) {
      return {
        evidence: [
          'Without credentials the answer asks for Basic.',
          'With Basic it asks for Bearer: behind the gate stands an API with a token of its own.',
        ],
        fix,
      };
    }
    return undefined;
  },
};
