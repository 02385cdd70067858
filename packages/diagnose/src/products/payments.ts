import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Who takes cards and wallets. */
export const payments = [
  {
    id: 'stripe',
    name: 'Stripe',
    page: 'https://docs.stripe.com/keys',
    row: 'J03',
    hosts: ['api.stripe.com', 'files.stripe.com', 'connect.stripe.com'],
    credentials: [
      { label: 'a secret key', send: 'Authorization: Bearer $STRIPE_SECRET_KEY', token: /^[rs]k_(?:test|live)_/ },
      {
        label: 'a secret key as the user',
        send: 'Authorization: Basic $STRIPE_SECRET_KEY:',
        token: /^[rs]k_(?:test|live)_/,
      },
      { label: 'a secret key', send: 'Authorization: Bearer $STRIPE_SECRET_KEY' },
      { label: 'a secret key as the user', send: 'Authorization: Basic $STRIPE_SECRET_KEY:' },
    ],
    says: {
      'key-refused': {
        words: ['invalid api key', 'expired api key', 'api_key_expired', 'testmode_charges_only'],
        row: 'J03',
        title: 'Stripe does not accept the key: wrong, rolled or expired',
        fix: 'Take the current secret key from the Dashboard, Developers, API keys, of the account and mode that you mean: `-u "$STRIPE_SECRET_KEY:"`; a rolled key ends at the time that was chosen.',
      },
      'key-not-found': {
        words: ['did not provide an api key'],
        row: 'J03',
        title: 'Stripe finds no key where it looks for one',
        fix: 'Send `-u "$STRIPE_SECRET_KEY:"` (the key as the user of Basic, no password), or `Authorization: Bearer`.',
        isSure: true,
      },
      'connected-account': {
        words: ['does not have access to account', 'only stripe connect platforms'],
        row: 'J03',
        title: 'The Stripe key may not act for this connected account',
        fix: 'Check the account in `Stripe-Account`, that it is connected to this platform and in the same mode, and that the key is the platform’s.',
        isSure: true,
      },
      'restricted-key': {
        words: [
          'the provided key … does not have the required permissions',
          'having the … permission would allow this request',
        ],
        row: 'E02',
        title: 'The restricted Stripe key lacks a permission',
        fix: 'Edit the key in the Dashboard and add the permission that the answer names (`rak_…`).',
        isSure: true,
      },
      'other-mode': {
        words: ['a similar object exists in test mode', 'a similar object exists in live mode'],
        statuses: [400, 404],
        row: 'G10',
        title: 'The Stripe key is of one mode and the object of the other',
        fix: 'Use `sk_test_…` for objects of test mode and `sk_live_…` for live ones: ids do not say which they are.',
        isSure: true,
      },
    },
  },
  {
    id: 'paypal',
    name: 'PayPal',
    page: 'https://developer.paypal.com/api/rest/authentication/',
    row: 'J24',
    hosts: ['api-m.paypal.com', 'api-m.sandbox.paypal.com', 'api.paypal.com', 'api.sandbox.paypal.com'],
    credentials: [
      { label: 'an access token', send: 'Authorization: Bearer $PAYPAL_TOKEN' },
      {
        label: 'client id and secret, at the token endpoint',
        send: 'Authorization: Basic $PAYPAL_CLIENT_ID:$PAYPAL_SECRET',
      },
    ],
    says: {
      'client-refused': {
        words: ['client authentication failed', 'invalid_client'],
        row: 'J24',
        title: 'PayPal does not know this client at this host: sandbox and live have credentials of their own',
        fix: 'Take client id and secret of the same app and environment: `curl -u "$PAYPAL_CLIENT_ID:$PAYPAL_SECRET" -d grant_type=client_credentials "https://api-m.sandbox.paypal.com/v1/oauth2/token"` for the sandbox, api-m.paypal.com for live.',
        isSure: true,
      },
      'token-refused': {
        words: ['invalid_token', 'token signature verification failed', 'the token passed in was not found'],
        row: 'J24',
        title: 'PayPal does not know this token at this host: it has ended, or is of the other environment',
        fix: 'Get one at the same host: `curl -u "$PAYPAL_CLIENT_ID:$PAYPAL_SECRET" -d grant_type=client_credentials "https://api-m.paypal.com/v1/oauth2/token"` (api-m.sandbox.paypal.com for the sandbox).',
      },
    },
  },
  {
    id: 'square',
    name: 'Square',
    page: 'https://developer.squareup.com/docs/build-basics/common-api-patterns/handling-errors',
    hosts: ['connect.squareup.com', 'connect.squareupsandbox.com'],
    environments: [
      { name: 'production', hosts: ['connect.squareup.com'], kind: 'mode' },
      { name: 'the sandbox', hosts: ['connect.squareupsandbox.com'], kind: 'mode' },
    ],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $SQUARE_ACCESS_TOKEN' }],
    notCredentials: [
      {
        label: 'an application id',
        token: /^(?:sandbox-)?sq0id[bp]-/,
        row: 'C23',
        fix: 'Send the access token (`EAAA…`): `-H "Authorization: Bearer $SQUARE_ACCESS_TOKEN"`. The application id is for the browser.',
      },
      {
        label: 'an application secret',
        token: /^(?:sandbox-)?sq0cs[bp]-/,
        row: 'C23',
        fix: 'Exchange it at /oauth2/token; the API takes access tokens (`EAAA…`).',
      },
    ],
    says: {
      'token-refused': {
        words: ['this request could not be authorized'],
        codes: ['UNAUTHORIZED'],
        row: 'G10',
        title: 'Square does not know this token at this host: sandbox and production have tokens of their own',
        fix: 'Call https://connect.squareupsandbox.com with a sandbox token and https://connect.squareup.com with a production one; both begin with `EAAA`.',
      },
      'token-expired': {
        codes: ['ACCESS_TOKEN_EXPIRED'],
        row: 'D01',
        title: 'The Square access token has expired: it lives for 30 days',
        fix: 'Refresh it at /oauth2/token, once a week.',
        isSure: true,
      },
      'token-revoked': {
        codes: ['ACCESS_TOKEN_REVOKED'],
        row: 'D22',
        title: 'The Square access token was revoked by the seller or the application',
        fix: 'Send the seller through the authorization again.',
        isSure: true,
      },
      'scope-missing': {
        codes: ['INSUFFICIENT_SCOPES'],
        row: 'E02',
        title: 'The Square token lacks a permission',
        fix: 'Ask for the permission that the answer names at the authorization; a refresh does not add it.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const paymentExchanges: ProductExchanges<typeof payments> = {
  stripe: {
    refused: [
      {
        ask: 'GET https://api.stripe.com/v1/charges',
        send: ['X-Api-Key: ~24'],
        status: 401,
        answer: {
          error: {
            message: 'You did not provide an API key. You need to provide your API key in the Authorization header.',
            type: 'invalid_request_error',
          },
        },
        row: 'J03',
        tells: 'STRIPE_SECRET_KEY',
      },
      {
        ask: 'GET https://api.stripe.com/v1/customers/cus_1',
        send: ['Authorization: Basic ~b64(~24:)'],
        status: 404,
        answer: {
          error: {
            code: 'resource_missing',
            message:
              "No such customer: 'cus_1'; a similar object exists in test mode, but a live mode key was used to make this request.",
          },
        },
        row: 'G10',
        tells: 'sk_test_…',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.stripe.com/v1/customers/none',
        send: ['Authorization: Basic ~b64(~24:)'],
        status: 404,
        answer: { error: { code: 'resource_missing', message: "No such customer: 'none'" } },
      },
    ],
  },
  paypal: {
    refused: [
      {
        ask: 'POST https://api-m.paypal.com/v1/oauth2/token',
        send: ['Authorization: Basic ~b64(~80:~80)'],
        body: 'grant_type=client_credentials',
        status: 401,
        answer: { error: 'invalid_client', error_description: 'Client Authentication failed' },
        row: 'J24',
        tells: 'https://api-m.sandbox.paypal.com',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api-m.paypal.com/v2/checkout/orders/none',
        send: ['Authorization: Bearer A21AA~80'],
        status: 404,
        answer: { name: 'RESOURCE_NOT_FOUND', message: 'The specified resource does not exist.' },
      },
    ],
  },
  square: {
    refused: [
      {
        ask: 'GET https://connect.squareup.com/v2/locations',
        send: ['Authorization: Bearer sq0idp-~22'],
        status: 401,
        answer: {
          errors: [
            { category: 'AUTHENTICATION_ERROR', code: 'UNAUTHORIZED', detail: 'This request could not be authorized.' },
          ],
        },
        row: 'C23',
        tells: 'EAAA',
      },
      {
        ask: 'GET https://connect.squareup.com/v2/locations',
        send: ['Authorization: Bearer EAAA~60'],
        status: 401,
        answer: {
          errors: [
            { category: 'AUTHENTICATION_ERROR', code: 'UNAUTHORIZED', detail: 'This request could not be authorized.' },
          ],
        },
        row: 'G10',
        tells: 'https://connect.squareupsandbox.com',
      },
    ],
    healthy: [
      {
        ask: 'GET https://connect.squareup.com/v2/locations/none',
        send: ['Authorization: Bearer EAAA~60'],
        status: 404,
        answer: { errors: [{ category: 'INVALID_REQUEST_ERROR', code: 'NOT_FOUND' }] },
      },
    ],
  },
};
