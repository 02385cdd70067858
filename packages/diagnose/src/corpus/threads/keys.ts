import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { bearer, html, json, text, thread, thrown, unansweredThread } from './thread.ts';

const form = 'Content-Type: application/x-www-form-urlencoded';

/** Threads about keys, passwords, grants, and what products say. */
export const threadsOfKeys: readonly CorpusCase[] = [
  thread('jira-node/node-jira-client#255', ['J21', 'D22'], {
    ask: 'GET https://tern.atlassian.net/rest/api/2/issue/AV-168',
    send: ['Authorization: Basic ~b64(ada@tern.example:hunter2hunter2)'],
    status: 401,
    answer: { message: 'Client must be authenticated to access this resource.', 'status-code': 401 },
  }),
  thread('swingbit/jira2gitlab#15', 'J21', {
    ask: 'GET https://tern.atlassian.net/rest/api/2/search?jql=project%3DX',
    send: ['Authorization: Basic ~b64(ada@tern.example:hunter2hunter2)'],
    status: 401,
    headers: [text, 'Server: AtlassianProxy/1.19.3.1'],
    answer:
      'Basic authentication with passwords is deprecated.  For more information, see: https://developer.atlassian.com/cloud/confluence/deprecation-notice-basic-auth/\n',
  }),
  thread('kovetskiy/mark#102', 'J21', {
    ask: 'GET https://tern.atlassian.net/wiki/rest/api/content',
    send: ['Authorization: Basic ~b64(ada@tern.example:passwordtext)'],
    status: 401,
    headers: [text, 'Server: AtlassianProxy/1.19.3.1'],
    answer:
      'Basic authentication with passwords is deprecated.  For more information, see: https://confluence.atlassian.com/cloud/deprecation\n',
  }),
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
  thread('elastic/go-elasticsearch#279', ['J31', 'A02', 'A11'], {
    ask: 'GET https://x.eu-west-1.aws.elastic-cloud.com:9243/logstash-*/_search',
    send: ['Authorization: ApiKey ~22'],
    status: 401,
    headers: [
      'WWW-Authenticate: Basic realm="security" charset="UTF-8"',
      'WWW-Authenticate: Bearer realm="security"',
      'WWW-Authenticate: ApiKey',
      'X-Elastic-Product: Elasticsearch',
    ],
    answer: {
      error: {
        root_cause: [
          {
            type: 'security_exception',
            reason: 'missing authentication credentials for REST request [/logstash-*/_search]',
          },
        ],
        type: 'security_exception',
        reason: 'missing authentication credentials for REST request [/logstash-*/_search]',
      },
      status: 401,
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
  thread('docker-archive-public/docker.kitematic#2833', 'J17', {
    ask: 'GET https://auth.docker.io/token?account=a%40b.c&scope=repository%3Akitematic%2Fhello-world-nginx%3Apull&service=registry.docker.io',
    send: ['Authorization: Basic ~b64(a@b.c:hunter2hunter2)', 'User-Agent: docker/17.06'],
    status: 401,
    answer: { details: 'incorrect username or password' },
  }),
  thread('firstbatchxyz/dkn-compute-launcher#1', ['J17', 'E08', 'D22'], {
    ask: 'HEAD https://registry-1.docker.io/v2/firstbatch/dkn-compute-node/manifests/latest',
    send: ['Authorization: Basic ~b64(ada:hunter2hunter2)'],
    status: 401,
    headers: [
      'Docker-Distribution-Api-Version: registry/2.0',
      'WWW-Authenticate: Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:firstbatch/dkn-compute-node:pull"',
    ],
    answer: { errors: [{ code: 'UNAUTHORIZED', message: 'incorrect username or password' }] },
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
  thread('npm/cli#7598', ['J29', 'D22'], {
    ask: 'GET https://registry.npmjs.com/@tern%2fprivate',
    send: [bearer('~36'), 'user-agent: npm/10.8.1 node/v20.14.0 linux x64'],
    status: 401,
    headers: ['www-authenticate: Bearer'],
    answer: {},
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
  thread('Huachao/vscode-restclient#26', ['C15', 'A01', 'J23', 'C04', 'C05'], {
    ask: 'GET https://lookups.twilio.com/v1/PhoneNumbers/+19999999999?CountryCode=US&Type=carrier',
    status: 401,
    headers: ['www-authenticate: Basic realm="Twilio API"', 'x-shenanigans: none'],
    answer: {
      code: 20003,
      detail: 'Your AccountSid or AuthToken was incorrect.',
      message: 'Authentication Error - No credentials provided',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    },
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
  thread('SciSharp/BotSharp#386', ['C24', 'G11', 'D22', 'C20'], {
    ask: 'POST https://tern.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-02-01',
    send: ['api-key: sk-proj-~60', json],
    body: '{}',
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
  thread('gr2m/octokit-plugin-create-pull-request#67', ['J01', 'E02'], {
    ask: 'GET https://api.github.com/repos/tern/nest',
    send: ['Authorization: token ~hex40', 'User-Agent: octokit'],
    status: 403,
    headers: ['X-GitHub-SSO: required; url=https://github.com/orgs/tern/sso?authorization_request=x'],
    answer: {
      message:
        'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    },
  }),
  thread('raphiniert-com/ra-data-postgrest#51', ['C20', 'J15', 'A13', 'A02'], {
    ask: 'GET https://abcdefghijklmnopqrst.supabase.co/rest/v1/posts',
    send: ['Authorization: ~jwt'],
    claims: { iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon' },
    status: 401,
    answer: { message: 'No API key found in request', hint: 'No `apikey` request header or url param was found.' },
  }),
  thread('nuxt-modules/supabase#195', ['J15', 'D22', 'D28', 'D01'], {
    ask: 'POST http://localhost:54321/rest/v1/items',
    send: ['apikey: ~40', bearer('~40'), json],
    body: '{}',
    status: 401,
    answer: { message: 'Invalid API key', hint: 'Double check your Supabase `anon` or `service_role` API key.' },
  }),
  thread('mozilla-services/cliquet#182', 'C01', {
    ask: 'GET https://readinglist.tern.example/v1/articles',
    send: ['Authorization: Bearer None'],
    status: 401,
    headers: ['WWW-Authenticate: Bearer realm="Realm"', 'WWW-Authenticate: Basic realm="Realm"'],
    answer: {
      code: 401,
      errno: 104,
      error: 'Unauthorized',
      message: 'Please authenticate yourself to use this endpoint.',
    },
  }),
  thread('gravitybv/vue-strapi#1', 'C01', {
    ask: 'GET https://strapi.tern.example/pages',
    send: ['Authorization: Bearer null'],
    status: 401,
    answer: { statusCode: 401, error: 'Unauthorized', message: 'Invalid token.' },
  }),
  thread('johnbrett/hapi-auth-bearer-token#147', 'C02', {
    ask: 'GET https://api.tern.example/me',
    send: ['Authorization: Bearer'],
    status: 401,
    headers: ['WWW-Authenticate: Bearer'],
    answer: { statusCode: 401, error: 'Unauthorized', message: 'Bad token' },
  }),
  thread('vippsas/vipps-developers#299', 'C04', {
    ask: 'POST https://api.vipps.example/ecomm/v2/payments',
    send: ['Authorization: ~jwt', 'Ocp-Apim-Subscription-Key: ~hex32', json],
    body: '{}',
    status: 401,
    headers: ['WWW-Authenticate: Bearer'],
    answer: { statusCode: 401, message: 'Unauthorized' },
  }),
  thread('DShield-ISC/dshield#133', ['C07', 'D22'], {
    ask: 'POST https://isc.tern.example/submitapi/',
    send: ["Authorization: Bearer b'~40='", json],
    body: '{}',
    status: 401,
    answer: { error: 'bad auth' },
  }),
  unansweredThread(
    'cloudflare/workers-sdk#13997',
    ['C11', 'C09', 'C07'],
    {
      ask: 'PUT https://api.cloudflare.com/client/v4/accounts/x/workers/scripts/y/secrets',
      send: ['Authorization: Bearer …~12'],
    },
    {
      error: thrown(
        'Cannot convert argument to a ByteString because the character at index 7 has a value of 8230 which is greater than 255.',
      ),
    },
  ),
  unansweredThread(
    'google-gemini/gemini-cli#1851',
    ['C09'],
    {
      ask: 'POST https://generativelanguage.googleapis.com/v1beta/models/x:generateContent',
      send: ['x-goog-api-key: AIza~35∑'],
    },
    {
      error: thrown(
        'Cannot convert argument to a ByteString because the character at index 39 has a value of 8721 which is greater than 255.',
      ),
    },
  ),
  unansweredThread(
    'memochou1993/gpt-ai-assistant#308',
    'C08',
    { ask: 'POST https://api.openai.com/v1/chat/completions', send: ['Authorization: Bearer sk-~48\n', json] },
    { error: thrown('Invalid character in header content ["Authorization"]'), client: 'axios/1.6.2' },
  ),
  unansweredThread(
    'Xzandro/sw-exporter#232',
    'C08',
    { ask: 'POST https://swarfarm.example/data/log/', send: ['Authorization: Token ~hex40\r', json] },
    { error: thrown('Invalid character in header content ["Authorization"]') },
  ),
  unansweredThread(
    'nutechsoftware/alarmdecoder-webapp#63',
    ['C16', 'C08'],
    { ask: 'POST https://hooks.tern.example/notify', send: ['Authorization: Basic ~b64(ada:hunter2hunter2)\n'] },
    { error: thrown("Invalid header value 'Basic Y...w==\\n'", 'ValueError') },
  ),
  unansweredThread(
    'artefactual-labs/agentarchives#45',
    'C08',
    { ask: 'POST http://atom.tern.example/api/digitalobjects', send: ['REST-API-Key: c199575edf58088f\n'] },
    { error: thrown("Invalid header value b'c199575edf58088f\\n'", 'ValueError') },
  ),
  unansweredThread(
    'IIC2513-2020-1/syllabus#177',
    ['C09', 'C08', 'C07'],
    { ask: 'POST https://api.tern.example/games', send: ['Authorization: Bearer “~jwt”'] },
    { error: thrown("Failed to execute 'fetch' on 'Window': Value is not a valid ByteString."), runtime: 'browser' },
  ),
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
