import type { CorpusCase } from '../case.ts';
import { html, json, thread } from './thread.ts';

const _invalid = (description: string) =>
  `WWW-Authenticate: Bearer error="invalid_token", error_description="${description}"`;

const preflight = [
  'Origin: http://127.0.0.1:8090',
  'Access-Control-Request-Method: POST',
  'Access-Control-Request-Headers: authorization,content-type',
];

const githubPackages = (send: readonly string[], answer: unknown, more: readonly string[] = []) => ({
  ask: 'GET https://npm.pkg.github.com/download/@tern/palette/1.0.2/57bedffc1e01582d6242ac0ad27af63d60ab105f',
  send,
  status: 401,
  headers: [json, ...more],
  answer,
});

/** Later threads: what does not arrive, and preflights. */
export const laterThreadsOfWays: readonly CorpusCase[] = [
  thread('tymondesigns/jwt-auth#1902', 'A01', {
    ask: 'POST https://app.tern.example/api/user/getStuff',
    send: ['Accept: */*', 'Content-Type: application/x-www-form-urlencoded'],
    body: 'page=1',
    status: 401,
    answer: { message: 'Unauthenticated.' },
  }),
  thread('modelcontextprotocol/csharp-sdk#1050', ['A01', 'J32'], {
    ask: 'GET https://mcp.atlassian.com/v1/sse',
    send: ['Accept: text/event-stream'],
    status: 401,
    headers: [
      json,
      'WWW-Authenticate: Bearer realm="OAuth", error="invalid_token", error_description="Missing or invalid access token"',
    ],
    answer: { error: 'invalid_token', error_description: 'Missing or invalid access token' },
  }),
  thread('dev-protocol/app#4', ['A01', 'E08', 'G16'], {
    ask: 'GET https://npm.pkg.github.com/@tern%2fcore',
    send: ['User-Agent: npm/6.13.4 node/v12.16.1 linux x64', 'npm-command: install'],
    status: 401,
    headers: [json, 'WWW-Authenticate: Basic realm="GitHub Package Registry"'],
    answer: {
      error:
        'Your request could not be authenticated by the GitHub Packages service. Please ensure your access token is valid and has the appropriate scopes configured.',
    },
  }),
  thread(
    'srcery-colors/srcery-terminal#179',
    ['A01', 'G16'],
    githubPackages(['User-Agent: npm/8.19.2 node/v18.12.1 linux x64'], { error: 'authentication token not provided' }),
  ),
  thread('aspnet/CORS#45', 'B01', {
    ask: 'OPTIONS https://api.tern.example/items',
    send: preflight,
    status: 401,
    headers: ['WWW-Authenticate: Bearer', 'Server: Kestrel'],
  }),
  thread('corydolphin/flask-cors#170', 'B01', {
    ask: 'OPTIONS https://api.tern.example/items',
    send: preflight,
    status: 401,
    headers: [html, 'Server: Werkzeug/2.0'],
    answer: '<!doctype html><title>401 Unauthorized</title><h1>Unauthorized</h1>',
  }),
  thread('ThreeMammals/Ocelot#633', 'B01', {
    ask: 'OPTIONS https://gateway.tern.example/orders',
    send: preflight,
    status: 401,
    headers: ['Server: Kestrel', 'Content-Length: 0'],
  }),
  thread('aw537/orion#75', 'B01', {
    ask: 'OPTIONS http://127.0.0.1:8000/api/tasks',
    send: preflight,
    status: 401,
    answer: { detail: 'Unauthorized' },
  }),
  thread(
    'IQSS/dataverse-frontend#152',
    ['A01', 'G16'],
    githubPackages(['User-Agent: npm/9.6.7 node/v18.17.0 linux x64'], { error: 'authentication token not provided' }),
  ),
  thread('DurtyFree/alt-V-NativeUI#7', ['A01', 'E08', 'G16'], {
    ask: 'GET https://npm.pkg.github.com/@tern%2faltv-nativeui',
    send: ['User-Agent: npm/6.14.8 node/v14.13.0 win32 x64'],
    status: 401,
    headers: [json, 'WWW-Authenticate: Basic realm="GitHub Package Registry"'],
    answer: { error: 'unauthorized' },
  }),
  thread('Siteimprove/alfa#608', ['A01', 'E08', 'G16'], {
    ask: 'GET https://npm.pkg.github.com/@tern%2falfa-act',
    send: ['User-Agent: npm/6.14.9 node/v14.15.1 win32 x64'],
    status: 401,
    headers: [json, 'WWW-Authenticate: Basic realm="GitHub Package Registry"'],
    answer: { error: 'unauthorized' },
  }),
];
