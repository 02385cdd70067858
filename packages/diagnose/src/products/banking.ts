import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Banks, subscriptions, and payments in the rest of the world. */
export const banking = [
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

export const bankingExchanges: ProductExchanges<typeof banking> = {
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
