import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Payments and banks. */
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
  {
    id: 'adyen',
    name: 'Adyen',
    page: 'https://docs.adyen.com/development-resources/api-credentials/',
    hosts: ['adyen.com', 'adyenpayments.com'],
    credentials: [
      { label: 'an API key', send: 'X-API-Key: $ADYEN_API_KEY', token: /^AQ[A-Za-z0-9+/=-]{60,}/ },
      { label: 'an API key', send: 'X-API-Key: $ADYEN_API_KEY' },
      { label: 'a web service user', send: 'Authorization: Basic ws@Company.Tern:$ADYEN_PASSWORD' },
    ],
    says: {
      'status-401': {
        words: ['http status response - unauthorized', 'unauthorized'],
        statuses: [401],
        row: 'G10',
        title: 'Adyen does not know this key at this host: test and live have keys of their own',
        fix: 'Test keys are for hosts of *-test.adyen.com; live ones for `https://<prefix>-checkout-live.adyenpayments.com`: `-H "X-API-Key: $ADYEN_API_KEY"`.',
      },
      'merchant-account': {
        codes: ['901', '010'],
        words: ['invalid merchant account', 'not allowed'],
        statuses: [403],
        row: 'E02',
        title: 'The Adyen credential has not this merchant account or role',
        fix: 'Compare merchantAccount with the accounts of the API credential, and add the role that the call needs (Customer Area, Developers, API credentials).',
      },
    },
  },
  {
    id: 'plaid',
    name: 'Plaid',
    page: 'https://plaid.com/docs/errors/invalid-input/',
    hosts: ['plaid.com'],
    says: {
      'keys-refused': {
        codes: ['INVALID_API_KEYS'],
        statuses: [400, 401],
        row: 'G10',
        title:
          'Plaid does not know client id and secret together at this host: sandbox and production have secrets of their own',
        fix: 'Take the secret of the environment that is called (sandbox.plaid.com or production.plaid.com) from the Dashboard, Keys.',
        isSure: true,
      },
      'token-of-other-environment': {
        codes: ['INVALID_ACCESS_TOKEN', 'INVALID_PUBLIC_TOKEN', 'INVALID_LINK_TOKEN'],
        statuses: [400, 401],
        row: 'G10',
        title: 'Plaid does not know this token here: expired, removed, or of another environment (the token names it)',
        fix: '`access-sandbox-…` is for https://sandbox.plaid.com, `access-production-…` for https://production.plaid.com.',
        isSure: true,
      },
      'login-required': {
        codes: ['ITEM_LOGIN_REQUIRED'],
        statuses: [400],
        row: 'E04',
        title: 'The bank wants the user’s login again',
        fix: 'Send the user through Link in update mode; no new key helps.',
        isSure: true,
      },
    },
  },
  {
    id: 'mollie',
    name: 'Mollie',
    page: 'https://docs.mollie.com/reference/authentication',
    hosts: ['api.mollie.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Bearer $MOLLIE_API_KEY', token: /^(?:test|live)_[A-Za-z0-9]{20,}$/ },
      { label: 'an organization’s access token', send: 'Authorization: Bearer $MOLLIE_TOKEN', token: 'access_' },
      { label: 'an API key', send: 'Authorization: Bearer $MOLLIE_API_KEY' },
    ],
    says: {
      'authentication-missing': {
        words: ['missing authentication, or failed to authenticate'],
        row: 'D22',
        title: 'Mollie does not know this key, or got none',
        fix: 'Take `live_…` or `test_…` from the Dashboard, Developers, of the profile that you mean: `-H "Authorization: Bearer $MOLLIE_API_KEY"`.',
      },
      'needs-access-token': {
        words: ['your api key is not allowed to access', 'only access tokens'],
        row: 'D20',
        title: 'This part of Mollie’s API wants an organization’s access token, not a profile’s key',
        fix: 'Make one under Developers, Organization access tokens: `-H "Authorization: Bearer $MOLLIE_TOKEN"`, with `testmode` as a parameter.',
        isSure: true,
      },
    },
  },
  {
    id: 'razorpay',
    name: 'Razorpay',
    page: 'https://razorpay.com/docs/api/authentication/',
    hosts: ['api.razorpay.com'],
    credentials: [
      { label: 'key id and secret', send: 'Authorization: Basic $RAZORPAY_KEY_ID:$RAZORPAY_KEY_SECRET' },
      {
        label: 'a partner’s access token',
        send: 'Authorization: Bearer $RAZORPAY_TOKEN',
        token: /^rzp_(?:test|live)_oauth_/,
      },
    ],
    says: {
      'authentication-failed': {
        words: ['authentication failed', 'the api key/secret provided is invalid', 'the api key provided is invalid'],
        row: 'D22',
        title: 'Razorpay does not know key id and secret together',
        fix: 'Take both from Settings, API Keys, of one mode (`rzp_test_…` or `rzp_live_…`): `-u "$RAZORPAY_KEY_ID:$RAZORPAY_KEY_SECRET"`; a new key ends the old one.',
      },
    },
  },
  {
    id: 'paddle',
    name: 'Paddle',
    page: 'https://developer.paddle.com/api-reference/about/authentication',
    hosts: ['api.paddle.com', 'sandbox-api.paddle.com'],
    environments: [
      { name: 'live', hosts: ['api.paddle.com'], kind: 'mode' },
      { name: 'the sandbox', hosts: ['sandbox-api.paddle.com'], kind: 'mode' },
    ],
    credentials: [
      {
        label: 'a live API key',
        send: 'Authorization: Bearer $PADDLE_API_KEY',
        token: 'pdl_live_apikey_',
        environment: 'live',
      },
      {
        label: 'a sandbox API key',
        send: 'Authorization: Bearer $PADDLE_API_KEY',
        token: 'pdl_sdbx_apikey_',
        environment: 'the sandbox',
      },
      { label: 'an API key', send: 'Authorization: Bearer $PADDLE_API_KEY' },
    ],
    says: {
      'key-malformed': {
        codes: ['authentication_malformed', 'invalid_token', 'authentication_missing'],
        row: 'D22',
        title: 'Paddle does not know this key, or it is of the other environment',
        fix: 'Make one under Developer Tools, Authentication: `-H "Authorization: Bearer $PADDLE_API_KEY"`; client-side tokens (`live_…`, `test_…`) are for Paddle.js.',
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
  adyen: {
    refused: [
      {
        ask: 'POST https://checkout-test.adyen.com/v71/payments',
        send: ['Authorization: Bearer AQE~80'],
        body: '{}',
        status: 401,
        answer: {
          status: 401,
          errorCode: '000',
          message: 'HTTP Status Response - Unauthorized',
          errorType: 'security',
        },
        row: 'C20',
        tells: '-H "X-API-Key: $ADYEN_API_KEY"',
      },
      {
        ask: 'POST https://tern-checkout-live.adyenpayments.com/checkout/v71/payments',
        send: ['X-API-Key: AQE~80'],
        body: '{}',
        status: 401,
        answer: {
          status: 401,
          errorCode: '000',
          message: 'HTTP Status Response - Unauthorized',
          errorType: 'security',
        },
        row: 'G10',
        tells: '*-test.adyen.com',
      },
    ],
    healthy: [
      {
        ask: 'POST https://checkout-test.adyen.com/v71/payments',
        send: ['X-API-Key: AQE~80'],
        body: '{}',
        status: 422,
        answer: { status: 422, errorCode: '14_030', message: 'Return URL is missing.', errorType: 'validation' },
      },
    ],
  },
  plaid: {
    refused: [
      {
        ask: 'POST https://production.plaid.com/accounts/get',
        body: '{"client_id":"~24","secret":"~30","access_token":"access-sandbox-~36"}',
        status: 400,
        answer: {
          error_type: 'INVALID_INPUT',
          error_code: 'INVALID_API_KEYS',
          error_message: 'invalid client_id or secret provided',
        },
        row: 'G10',
        tells: 'sandbox.plaid.com',
      },
    ],
    healthy: [
      {
        ask: 'POST https://production.plaid.com/accounts/get',
        body: '{"client_id":"~24","secret":"~30","access_token":"access-production-~36"}',
        status: 400,
        answer: {
          error_type: 'INVALID_REQUEST',
          error_code: 'INVALID_FIELD',
          error_message: 'account_ids must be an array',
        },
      },
    ],
  },
  mollie: {
    refused: [
      {
        ask: 'GET https://api.mollie.com/v2/payments',
        send: ['Authorization: Basic ~b64(test_~30:)'],
        status: 401,
        answer: {
          status: 401,
          title: 'Unauthorized Request',
          detail: 'Missing authentication, or failed to authenticate',
        },
        row: 'C06',
        tells: 'Authorization: Bearer $MOLLIE_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.mollie.com/v2/payments/none',
        send: ['Authorization: Bearer test_~30'],
        status: 404,
        answer: { status: 404, title: 'Not Found', detail: 'No payment exists with token none.' },
      },
    ],
  },
  razorpay: {
    refused: [
      {
        ask: 'GET https://api.razorpay.com/v1/payments',
        send: ['Authorization: Bearer ~24'],
        status: 401,
        answer: { error: { code: 'BAD_REQUEST_ERROR', description: 'The api key provided is invalid' } },
        row: 'C06',
        tells: '-u "$RAZORPAY_KEY_ID:$RAZORPAY_KEY_SECRET"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.razorpay.com/v1/payments/none',
        send: ['Authorization: Basic ~b64(rzp_test_~14:~24)'],
        status: 400,
        answer: { error: { code: 'BAD_REQUEST_ERROR', description: 'none is not a valid id' } },
      },
    ],
  },
  paddle: {
    refused: [
      {
        ask: 'GET https://api.paddle.com/products',
        send: ['Authorization: Bearer pdl_sdbx_apikey_~26_~22_~3'],
        status: 403,
        answer: { error: { type: 'request_error', code: 'forbidden', detail: 'You are not authorized' } },
        row: 'G10',
        tells: 'https://sandbox-api.paddle.com',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.paddle.com/products/none',
        send: ['Authorization: Bearer pdl_live_apikey_~26_~22_~3'],
        status: 404,
        answer: { error: { type: 'request_error', code: 'not_found', detail: 'Entity pro_none not found' } },
      },
    ],
  },
};
