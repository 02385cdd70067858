import { answer, browser, type CorpusCase, clients, explained, get, unanswered } from './case.ts';
import { auth0Token, basic, chars, checksummed, hex, key } from './tokens.ts';

const unauthorized = { message: 'Unauthorized' };
const invalidToken = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
const openai = { server: 'cloudflare', 'x-request-id': 'req_8d1c' };
const openaiRefusal = (shown: string) => ({
  error: {
    message: `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_api_key',
  },
});
const base64 = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64');

/** The credential is there and misspelt: family C, first part. */
export const headerSyntax: readonly CorpusCase[] = [
  explained(
    'the variable was undefined when the header was built',
    'C01',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: 'Bearer undefined' }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'localStorage held no token and null was sent',
    'C01',
    get('https://api.acme.example/orders', {
      ...browser('https://app.acme.example', 'same-site'),
      Authorization: 'Bearer null',
    }),
    answer(
      401,
      { 'Access-Control-Allow-Origin': 'https://app.acme.example' },
      { statusCode: 401, message: 'Unauthorized' },
    ),
  ),
  explained(
    'an object was put into the header',
    'C01',
    get('http://localhost:3001/me', { ...clients.node, authorization: 'Bearer [object Object]' }),
    answer(401, { 'X-Powered-By': 'Express' }, { error: 'jwt malformed' }),
  ),
  explained(
    'nothing stands after the scheme',
    'C02',
    get('https://api.github.com/user/repos', {
      ...clients.node,
      'user-agent': 'release-bot',
      authorization: 'Bearer ',
    }),
    answer(
      401,
      { server: 'github.com', 'x-github-media-type': 'github.v3' },
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    ),
  ),
  explained(
    'the scheme stands there twice',
    'C03',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer Bearer ${auth0Token()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="Bearer token is malformed"' }),
  ),
  explained(
    'the scheme stands there twice in different cases',
    'C03',
    get('https://gitlab.com/api/v4/projects', {
      ...clients.python,
      Authorization: `Bearer bearer ${key(['glpat', '-'], 20)}`,
    }),
    answer(
      401,
      { server: 'cloudflare', 'x-gitlab-meta': '{"correlation_id":"01HS"}' },
      { message: '401 Unauthorized' },
    ),
  ),
  explained(
    'a JWT stands there without its scheme',
    'C04',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: auth0Token() }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'a GitHub token stands there without its scheme',
    ['C04', 'J01'],
    get('https://api.github.com/user', { ...clients.curl, Authorization: checksummed(['ghp', '_'].join('')) }),
    answer(
      401,
      { server: 'github.com' },
      { message: 'Requires authentication', documentation_url: 'https://docs.github.com/rest', status: '401' },
    ),
  ),
  explained(
    'user and password were sent to a resource server of Spring',
    'C05',
    get('https://api.acme.example/accounts', { ...clients.java, Authorization: basic('alice', 'correct-horse') }),
    answer(401, { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate' }),
  ),
  explained(
    'Django REST framework wants the word Token',
    'C06',
    get('https://shop.example.org/api/orders/', { ...clients.axios, Authorization: `Bearer ${hex('drf', 40)}` }),
    answer(
      401,
      { Server: 'gunicorn', 'WWW-Authenticate': 'Token' },
      { detail: 'Authentication credentials were not provided.' },
    ),
  ),
  explained(
    'a Discord bot signs on as a user',
    ['C06', 'J19'],
    get('https://discord.com/api/v10/users/@me', {
      ...clients.node,
      authorization: `Bearer ${base64(`11${chars('discord-id', 16, '0123456789')}`).replace(/=+$/, '')}.GxYz12.${chars('discord', 38)}`,
    }),
    answer(401, { server: 'cloudflare' }, { message: '401: Unauthorized', code: 0 }),
  ),
  explained(
    'the quotes of the .env file came along',
    'C07',
    get('https://api.openai.com/v1/models', {
      ...clients.python,
      Authorization: `Bearer "${key(['sk', '-proj-'], 120)}"`,
    }),
    answer(401, openai, openaiRefusal('"sk-proj********************6x0"')),
  ),
  explained(
    'docker passed single quotes on in a key header',
    'C07',
    get('https://api.anthropic.com/v1/models', {
      ...clients.node,
      'x-api-key': `'${key(['sk', '-ant-', 'api03-'], 95)}'`,
      'anthropic-version': '2023-06-01',
    }),
    answer(
      401,
      { server: 'cloudflare' },
      { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    ),
  ),
  unanswered(
    'fetch refuses a token that ends with a newline from a secret file',
    'C08',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${key(['acme', '_'], 40)}\n` }),
    new TypeError('Headers.append: "Bearer acme_" is an invalid header value.'),
    { client: 'fetch', sources: { authorization: { file: '/run/secrets/api_token', from: 'file' } } },
  ),
  explained(
    'a wrapped line left a space inside the token',
    'C08',
    get('https://api.acme.example/orders', {
      ...clients.curl,
      Authorization: `Bearer ${auth0Token().replace(/^(.{80})/, '$1 ')}`,
    }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'a zero-width space came along from the chat',
    'C09',
    get('https://slack.example.com/api/lists', {
      ...clients.java,
      Authorization: `Bearer ${key(['lst', '_'], 32)}\u200b`,
    }),
    answer(401, { Server: 'nginx' }, { error: 'invalid token' }),
  ),
];
