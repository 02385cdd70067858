import {
  answer,
  browser,
  byLocalClock,
  type CorpusCase,
  clients,
  explained,
  get,
  serverNowMs,
  serverNowSec,
} from './case.ts';
import { auth0Token, entraToken, expired, jwt, keycloakToken } from './tokens.ts';

const invalid = (description: string) => ({
  'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"`,
});
const unauthorized = { statusCode: 401, message: 'Unauthorized' };

/** Times of a JWT: family D, first part. */
export const tokenTimes: readonly CorpusCase[] = [
  explained(
    'NestJS says no more than Unauthorized to an expired token',
    'D01',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token(expired())}` }),
    answer(401, { 'X-Powered-By': 'Express' }, unauthorized),
  ),
  explained(
    'Spring names the instant at which the token expired',
    'D01',
    get('https://api.acme.example/accounts', {
      ...clients.java,
      Authorization: `Bearer ${keycloakToken(expired(120))}`,
    }),
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
      apikey: jwt(
        {
          iss: 'supabase',
          ref: 'abcdefghijklmnopqrst',
          role: 'anon',
          iat: serverNowSec - 9_000_000,
          exp: serverNowSec + 300_000_000,
        },
        { alg: 'HS256', typ: 'JWT' },
      ),
      Authorization: `Bearer ${jwt({ iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1', ref: 'abcdefghijklmnopqrst', aud: 'authenticated', role: 'authenticated', sub: 'u', ...expired(30) }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(
      401,
      {
        'sb-project-ref': 'abcdefghijklmnopqrst',
        'WWW-Authenticate': 'Bearer error="invalid_token", error_description="JWT expired"',
        'Access-Control-Allow-Origin': '*',
      },
      { code: 'PGRST303', details: null, hint: null, message: 'JWT expired' },
    ),
  ),
  explained(
    'FastAPI could not validate a token that expired last week',
    'D01',
    get('https://ml.example.com/v1/models', {
      ...clients.python,
      Authorization: `Bearer ${jwt({ sub: 'ada', exp: serverNowSec - 604_800 }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(401, { server: 'uvicorn', 'www-authenticate': 'Bearer' }, { detail: 'Could not validate credentials' }),
  ),
  explained(
    'Graph says that the lifetime is over',
    ['D01', 'J05'],
    get('https://graph.microsoft.com/v1.0/me', {
      ...clients.node,
      authorization: `Bearer ${entraToken({ aud: 'https://graph.microsoft.com', scp: 'User.Read', ...expired(60) }, { nonce: 'n1' })}`,
    }),
    answer(
      401,
      {
        'request-id': '5f1c',
        'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
      },
      {
        error: {
          code: 'InvalidAuthenticationToken',
          message: 'Lifetime validation failed, the token is expired.',
          innerError: { date: '2026-03-10T09:30:00', 'request-id': '5f1c' },
        },
      },
    ),
  ),
  explained(
    'the token is not valid before tomorrow',
    'D02',
    get('https://api.acme.example/orders', {
      ...clients.go,
      Authorization: `Bearer ${auth0Token({ nbf: serverNowSec + 86_400, exp: serverNowSec + 172_800 })}`,
    }),
    answer(401, invalid('The token is not valid yet')),
  ),
  byLocalClock(
    explained(
      'our clock is a quarter of an hour slow and takes a dead token for alive',
      ['D01', 'D03'],
      get('https://api.acme.example/orders', {
        ...clients.node,
        authorization: `Bearer ${keycloakToken(expired(300))}`,
      }),
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
      answer(
        401,
        { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
        { error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' } },
      ),
      { probes: { clockOffsetsMs: [-660_100, -659_900, -660_040] } },
    ),
    serverNowMs + 660_000,
  ),
  explained(
    'the issuer wrote exp in milliseconds',
    'D04',
    get('https://api.tiny.example/notes', {
      ...clients.axios,
      Authorization: `Bearer ${jwt({ sub: '7', iat: serverNowMs - 60_000, exp: serverNowMs + 3_540_000 }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(401, { 'X-Powered-By': 'Express' }, { error: 'invalid token' }),
  ),
  explained(
    'the issuer wrote exp as text',
    'D05',
    get('https://api.tiny.example/notes', {
      ...clients.python,
      Authorization: `Bearer ${jwt({ sub: '7', iat: serverNowSec - 60, exp: String(serverNowSec + 3540) }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(401, invalid('invalid exp value')),
  ),
  explained(
    'ASP.NET misses an expiration',
    'D05',
    get('https://orders.contoso.example/api/orders', {
      ...clients.axios,
      Authorization: `Bearer ${jwt({ iss: 'https://id.contoso.example', aud: 'orders', sub: 'u1', iat: serverNowSec - 30 })}`,
    }),
    answer(401, { Server: 'Kestrel', ...invalid('The token has no expiration') }),
  ),
  explained(
    'the issuer’s clock is ahead of the server’s',
    'D06',
    get('https://api.acme.example/orders', {
      ...clients.go,
      Authorization: `Bearer ${keycloakToken({ iat: serverNowSec + 420, nbf: undefined, exp: serverNowSec + 4020 })}`,
    }),
    answer(401, invalid('Token used before issued')),
  ),
];
