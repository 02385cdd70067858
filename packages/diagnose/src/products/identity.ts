import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Identity providers, as far as they are APIs themselves. */
export const identity = [
  {
    id: 'auth0',
    name: 'Auth0’s Management API',
    page: 'https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens',
    hosts: ['auth0.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $AUTH0_TOKEN' }],
    addressee: [
      {
        path: '/api/v2/',
        issuer: ['https://{host}/'],
        audience: ['https://{host}/api/v2/'],
        isFixed: true,
        fix: 'Ask the tenant’s own domain for the token: `POST https://<tenant>.auth0.com/oauth/token` with `audience=https://<tenant>.auth0.com/api/v2/`, and call the API under that domain; a custom domain is another issuer.',
      },
    ],
    says: {
      'token-not-for-management': {
        words: ['bad audience', 'invalid token', 'bad http authentication header format'],
        row: 'J07',
        title: 'Auth0’s Management API does not take this token',
        fix: 'Get one with `audience=https://<tenant>.auth0.com/api/v2/` from `https://<tenant>.auth0.com/oauth/token`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const identityExchanges: ProductExchanges<typeof identity> = {
  auth0: {
    refused: [
      {
        ask: 'GET https://tern.us.auth0.com/api/v2/users',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://login.tern.com/', aud: 'https://tern.us.auth0.com/api/v2/' },
        status: 401,
        answer: { statusCode: 401, error: 'Unauthorized', message: 'Bad audience' },
        row: 'D08',
        tells: 'a custom domain is another issuer',
      },
      {
        ask: 'GET https://tern.us.auth0.com/api/v2/users',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://tern.us.auth0.com/', aud: 'https://api.tern.com' },
        status: 401,
        answer: { statusCode: 401, error: 'Unauthorized', message: 'Bad audience: https://api.tern.com' },
        row: 'D07',
        tells: 'audience=https://<tenant>.auth0.com/api/v2/',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.us.auth0.com/api/v2/users/none',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://tern.us.auth0.com/', aud: 'https://tern.us.auth0.com/api/v2/' },
        status: 404,
        answer: { statusCode: 404, error: 'Not Found', message: 'The user does not exist.' },
      },
    ],
  },
};
