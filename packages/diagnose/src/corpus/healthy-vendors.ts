import { answer, browser, type CorpusCase, clients, get, healthy, post, postForm, serverNowSec } from './case.ts';
import { auth0Token, basic, chars, digits, entraToken, hex, jwt, key, keycloakToken, lifetime } from './tokens.ts';

/** Successes, and errors of another kind, of vendors and protocols: nothing to explain. */
export const healthyVendors: readonly CorpusCase[] = [
  healthy(
    'Slack has posted',
    post(
      'https://slack.com/api/chat.postMessage',
      {
        ...clients.node,
        authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('s1', 12)}-${digits('s2', 13)}-${chars('s3', 24)}`,
      },
      { channel: 'C1', text: 'hi' },
    ),
    answer(200, { server: 'Apache' }, { ok: true, channel: 'C1', ts: '1773135000.000100' }),
  ),
  healthy(
    'Slack does not find the channel',
    post(
      'https://slack.com/api/chat.postMessage',
      {
        ...clients.node,
        authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('s1', 12)}-${digits('s2', 13)}-${chars('s3', 24)}`,
      },
      { channel: 'C9', text: 'hi' },
    ),
    answer(200, { server: 'Apache' }, { ok: false, error: 'channel_not_found' }),
  ),
  healthy(
    'GraphQL answers',
    post(
      'https://graphql.example.com/',
      { ...clients.node, authorization: `Bearer ${auth0Token()}` },
      { query: '{ me { id } }' },
    ),
    answer(200, {}, { data: { me: { id: '7' } } }),
  ),
  healthy(
    'GraphQL does not know a field',
    post(
      'https://graphql.example.com/',
      { ...clients.node, authorization: `Bearer ${auth0Token()}` },
      { query: '{ token { id } }' },
    ),
    answer(
      200,
      {},
      {
        errors: [
          { message: 'Cannot query field "token" on type "Query".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
        ],
      },
    ),
  ),
  healthy(
    'GraphQL forbids one field by policy and gives the rest',
    post(
      'https://graphql.example.com/',
      { ...clients.node, authorization: `Bearer ${auth0Token()}` },
      { query: '{ me { id salary } }' },
    ),
    answer(
      200,
      {},
      {
        errors: [{ message: 'Not for you.', path: ['me', 'salary'], extensions: { code: 'FORBIDDEN' } }],
        data: { me: { id: '7', salary: null } },
      },
    ),
  ),
  healthy(
    'the token endpoint issues tokens',
    postForm(
      'https://sso.acme.example/realms/shop/protocol/openid-connect/token',
      { ...clients.java, Authorization: basic('shop-backend', hex('kc', 32)) },
      { grant_type: 'client_credentials' },
    ),
    answer(
      200,
      { 'Cache-Control': 'no-store' },
      { access_token: keycloakToken(), expires_in: 300, token_type: 'Bearer', scope: 'profile' },
    ),
  ),
  healthy(
    'the device flow waits for its user',
    postForm(
      'https://github.com/login/oauth/access_token',
      { ...clients.go, Accept: 'application/json' },
      {
        client_id: 'Iv1.8a61f9b3a7aba766',
        device_code: chars('dc', 40),
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      },
    ),
    answer(
      200,
      {},
      { error: 'authorization_pending', error_description: 'The authorization request is still pending.' },
    ),
  ),
  healthy(
    'the device flow waits for its user, by the book',
    postForm('https://as.example.com/token', clients.node, {
      client_id: 'tv',
      device_code: chars('dc', 40),
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    }),
    answer(400, { 'Cache-Control': 'no-store' }, { error: 'authorization_pending' }),
  ),
  healthy(
    'the keys of an issuer',
    get('https://acme.eu.auth0.com/.well-known/jwks.json', clients.node),
    answer(
      200,
      { 'Cache-Control': 'public, max-age=15' },
      { keys: [{ kty: 'RSA', use: 'sig', kid: 'k1', alg: 'RS256', n: chars('n', 342), e: 'AQAB' }] },
    ),
  ),
  healthy(
    'introspection says inactive, which is an answer',
    postForm(
      'https://as.example.com/introspect',
      { ...clients.java, Authorization: basic('rs', 'correct-horse') },
      { token: chars('opaque', 32) },
    ),
    answer(200, {}, { active: false }),
  ),
  healthy(
    'Stripe creates a customer',
    postForm(
      'https://api.stripe.com/v1/customers',
      { ...clients.python, Authorization: `Bearer ${key(['sk', '_test_'], 99)}` },
      { email: 'ada@acme.example' },
    ),
    answer(200, { 'Stripe-Version': '2025-03-31.basil' }, { id: 'cus_1', object: 'customer', livemode: false }),
  ),
  healthy(
    'Stripe declines a card',
    postForm(
      'https://api.stripe.com/v1/charges',
      { ...clients.node, authorization: `Bearer ${key(['sk', '_test_'], 99)}` },
      { amount: '100', source: 'tok_chargeDeclined' },
    ),
    answer(402, {}, { error: { code: 'card_declined', message: 'Your card was declined.', type: 'card_error' } }),
  ),
  healthy(
    'Graph answers',
    get('https://graph.microsoft.com/v1.0/me', {
      ...clients.node,
      authorization: `Bearer ${entraToken({ aud: 'https://graph.microsoft.com', scp: 'User.Read' }, { nonce: 'n9' })}`,
    }),
    answer(200, { 'request-id': '9f' }, { displayName: 'Ada' }),
  ),
  healthy(
    'S3 answers a signed request',
    get('https://acme-data.s3.eu-central-1.amazonaws.com/report.csv', {
      ...clients.python,
      'X-Amz-Date': '20260310T093000Z',
      Authorization: `AWS4-HMAC-SHA256 Credential=${key(['AK', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}/20260310/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${hex('s', 64)}`,
    }),
    answer(200, { 'x-amz-request-id': 'R9', 'Content-Type': 'text/csv' }, 'id;name\n1;Ada\n'),
  ),
  healthy(
    'Kubernetes does not find the pod',
    get('https://10.0.0.1:6443/api/v1/namespaces/shop/pods/web-0', {
      'User-Agent': 'kubectl/v1.32.1',
      Authorization: `Bearer ${jwt({ iss: 'https://kubernetes.default.svc.cluster.local', sub: 'system:serviceaccount:shop:deployer', ...lifetime })}`,
    }),
    answer(
      404,
      { 'Audit-Id': '1' },
      {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        message: 'pods "web-0" not found',
        reason: 'NotFound',
        code: 404,
      },
    ),
  ),
  healthy(
    'a new API key cannot have the name of an old one',
    post(
      'https://app.acme.example/api/keys',
      { ...browser('https://app.acme.example', 'same-origin'), Cookie: `sid=${chars('sid', 32)}` },
      { name: 'ci' },
    ),
    answer(
      422,
      {},
      { message: 'The name has already been taken.', errors: { name: ['The name has already been taken.'] } },
    ),
  ),
  healthy(
    'a key of Anthropic works beside a header that is not needed',
    post(
      'https://api.anthropic.com/v1/messages',
      { ...clients.node, 'x-api-key': key(['sk', '-ant-', 'api03-'], 95), 'anthropic-version': '2023-06-01' },
      { model: 'm', max_tokens: 8, messages: [] },
    ),
    answer(
      400,
      { 'request-id': 'req_2' },
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'messages: at least one message is required' },
      },
    ),
  ),
  healthy(
    'Telegram answers',
    get(
      `https://api.telegram.org/bot${digits('tg', 10)}:${['A', 'A'].join('')}${chars('tg-2', 33)}/getMe`,
      clients.curl,
    ),
    answer(200, { Server: 'nginx/1.18.0' }, { ok: true, result: { id: 1, is_bot: true } }),
  ),
  healthy(
    'the registry gives out a manifest',
    get('https://registry.example.com/v2/team/app/manifests/1.4', {
      'User-Agent': 'docker/27.3.1',
      Authorization: `Bearer ${jwt({ iss: 'registry-auth', aud: 'registry.example.com', exp: serverNowSec + 300, access: [{ type: 'repository', name: 'team/app', actions: ['pull'] }] })}`,
    }),
    answer(
      200,
      {
        'Docker-Distribution-Api-Version': 'registry/2.0',
        'Content-Type': 'application/vnd.oci.image.manifest.v1+json',
      },
      { schemaVersion: 2 },
    ),
  ),
];
