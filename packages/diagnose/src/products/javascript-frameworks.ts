import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What guards APIs in JavaScript. */
export const javascriptFrameworks = [
  {
    id: 'apollo',
    name: 'Apollo Server',
    page: 'https://www.apollographql.com/docs/apollo-server/security/cors',
    anywhere: true,
    says: {
      'csrf-prevention': {
        words: ['this operation has been blocked as a potential cross-site request forgery'],
        statuses: [400],
        row: 'H13',
        title: 'Apollo Server takes the request for a forged one: it has no header that a form could not send',
        fix: 'Send `-H "Content-Type: application/json"`, or `-H "Apollo-Require-Preflight: true"` with uploads and GET.',
        isSure: true,
      },
    },
  },
  {
    id: 'nextauth',
    name: 'Auth.js (NextAuth)',
    page: 'https://errors.authjs.dev/',
    anywhere: true,
    says: {
      'missing-csrf': {
        words: ['missingcsrf', 'csrf token was missing during an action signin'],
        row: 'H13',
        title: 'Auth.js misses its CSRF token: the sign-in was posted without the cookie and field of /api/auth/csrf',
        fix: 'Call `signIn()` of next-auth, or read /api/auth/csrf first and post `csrfToken` with its cookie.',
        isSure: true,
      },
      'untrusted-host': {
        words: ['untrustedhost', 'host must be trusted'],
        statuses: [400, 401, 403, 500],
        row: 'J33',
        title: 'Auth.js does not trust the host behind this proxy',
        fix: 'Set `AUTH_TRUST_HOST=true` (or `trustHost: true`) and AUTH_URL to the public address.',
        isSure: true,
      },
    },
  },
  {
    id: 'fastify-jwt',
    name: '@fastify/jwt',
    page: 'https://github.com/fastify/fastify-jwt#error-code',
    anywhere: true,
    says: {
      'no-authorization': {
        words: ['fst_jwt_no_authorization_in_header', 'no authorization was found in request.headers'],
        row: 'A02',
        title: 'Fastify finds no Authorization header',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"`; with a token in a cookie, register @fastify/cookie and name it in `cookie.cookieName`.',
        isSure: true,
      },
      'bad-format': {
        words: ['fst_jwt_bad_request', 'format is authorization: bearer [token]'],
        statuses: [400, 401],
        row: 'C05',
        title: 'Fastify reads Bearer alone',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"`.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

const api = 'GET https://api.tern.example/me';

const page = { ask: 'GET https://help.tern.example/errors', status: 200 } as const;

const sent = ['Authorization: Bearer ~jwt'] as const;

export const javascriptFrameworkExchanges: ProductExchanges<typeof javascriptFrameworks> = {
  apollo: {
    refused: [
      {
        ask: 'GET https://api.tern.example/graphql?query={me{id}}',
        send: sent,
        status: 400,
        answer: {
          errors: [
            {
              message: 'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF).',
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        },
        row: 'H13',
        tells: 'Apollo-Require-Preflight',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.tern.example/graphql',
        send: sent,
        status: 400,
        answer: { errors: [{ message: 'Syntax Error: Unexpected <EOF>.' }] },
      },
    ],
  },
  nextauth: {
    refused: [
      {
        ask: 'GET https://app.tern.example/api/auth/session',
        status: 500,
        answer: { message: 'UntrustedHost: Host must be trusted. URL was: http://localhost:3000/api/auth/session' },
        row: 'J33',
        tells: 'AUTH_TRUST_HOST=true',
      },
    ],
    healthy: [{ ...page, answer: { text: 'UntrustedHost: set AUTH_TRUST_HOST.' } }],
  },
  'fastify-jwt': {
    refused: [
      {
        ask: api,
        send: ['X-Api-Token: ~jwt'],
        status: 401,
        answer: {
          statusCode: 401,
          code: 'FST_JWT_NO_AUTHORIZATION_IN_HEADER',
          error: 'Unauthorized',
          message: 'No Authorization was found in request.headers',
        },
        row: 'A02',
        tells: 'cookie.cookieName',
      },
    ],
    healthy: [{ ...page, answer: { text: 'FST_JWT_NO_AUTHORIZATION_IN_HEADER means that no header came.' } }],
  },
};
