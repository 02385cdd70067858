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
  {
    id: 'okta',
    name: 'Okta',
    page: 'https://developer.okta.com/docs/reference/core-okta-api/#authentication',
    hosts: ['okta.com', 'oktapreview.com', 'okta-emea.com'],
    credentials: [
      { label: 'an API token', send: 'Authorization: SSWS $OKTA_API_TOKEN', token: /^00[\w-]{38,42}$/ },
      {
        label: 'an OAuth access token',
        send: 'Authorization: Bearer $OKTA_TOKEN',
        token: /^ey[\w-]+\.[\w-]+\.[\w-]*$/,
      },
    ],
    addressee: [
      {
        path: '/api/v1/',
        audience: ['https://{host}'],
        isFixed: true,
        fix: 'Okta’s own API takes tokens of the org authorization server: `POST https://<org>.okta.com/oauth2/v1/token` with `okta.…` scopes. Those of a custom one (`/oauth2/default`) are for your own APIs.',
      },
    ],
    says: {
      'token-unknown': {
        words: ['invalid token provided'],
        codes: ['E0000011'],
        row: 'J08',
        title:
          'Okta does not know this token (any more): API tokens end after 30 days without use, and with their user',
        fix: 'Look it up under Security, API, Tokens, and send it as `-H "Authorization: SSWS $OKTA_API_TOKEN"` to the org’s own domain without `-admin`.',
        isSure: true,
      },
      'permission-missing': {
        words: ['you do not have permission to access the feature you are requesting'],
        codes: ['E0000006'],
        row: 'E02',
        title: 'Okta knows the token, whose user lacks the admin role, or which lacks the scope',
        fix: 'Give the token’s user an admin role for this, or grant the service app the `okta.…` scope of the endpoint, and ask for it.',
        isSure: true,
      },
    },
  },
  {
    id: 'clerk',
    name: 'Clerk',
    page: 'https://clerk.com/docs/reference/backend-api',
    hosts: ['api.clerk.com', 'api.clerk.dev'],
    credentials: [
      {
        label: 'the instance’s secret key',
        send: 'Authorization: Bearer $CLERK_SECRET_KEY',
        token: /^sk_(?:test|live)_/,
      },
    ],
    notCredentials: [
      {
        label: 'a publishable key',
        token: /^pk_(?:test|live)_/,
        row: 'C25',
        fix: 'Send the secret key of the same instance: `-H "Authorization: Bearer $CLERK_SECRET_KEY"`; the publishable one is for pages.',
      },
      {
        label: 'a session token of a user',
        token: /^ey[\w-]+\.[\w-]+\./,
        row: 'C23',
        fix: 'The Backend API takes the instance’s secret key: `-H "Authorization: Bearer $CLERK_SECRET_KEY"`; a session token is for your own server, which verifies it.',
      },
    ],
    says: {
      'key-unknown': {
        codes: ['clerk_key_invalid', 'secret_key_invalid', 'clerk_key_invalid_for_instance'],
        row: 'D22',
        title: 'Clerk does not know this secret key',
        fix: 'Copy it anew from the Dashboard, API Keys, of the same instance (development: sk_test_, production: sk_live_).',
        isSure: true,
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
  okta: {
    refused: [
      {
        ask: 'GET https://tern.okta.com/api/v1/users',
        send: ['Authorization: Bearer 00~40'],
        status: 401,
        answer: {
          errorCode: 'E0000011',
          errorSummary: 'Invalid token provided',
          errorLink: 'E0000011',
          errorCauses: [],
        },
        row: 'C06',
        tells: '-H "Authorization: SSWS $OKTA_API_TOKEN"',
      },
      {
        ask: 'GET https://tern.okta.com/api/v1/users',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://tern.okta.com/oauth2/default', aud: 'api://default', scp: ['okta.users.read'] },
        status: 401,
        headers: ['WWW-Authenticate: Bearer error="invalid_token", error_description="The access token is invalid."'],
        row: 'D07',
        tells: 'org authorization server',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.okta.com/api/v1/users/none',
        send: ['Authorization: SSWS 00~40'],
        status: 404,
        answer: { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found: none (User)' },
      },
    ],
  },
  clerk: {
    refused: [
      {
        ask: 'GET https://api.clerk.com/v1/users',
        send: ['Authorization: Bearer pk_test_~40'],
        status: 401,
        answer: { errors: [{ message: 'The provided key is invalid', code: 'clerk_key_invalid' }] },
        row: 'C25',
        tells: 'CLERK_SECRET_KEY',
      },
      {
        ask: 'GET https://api.clerk.com/v1/users',
        send: ['Authorization: Bearer sk_test_~40'],
        status: 401,
        answer: { errors: [{ message: 'The provided Clerk Secret Key is invalid.', code: 'clerk_key_invalid' }] },
        row: 'D22',
        tells: 'same instance',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.clerk.com/v1/users/none',
        send: ['Authorization: Bearer sk_test_~40'],
        status: 404,
        answer: { errors: [{ message: 'not found', code: 'resource_not_found' }] },
      },
    ],
  },
};
