import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What guards APIs in Python, PHP and Ruby. */
export const frameworks = [
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
] as const satisfies readonly Product[];

const api = 'GET https://api.tern.example/me';

const page = { ask: 'GET https://help.tern.example/errors', status: 200 } as const;

const sent = ['Authorization: Bearer ~jwt'] as const;

export const frameworkExchanges: ProductExchanges<typeof frameworks> = {
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
};
