import {
  answer,
  browser,
  type CorpusCase,
  clients,
  explained,
  get,
  healthy,
  page,
  post,
  postForm,
  send,
  serverNowMs,
  serverNowSec,
  unexplained,
} from './case.ts';
import {
  auth0Token,
  basic,
  chars,
  checksummed,
  digits,
  entraToken,
  expired,
  hex,
  jwt,
  key,
  keycloakToken,
  lifetime,
} from './tokens.ts';

const bare = { 'WWW-Authenticate': 'Bearer' };
const oidc = { 'Cache-Control': 'no-store', Vary: 'Origin' };

/** Exchanges that were added after the rules: what they had not been written for. */
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
  unexplained(
    'oidc-provider’s userinfo does not know the token',
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
    'A08',
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

  unexplained(
    'a JWT that looks well and is called invalid',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { error: 'invalid_token' }),
  ),
  unexplained(
    'a key that is called invalid by an API that nobody knows',
    get('https://api.weather.example/v1/now', { ...clients.node, 'x-api-key': hex('weather', 32) }),
    answer(401, {}, { error: 'Invalid API key' }),
  ),
  unexplained(
    'a subscription that has expired',
    get('https://api.news.example/v1/top', { ...clients.node, 'x-api-key': hex('news', 32) }),
    answer(403, {}, { error: 'Your subscription has expired. Please upgrade your plan.' }),
  ),
  unexplained(
    'a plan that does not hold this',
    get('https://api.news.example/v1/archive', { ...clients.node, authorization: `Bearer ${chars('news', 40)}` }),
    answer(403, {}, { error: 'Not available on your plan.' }),
  ),
  explained(
    'somebody else’s invoice',
    'E02',
    get('https://api.acme.example/invoices/7', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(403, {}, { title: 'Forbidden', status: 403, detail: 'Invoice 7 belongs to another customer.' }),
  ),
  unexplained(
    'a login with a locked-in typo',
    postForm(
      'https://app.acme.example/login',
      { ...browser('https://app.acme.example', 'same-origin') },
      { username: 'ada', password: 'wrong-horse' },
    ),
    answer(401, { 'Content-Type': 'text/html' }, page('Sign in', '<p>Wrong user name or password.</p>')),
  ),
  healthy(
    'a token endpoint that wants another grant',
    postForm('https://as.example.com/token', clients.node, {
      grant_type: 'password',
      username: 'ada',
      password: 'correct-horse',
    }),
    answer(400, {}, { error: 'unsupported_grant_type' }),
  ),
  healthy(
    'an article on JWTs that does not exist',
    get('https://api.blog.example/articles/jwt-expired', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(404, {}, { message: 'No article “jwt expired”' }),
  ),
  healthy(
    'a server that fails on a token',
    get('https://api.acme.example/search', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(500, {}, { message: "Cannot read properties of undefined (reading 'token')" }),
  ),
  healthy(
    'a redirect from http to https that the client followed without a credential',
    get('http://www.acme.example/robots.txt', clients.curl),
    { ...answer(200, { 'Content-Type': 'text/plain' }, 'User-agent: *\n'), url: 'https://www.acme.example/robots.txt' },
    {
      redirects: [
        { from: 'http://www.acme.example/robots.txt', to: 'https://www.acme.example/robots.txt', status: 301 },
      ],
    },
  ),
  healthy(
    'a payment that is required',
    get('https://api.news.example/v1/premium', { ...clients.node, authorization: `Bearer ${chars('news', 40)}` }),
    answer(402, {}, { error: 'payment_required' }),
  ),
  healthy(
    'a validation error of a password field',
    post('https://app.acme.example/api/users', clients.axios, { email: 'a@b.example', password: 'short' }),
    answer(
      422,
      {},
      {
        message: 'The password field must be at least 12 characters.',
        errors: { password: ['The password field must be at least 12 characters.'] },
      },
    ),
  ),
  healthy(
    'a form with a bad e-mail address',
    post(
      'https://app.acme.example/api/users',
      { ...clients.axios, Authorization: `Bearer ${auth0Token()}` },
      { email: 'x' },
    ),
    answer(400, {}, { error: 'ValidationError', message: 'email must be an email' }),
  ),
  healthy(
    'a Slack call that is too fast',
    post(
      'https://slack.com/api/chat.postMessage',
      { ...clients.node, authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('s1', 12)}-${chars('s3', 24)}` },
      {},
    ),
    answer(429, { 'Retry-After': '10' }, { ok: false, error: 'ratelimited' }),
  ),
  healthy(
    'a page that was moved for good',
    get('https://www.acme.example/old', clients.curl),
    answer(301, { Location: 'https://www.acme.example/new' }),
  ),
  healthy(
    'a pre-signed URL',
    get(
      `https://acme-data.s3.amazonaws.com/a.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x&X-Amz-Date=20260310T092900Z&X-Amz-Expires=900&X-Amz-Signature=${hex('ps', 64)}`,
      clients.node,
    ),
    answer(200, { 'Content-Type': 'text/csv' }, 'a;b\n'),
  ),
  healthy(
    'a long poll that ends empty',
    get('https://api.acme.example/events', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(204, { Date: new Date(serverNowMs).toUTCString() }),
  ),
];
