import { answer, browser, type CorpusCase, clients, explained, get, page, post, postForm } from './case.ts';
import { auth0Token, basic, chars, expired, hex, key, keycloakToken } from './tokens.ts';

const bare = { 'WWW-Authenticate': 'Bearer' };
const oidc = { 'Cache-Control': 'no-store', Vary: 'Origin' };

/** Refusals that were added after the rules: what these had not been written for. */
export const secondLook: readonly CorpusCase[] = [
  explained(
    'oidc-provider’s userinfo misses a token',
    'A01',
    get('https://op.example.com/me', clients.node),
    answer(
      400,
      {
        ...oidc,
        'WWW-Authenticate':
          'Bearer realm="https://op.example.com", error="invalid_request", error_description="no access token provided", algs="ES256"',
      },
      { error: 'invalid_request', error_description: 'no access token provided' },
    ),
  ),
  explained(
    'oidc-provider’s userinfo does not know the token',
    'D22',
    get('https://op.example.com/me', { ...clients.node, authorization: `Bearer ${chars('oidc', 43)}` }),
    answer(
      401,
      {
        ...oidc,
        'WWW-Authenticate':
          'Bearer realm="https://op.example.com", error="invalid_token", error_description="invalid token provided", algs="ES256"',
      },
      { error: 'invalid_token', error_description: 'invalid token provided' },
    ),
  ),
  explained(
    'oidc-provider does not know the refresh token',
    'E14',
    postForm('https://op.example.com/token', clients.node, {
      grant_type: 'refresh_token',
      refresh_token: chars('oidc-rt', 43),
      client_id: 'web',
    }),
    answer(400, oidc, { error: 'invalid_grant', error_description: 'grant request is invalid' }),
  ),
  explained(
    'oidc-provider does not know the client',
    'E13',
    postForm(
      'https://op.example.com/token',
      { ...clients.node, authorization: basic('web', 'wrong-horse') },
      { grant_type: 'authorization_code', code: chars('code', 20) },
    ),
    answer(
      401,
      {
        ...oidc,
        'WWW-Authenticate':
          'Basic realm="https://op.example.com", error="invalid_client", error_description="client authentication failed"',
      },
      { error: 'invalid_client', error_description: 'client authentication failed' },
    ),
  ),
  explained(
    'GitHub’s registry wants the token dance',
    'E08',
    get('https://ghcr.io/v2/acme/app/manifests/1', clients.go),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:acme/app:pull"' },
      { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] },
    ),
  ),
  explained(
    'a registry’s ping wants the token dance',
    'E08',
    get('https://registry.example.com/v2/', { 'User-Agent': 'curl/8.9.1' }),
    answer(
      401,
      {
        'Docker-Distribution-Api-Version': 'registry/2.0',
        'WWW-Authenticate': 'Bearer realm="https://auth.example.com/token",service="registry.example.com"',
      },
      { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] },
    ),
  ),
  explained(
    'a page with a token in lower case',
    'D01',
    get('https://api.shop.example/cart', {
      ...browser('https://shop.example', 'same-site'),
      authorization: `bearer ${keycloakToken(expired(30))}`,
    }),
    answer(401, {
      'www-authenticate': 'Bearer realm="shop", error="invalid_token", error_description="Token is not active"',
      'access-control-allow-origin': 'https://shop.example',
    }),
  ),
  explained(
    'GraphQL answers UNAUTHENTICATED to an expired token',
    'D01',
    post(
      'https://graphql.example.com/',
      { ...clients.node, authorization: `Bearer ${auth0Token(expired(600))}` },
      { query: '{ me { id } }' },
    ),
    answer(
      200,
      {},
      {
        errors: [
          {
            message: 'Context creation failed: Your session expired. Sign in again.',
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      },
    ),
  ),
  explained(
    'the token expired and no answer says the time',
    'D01',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token(expired(3600))}` }),
    answer(401, { Date: null }, { statusCode: 401, message: 'Unauthorized' }),
  ),
  explained(
    'a cookie session of a bearer API',
    'A01',
    get('https://api.acme.example/orders', {
      ...browser('https://app.acme.example', 'same-site'),
      Cookie: '_ga=GA1.1.1; theme=dark',
    }),
    answer(401, bare, { message: 'Unauthorized' }),
  ),
  explained(
    'Basic where a key header was meant',
    'C05',
    get('https://api.acme.example/orders', { ...clients.java, Authorization: basic('api', 'correct-horse') }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="api"' }, { error: 'unauthorized' }),
  ),
  explained(
    'a Bearer token where only Basic is known',
    ['C05', 'A12'],
    get('https://jenkins.example.com/api/json', { ...clients.go, Authorization: `Bearer ${hex('jenkins', 34)}` }),
    answer(
      401,
      { Server: 'Jetty(12.0.16)', 'WWW-Authenticate': 'Basic realm="Jenkins"' },
      page('Error 401 Unauthorized'),
    ),
  ),
  explained(
    'null in a key header',
    'C01',
    get('https://api.weather.example/v1/now', { ...clients.node, 'x-api-key': 'null' }),
    answer(401, {}, { error: 'Invalid API key' }),
  ),
  explained(
    'an empty key header',
    'C02',
    get('https://api.weather.example/v1/now', { ...clients.node, 'x-api-key': '' }),
    answer(401, {}, { error: 'API key required' }),
  ),
  explained(
    'a GitHub Actions expression that was not evaluated',
    'C10',
    get('https://api.acme.example/deploy', { ...clients.curl, Authorization: 'Bearer ${{ secrets.DEPLOY_TOKEN }}' }),
    answer(401, bare, { error: 'unauthorized' }),
  ),
  explained(
    'the word process.env in the header',
    'C10',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: 'Bearer process.env.API_TOKEN' }),
    answer(401, bare, { error: 'unauthorized' }),
  ),
  explained(
    'a JWT in quotes',
    'C07',
    get('https://api.acme.example/orders', { ...clients.python, Authorization: `Bearer '${auth0Token()}'` }),
    answer(401, bare, { error: 'unauthorized' }),
  ),
  explained(
    'a colon behind Bearer',
    ['C03', 'C04', 'C08', 'D14', 'C05'],
    get('https://api.acme.example/orders', { ...clients.python, Authorization: `Bearer: ${auth0Token()}` }),
    answer(401, bare, { error: 'unauthorized' }),
  ),
  explained(
    'a tab inside of the token',
    'C08',
    get('https://api.acme.example/orders', {
      ...clients.go,
      Authorization: `Bearer ${auth0Token().replace(/^(.{60})/, '$1\t')}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
  ),
  explained(
    'a non-breaking space between scheme and token',
    'C09',
    get('https://api.acme.example/orders', { ...clients.java, Authorization: `Bearer\u00a0${auth0Token()}` }),
    answer(401, bare, { error: 'unauthorized' }),
  ),
  explained(
    'a webhook secret of Stripe as key',
    'C23',
    get('https://api.stripe.com/v1/events', { ...clients.node, authorization: `Bearer ${key(['wh', 'sec_'], 32)}` }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="Stripe"' },
      { error: { message: 'Invalid API Key provided: whsec_****', type: 'invalid_request_error' } },
    ),
  ),
  explained(
    'a key of OpenAI at Anthropic',
    'C24',
    post(
      'https://api.anthropic.com/v1/messages',
      { ...clients.node, 'x-api-key': key(['sk', '-proj-'], 156), 'anthropic-version': '2023-06-01' },
      {},
    ),
    answer(401, {}, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  ),
];
