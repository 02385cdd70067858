import type { CorpusCase } from '../case.ts';
import { bearer, json, text, thread } from './thread.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '1234567890';

/** Threads about tools of the command line: what each of them sent, and what it got. */
export const threadsOfTheCommandLine: readonly CorpusCase[] = [
  thread(
    'mislav/hub#2462',
    ['J01', 'D22'],
    {
      ask: 'GET https://api.github.com/user',
      send: [
        'Authorization: token ~hex40',
        'User-Agent: Hub 2.14.1',
        'Accept: application/vnd.github.v3+json;charset=utf-8',
      ],
      status: 401,
      headers: [json, 'Server: GitHub.com'],
      answer: { message: 'Bad credentials', documentation_url: 'https://developer.github.com/v3' },
    },
    { runtime: 'command-line', sources: { authorization: { variable: 'GITHUB_TOKEN', from: 'environment' } } },
  ),
  thread(
    'cli/cli#10032',
    ['J01', 'D22'],
    {
      ask: 'POST https://api.github.com/graphql',
      send: ['Authorization: token ~hex40', 'User-Agent: GitHub CLI 2.63.0', json],
      body: '{"query":"query RepositoryNetwork{viewer{login}}"}',
      status: 401,
      headers: [json, 'Server: github.com'],
      answer: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/graphql', status: '401' },
    },
    { runtime: 'command-line' },
  ),
  thread(
    'docker/hub-feedback#2166',
    ['D22', 'J17', 'C23'],
    {
      ask: 'POST https://hub.docker.com/v2/users/login/',
      send: ['User-Agent: curl/7.79.1', json],
      body: '{"username": "ada", "password": "dckr_pat_~27"}',
      status: 401,
      headers: [json, 'Server: nginx'],
      answer: { detail: 'unauthorized' },
    },
    { runtime: 'command-line', client: 'curl' },
  ),
  thread('aceeric/ociregistry#17', ['J17', 'D22', 'C11'], {
    ask: 'GET https://ghcr.io/token?service=ghcr.io&scope=repository%3Aada%2Ftern%3Apull',
    send: ['Authorization: Basic ~b64(ada:ghp_abcdefghijklmnopqrstuvwxyz1)'],
    status: 401,
    headers: [json],
    answer: { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] },
  }),
  thread(
    'httpie/cli#464',
    'G14',
    {
      ask: 'GET https://hub.tern.example/api/v1/system?mac=181219917565350',
      send: ['Authorization: Basic ~b64(anonymous:ada@tern.example)', 'User-Agent: HTTPie/0.9.3'],
      status: 403,
      headers: ['Server: nginx', 'Via: 1.1 vegur', 'Content-Length: 0'],
    },
    {
      runtime: 'command-line',
      client: 'httpie',
      sources: { authorization: { from: 'netrc', file: '~/.netrc' } },
      environment: { netrcHosts: ['default'] },
    },
  ),
  thread(
    'npm/cli#4407',
    'C10',
    {
      ask: 'GET https://registry.npmjs.com/-/whoami',
      send: [bearer('$NPM_TOKEN'), 'User-Agent: npm/8.5.0 node/v17.4.0 darwin x64', 'npm-command: whoami'],
      status: 401,
      headers: [json, 'Server: cloudflare'],
      answer: {},
    },
    { runtime: 'command-line' },
  ),
  thread('raineorshine/npm-check-updates#519', ['C15', 'C10', 'C17'], {
    ask: 'GET https://tern.jfrog.io/tern/api/npm/npm/react',
    send: ['Authorization: Basic ${ARTIFACTORY_AUTH}', 'User-Agent: got/9.6.0 (https://github.com/sindresorhus/got)'],
    status: 401,
    headers: [json, 'Server: Artifactory/6.8.0', 'WWW-Authenticate: Basic realm="Artifactory Realm"'],
    answer: { errors: [{ status: 401, message: 'Failed to decode basic authentication token' }] },
  }),
  thread(
    'phpipam/phpipam#2110',
    ['G06', 'D22', 'C11'],
    {
      ask: 'GET https://ipam.tern.example/api/ada/subnets/1/',
      send: ['token: Q4oca5TEV_V=W', 'User-Agent: curl/7.29.0'],
      status: 401,
      headers: [json, 'Server: Apache/2.4.6 (CentOS) OpenSSL/1.0.2k-fips PHP/5.4.16', 'X-Powered-By: PHP/5.4.16'],
      answer: { code: 401, success: 0, message: 'Invalid token' },
    },
    { runtime: 'command-line', client: 'curl' },
  ),
  thread('digitalocean/terraform-provider-digitalocean#355', 'D22', {
    ask: 'POST https://api.digitalocean.com/v2/droplets',
    send: [bearer('~64'), 'User-Agent: HashiCorp Terraform/0.12.18 (+https://www.terraform.io)', json],
    body: '{"name":"web-1"}',
    status: 401,
    headers: [json, 'Server: cloudflare', 'X-Gateway: Edge-Gateway'],
    answer: { id: 'Unauthorized', message: 'Unable to authenticate you' },
  }),
  thread('anschoewe/terraform-provider-curl#10', ['D14', 'D12'], {
    ask: 'GET http://localhost:19090/orders',
    send: ['Authorization: ~32', 'User-Agent: Go-http-client/1.1'],
    status: 401,
    headers: [text],
    answer: 'token contains an invalid number of segments',
  }),
  thread('kujov/gitlab-sync#1', 'C14', {
    ask: 'GET https://github.com/tern/shared/info/refs?service=git-upload-pack',
    send: [
      `Authorization: basic ~b64(x-access-token:ghs_${letters}${digits})`,
      `Authorization: basic ~b64(x-access-token:ghs_${digits}${letters})`,
      'User-Agent: git/2.52.0',
      'Git-Protocol: version=2',
    ],
    status: 400,
    headers: [text, 'Server: GitHub-Babel/3.0'],
    answer: 'Duplicate header: "Authorization"\n',
  }),
  thread('steveukx/git-js#936', ['C05', 'C06', 'J01'], {
    ask: 'GET https://github.com/tern/private.git/info/refs?service=git-upload-pack',
    send: [bearer('github_pat_~82'), 'User-Agent: git/2.41.0.windows.1'],
    status: 401,
    headers: [text, 'Server: GitHub-Babel/3.0', 'WWW-Authenticate: Basic realm="GitHub"'],
    answer: 'invalid credentials\n',
  }),
  thread('kubernetes/kubernetes#61857', ['J18', 'D01', 'D22'], {
    ask: 'GET https://10.0.0.1:6443/api/v1/namespaces/default/pods?limit=500',
    send: [bearer('~40'), 'User-Agent: kubectl/v1.10.0 (darwin/amd64) kubernetes/fc32d2f'],
    status: 401,
    headers: [json],
    answer: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    },
  }),
];
