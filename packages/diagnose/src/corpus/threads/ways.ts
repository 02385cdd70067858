import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { bearer, html, json, text, thread, thrown, unansweredThread } from './thread.ts';

const nginx = (name = 'nginx') =>
  `<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>`;
const page = ['Origin: https://app.tern.example', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: same-site'];
const step = (from: string, to: string, status: number, more = {}) => ({ from, to, status, ...more });

/** Threads about what happens between program and server. */
export const threadsOfWays: readonly CorpusCase[] = [
  thread('alexjustesen/speedtest-tracker#2326', 'A08', {
    ask: 'GET http://192.168.1.50:6875/api/v1/results',
    send: [bearer('~48'), 'Accept: */*'],
    status: 302,
    headers: ['Location: http://192.168.1.50:6875/admin/login', html],
    answer:
      '<!DOCTYPE html><html><head><title>Redirecting to http://192.168.1.50:6875/admin/login</title></head></html>',
  }),
  thread(
    'pycontribs/jenkinsapi#385',
    'A08',
    {
      ask: 'GET https://ci.tern.example/jenkins/api/python',
      send: ['Authorization: Basic ~b64(ada:433941aabb)'],
      status: 200,
      headers: [html],
      answer: '<!DOCTYPE html><html><head><title>OpenAM</title></head><body><div>Loading...</div></body></html>',
    },
    {
      redirects: [
        step('https://ci.tern.example/jenkins/api/python', 'https://sso.tern.example/openam/XUI/#login/', 302),
      ],
    },
  ),
  thread('greenpau/caddy-authorize#60', ['A08', 'A07'], {
    ask: 'POST https://app.tern.example/api/items',
    send: [json],
    body: '{"a":1}',
    status: 302,
    headers: [
      'Location: https://auth.tern.example/auth?redirect_url=https%3A%2F%2Fapp.tern.example%2Fapi%2Fitems',
      'Server: Caddy',
    ],
  }),
  thread(
    'martymcenroe/AssemblyZero#1663',
    'B09',
    {
      ask: 'GET https://chiron.tern.example/api/state',
      send: ['CF-Access-Client-Id: ~hex32.access', 'CF-Access-Client-Secret: ~hex64'],
      status: 200,
      headers: [html],
      answer: '<html><head><title>Sign in ・ Cloudflare Access</title></head></html>',
    },
    {
      redirects: [
        step(
          'https://chiron.tern.example/api/state',
          'https://tern.cloudflareaccess.com/cdn-cgi/access/login/chiron.tern.example?kid=x',
          302,
        ),
      ],
    },
  ),
  thread('StuMason/coolify-mcp#373', 'B09', {
    ask: 'GET https://coolify.tern.example/api/v1/teams/current',
    send: [bearer('1|~40')],
    status: 302,
    headers: [
      'Location: https://tern.cloudflareaccess.com/cdn-cgi/access/login/coolify.tern.example?kid=x&meta=~40',
      'Server: cloudflare',
    ],
  }),
  thread('TrackLine/mcp-remnawave#4', ['B09', 'E02'], {
    ask: 'GET https://panel.tern.example/api/users',
    send: [bearer('~jwt')],
    status: 403,
    headers: [html, 'Server: cloudflare', 'Cf-Access-Domain: panel.tern.example'],
    answer:
      '<html><head><title>Error ・ Cloudflare Access</title></head><body><h1>Forbidden</h1>You don’t have permission to view this.</body></html>',
  }),
  thread('patrickedqvist/wait-for-vercel-preview#62', 'B08', {
    ask: 'GET https://tern-git-main-acme.vercel.app/',
    send: ['User-Agent: axios/0.27.2'],
    status: 401,
    headers: [
      html,
      'Server: Vercel',
      'X-Vercel-Id: iad1::abc',
      'Set-Cookie: _vercel_sso_nonce=~20; Path=/; Secure; HttpOnly',
    ],
    answer: '<!doctype html><html><head><title>Authentication Required</title></head></html>',
  }),
  thread('Davidvandijcke/coarse#121', 'B08', {
    ask: 'GET https://coarse-git-dev-acme.vercel.app/h/~40?token=~40',
    send: ['User-Agent: Python-urllib/3.12'],
    status: 401,
    headers: [text, 'Server: Vercel', 'X-Vercel-Id: iad1::def'],
    answer: 'Authentication Required\n',
  }),
  thread('transitive-bullshit/nextjs-notion-starter-kit#594', 'B08', {
    ask: 'GET https://notion-kit-acme.vercel.app/api/social-image?id=1',
    send: ['User-Agent: Twitterbot/1.0'],
    status: 401,
    headers: [html, 'Server: Vercel', 'X-Vercel-Id: fra1::x'],
    answer: '<html><body>This page requires Vercel Authentication</body></html>',
  }),
  thread('vm0-ai/vm0#20754', ['A19', 'B08', 'B09', 'A01'], {
    ask: 'POST https://staging-api.tern.example/api/webhooks/stripe',
    send: [
      json,
      'Stripe-Signature: t=1780315200,v1=~hex64',
      'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    ],
    body: '{"id":"evt_1"}',
    status: 403,
    headers: ['Server: Vercel', 'X-Vercel-Id: iad1::x'],
    answer: { error: 'Preview automation bypass required' },
  }),
  thread('MeetMe/newrelic-plugin-agent#217', ['A01', 'A12', 'A11'], {
    ask: 'GET http://staging.tern.example/nginx_stub_status',
    send: ['User-Agent: NewRelic-Plugin-Agent/1.2'],
    status: 401,
    headers: [html, 'Server: ngx_openresty/1.2.8.6', 'WWW-Authenticate: Basic realm="Restricted"'],
    answer: nginx('ngx_openresty/1.2.8.6'),
  }),
  thread('caronc/apprise-api#221', 'A01', {
    ask: 'POST https://notify.tern.example/notify/tern',
    send: ['Content-Type: multipart/form-data; boundary=x', 'User-Agent: curl/8.5.0'],
    status: 401,
    headers: [html, 'Server: nginx', 'WWW-Authenticate: Basic realm="Restricted Area"'],
    answer: nginx(),
  }),
  thread('rubygems/rubygems.org#2489', ['A12', 'C05'], {
    ask: 'POST https://staging.rubygems.example/api/v1/gems',
    send: ['Authorization: rubygems_~hex48', 'Content-Type: application/octet-stream'],
    status: 401,
    headers: [html, 'Server: nginx', 'WWW-Authenticate: Basic realm="Restricted"'],
    answer: nginx(),
  }),
  thread('halo-dev/halo#6685', ['A12', 'C05', 'A11'], {
    ask: 'GET https://blog.tern.example/apis/api.console.halo.run/v1alpha1/users',
    send: [bearer('pat_~jwt')],
    status: 401,
    headers: [html, 'Server: nginx/1.27.1', 'WWW-Authenticate: Basic realm="Require Auth"'],
    answer: nginx('nginx/1.27.1'),
  }),
  thread('xqdoo00o/chatgpt-web#48', ['A11', 'A12', 'A02', 'C05', 'C06', 'J13'], {
    ask: 'POST https://chat.tern.example/v1/chat/completions',
    send: ['Authorization: Basic ~b64(ada:secret12)', json],
    body: '{}',
    status: 401,
    headers: ['Server: nginx'],
    answer: {
      error: {
        message:
          "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    },
  }),
  thread('home-assistant/core#16306', ['A11', 'A02'], {
    ask: 'GET https://home.tern.example/api/config',
    send: [bearer('~jwt')],
    status: 401,
    headers: ['Server: nginx/1.14.0', text],
    answer: '401: Unauthorized',
  }),
  thread(
    'aaronpk/indielogin.com#78',
    ['A07', 'A04'],
    {
      ask: 'POST http://auth.tern.example/auth',
      send: ['Content-Type: application/x-www-form-urlencoded'],
      body: 'code=~32&client_id=https%3A%2F%2Findielogin.example%2F&redirect_uri=https%3A%2F%2Findielogin.example%2Fcb',
      status: 400,
      answer: { error: 'invalid_request', error_description: 'Missing client_id parameter' },
    },
    { redirects: [step('http://auth.tern.example/auth', 'https://auth.tern.example/auth', 301, { method: 'GET' })] },
  ),
  thread(
    'reactiveui/refit#1620',
    ['A07', 'A04'],
    {
      ask: 'POST http://service2.tern.example/api/jobs',
      send: [json, bearer('~jwt')],
      body: '{"a":1}',
      status: 401,
      headers: ['WWW-Authenticate: Bearer'],
    },
    {
      redirects: [
        step('http://service2.tern.example/api/jobs', 'https://service2.tern.example/api/jobs', 301, { method: 'GET' }),
      ],
    },
  ),
  thread(
    'encode/httpx#1850',
    'A04',
    {
      ask: 'GET http://api.tern.example/v1/me',
      send: [bearer('~40'), 'User-Agent: python-httpx/0.19.0'],
      status: 401,
      answer: { message: 'Missing credentials' },
    },
    { redirects: [step('http://api.tern.example/v1/me', 'https://api.tern.example/v1/me', 301)] },
  ),
  thread(
    'letta-ai/letta#3189',
    ['A06', 'A03', 'A04'],
    {
      ask: 'POST https://letta.tern.example/v1/conversations?agent_id=agent-1',
      send: [bearer('~40')],
      status: 401,
      headers: ['Server: cloudflare'],
      answer: { detail: 'Unauthorized' },
    },
    {
      redirects: [
        step(
          'https://letta.tern.example/v1/conversations?agent_id=agent-1',
          'http://letta.tern.example/v1/conversations/?agent_id=agent-1',
          307,
          {
            headersDropped: ['authorization'],
          },
        ),
      ],
    },
  ),
  thread(
    'Kaoruha/GinkGO#5389',
    ['A06', 'A03'],
    {
      ask: 'GET http://localhost:8000/api/v1/portfolios',
      send: [bearer('~jwt')],
      status: 401,
      headers: ['server: uvicorn', 'WWW-Authenticate: Bearer'],
      answer: { detail: 'Not authenticated' },
    },
    {
      redirects: [
        step('http://localhost:8000/api/v1/portfolios', 'http://localhost:8000/api/v1/portfolios/', 307, {
          headersDropped: ['authorization'],
        }),
      ],
    },
  ),
  thread('catalyst/moodle-tool_objectfs#303', ['A14', 'J10'], {
    ask: 'GET https://bucket.s3.ap-southeast-2.amazonaws.com/a/b.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA~hex16&X-Amz-Signature=~hex64',
    send: [
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIA~hex16/20260601/ap-southeast-2/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=~hex64',
    ],
    status: 400,
    headers: ['Content-Type: application/xml'],
    answer:
      '<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified</Message><ArgumentName>Authorization</ArgumentName></Error>',
  }),
  thread('request/request#860', ['A14', 'J10'], {
    ask: 'GET https://tern-files.s3.amazonaws.com/release.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=~hex64',
    send: ['Authorization: token ~hex40', 'Accept: application/octet-stream'],
    status: 400,
    headers: ['Content-Type: application/xml', 'Server: AmazonS3'],
    answer:
      '<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified</Message></Error>',
  }),
  thread('penpot/penpot#10776', ['A14', 'J10'], {
    ask: 'GET https://tern-assets.s3.eu-west-1.amazonaws.com/1?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=~hex64',
    send: ['Authorization: Token ~jwt'],
    status: 400,
    headers: ['Content-Type: application/xml'],
    answer:
      '<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified</Message></Error>',
  }),
  thread('jpadilla/django-rest-framework-jwt#166', 'A09', {
    ask: 'GET https://tern.example/django/app/items',
    send: [json, 'Authorization: JWT ~jwt'],
    status: 401,
    headers: ['Server: Apache/2.2.15 (CentOS) mod_wsgi/3.2', 'WWW-Authenticate: JWT realm="api"'],
    answer: { detail: 'Authentication credentials were not provided.' },
  }),
  thread('jpadilla/django-rest-framework-jwt#400', 'A09', {
    ask: 'GET https://tern.example/api/items/',
    send: ['Authorization: JWT ~jwt'],
    status: 401,
    headers: ['Server: Apache/2.4.18 (Ubuntu)', 'WWW-Authenticate: JWT realm="api"'],
    answer: { detail: 'Authentication credentials were not provided.' },
  }),
  thread('encode/django-rest-framework#488', 'A09', {
    ask: 'GET https://tern.example/api/users/',
    send: ['Authorization: Token ~hex40'],
    status: 401,
    headers: ['Server: Apache/2.2.22 (Ubuntu)', 'WWW-Authenticate: Token'],
    answer: { detail: 'Authentication credentials were not provided.' },
  }),
  thread('freedomofpress/securedrop#3772', 'A09', {
    ask: 'GET http://tern.example/api/v1/sources',
    send: ['Authorization: Token ~120', 'User-Agent: python-requests/2.19.1'],
    status: 403,
    headers: ['Server: Apache'],
    answer: { error: 'Forbidden', message: 'API token not found in Authorization header.' },
  }),
  thread('WP-API/Basic-Auth#64', ['A09', 'A02'], {
    ask: 'GET https://dogs.tern.example/wp-json/wp/v2/users/me',
    send: ['Authorization: Basic ~b64(ada:secret12)'],
    status: 401,
    headers: ['Server: Apache', 'X-Powered-By: PHP/7.4.2'],
    answer: { code: 'rest_not_logged_in', message: 'You are not currently logged in.', data: { status: 401 } },
  }),
  thread('WordPress/application-passwords#67', 'A09', {
    ask: 'POST https://blog.tern.example/wp-json/wp/v2/posts',
    send: ['Authorization: Basic ~b64(ada:abcd efgh ijkl mnop)', json],
    body: '{"title":"x"}',
    status: 401,
    headers: ['Server: Apache/2.4.29'],
    answer: {
      code: 'rest_cannot_create',
      message: 'Sorry, you are not allowed to create posts as this user.',
      data: { status: 401 },
    },
  }),
  thread('WP-API/WP-API#2639', 'A01', {
    ask: 'GET https://blog.tern.example/wp-json/wp/v2/users/me',
    status: 401,
    answer: { code: 'rest_not_logged_in', message: 'You are not currently logged in.', data: { status: 401 } },
  }),
  thread('jeremyben/json-server-auth#15', 'B01', {
    ask: 'OPTIONS http://localhost:3000/600/users/1',
    send: [
      'Origin: http://localhost:4200',
      'Access-Control-Request-Method: GET',
      'Access-Control-Request-Headers: authorization',
    ],
    status: 401,
    headers: ['X-Powered-By: Express', 'Access-Control-Allow-Origin: *'],
    answer: '"Missing authorization header"',
  }),
  thread('kdeps/kdeps#468', 'B01', {
    ask: 'OPTIONS http://127.0.0.1:16400/api/v1/chat',
    send: [
      'Origin: http://127.0.0.1:8090',
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: authorization,content-type',
    ],
    status: 401,
    answer: { error: 'unauthorized' },
  }),
  thread('http4s/http4s#1039', 'B01', {
    ask: 'OPTIONS https://api.tern.example/orders',
    send: ['Origin: https://app.tern.example', 'Access-Control-Request-Method: GET'],
    status: 403,
  }),
  unansweredThread(
    'NousResearch/hermes-agent#104104',
    ['B01', 'B02', 'B03'],
    {
      ask: 'POST http://localhost:8787/api/sessions',
      send: [
        json,
        'X-Hermes-Session-Token: ~40',
        'Origin: http://localhost:5173',
        'Sec-Fetch-Mode: cors',
        'Sec-Fetch-Site: same-site',
      ],
    },
    { error: thrown('Failed to fetch'), client: 'fetch (browser)', runtime: 'browser' },
  ),
  unansweredThread(
    'auth0/nextjs-auth0#1603',
    'B01',
    {
      ask: 'GET https://app.tern.example/api/items',
      send: [bearer('~jwt'), 'Origin: https://other.tern.example', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: same-site'],
    },
    {
      error: thrown('Failed to fetch'),
      runtime: 'browser',
      probes: { preflight: { status: 401, headers: [] } },
    },
  ),
  thread(
    'JakeChampion/fetch#284',
    'B04',
    {
      ask: 'POST http://localhost:3000/api/users',
      send: [
        'Cookie: connect.sid=s%3A~30',
        'Origin: http://localhost:8080',
        'Sec-Fetch-Mode: cors',
        'Sec-Fetch-Site: same-site',
        json,
      ],
      body: '{}',
      status: 401,
      headers: ['Access-Control-Allow-Origin: *', 'Access-Control-Allow-Credentials: true', 'X-Powered-By: Express'],
      answer: { error: 'no session' },
    },
    { error: thrown('Failed to fetch'), runtime: 'browser' },
  ),
  thread(
    'hackforla/HomeUniteUs#633',
    'A16',
    {
      ask: 'GET http://127.0.0.1:8080/api/auth/session',
      send: ['Origin: http://localhost:4040', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: cross-site'],
      status: 401,
      headers: ['Access-Control-Allow-Origin: http://localhost:4040', 'Access-Control-Allow-Credentials: true'],
      answer: { code: 'session_invalid', message: 'Session not found' },
    },
    { runtime: 'browser' },
  ),
  thread(
    'JakeChampion/fetch#639',
    'A16',
    {
      ask: 'GET http://localhost:3001/users/me',
      send: ['Origin: http://localhost:3000', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: same-site'],
      status: 401,
      headers: [
        'Access-Control-Allow-Origin: http://localhost:3000',
        'Access-Control-Allow-Credentials: true',
        'X-Powered-By: Express',
        text,
      ],
      answer: 'Unauthorized',
    },
    { runtime: 'browser', fetchOptions: { credentials: 'same-origin' } },
  ),
  thread('laravel/sanctum#219', 'H13', {
    ask: 'POST http://api.greedy.example/login',
    send: [...page, json, 'Cookie: XSRF-TOKEN=eyJpdiI6~40; laravel_session=eyJpdiI6~40'],
    body: '{"email":"a@b.c","password":"~12"}',
    status: 419,
    answer: { message: 'CSRF token mismatch.' },
  }),
  thread('laravel/sanctum#80', ['A16', 'J33', 'A01'], {
    ask: 'GET http://127.0.0.1:8000/api/user',
    send: [
      'Origin: http://localhost:4200',
      'Accept: application/json',
      'Sec-Fetch-Mode: cors',
      'Sec-Fetch-Site: cross-site',
    ],
    status: 401,
    headers: ['Access-Control-Allow-Origin: http://localhost:4200', 'Access-Control-Allow-Credentials: true'],
    answer: { message: 'Unauthenticated.' },
  }),
  thread('npm/npm#14421', 'B06', {
    ask: 'GET http://registry.npmjs.com/cacache',
    send: ['user-agent: npm/3.10 node/v6.9.0 win32 x64'],
    status: 407,
    headers: [html, 'Proxy-Authenticate: NTLM', 'Proxy-Authenticate: Basic realm="corp"'],
    answer: '<html><title>Proxy Authentication Required</title></html>',
  }),
  unansweredThread(
    'npm/npm#16811',
    'B06',
    { ask: 'GET http://registry.npmjs.com/cacache', send: ['user-agent: npm/5.0.0 node/v8.0.0 linux x64'] },
    {
      error: thrown('407 Proxy Authentication Required: cacache@^9.2.5', 'Error'),
      environment: { proxyVariables: ['HTTP_PROXY'] },
    },
  ),
  thread('cth9191/higgsfield-api-skill#1', 'B17', {
    ask: 'POST https://api.tern.example/estimate/soul/v2/standard',
    send: ['Authorization: Key ~36:~64', json, 'User-Agent: Python-urllib/3.11'],
    body: '{"prompt":"test"}',
    status: 403,
    headers: [text, 'Server: cloudflare', 'CF-RAY: 8f0-FRA'],
    answer: 'error code: 1010',
  }),
  thread('floze-the-genius/opencode-multi-auth-codex#20', 'B17', {
    ask: 'GET https://chatgpt.example/backend-api/codex/usage',
    send: [bearer('~jwt'), 'User-Agent: codex_cli_rs/0.122.0 (linux)'],
    status: 403,
    headers: [html, 'Server: cloudflare', 'cf-mitigated: challenge', 'CF-RAY: 8f1-FRA'],
    answer:
      '<html><head><title>Just a moment...</title><meta name="viewport" content="width=device-width, initial-scale=1" /></head><body>Enable JavaScript and cookies to continue</body></html>',
  }),
  thread('joshtronic/holidayapi.com#43', 'B17', {
    ask: 'GET https://holidayapi.example/v1/holidays?key=~36&country=US',
    send: ['User-Agent: Python-urllib/2.7'],
    status: 403,
    headers: [html, 'Server: cloudflare-nginx', 'CF-RAY: 2703-ORD'],
    answer:
      '<!DOCTYPE html><html><head><title>Access denied | holidayapi.com used CloudFlare to restrict access</title></head><body>Error 1010: The owner of this website has banned your access based on your browser’s signature</body></html>',
  }),
  thread('HypixelDev/PublicAPI#393', 'B17', {
    ask: 'GET https://api.tern.example/player?key=~36',
    send: ['User-Agent: Java/11'],
    status: 403,
    headers: [text, 'Server: cloudflare', 'CF-RAY: 625-AMS'],
    answer: 'error code: 1020',
  }),
  thread('agsh/onvif#190', 'B11', {
    ask: 'GET http://192.0.2.7/onvif-http/snapshot?Profile_1',
    send: ['Authorization: Basic ~b64(admin:12345678)'],
    status: 401,
    headers: ['WWW-Authenticate: Digest realm="DS-2CD", qop="auth", nonce="4e4449", stale="FALSE"', html],
    answer:
      '<!DOCTYPE html><html><head><title>Document Error: Unauthorized</title></head><body><h2>Access Error: 401 -- Unauthorized</h2></body></html>',
  }),
  thread('GuilhermeC18/node-onvif#40', 'B11', {
    ask: 'GET http://192.0.2.8/onvif-cgi/jpg/image.cgi?resolution=1280x720',
    send: ['User-Agent: node-onvif'],
    status: 401,
    headers: [
      'WWW-Authenticate: Digest realm="AXIS_WS_ACCC8E494578", nonce="t6fuOp51BQA=f644", algorithm=MD5, qop="auth"',
      'Server: Apache/2.4.27 (Unix)',
    ],
  }),
  thread('edgexfoundry/device-onvif-camera#132', 'B11', {
    ask: 'GET http://10.0.20.42/Streaming/channels/1/picture',
    send: [
      'Authorization: Digest username="admin", realm="DS", nonce="abc", uri="/Streaming/channels/1/picture", response="~hex32"',
    ],
    status: 401,
    headers: ['WWW-Authenticate: Digest realm="DS", nonce="def", qop="auth"', html],
    answer:
      '<!DOCTYPE html><html><head><title>Document Error: Unauthorized</title></head><body><h2>Access Error: 401 -- Unauthorized</h2><p>Authentication Error: Digest authentication information verification failed</p></body></html>',
  }),
  thread('centreon/centreon-plugins#4147', 'B10', {
    ask: 'GET https://test.lan.example/',
    send: ['User-Agent: curl/7.61'],
    status: 401,
    headers: [
      'Server: Microsoft-IIS/8.5',
      'WWW-Authenticate: Negotiate',
      'WWW-Authenticate: NTLM',
      'MicrosoftSharePointTeamServices: 15',
      text,
    ],
    answer: '401 UNAUTHORIZED',
  }),
  thread('Azure/Azure-Governance-Visualizer-Accelerator#22', 'B09', {
    ask: 'GET https://azgovviz.azurewebsites.net/.auth/login/aad/callback',
    send: ['Accept: */*'],
    status: 401,
    headers: [html],
    answer: 'You do not have permission to view this directory or page.',
  }),
  thread('Azure-Samples/active-directory-dotnet-native-aspnetcore-v2#12', ['B09', 'D07', 'D08'], {
    ask: 'GET https://todolist-tern.azurewebsites.net/api/todolist',
    send: [bearer('~jwt')],
    claims: { iss: 'https://login.microsoftonline.com/t/v2.0', aud: 'client', exp: serverNowSec + 3_000 },
    status: 401,
    headers: ['WWW-Authenticate: Bearer realm="todolist-tern.azurewebsites.net"', html],
    answer: 'You do not have permission to view this directory or page.',
  }),
];
