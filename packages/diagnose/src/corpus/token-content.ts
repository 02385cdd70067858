import { answer, browser, byLocalClock, type CorpusCase, clients, explained, get, page, post, serverNowMs, serverNowSec } from './case.ts';
import { auth0Token, chars, type Claims, entraTenant, entraToken, expired, jwt, keycloakToken, lifetime } from './tokens.ts';

const invalid = (description: string) => ({ 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"` });
const unauthorized = { statusCode: 401, message: 'Unauthorized' };
const cognito = (claims: Claims) =>
  jwt({ iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI', sub: '5f0e', ...lifetime, ...claims }, { alg: 'RS256', kid: 'cognito-1' });

/** Times, audience and issuer of a JWT: family D, first part. */
export const tokenContent: readonly CorpusCase[] = [
  explained(
    'NestJS says no more than Unauthorized to an expired token',
    'D01',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token(expired())}` }),
    answer(401, { 'X-Powered-By': 'Express' }, unauthorized),
  ),
  explained(
    'Spring names the instant at which the token expired',
    'D01',
    get('https://api.acme.example/accounts', { ...clients.java, Authorization: `Bearer ${keycloakToken(expired(120))}` }),
    answer(401, {
      'WWW-Authenticate':
        'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Jwt expired at 2026-03-10T09:28:00Z", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    }),
  ),
  explained(
    'PostgREST behind Supabase says JWT expired',
    'D01',
    get('https://abcdefghijklmnopqrst.supabase.co/rest/v1/todos?select=*', {
      ...browser('https://todo.example'),
      apikey: jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon', iat: serverNowSec - 9_000_000, exp: serverNowSec + 300_000_000 }, { alg: 'HS256', typ: 'JWT' }),
      Authorization: `Bearer ${jwt({ iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1', ref: 'abcdefghijklmnopqrst', aud: 'authenticated', role: 'authenticated', sub: 'u', ...expired(30) }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(401, { 'sb-project-ref': 'abcdefghijklmnopqrst', 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="JWT expired"', 'Access-Control-Allow-Origin': '*' }, { code: 'PGRST303', details: null, hint: null, message: 'JWT expired' }),
  ),
  explained(
    'FastAPI could not validate a token that expired last week',
    'D01',
    get('https://ml.example.com/v1/models', { ...clients.python, Authorization: `Bearer ${jwt({ sub: 'ada', exp: serverNowSec - 604_800 }, { alg: 'HS256', typ: 'JWT' })}` }),
    answer(401, { server: 'uvicorn', 'www-authenticate': 'Bearer' }, { detail: 'Could not validate credentials' }),
  ),
  explained(
    'Graph says that the lifetime is over',
    ['D01', 'J05'],
    get('https://graph.microsoft.com/v1.0/me', { ...clients.node, authorization: `Bearer ${entraToken({ aud: 'https://graph.microsoft.com', scp: 'User.Read', ...expired(60) }, { nonce: 'n1' })}` }),
    answer(401, { 'request-id': '5f1c', 'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"` }, {
      error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed, the token is expired.', innerError: { date: '2026-03-10T09:30:00', 'request-id': '5f1c' } },
    }),
  ),
  explained(
    'the token is not valid before tomorrow',
    'D02',
    get('https://api.acme.example/orders', { ...clients.go, Authorization: `Bearer ${auth0Token({ nbf: serverNowSec + 86_400, exp: serverNowSec + 172_800 })}` }),
    answer(401, invalid('The token is not valid yet')),
  ),
  byLocalClock(
    explained(
      'our clock is a quarter of an hour slow and takes a dead token for alive',
      ['D01', 'D03'],
      get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${keycloakToken(expired(300))}` }),
      answer(401, invalid('Token is not active')),
    ),
    serverNowMs - 900_000,
  ),
  byLocalClock(
    explained(
      'Google gets an assertion from a clock that runs eleven minutes fast',
      ['D03', 'D06'],
      get('https://pubsub.googleapis.com/v1/projects/acme/topics', {
        ...clients.node,
        authorization: `Bearer ${jwt({ iss: 'pump@acme.iam.gserviceaccount.com', sub: 'pump@acme.iam.gserviceaccount.com', aud: 'https://pubsub.googleapis.com/', iat: serverNowSec + 660, exp: serverNowSec + 4260 })}`,
      }),
      answer(401, { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' }, { error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' } }),
      { probes: { clockOffsetsMs: [-660_100, -659_900, -660_040] } },
    ),
    serverNowMs + 660_000,
  ),
  explained(
    'the issuer wrote exp in milliseconds',
    'D04',
    get('https://api.tiny.example/notes', { ...clients.axios, Authorization: `Bearer ${jwt({ sub: '7', iat: serverNowMs - 60_000, exp: serverNowMs + 3_540_000 }, { alg: 'HS256', typ: 'JWT' })}` }),
    answer(401, { 'X-Powered-By': 'Express' }, { error: 'invalid token' }),
  ),
  explained(
    'the issuer wrote exp as text',
    'D05',
    get('https://api.tiny.example/notes', { ...clients.python, Authorization: `Bearer ${jwt({ sub: '7', iat: serverNowSec - 60, exp: String(serverNowSec + 3540) }, { alg: 'HS256', typ: 'JWT' })}` }),
    answer(401, invalid('invalid exp value')),
  ),
  explained(
    'ASP.NET misses an expiration',
    'D05',
    get('https://orders.contoso.example/api/orders', { ...clients.axios, Authorization: `Bearer ${jwt({ iss: 'https://id.contoso.example', aud: 'orders', sub: 'u1', iat: serverNowSec - 30 })}` }),
    answer(401, { Server: 'Kestrel', ...invalid('The token has no expiration') }),
  ),
  explained(
    'the issuer’s clock is ahead of the server’s',
    'D06',
    get('https://api.acme.example/orders', { ...clients.go, Authorization: `Bearer ${keycloakToken({ iat: serverNowSec + 420, nbf: undefined, exp: serverNowSec + 4020 })}` }),
    answer(401, invalid('Token used before issued')),
  ),
  explained(
    'ASP.NET names the audience that it does not accept',
    'D07',
    get('https://orders.contoso.example/api/orders', { ...clients.axios, Authorization: `Bearer ${entraToken({ aud: 'api://invoices' })}` }),
    answer(401, { Server: 'Kestrel', ...invalid("The audience 'api://invoices' is invalid") }),
  ),
  explained(
    'Graph gets the token of one’s own API',
    ['D07', 'J05'],
    get('https://graph.microsoft.com/v1.0/me/messages', { ...clients.python, Authorization: `Bearer ${entraToken()}` }),
    answer(401, { 'request-id': '6a2d' }, { error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure. Invalid audience.', innerError: { 'request-id': '6a2d' } } }),
  ),
  explained(
    'the audience is another than the one that the API is known to want',
    'D07',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${auth0Token({ aud: 'https://acme.eu.auth0.com/api/v2/' })}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { error: 'invalid_token' }),
    { expected: { audience: 'https://api.acme.example' } },
  ),
  explained(
    'jsonwebtoken says which audience it expected',
    'D07',
    get('http://localhost:4000/api/profile', { ...clients.axios, Authorization: `Bearer ${auth0Token({ aud: 'https://legacy.acme.example' })}` }),
    answer(401, { 'X-Powered-By': 'Express' }, { name: 'UnauthorizedError', message: 'jwt audience invalid. expected: https://api.acme.example' }),
  ),
  explained(
    'the issuers differ by a slash at the end',
    'D08',
    get('https://api.acme.example/orders', { ...clients.java, Authorization: `Bearer ${auth0Token({ iss: 'https://acme.eu.auth0.com' })}` }),
    answer(401, invalid('The iss claim is not valid')),
    { expected: { issuer: 'https://acme.eu.auth0.com/' } },
  ),
  explained(
    'ASP.NET is set up for version 2 and gets a token of version 1',
    'D08',
    get('https://orders.contoso.example/api/orders', { ...clients.node, authorization: `Bearer ${entraToken({ iss: `https://sts.windows.net/${entraTenant}/`, ver: '1.0' })}` }),
    answer(401, { Server: 'Kestrel', ...invalid(`The issuer 'https://sts.windows.net/${entraTenant}/' is invalid`) }),
  ),
  explained(
    'the token was issued under the name of the container',
    'D08',
    get('https://bookinfo.example.com/reviews/7', { ...clients.go, Authorization: `Bearer ${keycloakToken({ iss: 'http://keycloak:8080/realms/shop' })}` }),
    answer(401, { server: 'istio-envoy', 'www-authenticate': 'Bearer realm="https://bookinfo.example.com/reviews/7", error="invalid_token"', 'content-type': 'text/plain' }, 'Jwt issuer is not configured'),
  ),
  explained(
    'Cognito’s ID token goes to an API that wants scopes',
    'D09',
    get('https://k3x9s0b1l2.execute-api.eu-west-1.amazonaws.com/prod/orders', { ...clients.axios, Authorization: `Bearer ${cognito({ token_use: 'id', aud: '5h2v', 'cognito:username': 'ada' })}` }),
    answer(401, { 'x-amzn-requestid': 'a1', 'x-amzn-errortype': 'UnauthorizedException', 'x-amz-apigw-id': 'Xy1' }, { message: 'Unauthorized' }),
    { requiredScopes: ['orders/read'] },
  ),
  explained(
    'the ID token of Auth0 was taken for the access token',
    'D09',
    get('https://api.acme.example/orders', { ...browser('https://app.acme.example', 'same-site'), Authorization: `Bearer ${jwt({ iss: 'https://acme.eu.auth0.com/', aud: chars('auth0-client', 32), sub: 'auth0|65a1', nonce: 'k2J9', at_hash: 'Zm9v', name: 'Ada', ...lifetime })}` }),
    answer(401, { 'Access-Control-Allow-Origin': 'https://app.acme.example', ...invalid('invalid audience') }, page('Unauthorized')),
  ),
  explained(
    'the Cognito authorizer without scopes wants the ID token',
    'D10',
    get('https://k3x9s0b1l2.execute-api.eu-west-1.amazonaws.com/prod/orders', { ...clients.axios, Authorization: `Bearer ${cognito({ token_use: 'access', client_id: '5h2v', scope: 'aws.cognito.signin.user.admin' })}` }),
    answer(401, { 'x-amzn-requestid': 'a2', 'x-amzn-errortype': 'UnauthorizedException', 'x-amz-apigw-id': 'Xy2' }, { message: 'Unauthorized' }),
  ),
  explained(
    'Keycloak’s refresh token goes to the API',
    'D11',
    post('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${keycloakToken({ typ: 'Refresh', aud: 'https://sso.acme.example/realms/shop' })}` }, { sku: 'A1' }),
    answer(401, invalid('Token is not active')),
  ),
];
