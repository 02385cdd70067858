import { answer, type CorpusCase, clients, get, healthy, page, post, send } from './case.ts';
import { auth0Token, chars, checksummed, expired, hex, key, keycloakToken } from './tokens.ts';

/** Successes, and errors of another kind, of plain APIs: nothing to explain. */
export const healthyApi: readonly CorpusCase[] = [
  healthy(
    'a list of orders',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(200, { ETag: 'W/"1f"', 'Cache-Control': 'private, max-age=0' }, { items: [{ id: 1 }], next: null }),
  ),
  healthy(
    'a token that expired is sent to an endpoint that needs none',
    get('https://api.acme.example/health', { ...clients.axios, Authorization: `Bearer ${auth0Token(expired())}` }),
    answer(200, {}, { status: 'ok' }),
  ),
  healthy(
    'Bearer undefined is sent to an endpoint that needs none',
    get('https://api.acme.example/catalogue', { ...clients.node, authorization: 'Bearer undefined' }),
    answer(200, {}, { items: [] }),
  ),
  healthy(
    'the repository is not there, or not to be seen',
    get('https://api.github.com/repos/acme/nowhere', {
      ...clients.node,
      authorization: `Bearer ${checksummed(['ghp', '_'].join(''))}`,
    }),
    answer(
      404,
      { server: 'github.com', 'x-oauth-scopes': 'repo, read:org' },
      { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
    ),
  ),
  healthy(
    'a repository is read without credentials',
    get('https://api.github.com/repos/nodejs/node', { ...clients.curl }),
    answer(200, { server: 'github.com', 'x-ratelimit-remaining': '58' }, { id: 27193779, full_name: 'nodejs/node' }),
  ),
  healthy(
    'the rate limit is used up and the server says 429',
    post(
      'https://api.openai.com/v1/responses',
      { ...clients.python, Authorization: `Bearer ${key(['sk', '-proj-'], 156)}` },
      { model: 'gpt-5', input: 'hi' },
    ),
    answer(
      429,
      { 'retry-after': '2', 'x-ratelimit-remaining-requests': '0' },
      {
        error: {
          message: 'Rate limit reached for gpt-5 in organization org-acme on tokens per min.',
          type: 'tokens',
          param: null,
          code: 'rate_limit_exceeded',
        },
      },
    ),
  ),
  healthy(
    'the server stumbles over a token of the parser’s kind',
    post('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }, '{"sku":'),
    answer(
      400,
      { 'X-Powered-By': 'Express' },
      { statusCode: 400, message: 'Unexpected token < in JSON at position 0' },
    ),
  ),
  healthy(
    'a page token is invalid',
    get('https://pubsub.googleapis.com/v1/projects/acme/topics?pageToken=zzz', {
      ...clients.go,
      Authorization: `Bearer ${['ya', '29.'].join('')}${chars('google', 180)}`,
    }),
    answer(
      400,
      { Server: 'ESF' },
      { error: { code: 400, message: 'Invalid page token.', status: 'INVALID_ARGUMENT' } },
    ),
  ),
  healthy(
    'a field of the order is missing',
    post(
      'https://api.acme.example/orders',
      { ...clients.axios, Authorization: `Bearer ${auth0Token({ scope: 'orders:write' })}` },
      { sku: '' },
    ),
    answer(
      422,
      { 'X-Powered-By': 'PHP/8.3' },
      { message: 'The sku field is required.', errors: { sku: ['The sku field is required.'] } },
    ),
  ),
  healthy(
    'two writers met',
    send(
      'PUT',
      'https://api.acme.example/orders/7',
      { ...clients.java, 'If-Match': '"3"', Authorization: `Bearer ${keycloakToken()}` },
      { sku: 'A2' },
    ),
    answer(409, {}, { error: 'conflict', message: 'The order was changed meanwhile.' }),
  ),
  healthy(
    'an order was created',
    post(
      'https://api.acme.example/orders',
      {
        ...clients.axios,
        Authorization: `Bearer ${auth0Token({ scope: 'orders:write' })}`,
        'Idempotency-Key': hex('idem', 32),
      },
      { sku: 'A1' },
    ),
    answer(201, { Location: 'https://api.acme.example/orders/8' }, { id: 8 }),
  ),
  healthy(
    'nothing has changed since',
    get('https://api.acme.example/orders', {
      ...clients.axios,
      'If-None-Match': 'W/"1f"',
      Authorization: `Bearer ${auth0Token()}`,
    }),
    answer(304, { ETag: 'W/"1f"' }),
  ),
  healthy(
    'the order was deleted',
    send('DELETE', 'https://api.acme.example/orders/8', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(204, {}),
  ),
  healthy(
    'the server has failed',
    get('https://api.acme.example/reports', { ...clients.java, Authorization: `Bearer ${keycloakToken()}` }),
    answer(
      500,
      {},
      { timestamp: '2026-03-10T09:30:00Z', status: 500, error: 'Internal Server Error', path: '/reports' },
    ),
  ),
  healthy(
    'the gateway finds nobody behind it',
    get('https://api.acme.example/reports', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    answer(
      502,
      { Server: 'nginx/1.26.2', 'Content-Type': 'text/html' },
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>',
    ),
  ),
  healthy(
    'the server is being serviced',
    get('https://api.acme.example/reports', { ...clients.go, Authorization: `Bearer ${keycloakToken()}` }),
    answer(503, { 'Retry-After': '120' }, { error: 'maintenance' }),
  ),
  healthy(
    'the method is not allowed',
    send('PATCH', 'https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }, {}),
    answer(405, { Allow: 'GET, POST' }, { message: 'Method Not Allowed' }),
  ),
  healthy(
    'the upload is too large',
    send('PUT', 'https://files.acme.example/big', {
      ...clients.node,
      authorization: `Bearer ${auth0Token()}`,
      'content-length': '900000000',
    }),
    answer(413, { Server: 'nginx' }, page('413 Request Entity Too Large')),
  ),
];
