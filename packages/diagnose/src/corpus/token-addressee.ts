import { answer, browser, type CorpusCase, clients, explained, get, page, post } from './case.ts';
import { auth0Token, type Claims, chars, entraTenant, entraToken, jwt, keycloakToken, lifetime } from './tokens.ts';

const invalid = (description: string) => ({
  'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"`,
});
const cognito = (claims: Claims) =>
  jwt(
    { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI', sub: '5f0e', ...lifetime, ...claims },
    { alg: 'RS256', kid: 'cognito-1' },
  );

/** Audience, issuer and use of a JWT: family D, second part. */
export const tokenAddressee: readonly CorpusCase[] = [
  explained(
    'ASP.NET names the audience that it does not accept',
    'D07',
    get('https://orders.contoso.example/api/orders', {
      ...clients.axios,
      Authorization: `Bearer ${entraToken({ aud: 'api://invoices' })}`,
    }),
    answer(401, { Server: 'Kestrel', ...invalid("The audience 'api://invoices' is invalid") }),
  ),
  explained(
    'Graph gets the token of one’s own API',
    ['D07', 'J05'],
    get('https://graph.microsoft.com/v1.0/me/messages', { ...clients.python, Authorization: `Bearer ${entraToken()}` }),
    answer(
      401,
      { 'request-id': '6a2d' },
      {
        error: {
          code: 'InvalidAuthenticationToken',
          message: 'Access token validation failure. Invalid audience.',
          innerError: { 'request-id': '6a2d' },
        },
      },
    ),
  ),
  explained(
    'the audience is another than the one that the API is known to want',
    'D07',
    get('https://api.acme.example/orders', {
      ...clients.node,
      authorization: `Bearer ${auth0Token({ aud: 'https://acme.eu.auth0.com/api/v2/' })}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { error: 'invalid_token' }),
    { expected: { audience: 'https://api.acme.example' } },
  ),
  explained(
    'jsonwebtoken says which audience it expected',
    'D07',
    get('http://localhost:4000/api/profile', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token({ aud: 'https://legacy.acme.example' })}`,
    }),
    answer(
      401,
      { 'X-Powered-By': 'Express' },
      { name: 'UnauthorizedError', message: 'jwt audience invalid. expected: https://api.acme.example' },
    ),
  ),
  explained(
    'the issuers differ by a slash at the end',
    'D08',
    get('https://api.acme.example/orders', {
      ...clients.java,
      Authorization: `Bearer ${auth0Token({ iss: 'https://acme.eu.auth0.com' })}`,
    }),
    answer(401, invalid('The iss claim is not valid')),
    { expected: { issuer: 'https://acme.eu.auth0.com/' } },
  ),
  explained(
    'ASP.NET is set up for version 2 and gets a token of version 1',
    'D08',
    get('https://orders.contoso.example/api/orders', {
      ...clients.node,
      authorization: `Bearer ${entraToken({ iss: `https://sts.windows.net/${entraTenant}/`, ver: '1.0' })}`,
    }),
    answer(401, { Server: 'Kestrel', ...invalid(`The issuer 'https://sts.windows.net/${entraTenant}/' is invalid`) }),
  ),
  explained(
    'the token was issued under the name of the container',
    'D08',
    get('https://bookinfo.example.com/reviews/7', {
      ...clients.go,
      Authorization: `Bearer ${keycloakToken({ iss: 'http://keycloak:8080/realms/shop' })}`,
    }),
    answer(
      401,
      {
        server: 'istio-envoy',
        'www-authenticate': 'Bearer realm="https://bookinfo.example.com/reviews/7", error="invalid_token"',
        'content-type': 'text/plain',
      },
      'Jwt issuer is not configured',
    ),
  ),
  explained(
    'Cognito’s ID token goes to an API that wants scopes',
    'D09',
    get('https://k3x9s0b1l2.execute-api.eu-west-1.amazonaws.com/prod/orders', {
      ...clients.axios,
      Authorization: `Bearer ${cognito({ token_use: 'id', aud: '5h2v', 'cognito:username': 'ada' })}`,
    }),
    answer(
      401,
      { 'x-amzn-requestid': 'a1', 'x-amzn-errortype': 'UnauthorizedException', 'x-amz-apigw-id': 'Xy1' },
      { message: 'Unauthorized' },
    ),
    { requiredScopes: ['orders/read'] },
  ),
  explained(
    'the ID token of Auth0 was taken for the access token',
    'D09',
    get('https://api.acme.example/orders', {
      ...browser('https://app.acme.example', 'same-site'),
      Authorization: `Bearer ${jwt({ iss: 'https://acme.eu.auth0.com/', aud: chars('auth0-client', 32), sub: 'auth0|65a1', nonce: 'k2J9', at_hash: 'Zm9v', name: 'Ada', ...lifetime })}`,
    }),
    answer(
      401,
      { 'Access-Control-Allow-Origin': 'https://app.acme.example', ...invalid('invalid audience') },
      page('Unauthorized'),
    ),
  ),
  explained(
    'the Cognito authorizer without scopes wants the ID token',
    'D10',
    get('https://k3x9s0b1l2.execute-api.eu-west-1.amazonaws.com/prod/orders', {
      ...clients.axios,
      Authorization: `Bearer ${cognito({ token_use: 'access', client_id: '5h2v', scope: 'aws.cognito.signin.user.admin' })}`,
    }),
    answer(
      401,
      { 'x-amzn-requestid': 'a2', 'x-amzn-errortype': 'UnauthorizedException', 'x-amz-apigw-id': 'Xy2' },
      { message: 'Unauthorized' },
    ),
  ),
  explained(
    'Keycloak’s refresh token goes to the API',
    'D11',
    post(
      'https://api.acme.example/orders',
      {
        ...clients.axios,
        Authorization: `Bearer ${keycloakToken({ typ: 'Refresh', aud: 'https://sso.acme.example/realms/shop' })}`,
      },
      { sku: 'A1' },
    ),
    answer(401, invalid('Token is not active')),
  ),
];
