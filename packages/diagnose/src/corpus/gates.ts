import { answer, type CorpusCase, clients, explained, get, page } from './case.ts';
import { auth0Token, basic, entraToken, jwt, key, keycloakToken, lifetime } from './tokens.ts';

/** Gates, connections and policies in between: family B, second part. */
export const gates: readonly CorpusCase[] = [
  explained(
    'Vercel protects the preview deployment',
    'B08',
    get('https://shop-git-main-acme.vercel.app/api/orders', {
      ...clients.node,
      authorization: `Bearer ${auth0Token()}`,
    }),
    answer(
      401,
      {
        Server: 'Vercel',
        'X-Vercel-Id': 'fra1::k7q2p-1773135000000-4f1c',
        'Set-Cookie': '_vercel_sso_nonce=Qk7d; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax',
        'Content-Type': 'text/html; charset=utf-8',
      },
      page('Authentication Required', '<p>Vercel Authentication</p>'),
    ),
  ),
  explained(
    'Cloudflare Access sends the machine to its login page',
    'B09',
    get('https://wiki.acme.example/api/pages', {
      ...clients.python,
      Authorization: `Bearer ${key(['wiki', '_'], 40)}`,
    }),
    answer(302, {
      Server: 'cloudflare',
      'CF-RAY': '8f1a2b3c4d5e6f70-FRA',
      Location:
        'https://acme.cloudflareaccess.com/cdn-cgi/access/login/wiki.acme.example?kid=1f2e&redirect_url=%2Fapi%2Fpages',
      'Set-Cookie': 'CF_AppSession=n1f2; Secure; HttpOnly',
    }),
  ),
  explained(
    'Identity-Aware Proxy takes none of the application’s tokens',
    'B09',
    get('https://ops.acme.example/api/jobs', { ...clients.go, Authorization: `Bearer ${keycloakToken()}` }),
    answer(
      401,
      { 'X-Goog-IAP-Generated-Response': 'true', 'Content-Type': 'text/html', 'Content-Length': '58' },
      'Invalid IAP credentials: JWT signature is invalid',
    ),
  ),
  explained(
    'the tunnel of ngrok has a password of its own',
    'B09',
    get('https://9c1f-203-0-113-7.ngrok-free.app/webhooks/test', {
      ...clients.postman,
      Authorization: `Bearer ${auth0Token()}`,
    }),
    answer(
      401,
      { 'Ngrok-Error-Code': 'ERR_NGROK_3018', 'WWW-Authenticate': 'Basic realm="ngrok"' },
      'ERR_NGROK_3018: the tunnel requires basic authentication',
    ),
  ),
  explained(
    'the forwarded port of a codespace is private',
    'B09',
    get('https://fuzzy-space-engine-7v9x-3000.app.github.dev/api/items', clients.axios),
    answer(302, {
      Location: 'https://github.dev/pf-signin?id=fuzzy-space-engine-7v9x&cluster=euw&name=fuzzy&port=3000',
    }),
  ),
  explained(
    'IIS wants Windows credentials',
    'B10',
    get('http://intranet.corp.example/api/timesheets', { ...clients.axios, Authorization: `Bearer ${entraToken()}` }),
    answer(
      401,
      { Server: 'Microsoft-IIS/10.0', 'WWW-Authenticate': ['Negotiate', 'NTLM'], 'X-Powered-By': 'ASP.NET' },
      page('401 - Unauthorized: Access is denied due to invalid credentials.'),
    ),
  ),
  explained(
    'a camera wants Digest and gets Basic',
    'B11',
    get('http://192.0.2.40/cgi-bin/snapshot.cgi', {
      ...clients.python,
      Authorization: basic('admin', 'correct-horse'),
    }),
    answer(
      401,
      { 'WWW-Authenticate': 'Digest realm="Login to 5K0A1", qop="auth", nonce="1842903771", opaque="8b4e36fe"' },
      'Error\r\n401 Unauthorized',
    ),
  ),
  explained(
    'a Digest nonce is stale',
    'B11',
    get('http://192.0.2.40/cgi-bin/snapshot.cgi', {
      ...clients.curl,
      Authorization:
        'Digest username="admin", realm="Login to 5K0A1", nonce="1842900000", uri="/cgi-bin/snapshot.cgi", response="6629fae49393a05397450978507c4ef1"',
    }),
    answer(401, { 'WWW-Authenticate': 'Digest realm="Login to 5K0A1", qop="auth", nonce="1842903771", stale=true' }),
  ),
  explained(
    'the token is bound to a client certificate that was not presented',
    ['B12', 'D25'],
    get('https://openbanking.example/accounts', {
      ...clients.java,
      Authorization: `Bearer ${jwt({ ...lifetime, iss: 'https://as.openbanking.example', aud: 'https://openbanking.example', cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' } })}`,
    }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="client certificate required"' },
      { error: 'invalid_token' },
    ),
  ),
  explained(
    'a WebSocket of a browser cannot carry the header',
    'B13',
    get('wss://live.acme.example/socket', {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      Origin: 'https://app.acme.example',
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer', 'Content-Length': '0' }),
    { runtime: 'browser' },
  ),
  explained(
    'CloudFront serves a 401 from its cache',
    'B14',
    get('https://cdn.media.example/v1/playlists/9', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token({ aud: 'https://cdn.media.example' })}`,
    }),
    answer(
      401,
      {
        Age: '212',
        'X-Cache': 'Error from cloudfront',
        Via: '1.1 3b0e.cloudfront.net (CloudFront)',
        'Cache-Control': 'public, max-age=300',
      },
      { message: 'Unauthorized' },
    ),
  ),
  explained(
    'Jira locks the account behind a CAPTCHA',
    'B15',
    get('https://jira.acme.example/rest/api/2/myself', {
      ...clients.python,
      Authorization: basic('build-bot', 'correct-horse'),
    }),
    answer(
      401,
      {
        'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED',
        'X-Authentication-Denied-Reason': 'CAPTCHA_CHALLENGE; login-url=https://jira.acme.example/login.jsp',
        'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Fjira.acme.example"',
      },
      page('Basic Authentication Failure - Reason : AUTHENTICATION_DENIED'),
    ),
  ),
  explained(
    'too many attempts come back as a 401 with Retry-After',
    'B15',
    get('https://api.games.example/v1/players', { ...clients.node, authorization: `Bearer ${key(['gm', '_'], 40)}` }),
    answer(
      401,
      { 'Retry-After': '900', 'X-RateLimit-Limit': '60', 'X-RateLimit-Remaining': '0' },
      { error: 'too many failed attempts' },
    ),
  ),
  explained(
    'OpenAI refuses an address that is not on the project’s list',
    'B16',
    get('https://api.openai.com/v1/models', { ...clients.node, authorization: `Bearer ${key(['sk', '-proj-'], 120)}` }),
    answer(
      401,
      { server: 'cloudflare', 'x-request-id': 'req_5f2a' },
      {
        error: {
          message: 'Your IP is not authorized to access this project.',
          type: 'invalid_request_error',
          param: null,
          code: 'ip_not_authorized',
        },
      },
    ),
  ),
];
