import type { Facts } from '../../facts.ts';
import { parseUrl } from '../../parse-url.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { hostText, vendorSays } from './vendor-says.ts';

const auth0Domains: Rule = {
  id: 'auth0-custom-domain-mixed',
  row: 'J07',
  title: 'Auth0’s Management API is called under one domain with a token for the other',
  confidence: 'likely',
  reference: 'Auth0 documentation: custom domains, Management API tokens',
  covers: ['A02', 'D07'],
  find(facts) {
    const { claims, request } = facts;
    if (request.location?.pathname.startsWith('/api/v2/') !== true) return undefined;
    const audience = [claims?.aud]
      .flat()
      .find((each): each is string => typeof each === 'string' && /\/api\/v2\/?$/.test(each));
    const host = audience === undefined ? undefined : parseUrl(audience)?.hostname;
    const isAuth0 = host?.endsWith('.auth0.com') || facts.vendor === 'auth0';
    if (
      host === undefined ||
      host === request.host ||
      !isAuth0 ||
      (host.endsWith('.auth0.com') && facts.vendor === 'auth0')
    )
      return undefined;
    return {
      evidence: [
        `The token’s audience is ${facts.showUrl(audience ?? '')}.`,
        `The request went to ${request.host} with the same path.`,
      ],
      fix: `Call https://${host}/api/v2/ with this token, or get one under the domain that is called; the Management API’s audience is the tenant’s own domain.`,
    };
  },
};

const auth0Opaque: Rule = {
  id: 'auth0-opaque-token',
  row: 'J07',
  title: 'Auth0’s Management API got an opaque token: it was issued without an audience',
  confidence: 'likely',
  reference: 'Auth0 documentation: access tokens, Management API tokens',
  covers: ['D12'],
  find(facts) {
    if (
      facts.vendor !== 'auth0' ||
      facts.token?.kind !== 'opaque' ||
      !facts.request.location?.pathname.startsWith('/api/v2')
    )
      return undefined;
    const heard = facts.heard(/invalid token|unauthorized|bad http authentication/);
    return heard
      ? {
          evidence: [heard, 'The token is no JWT; those for this API are.'],
          fix: 'Ask for the token with `audience=https://<tenant>/api/v2/` and the scopes that the operation needs.',
        }
      : undefined;
  },
};

const isOkta = ({ vendor, response }: Facts): boolean =>
  vendor === 'okta' || response?.headers.has('x-okta-request-id') === true;
const oktaToken = /^00[\w-]{38,42}$/;

const oktaScheme: Rule = {
  id: 'okta-token-needs-ssws',
  row: 'J08',
  title: 'Okta’s API tokens are sent with the scheme SSWS',
  confidence: 'proof',
  reference: 'Okta documentation: Create an API token',
  covers: ['A02', 'C05', 'D12'],
  find(facts) {
    const { authorization } = facts.request;
    if (
      !isOkta(facts) ||
      !authorization ||
      authorization.scheme === 'ssws' ||
      !oktaToken.test(authorization.credential)
    )
      return undefined;
    return {
      evidence: ['The token has the form of an Okta API token.', `It was sent as ${schemeText(authorization)}.`],
      fix: 'Send `Authorization: SSWS <token>`; Bearer is for OAuth access tokens.',
    };
  },
};

const oktaRefuses: readonly Rule[] = [
  vendorSays({
    id: 'okta-invalid-token',
    row: 'J08',
    title: 'Okta does not accept the token: revoked, unused for 30 days, of another org, or its user is deactivated',
    reference: 'Okta documentation: error codes (E0000011), API token management',
    covers: ['A02', 'A11'],
    of: isOkta,
    says: /e0000011|invalid token provided|invalid session/,
    also: ({ request }) => (request.authorization?.scheme === 'ssws' ? ['The scheme is SSWS, as it should be.'] : []),
    fix: 'Make a new token under Security, API, Tokens, as a user that stays; check that the host is the org in which it was made.',
  }),
  {
    id: 'okta-org-token-at-own-api',
    row: 'J08',
    title: 'The token is of Okta’s org authorization server, which only Okta’s own APIs can verify',
    confidence: 'likely',
    reference: 'Okta documentation: Authorization servers (org and custom)',
    covers: ['A02', 'D17'],
    find(facts) {
      const { claims } = facts;
      const issuer = typeof claims?.iss === 'string' && claims.iss.includes('.okta') ? parseUrl(claims.iss) : undefined;
      if (
        isOkta(facts) ||
        !issuer ||
        !/\.okta(?:preview|-emea)?\.com$/.test(issuer.hostname) ||
        issuer.pathname.length > 1
      )
        return undefined;
      return {
        evidence: [`The issuer is ${issuer.origin}, without /oauth2/….`, hostText(facts)],
        fix: 'Get tokens from a custom authorization server (`/oauth2/default`) with your API as audience.',
      };
    },
  },
];

export const identityRules: readonly Rule[] = [auth0Domains, auth0Opaque, oktaScheme, ...oktaRefuses];
