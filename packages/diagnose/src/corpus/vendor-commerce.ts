import { answer, type CorpusCase, clients, explained, get, post } from './case.ts';
import { basic, chars, digits, hex, key } from './tokens.ts';

const anthropic = { server: 'cloudflare', 'request-id': 'req_011C' };
const slack = { server: 'Apache', 'x-slack-req-id': '9f1c', 'content-type': 'application/json; charset=utf-8' };

/** Payments, chat, shops and models: family J, fourth part. */
export const vendorCommerce: readonly CorpusCase[] = [
  explained(
    'Stripe says that the key is invalid',
    'J03',
    get('https://api.stripe.com/v1/charges', { ...clients.node, authorization: `Bearer ${key(['sk', '_test_'], 99)}` }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="Stripe"', 'Stripe-Version': '2025-03-31.basil' },
      { error: { message: 'Invalid API Key provided: sk_test_****************abcd', type: 'invalid_request_error' } },
    ),
  ),
  explained(
    'Stripe says that the key was rolled',
    'J03',
    get('https://api.stripe.com/v1/balance', {
      ...clients.python,
      Authorization: basic(key(['sk', '_live_'], 99), ''),
    }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="Stripe"' },
      {
        error: {
          code: 'api_key_expired',
          message: 'Expired API Key provided: sk_live_****************abcd',
          type: 'invalid_request_error',
        },
      },
    ),
  ),
  explained(
    'Stripe was called without a key',
    ['A01', 'J03'],
    get('https://api.stripe.com/v1/customers', clients.curl),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="Stripe"' },
      {
        error: {
          message:
            "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
          type: 'invalid_request_error',
        },
      },
    ),
  ),
  explained(
    'Slack answers 200 and says invalid_auth',
    'J11',
    post(
      'https://slack.com/api/chat.postMessage',
      {
        ...clients.node,
        authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('slack', 12)}-${digits('slack2', 13)}-${chars('slack3', 24)}`,
      },
      { channel: 'C1', text: 'hi' },
    ),
    answer(200, slack, { ok: false, error: 'invalid_auth' }),
  ),
  explained(
    'Slack answers 200 and says token_expired',
    ['J11', 'D01'],
    post(
      'https://slack.com/api/auth.test',
      { ...clients.go, Authorization: `Bearer ${['xo', 'xe.xo', 'xp-1-'].join('')}${chars('slack-rot', 140)}` },
      {},
    ),
    answer(200, slack, { ok: false, error: 'token_expired' }),
  ),
  explained(
    'Slack answers 200 and says not_authed',
    ['A01', 'J11'],
    post('https://slack.com/api/conversations.list', clients.java, {}),
    answer(200, slack, { ok: false, error: 'not_authed' }),
  ),
  explained(
    'Shopify’s token was sent as a bearer token',
    ['J12', 'C06'],
    get('https://acme-shop.myshopify.com/admin/api/2026-01/orders.json', {
      ...clients.axios,
      Authorization: `Bearer ${key(['shp', 'at_'], 32, '0123456789abcdef')}`,
    }),
    answer(
      401,
      { server: 'cloudflare', 'x-shopid': '548380009', 'WWW-Authenticate': 'Basic Realm="Shopify API Authentication"' },
      { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
    ),
  ),
  explained(
    'Shopify does not know the token of the uninstalled app',
    'J12',
    get('https://acme-shop.myshopify.com/admin/api/2026-01/products.json', {
      ...clients.python,
      'X-Shopify-Access-Token': key(['shp', 'at_'], 32, '0123456789abcdef'),
    }),
    answer(
      401,
      { server: 'cloudflare', 'x-shopid': '548380009' },
      { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
    ),
  ),
  explained(
    'OpenAI says that the key is incorrect',
    'J13',
    post(
      'https://api.openai.com/v1/responses',
      { ...clients.node, authorization: `Bearer ${key(['sk', '-proj-'], 156)}` },
      { model: 'gpt-5', input: 'hi' },
    ),
    answer(
      401,
      { server: 'cloudflare', 'x-request-id': 'req_1' },
      {
        error: {
          message:
            'Incorrect API key provided: sk-proj-********************abcd. You can find your API key at https://platform.openai.com/account/api-keys.',
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      },
    ),
  ),
  explained(
    'OpenAI’s organisation header does not fit the key',
    'J13',
    get('https://api.openai.com/v1/models', {
      ...clients.python,
      Authorization: `Bearer ${key(['sk', '-proj-'], 156)}`,
      'OpenAI-Organization': 'org-acme',
    }),
    answer(
      401,
      { server: 'cloudflare', 'openai-organization': 'user-1' },
      {
        error: {
          message: 'You must be a member of an organization to use the API.',
          type: 'invalid_request_error',
          param: null,
          code: null,
        },
      },
    ),
  ),
  explained(
    'Azure’s OpenAI wants the key in its own header',
    'J13',
    post(
      'https://acme.openai.azure.com/openai/deployments/chat/chat/completions?api-version=2024-10-21',
      { ...clients.node, authorization: `Bearer ${hex('azure-openai', 32)}` },
      { messages: [] },
    ),
    answer(
      401,
      { 'apim-request-id': '4c' },
      {
        error: {
          code: '401',
          message:
            'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
        },
      },
    ),
  ),
  explained(
    'Anthropic’s key was sent as a bearer token',
    'J14',
    post(
      'https://api.anthropic.com/v1/messages',
      {
        ...clients.node,
        authorization: `Bearer ${key(['sk', '-ant-', 'api03-'], 95)}`,
        'anthropic-version': '2023-06-01',
      },
      { model: 'm', max_tokens: 8, messages: [] },
    ),
    answer(401, anthropic, {
      type: 'error',
      error: { type: 'authentication_error', message: 'x-api-key header is required' },
    }),
  ),
  explained(
    'Anthropic refuses a key of its own form',
    'J14',
    post(
      'https://api.anthropic.com/v1/messages',
      { ...clients.python, 'x-api-key': key(['sk', '-ant-', 'api03-'], 95), 'anthropic-version': '2023-06-01' },
      { model: 'm', max_tokens: 8, messages: [] },
    ),
    answer(401, anthropic, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  ),
  explained(
    'Anthropic’s OAuth token stands in the key header',
    'J14',
    post(
      'https://api.anthropic.com/v1/messages',
      { ...clients.node, 'x-api-key': key(['sk', '-ant-', 'oat01-'], 95), 'anthropic-version': '2023-06-01' },
      { model: 'm', max_tokens: 8, messages: [] },
    ),
    answer(401, anthropic, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  ),
];
