import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { bearer, html, json, text, thread, thrown, unansweredThread } from './thread.ts';

const page = ['Origin: https://app.tern.example', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: same-site'];

const step = (from: string, to: string, status: number, more = {}) => ({ from, to, status, ...more });

/** Threads about gates, proxies and browsers in between. */
export const threadsOfGates: readonly CorpusCase[] = [
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
  thread('laravel/sanctum#219', 'H13', {
    ask: 'POST http://api.greedy.example/login',
    send: [...page, json, 'Cookie: XSRF-TOKEN=eyJpdiI6~40; laravel_session=eyJpdiI6~40'],
    body: '{"email":"a@b.c","password":"~12"}',
    status: 419,
    answer: { message: 'CSRF token mismatch.' },
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
