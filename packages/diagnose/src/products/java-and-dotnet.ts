import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What guards APIs in Java and .NET. */
export const javaAndDotnet = [
  {
    id: 'quarkus',
    name: 'Quarkus',
    page: 'https://quarkus.io/guides/security-jwt',
    anywhere: true,
    says: {
      'smallrye-invalid': {
        words: ['srjwt07000', 'srjwt08'],
        row: 'D22',
        title: 'Quarkus cannot verify the JWT (SRJWT…)',
        fix: 'Compare `mp.jwt.verify.publickey.location` and `mp.jwt.verify.issuer` with the token’s issuer, letter by letter.',
      },
    },
  },
  {
    id: 'spring-security',
    name: 'Spring Security',
    page: 'https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/jwt.html',
    signs: ['WWW-Authenticate: Bearer *error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"*'],
    says: {
      'key-or-algorithm': {
        words: [
          'signed jwt rejected: another algorithm expected, or no matching key(s) found',
          'signed jwt rejected: invalid signature',
        ],
        row: 'D16',
        title: 'The API (Spring Security) has no key of the token’s issuer that fits its `kid` and `alg`',
        fix: 'Send a token of the issuer that this API trusts; it may be one of another environment. In an API of your own: compare `spring.security.oauth2.resourceserver.jwt.issuer-uri` (or `jwk-set-uri`) with the token’s `iss`; where the issuer does not sign with RS256, name it in `jws-algorithms`.',
        isSure: true,
      },
      'issuer-differs': {
        words: ['the iss claim is not valid'],
        row: 'D08',
        title: 'The API (Spring Security) trusts another issuer than the token’s',
        fix: 'Get the token from the issuer of this environment. In an API of your own: `issuer-uri` must be the token’s `iss` letter by letter, host name and slash included; where containers see the issuer by another name, set `issuer-uri` to the outer one and `jwk-set-uri` to the inner one.',
        isSure: true,
      },
      'audience-differs': {
        words: ['the aud claim is not valid'],
        row: 'D07',
        title: 'The token is not for this API (Spring Security): its `aud` is another one',
        fix: 'Ask for the token with the audience of this API. In an API of your own: `spring.security.oauth2.resourceserver.jwt.audiences`.',
        isSure: true,
      },
      'keys-not-reached': {
        words: ["couldn't retrieve remote jwk set", 'failed to retrieve remote jwk set'],
        statuses: [401, 500],
        row: 'D16',
        title: 'The API (Spring Security) cannot fetch its issuer’s keys: no token can be right until it does',
        fix: 'The API’s owner must let it reach `jwk-set-uri` (name, proxy, certificate); a user can only tell them.',
        isSure: true,
      },
    },
  },
  {
    id: 'asp-net',
    name: 'ASP.NET Core',
    page: 'https://learn.microsoft.com/aspnet/core/security/authentication/configure-jwt-bearer-authentication',
    anywhere: true,
    says: {
      'key-not-found': {
        words: ['the signature key was not found'],
        row: 'D16',
        title: 'The API (ASP.NET Core) has no key of the token’s issuer with its `kid`',
        fix: 'Send a token of the issuer that this API trusts; it may be one of another environment or tenant. In an API of your own: `options.Authority` must be the token’s issuer, reachable from the server at `/.well-known/openid-configuration`; all `Microsoft.IdentityModel.*` packages must be of one version.',
        isSure: true,
      },
      'audience-differs': {
        words: ["the audience '…' is invalid"],
        row: 'D07',
        title: 'The token is not for this API (ASP.NET Core): the answer names the audience that came',
        fix: 'Ask for the token with this API’s audience (`api://<id>/.default`, `audience=`). In an API of your own: `options.Audience`, or `TokenValidationParameters.ValidAudiences` for both `<id>` and `api://<id>`.',
        isSure: true,
      },
      'issuer-differs': {
        words: ["the issuer '…' is invalid"],
        row: 'D08',
        title: 'The API (ASP.NET Core) trusts another issuer than the one that the answer names',
        fix: 'Get the token from the issuer of this environment (of Entra: v1 tokens come from sts.windows.net, v2 from login.microsoftonline.com/<tenant>/v2.0). In an API of your own: `options.Authority`, or `ValidIssuers`.',
        isSure: true,
      },
      'signature-wrong': {
        words: ['the signature is invalid'],
        row: 'D17',
        title: 'The token’s signature is not one of the key that the API (ASP.NET Core) has for it',
        fix: 'Send the token as it came. In an API of your own: compare `IssuerSigningKey` with the key that signs, as bytes (UTF-8 or base64); a token of Microsoft Graph, with `nonce` in its header, cannot be verified by others.',
      },
    },
  },
] as const satisfies readonly Product[];

const api = 'GET https://api.tern.example/me';

const invalid = (text: string): string =>
  `WWW-Authenticate: Bearer error="invalid_token", error_description="${text}", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"`;

const sent = ['Authorization: Bearer ~jwt'] as const;

export const javaAndDotnetExchanges: ProductExchanges<typeof javaAndDotnet> = {
  quarkus: {
    refused: [
      {
        ask: api,
        send: ['Authorization: Bearer ~60'],
        status: 401,
        answer: { details: 'SRJWT07000: Failed to verify a token' },
        row: 'D22',
        tells: 'mp.jwt.verify.issuer',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 404, answer: { details: 'RESTEASY003210' } }],
  },
  'spring-security': {
    refused: [
      {
        ask: api,
        send: sent,
        status: 401,
        headers: [
          invalid(
            'An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found',
          ),
        ],
        row: 'D16',
        tells: 'jws-algorithms',
      },
      {
        ask: api,
        send: sent,
        claims: { iss: 'http://keycloak:8080/realms/tern' },
        status: 401,
        headers: [invalid('The iss claim is not valid')],
        row: 'D08',
        tells: 'issuer-uri',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 404, answer: { status: 404, error: 'Not Found', path: '/orders' } }],
  },
  'asp-net': {
    refused: [
      {
        ask: api,
        send: sent,
        status: 401,
        headers: [
          'WWW-Authenticate: Bearer error="invalid_token", error_description="The signature key was not found"',
          'Server: Kestrel',
        ],
        row: 'D16',
        tells: 'options.Authority',
      },
      {
        ask: api,
        send: sent,
        claims: { aud: 'https://other.tern.example' },
        status: 401,
        headers: [
          'WWW-Authenticate: Bearer error="invalid_token", error_description="The audience \'https://other.tern.example\' is invalid"',
          'Server: Kestrel',
        ],
        row: 'D07',
        tells: 'options.Audience',
      },
    ],
    healthy: [
      {
        ask: api,
        send: sent,
        status: 400,
        headers: ['Server: Kestrel'],
        answer: { title: 'One or more validation errors occurred.' },
      },
    ],
  },
};
