import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What guards APIs in Go and Elixir. */
export const goAndElixir = [
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

export const goAndElixirExchanges: ProductExchanges<typeof goAndElixir> = {
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
