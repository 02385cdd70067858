import type { CorpusCase } from '../case.ts';
import { bearer, html, json, text, thread } from './thread.ts';

const nginx = (name = 'nginx') =>
  `<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>`;

/** Threads about what is lost between program and server. */
export const threadsOfWays: readonly CorpusCase[] = [
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
];
