import { answer, browser, type CorpusCase, clients, get, healthy, page, post, postForm, send, serverNowSec } from './case.ts';
import { auth0Token, basic, chars, checksummed, digits, entraToken, expired, hex, jwt, key, keycloakToken, lifetime } from './tokens.ts';

/** Successes, and errors of another kind, of APIs: nothing to explain. */
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
    get('https://api.github.com/repos/acme/nowhere', { ...clients.node, authorization: `Bearer ${checksummed(['ghp', '_'].join(''))}` }),
    answer(404, { server: 'github.com', 'x-oauth-scopes': 'repo, read:org' }, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }),
  ),
  healthy(
    'a repository is read without credentials',
    get('https://api.github.com/repos/nodejs/node', { ...clients.curl }),
    answer(200, { server: 'github.com', 'x-ratelimit-remaining': '58' }, { id: 27193779, full_name: 'nodejs/node' }),
  ),
  healthy(
    'the rate limit is used up and the server says 429',
    post('https://api.openai.com/v1/responses', { ...clients.python, Authorization: `Bearer ${key(['sk', '-proj-'], 156)}` }, { model: 'gpt-5', input: 'hi' }),
    answer(429, { 'retry-after': '2', 'x-ratelimit-remaining-requests': '0' }, { error: { message: 'Rate limit reached for gpt-5 in organization org-acme on tokens per min.', type: 'tokens', param: null, code: 'rate_limit_exceeded' } }),
  ),
  healthy(
    'the server stumbles over a token of the parser’s kind',
    post('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }, '{"sku":'),
    answer(400, { 'X-Powered-By': 'Express' }, { statusCode: 400, message: 'Unexpected token < in JSON at position 0' }),
  ),
  healthy(
    'a page token is invalid',
    get('https://pubsub.googleapis.com/v1/projects/acme/topics?pageToken=zzz', { ...clients.go, Authorization: `Bearer ${['ya', '29.'].join('')}${chars('google', 180)}` }),
    answer(400, { Server: 'ESF' }, { error: { code: 400, message: 'Invalid page token.', status: 'INVALID_ARGUMENT' } }),
  ),
  healthy(
    'a field of the order is missing',
    post('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token({ scope: 'orders:write' })}` }, { sku: '' }),
    answer(422, { 'X-Powered-By': 'PHP/8.3' }, { message: 'The sku field is required.', errors: { sku: ['The sku field is required.'] } }),
  ),
  healthy(
    'two writers met',
    send('PUT', 'https://api.acme.example/orders/7', { ...clients.java, 'If-Match': '"3"', Authorization: `Bearer ${keycloakToken()}` }, { sku: 'A2' }),
    answer(409, {}, { error: 'conflict', message: 'The order was changed meanwhile.' }),
  ),
  healthy(
    'an order was created',
    post('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token({ scope: 'orders:write' })}`, 'Idempotency-Key': hex('idem', 32) }, { sku: 'A1' }),
    answer(201, { Location: 'https://api.acme.example/orders/8' }, { id: 8 }),
  ),
  healthy(
    'nothing has changed since',
    get('https://api.acme.example/orders', { ...clients.axios, 'If-None-Match': 'W/"1f"', Authorization: `Bearer ${auth0Token()}` }),
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
    answer(500, {}, { timestamp: '2026-03-10T09:30:00Z', status: 500, error: 'Internal Server Error', path: '/reports' }),
  ),
  healthy(
    'the gateway finds nobody behind it',
    get('https://api.acme.example/reports', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    answer(502, { Server: 'nginx/1.26.2', 'Content-Type': 'text/html' }, '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>'),
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
    send('PUT', 'https://files.acme.example/big', { ...clients.node, authorization: `Bearer ${auth0Token()}`, 'content-length': '900000000' }),
    answer(413, { Server: 'nginx' }, page('413 Request Entity Too Large')),
  ),
  healthy(
    'Slack has posted',
    post('https://slack.com/api/chat.postMessage', { ...clients.node, authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('s1', 12)}-${digits('s2', 13)}-${chars('s3', 24)}` }, { channel: 'C1', text: 'hi' }),
    answer(200, { server: 'Apache' }, { ok: true, channel: 'C1', ts: '1773135000.000100' }),
  ),
  healthy(
    'Slack does not find the channel',
    post('https://slack.com/api/chat.postMessage', { ...clients.node, authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('s1', 12)}-${digits('s2', 13)}-${chars('s3', 24)}` }, { channel: 'C9', text: 'hi' }),
    answer(200, { server: 'Apache' }, { ok: false, error: 'channel_not_found' }),
  ),
  healthy(
    'GraphQL answers',
    post('https://graphql.example.com/', { ...clients.node, authorization: `Bearer ${auth0Token()}` }, { query: '{ me { id } }' }),
    answer(200, {}, { data: { me: { id: '7' } } }),
  ),
  healthy(
    'GraphQL does not know a field',
    post('https://graphql.example.com/', { ...clients.node, authorization: `Bearer ${auth0Token()}` }, { query: '{ token { id } }' }),
    answer(200, {}, { errors: [{ message: 'Cannot query field "token" on type "Query".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }),
  ),
  healthy(
    'GraphQL forbids one field by policy and gives the rest',
    post('https://graphql.example.com/', { ...clients.node, authorization: `Bearer ${auth0Token()}` }, { query: '{ me { id salary } }' }),
    answer(200, {}, { errors: [{ message: 'Not for you.', path: ['me', 'salary'], extensions: { code: 'FORBIDDEN' } }], data: { me: { id: '7', salary: null } } }),
  ),
  healthy(
    'the token endpoint issues tokens',
    postForm('https://sso.acme.example/realms/shop/protocol/openid-connect/token', { ...clients.java, Authorization: basic('shop-backend', hex('kc', 32)) }, { grant_type: 'client_credentials' }),
    answer(200, { 'Cache-Control': 'no-store' }, { access_token: keycloakToken(), expires_in: 300, token_type: 'Bearer', scope: 'profile' }),
  ),
  healthy(
    'the device flow waits for its user',
    postForm('https://github.com/login/oauth/access_token', { ...clients.go, Accept: 'application/json' }, { client_id: 'Iv1.8a61f9b3a7aba766', device_code: chars('dc', 40), grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }),
    answer(200, {}, { error: 'authorization_pending', error_description: 'The authorization request is still pending.' }),
  ),
  healthy(
    'the device flow waits for its user, by the book',
    postForm('https://as.example.com/token', clients.node, { client_id: 'tv', device_code: chars('dc', 40), grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }),
    answer(400, { 'Cache-Control': 'no-store' }, { error: 'authorization_pending' }),
  ),
  healthy(
    'the keys of an issuer',
    get('https://acme.eu.auth0.com/.well-known/jwks.json', clients.node),
    answer(200, { 'Cache-Control': 'public, max-age=15' }, { keys: [{ kty: 'RSA', use: 'sig', kid: 'k1', alg: 'RS256', n: chars('n', 342), e: 'AQAB' }] }),
  ),
  healthy(
    'introspection says inactive, which is an answer',
    postForm('https://as.example.com/introspect', { ...clients.java, Authorization: basic('rs', 'correct-horse') }, { token: chars('opaque', 32) }),
    answer(200, {}, { active: false }),
  ),
  healthy(
    'Stripe creates a customer',
    postForm('https://api.stripe.com/v1/customers', { ...clients.python, Authorization: `Bearer ${key(['sk', '_test_'], 99)}` }, { email: 'ada@acme.example' }),
    answer(200, { 'Stripe-Version': '2025-03-31.basil' }, { id: 'cus_1', object: 'customer', livemode: false }),
  ),
  healthy(
    'Stripe declines a card',
    postForm('https://api.stripe.com/v1/charges', { ...clients.node, authorization: `Bearer ${key(['sk', '_test_'], 99)}` }, { amount: '100', source: 'tok_chargeDeclined' }),
    answer(402, {}, { error: { code: 'card_declined', message: 'Your card was declined.', type: 'card_error' } }),
  ),
  healthy(
    'Graph answers',
    get('https://graph.microsoft.com/v1.0/me', { ...clients.node, authorization: `Bearer ${entraToken({ aud: 'https://graph.microsoft.com', scp: 'User.Read' }, { nonce: 'n9' })}` }),
    answer(200, { 'request-id': '9f' }, { displayName: 'Ada' }),
  ),
  healthy(
    'S3 answers a signed request',
    get('https://acme-data.s3.eu-central-1.amazonaws.com/report.csv', { ...clients.python, 'X-Amz-Date': '20260310T093000Z', Authorization: `AWS4-HMAC-SHA256 Credential=${key(['AK', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}/20260310/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${hex('s', 64)}` }),
    answer(200, { 'x-amz-request-id': 'R9', 'Content-Type': 'text/csv' }, 'id;name\n1;Ada\n'),
  ),
  healthy(
    'Kubernetes does not find the pod',
    get('https://10.0.0.1:6443/api/v1/namespaces/shop/pods/web-0', { 'User-Agent': 'kubectl/v1.32.1', Authorization: `Bearer ${jwt({ iss: 'https://kubernetes.default.svc.cluster.local', sub: 'system:serviceaccount:shop:deployer', ...lifetime })}` }),
    answer(404, { 'Audit-Id': '1' }, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'pods "web-0" not found', reason: 'NotFound', code: 404 }),
  ),
  healthy(
    'a new API key cannot have the name of an old one',
    post('https://app.acme.example/api/keys', { ...browser('https://app.acme.example', 'same-origin'), Cookie: `sid=${chars('sid', 32)}` }, { name: 'ci' }),
    answer(422, {}, { message: 'The name has already been taken.', errors: { name: ['The name has already been taken.'] } }),
  ),
  healthy(
    'a key of Anthropic works beside a header that is not needed',
    post('https://api.anthropic.com/v1/messages', { ...clients.node, 'x-api-key': key(['sk', '-ant-', 'api03-'], 95), 'anthropic-version': '2023-06-01' }, { model: 'm', max_tokens: 8, messages: [] }),
    answer(400, { 'request-id': 'req_2' }, { type: 'error', error: { type: 'invalid_request_error', message: 'messages: at least one message is required' } }),
  ),
  healthy(
    'Telegram answers',
    get(`https://api.telegram.org/bot${digits('tg', 10)}:${['A', 'A'].join('')}${chars('tg-2', 33)}/getMe`, clients.curl),
    answer(200, { Server: 'nginx/1.18.0' }, { ok: true, result: { id: 1, is_bot: true } }),
  ),
  healthy(
    'the registry gives out a manifest',
    get('https://registry.example.com/v2/team/app/manifests/1.4', { 'User-Agent': 'docker/27.3.1', Authorization: `Bearer ${jwt({ iss: 'registry-auth', aud: 'registry.example.com', exp: serverNowSec + 300, access: [{ type: 'repository', name: 'team/app', actions: ['pull'] }] })}` }),
    answer(200, { 'Docker-Distribution-Api-Version': 'registry/2.0', 'Content-Type': 'application/vnd.oci.image.manifest.v1+json' }, { schemaVersion: 2 }),
  ),
];
