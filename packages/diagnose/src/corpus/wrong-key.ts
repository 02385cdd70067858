import { answer, type CorpusCase, clients, explained, get } from './case.ts';
import { auth0Token, chars, hex, key } from './tokens.ts';

const unauthorized = { message: 'Unauthorized' };
const openai = { server: 'cloudflare', 'x-request-id': 'req_8d1c' };
const openaiRefusal = (shown: string) => ({
  error: {
    message: `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_api_key',
  },
});

/** The credential is there and is another one: family C, third part. */
export const wrongKey: readonly CorpusCase[] = [
  explained(
    'the header’s name is spelt the British way',
    'C20',
    get('https://api.acme.example/orders', { ...clients.java, Authorisation: `Bearer ${auth0Token()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'the header is called Authentication',
    'C20',
    get('https://api.notion.com/v1/users/me', {
      ...clients.python,
      Authentication: `Bearer ${key(['ntn', '_'], 46)}`,
      'Notion-Version': '2022-06-28',
    }),
    answer(
      401,
      { server: 'cloudflare' },
      { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' },
    ),
  ),
  explained(
    'the whole token response was pasted in',
    'C21',
    get('https://api.spotify.com/v1/me', {
      ...clients.curl,
      Authorization: `Bearer {"access_token":"${chars('spotify', 60)}","token_type":"Bearer","expires_in":3600}`,
    }),
    answer(
      400,
      {
        'www-authenticate':
          'Bearer realm="spotify", error="invalid_request", error_description="Only valid bearer authentication supported"',
      },
      { error: { status: 400, message: 'Only valid bearer authentication supported' } },
    ),
  ),
  explained(
    'a token of eleven kilobytes does not pass nginx',
    'C22',
    get('https://api.contoso.example/files', {
      ...clients.node,
      authorization: `Bearer ${auth0Token({ groups: Array.from({ length: 220 }, (_, index) => `group-${index}-${hex(`g${index}`, 24)}`) })}`,
    }),
    answer(
      400,
      { Server: 'nginx/1.26.2', 'Content-Type': 'text/html' },
      '<html><head><title>400 Request Header Or Cookie Too Large</title></head><body><center><h1>400 Bad Request</h1></center></body></html>',
    ),
  ),
  explained(
    'a refresh token of Google was sent to an API',
    'C23',
    get('https://www.googleapis.com/drive/v3/files', {
      ...clients.node,
      authorization: `Bearer ${['1', '//'].join('')}0g${chars('google-refresh', 60)}`,
    }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
      {
        error: {
          code: 401,
          message:
            'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
          status: 'UNAUTHENTICATED',
        },
      },
    ),
  ),
  explained(
    'a refresh token of GitHub was sent to its API',
    'C23',
    get('https://api.github.com/user', {
      ...clients.node,
      'user-agent': 'acme-app',
      authorization: `Bearer ${key(['ghr', '_'], 76)}`,
    }),
    answer(
      401,
      { server: 'github.com' },
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    ),
  ),
  explained(
    'a key of Anthropic was sent to OpenAI',
    'C24',
    get('https://api.openai.com/v1/models', {
      ...clients.node,
      authorization: `Bearer ${key(['sk', '-ant-', 'api03-'], 95)}`,
    }),
    answer(401, openai, openaiRefusal('sk-ant-a****************************AA')),
  ),
  explained(
    'a key of Groq was sent to Anthropic',
    'C24',
    get('https://api.anthropic.com/v1/models', {
      ...clients.python,
      'x-api-key': key(['gsk', '_'], 52),
      'anthropic-version': '2023-06-01',
    }),
    answer(
      401,
      { server: 'cloudflare' },
      { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    ),
  ),
  explained(
    'the publishable key of Stripe was used on the server',
    'C25',
    get('https://api.stripe.com/v1/customers', {
      ...clients.python,
      Authorization: `Bearer ${key(['pk', '_test_'], 99)}`,
    }),
    answer(
      401,
      { 'Stripe-Version': '2025-03-31.basil' },
      {
        error: {
          code: 'secret_key_required',
          message: 'This API call cannot be made with a publishable API key. Please use a secret API key.',
          type: 'invalid_request_error',
        },
      },
    ),
  ),
  explained(
    'a bearer token was sent to an AWS API that wants a signature',
    'C26',
    get('https://dynamodb.eu-west-1.amazonaws.com/', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(
      403,
      { 'x-amzn-requestid': 'K1M2', 'x-amzn-errortype': 'IncompleteSignatureException' },
      { __type: 'IncompleteSignatureException', message: "Authorization header requires 'Credential' parameter." },
    ),
  ),
];
