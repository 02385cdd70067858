import type { CorpusCase } from '../case.ts';
import { bearer, json, text, thread } from './thread.ts';

/** Threads about what single products want. */
export const threadsOfProducts: readonly CorpusCase[] = [
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
  thread('npm/cli#7598', ['J29', 'D22'], {
    ask: 'GET https://registry.npmjs.com/@tern%2fprivate',
    send: [bearer('~36'), 'user-agent: npm/10.8.1 node/v20.14.0 linux x64'],
    status: 401,
    headers: ['www-authenticate: Bearer'],
    answer: {},
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
  thread('nuxt-modules/supabase#195', ['J15', 'D22', 'D28', 'D01'], {
    ask: 'POST http://localhost:54321/rest/v1/items',
    send: ['apikey: ~40', bearer('~40'), json],
    body: '{}',
    status: 401,
    answer: { message: 'Invalid API key', hint: 'Double check your Supabase `anon` or `service_role` API key.' },
  }),
];
