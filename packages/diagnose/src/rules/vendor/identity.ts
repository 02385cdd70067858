import type { Facts } from '../../facts.ts';
import { parseUrl } from '../../parse-url.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { hostText, memberAt, vendorSays } from './vendor-says.ts';

const graphTexts: readonly (readonly [RegExp, string, string])[] = [
  [
    /compacttoken parsing failed|idx1[24]\d{3}|not well formed/,
    'Microsoft Graph cannot read the token: it is no JWT, or damaged',
    'Send the access token as it came (three parts with dots between), with `Bearer ` before it and nothing around it; take it from Entra for `https://graph.microsoft.com/.default`.',
  ],
  [
    /access token is empty/,
    'Microsoft Graph finds no token in the request',
    'Send `Authorization: Bearer <access token>`; look at what is between client and Graph.',
  ],
  [
    /invalid audience/,
    'The token is meant for another API than Microsoft Graph',
    'Get a token for the scope `https://graph.microsoft.com/.default`.',
  ],
  [
    /expired|not yet valid|lifetime validation/,
    'The token for Microsoft Graph has expired, or is not valid yet',
    'Get a new one from MSAL’s cache or by refresh; compare the clocks if it is fresh.',
  ],
  [
    /signature/,
    'Microsoft Graph does not accept the signature: the token was changed, or is of another cloud',
    'Use the token unchanged, and the Graph host of its cloud (graph.microsoft.us, microsoftgraph.chinacloudapi.cn).',
  ],
];

const graph: Rule = {
  id: 'graph-token-refused',
  row: 'J05',
  title: 'Microsoft Graph does not accept the token',
  confidence: 'proof',
  reference: 'Microsoft Graph: resolve authorization errors',
  covers: ['A02', 'A11'],
  find(facts) {
    if (facts.vendor !== 'microsoft-graph' || memberAt(facts, 'error', 'code') !== 'InvalidAuthenticationToken')
      return undefined;
    const known = graphTexts.find(([pattern]) => facts.says(pattern));
    const heard = known && facts.heard(known[0]);
    return known && heard
      ? { title: known[1], evidence: ['The error’s code is `InvalidAuthenticationToken`.', heard], fix: known[2] }
      : {
          confidence: 'hint',
          evidence: ['The error’s code is `InvalidAuthenticationToken`.'],
          fix: 'Check audience, tenant and lifetime of the token.',
        };
  },
};

/** Entra's numbers, each with what it means and what to do. */
const entraCodes: Readonly<Record<string, readonly [title: string, fix: string]>> = {
  7000215: [
    'The client secret is wrong: often its id is sent in place of its value',
    'Copy the *value* of the secret (shown once, when it is made), not the Secret ID; form-encode it.',
  ],
  7000222: ['The client secret has expired', 'Add a new secret or a certificate to the app registration and use that.'],
  7000218: [
    'The application is confidential, and no secret or assertion was sent',
    'Send client_secret or client_assertion; or mark the platform as public (SPA, mobile).',
  ],
  700016: [
    'The application does not exist in this tenant',
    'Check client id and tenant in the URL, and that an administrator has consented there.',
  ],
  700027: [
    'The signature of the client assertion is not accepted',
    'Upload the certificate that signs it to the app registration, and check `x5t` and `aud`.',
  ],
  90002: ['The tenant does not exist', 'Check the tenant in the URL and the cloud (login.microsoftonline.us, …).'],
  500011: [
    'The API that was asked for does not exist in this tenant',
    'Check the App ID URI in `scope` or `resource`, and have an administrator consent to it.',
  ],
  65001: [
    'Nobody has consented to the permission',
    'Ask for consent interactively (`prompt=consent`), or have an administrator grant it.',
  ],
  70011: ['The scope is not valid', 'One resource a request, with `/.default` for client credentials.'],
  70043: ['The refresh token has expired by the sign-in frequency of Conditional Access', 'Sign the user in again.'],
  70008: ['The refresh token or code has expired', 'Sign the user in again.'],
  700082: [
    'The refresh token has expired for lying unused',
    'Sign the user in again; use it at least every 90 days (24 hours for a page).',
  ],
  50173: ['The grant was revoked: the password was changed or the sessions were ended', 'Sign the user in again.'],
  50076: [
    'A second factor is demanded: no refresh can give it',
    'Sign the user in interactively (in MSAL acquireTokenPopup or acquireTokenRedirect), with the claims that the answer names.',
  ],
  50079: ['The user must set up a second factor first', 'Sign the user in interactively.'],
  53003: [
    'Conditional Access blocks the sign-in',
    'Ask the administrator which policy applies; the sign-in log names it.',
  ],
  50126: [
    'The user’s name or password is wrong',
    'Check them; use an interactive flow in place of the password grant.',
  ],
  50034: ['The user does not exist in this tenant', 'Check the account and the tenant.'],
  54005: ['The authorization code was redeemed before', 'Exchange the code once; start a new sign-in.'],
  50011: ['The redirect URI is not the registered one', 'Register the very URI, slash at the end included.'],
};

const entra: Rule = {
  id: 'entra-error-code',
  row: 'J06',
  title: 'Entra names the reason by its number',
  confidence: 'proof',
  reference: 'Microsoft identity platform: authentication and authorization error codes',
  covers: ['A01', 'A02', 'C05', 'D07', 'D22', 'E03', 'E04', 'E13', 'E14'],
  find(facts) {
    const code = /aadsts(\d{5,8})/.exec(facts.response?.words ?? '')?.[1];
    if (code === undefined || !Object.hasOwn(entraCodes, code)) return undefined;
    const told = entraCodes[code];
    if (!told) return undefined;
    const heard = facts.heard(/aadsts\d/);
    return {
      title: `${told[0]} (AADSTS${code})`,
      evidence: [heard ?? `The answer names AADSTS${code}.`],
      fix: told[1],
    };
  },
};

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

export const identityRules: readonly Rule[] = [graph, entra, auth0Domains, auth0Opaque, oktaScheme, ...oktaRefuses];
