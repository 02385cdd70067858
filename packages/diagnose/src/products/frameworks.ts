import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Frameworks and middlewares, by the words of their own sources. */
export const frameworks = [
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
  {
    id: 'simplejwt',
    name: 'Simple JWT (Django)',
    page: 'https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html',
    anywhere: true,
    says: {
      'user-gone': {
        words: ['user_inactive', 'user_not_found', 'given token not valid for any token type … user not found'],
        row: 'D23',
        title: 'Django knows the token, and its user is deleted or inactive',
        fix: 'Sign in as a user that is active; a refresh cannot help.',
        isSure: true,
      },
      'token-not-valid': {
        words: ['given token not valid for any token type'],
        row: 'D22',
        title: 'Django does not take the token: ended, signed with another key, or of another type',
        fix: 'Send the *access* token, `-H "Authorization: Bearer $ACCESS"`, and refresh it at /api/token/refresh/; SIGNING_KEY must be the same on all instances. `messages` in the answer says which type was tried.',
      },
    },
  },
  {
    id: 'flask-httpauth',
    name: 'Flask-HTTPAuth',
    page: 'https://flask-httpauth.readthedocs.io/en/latest/',
    signs: ['WWW-Authenticate: *realm="Authentication Required"*'],
    credentials: [
      { label: 'user and password', send: 'Authorization: Basic you:$PASSWORD' },
      { label: 'a token', send: 'Authorization: Bearer $TOKEN' },
    ],
    says: {
      'unauthorized-access': {
        words: ['unauthorized access'],
        row: 'D22',
        title: 'Flask-HTTPAuth has asked the application, which does not accept the credential',
        fix: 'Look at the function under `@auth.verify_password` or `@auth.verify_token`: it must return the user; and send what the challenge names.',
      },
    },
  },
  {
    id: 'laravel',
    name: 'Laravel',
    page: 'https://laravel.com/docs/sanctum',
    anywhere: true,
    says: {
      'route-login': {
        words: ['route [login] not defined'],
        statuses: [401, 500],
        row: 'A08',
        title: 'Laravel wants to send an unauthenticated caller to a login page, and there is none',
        fix: 'Send `-H "Accept: application/json"`, so that the answer is a 401; the reason behind it is a token that was not accepted.',
        isSure: true,
      },
      'csrf-mismatch': {
        words: ['csrf token mismatch', 'page expired'],
        statuses: [419],
        row: 'H13',
        title: 'Laravel’s CSRF token did not come, or is of another session',
        fix: 'GET /sanctum/csrf-cookie first, then send the cookie’s value, decoded, as X-XSRF-TOKEN (axios: `withCredentials: true, withXSRFToken: true`); routes under /api with a Bearer token need none.',
        isSure: true,
      },
    },
  },
  {
    id: 'symfony-lexik',
    name: 'LexikJWTAuthenticationBundle (Symfony)',
    page: 'https://symfony.com/bundles/LexikJWTAuthenticationBundle/current/index.html',
    anywhere: true,
    says: {
      'token-not-found': {
        words: ['jwt token not found'],
        row: 'A02',
        title: 'Symfony finds no JWT: the header did not come, or the server in front keeps it',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"`; with Apache `SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1`.',
        isSure: true,
      },
      'token-invalid': {
        words: ['invalid jwt token'],
        row: 'D22',
        title: 'Symfony does not take the JWT: its signature, or its user, is not known',
        fix: 'Compare the key pair of issuer and application (`bin/console lexik:jwt:generate-keypair` makes a new one, and ends all tokens).',
      },
      'token-expired': {
        words: ['expired jwt token'],
        row: 'D01',
        title: 'Symfony says that the JWT has expired',
        fix: 'Refresh it (gesdinet/jwt-refresh-token-bundle), or sign in again.',
        isSure: true,
      },
    },
  },
  {
    id: 'devise-jwt',
    name: 'devise-jwt (Rails)',
    page: 'https://github.com/waiting-for-dev/devise-jwt#readme',
    anywhere: true,
    says: {
      'token-revoked': {
        words: ['revoked token'],
        row: 'D22',
        title: 'Rails knows the token as revoked: the user has signed out, or `jti` was changed',
        fix: 'Sign in again and take the token from the Authorization header of the answer.',
      },
      'nil-json-token': {
        words: ["couldn't find an active session", 'nil json web token'],
        row: 'A02',
        title: 'Rails finds no JWT in the request',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"`; in a browser expose it: `expose: ["Authorization"]` in rack-cors.',
        isSure: true,
      },
    },
  },
  {
    id: 'gin-jwt',
    name: 'gin-jwt (Go)',
    page: 'https://github.com/appleboy/gin-jwt#readme',
    anywhere: true,
    says: {
      'cookie-empty': {
        words: ['auth header is empty', 'cookie token is empty', 'query token is empty'],
        row: 'A02',
        title: 'gin-jwt finds no token where `TokenLookup` looks',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"`, or name the place in TokenLookup (`header: Authorization, cookie: jwt`).',
        isSure: true,
      },
      'header-invalid': {
        words: ['auth header is invalid'],
        row: 'C05',
        title: 'gin-jwt wants the word of `TokenHeadName` before the token',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'echo-jwt',
    name: 'Echo’s JWT middleware (Go)',
    page: 'https://echo.labstack.com/docs/middleware/jwt',
    anywhere: true,
    says: {
      'missing-or-malformed': {
        words: ['missing or malformed jwt'],
        statuses: [400, 401],
        row: 'C05',
        title: 'Echo (or Fiber) reads no JWT: the header is not there, or has not `Bearer ` before it',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"`, or name another place in TokenLookup.',
      },
      'invalid-or-expired': {
        words: ['invalid or expired jwt'],
        row: 'D22',
        title: 'Echo (or Fiber) does not take the JWT: its signature or its time',
        fix: 'Compare SigningKey and SigningMethod (HS256 unless set) with the issuer’s, and `exp` with the clock.',
      },
    },
  },
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
    id: 'phoenix-guardian',
    name: 'Guardian (Phoenix)',
    page: 'https://hexdocs.pm/guardian/Guardian.Plug.Pipeline.html',
    anywhere: true,
    says: {
      'no-resource-found': {
        words: ['no_resource_found'],
        row: 'D23',
        title: 'Guardian knows the token, and finds no user for it',
        fix: 'Sign in as a user that exists in this database.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

const api = 'GET https://api.tern.example/me';
const sent = ['Authorization: Bearer ~jwt'] as const;
const page = { ask: 'GET https://help.tern.example/errors', status: 200 } as const;

export const frameworkExchanges: ProductExchanges<typeof frameworks> = {
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
  simplejwt: {
    refused: [
      {
        ask: api,
        send: sent,
        status: 401,
        answer: { detail: 'User not found', code: 'user_not_found' },
        row: 'D23',
        tells: 'a refresh cannot help',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 404, answer: { detail: 'Not found.' } }],
  },
  'flask-httpauth': {
    refused: [
      {
        ask: api,
        send: ['Authorization: Basic ~b64(ada:~16)'],
        status: 401,
        headers: ['WWW-Authenticate: Basic realm="Authentication Required"'],
        answer: 'Unauthorized Access',
        row: 'D22',
        tells: '@auth.verify_password',
      },
    ],
    healthy: [{ ask: api, send: ['Authorization: Basic ~b64(ada:~16)'], status: 404, answer: 'Not Found' }],
  },
  laravel: {
    refused: [
      {
        ask: api,
        send: sent,
        status: 500,
        answer: { message: 'Route [login] not defined.' },
        row: 'A08',
        tells: 'Accept: application/json',
      },
      {
        ask: 'POST https://app.tern.example/login',
        body: 'email=a',
        status: 419,
        answer: { message: 'CSRF token mismatch.' },
        row: 'H13',
        tells: '/sanctum/csrf-cookie',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 500, answer: { message: 'Route [home] not defined.' } }],
  },
  'symfony-lexik': {
    refused: [
      {
        ask: api,
        send: ['X-Api-Token: ~jwt'],
        status: 401,
        answer: { code: 401, message: 'JWT Token not found' },
        row: 'A02',
        tells: 'SetEnvIf',
      },
      {
        ask: api,
        send: ['Authorization: Bearer ~90'],
        status: 401,
        answer: { code: 401, message: 'Invalid JWT Token' },
        row: 'D22',
        tells: 'generate-keypair',
      },
    ],
    healthy: [{ ...page, answer: { text: 'JWT Token not found: what to do' } }],
  },
  'devise-jwt': {
    refused: [
      {
        ask: api,
        send: ['X-Api-Token: ~jwt'],
        status: 401,
        answer: { status: 401, message: "Couldn't find an active session." },
        row: 'A02',
        tells: 'rack-cors',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 404, answer: { error: 'Not Found' } }],
  },
  'gin-jwt': {
    refused: [
      {
        ask: api,
        send: ['X-Api-Token: ~jwt'],
        status: 401,
        answer: { code: 401, message: 'cookie token is empty' },
        row: 'A02',
        tells: 'TokenLookup',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 404, answer: { code: 'PAGE_NOT_FOUND' } }],
  },
  'echo-jwt': {
    refused: [
      {
        ask: api,
        send: ['Authorization: Bearer ~60'],
        status: 401,
        answer: { message: 'invalid or expired jwt' },
        row: 'D22',
        tells: 'SigningMethod',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 404, answer: { message: 'Not Found' } }],
  },
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
  'phoenix-guardian': {
    refused: [
      {
        ask: api,
        send: ['Authorization: Bearer ~60'],
        status: 401,
        answer: { message: 'no_resource_found' },
        row: 'D23',
        tells: 'this database',
      },
    ],
    healthy: [{ ask: api, send: sent, status: 404, answer: { errors: { detail: 'Not Found' } } }],
  },
};
