import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { bearer, json, text, thread } from './thread.ts';

const gone = { iss: 'https://id.tern.example/', aud: 'tern-api', exp: serverNowSec - 900, iat: serverNowSec - 4_500 };

/** Threads about the times of a token, and clocks. */
export const threadsOfTimes: readonly CorpusCase[] = [
  thread('DotNetOpenAuth/DotNetOpenAuth#124', ['D01', 'E01'], {
    ask: 'GET https://rs.tern.example/photos',
    send: [bearer('~jwt')],
    claims: gone,
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer realm="example", error="invalid_token", error_description="The access token expired"',
    ],
  }),
  thread('hasura/graphql-engine#8659', ['D01', 'E01'], {
    ask: 'POST https://hasura.tern.example/v1/graphql',
    send: [json, bearer('~jwt')],
    body: '{"query":"{me{id}}"}',
    claims: gone,
    status: 200,
    answer: {
      errors: [{ message: 'Could not verify JWT: JWTExpired', extensions: { path: '$', code: 'invalid-jwt' } }],
    },
  }),
  thread('wp-graphql/wp-graphql-jwt-authentication#124', ['D01', 'E01'], {
    ask: 'POST https://blog.tern.example/graphql',
    send: [json, bearer('~jwt')],
    body: '{"query":"{viewer{id}}"}',
    claims: gone,
    status: 200,
    answer: { errors: [{ message: 'invalid-secret-key | Expired token' }], data: { viewer: null } },
  }),
  thread('flavors/django-graphql-jwt#265', ['D01', 'E01'], {
    ask: 'POST https://shop.tern.example/graphql/',
    send: [json, 'Authorization: JWT ~jwt'],
    body: '{"query":"{orders{id}}"}',
    claims: gone,
    status: 200,
    answer: { errors: [{ message: 'Signature has expired', path: ['orders'] }], data: { orders: null } },
  }),
  thread('redwoodjs/graphql#6197', ['D01', 'E01'], {
    ask: 'POST https://app.tern.example/.redwood/functions/graphql',
    send: [json, 'auth-provider: dbAuth', bearer('~jwt')],
    body: '{"query":"{posts{id}}"}',
    claims: gone,
    status: 200,
    answer: {
      errors: [
        { message: 'Exception in getAuthenticationContext: jwt expired', extensions: { code: 'UNAUTHENTICATED' } },
      ],
    },
  }),
  thread('googleapis/google-api-php-client#1429', ['D06', 'D03', 'E14'], {
    ask: 'POST https://oauth2.googleapis.com/token',
    send: ['Content-Type: application/x-www-form-urlencoded'],
    body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=~jwt',
    status: 400,
    answer: {
      error: 'invalid_grant',
      error_description:
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    },
  }),
  thread('googleapis/google-auth-library-python#889', ['D06', 'D03', 'D02'], {
    ask: 'POST https://api.tern.example/session',
    send: [json, bearer('~jwt')],
    claims: { iss: 'https://accounts.google.com', aud: '1.apps.googleusercontent.com', iat: serverNowSec + 4 },
    status: 401,
    answer: {
      error: "Token used too early, 1671676840 < 1671676844. Check that your computer's clock is set correctly.",
    },
  }),
  thread('greenpau/caddy-security#13', ['D06', 'D03', 'D02'], {
    ask: 'GET https://portal.tern.example/',
    send: [bearer('~jwt')],
    claims: { iss: 'https://accounts.google.com', iat: serverNowSec + 3 },
    status: 401,
    headers: [text],
    answer: 'Token used before issued',
  }),
  thread('stormpath/idsite-src#3', ['D06', 'D03', 'D05'], {
    ask: 'GET https://api.tern.example/v1/sso',
    send: [bearer('~jwt')],
    claims: { iat: serverNowSec + 300 },
    status: 400,
    answer: {
      status: 400,
      code: 2002,
      message: 'jwtBody iat is an invalid value.',
      developerMessage: 'jwtBody iat is an invalid value.',
    },
  }),
  thread('kubernetes-client/javascript#228', ['D01', 'J18'], {
    ask: 'GET https://10.0.0.1/api/v1/namespaces/services/pods',
    send: [bearer('~jwt')],
    claims: {
      iss: 'https://oidc.eks.eu-west-1.amazonaws.com/id/X',
      sub: 'system:serviceaccount:a:b',
      exp: serverNowSec - 300,
    },
    status: 401,
    headers: ['Audit-Id: bc4cd425'],
    answer: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    },
  }),
  thread('IBM/ibm-spectrum-scale-csi#607', ['D01', 'J18', 'D23'], {
    ask: 'GET https://api.cluster.tern.example:6443/api/v1/pods',
    send: [bearer('sha256~~43')],
    status: 401,
    headers: ['Audit-Id: bc4cd425', 'Cache-Control: no-cache, private'],
    answer: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    },
  }),
];
