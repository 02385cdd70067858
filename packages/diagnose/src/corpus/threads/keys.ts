import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { bearer, html, json, text, thread } from './thread.ts';

const form = 'Content-Type: application/x-www-form-urlencoded';

/** Threads about keys, and which of them is right. */
export const threadsOfKeys: readonly CorpusCase[] = [
  thread('WordPress/application-passwords#105', ['D22', 'J33', 'A02'], {
    ask: 'GET http://site.test.example/de/wp-json/wp/v2/users/me',
    send: ['Authorization: Basic ~b64(appname:abcd EFGH 1234 ijkl)'],
    status: 401,
    headers: ['Server: nginx/1.15.8', 'X-Powered-By: PHP/7.3'],
    answer: { code: 'rest_not_logged_in', message: 'You are not currently logged in.', data: { status: 401 } },
  }),
  thread('devbean/obsidian-wordpress#20', 'D22', {
    ask: 'POST https://blog.tern.example/wp-json/wp/v2/posts',
    send: ['Authorization: Basic ~b64(obsidian:abcd EFGH 1234 ijkl)', json],
    body: '{}',
    status: 401,
    headers: ['Server: nginx'],
    answer: {
      code: 'invalid_username',
      message: 'Unknown username. Check again or try your email address.',
      data: null,
    },
  }),
  thread('NLPchina/elasticsearch-sql#441', 'A01', {
    ask: 'POST http://es.tern.example:9200/_sql',
    send: [json],
    body: '{}',
    status: 401,
    headers: ['WWW-Authenticate: Basic realm="security" charset="UTF-8"'],
    answer: {
      error: {
        type: 'security_exception',
        reason: 'missing authentication token for REST request [/_sql]',
        root_cause: [],
      },
      status: 401,
    },
  }),
  thread('babenkoivan/elastic-scout-driver-plus#143', 'A01', {
    ask: 'HEAD https://es.tern.example:9200/users',
    status: 401,
    headers: [
      'WWW-Authenticate: Basic realm="security" charset="UTF-8"',
      'WWW-Authenticate: ApiKey',
      'X-Elastic-Product: Elasticsearch',
    ],
  }),
  thread('elastic/azure-marketplace#358', ['D22', 'J31'], {
    ask: 'GET http://10.0.0.4:9200/',
    send: ['Authorization: Basic ~b64(elastic:changeme12)'],
    status: 401,
    headers: ['WWW-Authenticate: Basic realm="security" charset="UTF-8"'],
    answer: {
      error: {
        root_cause: [],
        type: 'security_exception',
        reason: 'unable to authenticate user [elastic] for REST request [/]',
      },
      status: 401,
    },
  }),
  thread('distribution/distribution#1203', 'E08', {
    ask: 'GET https://registry-1.docker.io/v2/alpine/manifests/latest',
    send: ['User-Agent: curl/7.43.0'],
    status: 401,
    headers: [
      'Docker-Distribution-Api-Version: registry/2.0',
      'WWW-Authenticate: Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:alpine:pull"',
    ],
    answer: {
      errors: [{ code: 'UNAUTHORIZED', message: 'access to the requested resource is not authorized', detail: null }],
    },
  }),
  thread('confluentinc/mcp-confluent#150', ['A01', 'J29', 'G16', 'J17'], {
    ask: 'GET https://tern-524708692776.d.codeartifact.us-west-2.amazonaws.com/npm/tern-npm/ieee754/-/ieee754-1.2.1.tgz',
    send: ['user-agent: npm/11.0.0 node/v24.0.0 darwin arm64'],
    status: 401,
    headers: ['WWW-Authenticate: Bearer realm="tern/tern-npm", Basic realm="tern/tern-npm"'],
  }),
  thread('okta/samples-js-angular#71', 'A01', {
    ask: 'GET https://artifactory.tern.example/api/npm/npm/rxjs',
    send: ['user-agent: npm/6.14.4 node/v12.16.3 darwin x64'],
    status: 401,
    headers: ['WWW-Authenticate: Basic realm="Artifactory Realm"'],
    answer: { errors: [{ status: 401, message: 'Unauthorized' }] },
  }),
  thread('microsoft/c9-python-getting-started#79', ['D22', 'G11'], {
    ask: 'POST https://westeurope.api.cognitive.microsoft.com/vision/v3.0/analyze',
    send: ['Ocp-Apim-Subscription-Key: ~hex32', json],
    body: '{"url":"https://x.example/a.jpg"}',
    status: 401,
    answer: {
      error: {
        code: '401',
        message:
          'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      },
    },
  }),
  thread('getsentry/sentry-cli#3385', ['G11', 'D22', 'D07'], {
    ask: 'POST https://sentry.io/api/0/organizations/tern/chunk-upload/',
    send: [
      bearer(
        'sntrys_~b64({"iat":1780000000,"url":"https://sentry.io","region_url":"https://de.sentry.io","org":"tern"})_~43',
      ),
    ],
    status: 401,
    answer: { detail: 'Invalid org token' },
  }),
  thread('dongri/mailgun-rs#9', ['G11', 'J23', 'D22'], {
    ask: 'POST https://api.mailgun.net/v3/mg.tern.example/messages',
    send: ['Authorization: Basic ~b64(api:key-0123456789abcdef0123456789abcdef)', form],
    body: 'to=a',
    status: 401,
    headers: [text],
    answer: 'Forbidden',
  }),
  thread('logzio/public-api#36', 'G11', {
    ask: 'GET https://api.logz.io/v1/alerts/26179',
    send: ['X-API-TOKEN: ~36'],
    status: 401,
    answer: { message: 'Account region us-east-1 differs from current server region eu-central-1', code: 'AUTH' },
  }),
  thread('jentic/jentic-one#638', ['D22', 'G11'], {
    ask: 'GET https://us.posthog.com/api/projects/',
    send: [bearer('phx_~43')],
    status: 401,
    headers: ['WWW-Authenticate: Bearer'],
    answer: {
      type: 'authentication_error',
      code: 'authentication_failed',
      detail: 'Personal API key is invalid.',
      attr: null,
    },
  }),
  thread('evan108108/RESTFullYii#56', ['A13', 'C20', 'A10', 'A01', 'A19'], {
    ask: 'GET http://localhost/cagoapi/api/user',
    send: ['Accept: application/json_USERNAME: admin@restuser', 'X_REST_PASSWORD: ~12'],
    status: 401,
    headers: ['Server: Apache/2.4'],
    answer: { success: false, message: 'Unauthorized', data: { errorCode: 401, message: 'Unauthorized' } },
  }),
  thread('django-oauth/django-oauth-toolkit#1342', ['E14', 'E15'], {
    ask: 'POST https://id.tern.example/o/token/',
    send: [form],
    body: 'grant_type=refresh_token&client_id=c&client_secret=~40&refresh_token=~30',
    status: 400,
    answer: { error: 'invalid_grant' },
  }),
  thread('panva/node-oidc-provider#1022', 'E15', {
    ask: 'POST https://id.tern.example/token',
    send: [form],
    body: 'grant_type=refresh_token&client_id=c&refresh_token=~43',
    status: 400,
    answer: { error: 'invalid_grant', error_description: 'refresh token already used' },
  }),
  thread('DuendeArchive/Support#595', 'E15', {
    ask: 'POST https://id.tern.example/connect/token',
    send: [form, 'Authorization: Basic ~b64(web:~20)'],
    body: 'grant_type=refresh_token&refresh_token=~hex64',
    status: 400,
    answer: { error: 'invalid_grant', error_description: 'refresh token has been consumed' },
  }),
  thread('IdentityServer/IdentityServer4.EntityFramework#20', ['E14', 'E15'], {
    ask: 'POST https://id.tern.example/connect/token',
    send: [form],
    body: 'grant_type=refresh_token&client_id=mvc&client_secret=~20&refresh_token=~hex64',
    status: 400,
    answer: { error: 'invalid_grant' },
  }),
  thread('kevinohara80/nforce#50', 'A08', {
    ask: 'POST https://tern.force.com/TSMDemo',
    send: [form],
    body: 'grant_type=authorization_code&client_id=~85&client_secret=~19&code=~70&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fhome',
    status: 200,
    headers: [html],
    answer: "<!DOCTYPE HTML><html><head><script>window.location.replace('/TSMDemo/login');</script></head></html>",
  }),
  thread('Zomato/mcp-server-manifest#39', ['A01', 'E07', 'J32'], {
    ask: 'POST https://mcp-server.tern.example/mcp',
    send: [json],
    body: '{"jsonrpc":"2.0"}',
    status: 401,
    headers: ['WWW-Authenticate: Bearer error="invalid_token", error_description="Authentication required"'],
    answer: { error: 'invalid_token', error_description: 'Authentication required' },
  }),
  thread('garrytan/gbrain#1410', ['A01', 'E07', 'J32'], {
    ask: 'POST https://brain.tern.example:8443/mcp',
    send: [json, 'Accept: application/json, text/event-stream'],
    body: '{"jsonrpc":"2.0"}',
    status: 401,
    headers: ['www-authenticate: Bearer error="invalid_token", error_description="Missing Authorization header"'],
    answer: { error: 'invalid_token', error_description: 'Missing Authorization header' },
  }),
  thread('gavdilabs/cap-mcp-plugin#111', ['A01', 'J32'], {
    ask: 'POST https://cap.tern.example/mcp',
    send: [json],
    body: '{"jsonrpc":"2.0"}',
    status: 401,
    answer: { jsonrpc: '2.0', error: { code: 10, message: 'Unauthorized', id: null } },
  }),
  thread('dadi/api#34', ['D22', 'E01', 'D01'], {
    ask: 'GET https://api.tern.example/1.0/library/book',
    send: [bearer('~36')],
    status: 401,
    headers: ['WWW-Authenticate: Bearer, error="invalid_token", error_description="Invalid or expired access token"'],
  }),
  thread('szerhusenBC/jwt-spring-security-demo#101', ['D22', 'A01', 'A13'], {
    ask: 'POST http://localhost:8080/auth',
    send: [form],
    body: 'username=admin&password=~10',
    status: 401,
    answer: { timestamp: '2018-10-01', status: 401, error: 'Unauthorized', message: 'Unauthorized', path: '/auth' },
  }),
  thread('gestaogovbr/api-pgd#177', ['D01', 'D22'], {
    ask: 'GET https://api.tern.example/organizacao/1/plano_trabalho/1',
    send: [bearer('~jwt')],
    claims: { iss: undefined, aud: undefined, exp: serverNowSec - 60 },
    status: 401,
    headers: ['server: uvicorn', 'WWW-Authenticate: Bearer'],
    answer: { detail: 'Could not validate credentials' },
  }),
];
