import {
  answer,
  browser,
  type CorpusCase,
  clients,
  explained,
  get,
  page,
  post,
  postForm,
  send,
  serverNowSec,
} from './case.ts';
import {
  auth0Token,
  basic,
  chars,
  checksummed,
  entraToken,
  expired,
  hex,
  jwt,
  key,
  keycloakToken,
  lifetime,
} from './tokens.ts';

/** Further refusals that were added after the rules, of gates and vendors. */
export const secondLookVendors: readonly CorpusCase[] = [
  explained(
    'a GitHub token at GitLab',
    'C24',
    get('https://gitlab.com/api/v4/user', { ...clients.node, 'private-token': checksummed(['ghp', '_'].join('')) }),
    answer(401, {}, { message: '401 Unauthorized' }),
  ),
  explained(
    'a JWT with a padded part',
    'D14',
    get('https://api.acme.example/orders', {
      ...clients.node,
      authorization: `Bearer ${auth0Token().replace('.', '=.')}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
  ),
  explained(
    'a token that begins in an hour, and no words',
    'D02',
    get('https://api.acme.example/orders', {
      ...clients.node,
      authorization: `Bearer ${keycloakToken({ nbf: serverNowSec + 3600, exp: serverNowSec + 7200 })}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
  ),
  explained(
    'Azure’s API Management speaks of the JWT',
    ['D07', 'D08', 'D17'],
    get('https://acme.azure-api.net/orders', {
      ...clients.node,
      authorization: `Bearer ${entraToken({ aud: 'api://other' })}`,
    }),
    answer(
      401,
      { 'Ocp-Apim-Trace-Location': 'x' },
      { statusCode: 401, message: 'JWT Validation Failed: Claim value mismatch: aud=api://orders..' },
    ),
  ),
  explained(
    'Hasura says that the JWT has expired',
    'D01',
    post(
      'https://acme.hasura.app/v1/graphql',
      { ...clients.node, authorization: `Bearer ${auth0Token(expired(10))}` },
      { query: '{ users { id } }' },
    ),
    answer(
      400,
      {},
      { errors: [{ message: 'Could not verify JWT: JWTExpired', extensions: { path: '$', code: 'invalid-jwt' } }] },
    ),
  ),
  explained(
    'Traefik’s forward-auth sends to the login page',
    ['A08', 'B09'],
    get('https://apps.example.com/api/notes', clients.node),
    answer(302, { Location: 'https://auth.example.com/?rd=https%3A%2F%2Fapps.example.com%2Fapi%2Fnotes' }),
  ),
  explained(
    'Keycloak’s login form in place of data',
    'A08',
    get('https://apps.example.com/api/notes', clients.java),
    {
      ...answer(200, { 'Content-Type': 'text/html' }, page('Sign in to shop')),
      url: 'https://sso.acme.example/realms/shop/protocol/openid-connect/auth?client_id=apps',
    },
    {
      redirects: [
        {
          from: 'https://apps.example.com/api/notes',
          to: 'https://sso.acme.example/realms/shop/protocol/openid-connect/auth?client_id=apps',
          status: 302,
        },
      ],
    },
  ),
  explained(
    'a preflight that is redirected to the login page',
    'B01',
    send('OPTIONS', 'https://apps.example.com/api/notes', {
      ...browser('https://app.example.org'),
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    }),
    answer(302, { Location: 'https://apps.example.com/login' }),
  ),
  explained(
    'nginx’s basic authentication in front of a preflight',
    'B01',
    send('OPTIONS', 'https://staging.acme.example/api/orders', {
      ...browser('http://localhost:5173'),
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    }),
    answer(401, { Server: 'nginx', 'WWW-Authenticate': 'Basic realm="Staging"' }, page('401 Authorization Required')),
  ),
  explained(
    'Microsoft’s Easy Auth sends a machine to its login',
    'B09',
    get('https://acme-fn.azurewebsites.net/api/run', { ...clients.node, authorization: `Bearer ${entraToken()}` }),
    answer(302, {
      Location:
        'https://login.windows.net/7c4a8d09/oauth2/authorize?redirect_uri=https%3A%2F%2Facme-fn.azurewebsites.net%2F.auth%2Flogin%2Faad%2Fcallback',
    }),
  ),
  explained(
    'a scope is missing at a 403 and the token shows it',
    ['D19', 'E02'],
    post('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }, {}),
    answer(403, {}, { message: 'Insufficient scope' }),
    { requiredScopes: ['orders:write'] },
  ),
  explained(
    'GitHub says which scope the token has',
    ['E02', 'D19', 'J01'],
    get('https://api.github.com/orgs/acme/hooks', {
      ...clients.node,
      authorization: `Bearer ${checksummed(['ghp', '_'].join(''))}`,
    }),
    answer(
      403,
      { server: 'github.com', 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'admin:org_hook' },
      { message: 'You must have the admin:org_hook scope to use this.', status: '403' },
    ),
  ),
  explained(
    'Linear’s OAuth token has expired',
    ['D01', 'J22'],
    post(
      'https://api.linear.app/graphql',
      { ...clients.node, authorization: `Bearer ${['lin', '_oauth_'].join('')}${chars('lin', 60)}` },
      { query: '{ viewer { id } }' },
    ),
    answer(
      401,
      {},
      {
        errors: [
          { message: 'Authentication required, access token expired', extensions: { code: 'AUTHENTICATION_ERROR' } },
        ],
      },
    ),
  ),
  explained(
    'Google says that the key is not valid',
    'J04',
    get(`https://maps.googleapis.com/maps/api/geocode/json?address=Bern&key=${key(['AI', 'za'], 35)}`, clients.node),
    answer(
      400,
      {},
      {
        error: {
          code: 400,
          message: 'API key not valid. Please pass a valid API key.',
          status: 'INVALID_ARGUMENT',
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'API_KEY_INVALID',
              domain: 'googleapis.com',
            },
          ],
        },
      },
    ),
  ),
  explained(
    'AWS’s clock and ours differ',
    'J10',
    get('https://sqs.eu-west-1.amazonaws.com/', {
      ...clients.java,
      'X-Amz-Date': '20260310T091000Z',
      Authorization: `AWS4-HMAC-SHA256 Credential=${key(['AK', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}/20260310/eu-west-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=${hex('sqs', 64)}`,
    }),
    answer(
      403,
      { 'Content-Type': 'text/xml' },
      '<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>Signature expired: 20260310T091000Z is now earlier than 20260310T091500Z (20260310T093000Z - 15 min.)</Message></Error></ErrorResponse>',
    ),
  ),
  explained(
    'Supabase’s session is gone',
    ['J15', 'D22'],
    get('https://abcdefghijklmnopqrst.supabase.co/auth/v1/user', {
      ...clients.node,
      apikey: key(['sb', '_publishable_'], 31),
      authorization: `Bearer ${jwt({ iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1', aud: 'authenticated', role: 'authenticated', session_id: 's1', sub: 'u', ...lifetime }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(
      403,
      {},
      { code: 403, error_code: 'session_not_found', msg: 'Session from session_id claim in JWT does not exist' },
    ),
  ),
  explained(
    'DigitalOcean’s refresh token as access token',
    'C23',
    get('https://api.digitalocean.com/v2/account', {
      ...clients.go,
      Authorization: `Bearer ${key(['dor', '_v1_'], 64, '0123456789abcdef')}`,
    }),
    answer(401, {}, { id: 'Unauthorized', message: 'Unable to authenticate you' }),
  ),
  explained(
    'Shopify’s shared secret as access token',
    'C23',
    get('https://acme-shop.myshopify.com/admin/api/2026-01/shop.json', {
      ...clients.node,
      'X-Shopify-Access-Token': key(['shp', 'ss_'], 32, '0123456789abcdef'),
    }),
    answer(401, {}, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }),
  ),
  explained(
    'Laravel’s page has expired',
    'H13',
    postForm(
      'https://crm.example.net/profile',
      {
        ...browser('https://crm.example.net', 'same-origin'),
        Cookie: `XSRF-TOKEN=${chars('x', 40)}; crm_session=${chars('y', 40)}`,
      },
      { name: 'Ada' },
    ),
    answer(419, { 'Content-Type': 'text/html' }, page('Page Expired')),
  ),
  explained(
    'Django wants its CSRF token',
    'H13',
    send(
      'POST',
      'https://shop.example.org/api/cart/',
      {
        ...browser('https://shop.example.org', 'same-origin'),
        'Content-Type': 'application/json',
        Cookie: `csrftoken=${chars('c', 32)}; sessionid=${chars('s', 32)}`,
      },
      '{}',
    ),
    answer(403, {}, { detail: 'CSRF Failed: CSRF token missing.' }),
  ),
  explained(
    'a retry after 401s that the server counts',
    'B15',
    get('https://mail.example.com/api/messages', { ...clients.python, Authorization: basic('ada', 'wrong-horse') }),
    answer(401, { 'Retry-After': '600' }, { error: 'Account temporarily locked after too many failed logins' }),
  ),
  explained(
    'the account was disabled',
    'D23',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${keycloakToken()}` }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="User disabled"' },
      { error: 'user_disabled', message: 'User account has been disabled' },
    ),
  ),
];
