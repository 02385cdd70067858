import type { CorpusCase } from '../case.ts';
import { bearer, json, text, thread } from './thread.ts';

const invalid = (description: string) =>
  `WWW-Authenticate: Bearer error="invalid_token", error_description="${description}"`;

const docker = (repository: string, more = '') =>
  `WWW-Authenticate: Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:${repository}:pull"${more}`;

const secretInvalid = {
  error: 'invalid_client',
  error_description:
    "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'a8fdfbd0-da97-42d9-8f1a-fd6a7cb650b4'.\r\nTrace ID: 6f6c4645\r\nTimestamp: 2026-06-01 12:00:00Z",
  error_codes: [7000215],
};

const entra = {
  ask: 'POST https://login.microsoftonline.com/4d856d1f-8648-456c-9bb2-f36273bbe4e3/oauth2/v2.0/token',
  send: ['Content-Type: application/x-www-form-urlencoded'],
  body: 'grant_type=client_credentials&client_id=a8fdfbd0-da97-42d9-8f1a-fd6a7cb650b4&client_secret=~36&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default',
  status: 401,
} as const;

const githubPackages = (send: readonly string[], answer: unknown, more: readonly string[] = []) => ({
  ask: 'GET https://npm.pkg.github.com/download/@tern/palette/1.0.2/57bedffc1e01582d6242ac0ad27af63d60ab105f',
  send,
  status: 401,
  headers: [json, ...more],
  answer,
});

/** Later threads: tokens, keys and token endpoints. */
export const laterThreads: readonly CorpusCase[] = [
  thread('Vivify-Ideas/nestjs-boilerplate#6', 'C04', {
    ask: 'GET http://localhost:3000/api/auth/me',
    send: ['Accept: application/json', 'Authorization: ~jwt'],
    status: 401,
    answer: { statusCode: 401, error: 'Unauthorized' },
  }),
  thread('mindfulsoftware/myFastway.ApiClient#28', 'D16', {
    ask: 'GET https://api.myfastway.tern.example/api/consignments',
    send: [bearer('~jwt')],
    claims: { iss: 'https://identity.tern.example', aud: 'fw-fl2-api-au', scope: ['fw-fl2-api-au'] },
    status: 401,
    headers: [invalid('The signature key was not found')],
  }),
  thread('FastEndpoints/FastEndpoints#201', ['D16', 'D17'], {
    ask: 'GET https://localhost:5001/api/rooms',
    send: [bearer('~jwt')],
    status: 401,
    headers: [invalid('The signature key was not found'), 'Server: Kestrel'],
  }),
  thread('Azure-Samples/active-directory-dotnet-native-aspnetcore#20', 'D16', {
    ask: 'GET https://todo.tern.example/api/todolist',
    send: [bearer('~jwt')],
    claims: { iss: 'https://sts.windows.net/4d856d1f-8648-456c-9bb2-f36273bbe4e3/', aud: 'https://tern.example/todo' },
    status: 401,
    headers: [invalid('The signature key was not found'), 'Server: Microsoft-IIS/10.0', 'X-Powered-By: ASP.NET'],
  }),
  thread('dotnet/aspnetcore#45584', 'D16', {
    ask: 'GET https://localhost:7061/secret',
    send: [bearer('~jwt')],
    claims: { iss: 'dotnet-user-jwts', aud: ['http://localhost:5270', 'https://localhost:7061'] },
    status: 401,
    headers: [invalid('The signature key was not found'), 'Server: Kestrel'],
  }),
  thread('keycloak/keycloak#24596', ['D08', 'D22'], {
    ask: 'POST http://localhost:8180/admin/realms/myrealm/users',
    send: [bearer('~jwt'), json],
    claims: { iss: 'http://mykeycloak-service.keycloak:8180/realms/myrealm' },
    body: '{"username":"ada"}',
    status: 401,
    answer: { error: 'HTTP 401 Unauthorized' },
  }),
  thread('LandRegistry/common-dev-env#83', 'D08', {
    ask: 'GET http://keycloak:8080/auth/realms/development/protocol/openid-connect/userinfo',
    send: [bearer('~jwt')],
    claims: { iss: 'http://localhost:8180/auth/realms/development' },
    status: 401,
    answer: {
      error: 'invalid_token',
      error_description:
        "Token invalid: Invalid token issuer. Expected 'http://keycloak:8080/auth/realms/development', but was 'http://localhost:8180/auth/realms/development'",
    },
  }),
  thread('ivangfr/springboot-keycloak-openldap#3', 'D16', {
    ask: 'GET http://localhost:8080/api/private',
    send: [bearer('~jwt')],
    claims: { iss: 'http://localhost:8181/auth/realms/company-services', aud: 'account', typ: 'Bearer' },
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer realm="company-services", error="invalid_token", error_description="Didn\'t find publicKey for specified kid"',
    ],
  }),
  thread('newrelic/deployment-marker-action#17', ['G11', 'D22'], {
    ask: 'POST https://api.newrelic.com/v2/applications/123/deployments.json',
    send: ['Api-Key: NRAK-~27', json],
    body: '{"deployment":{"revision":"1"}}',
    status: 403,
    answer: { error: { title: 'The API key provided is invalid' } },
  }),
  thread('felixrieseberg/project-oxford#43', ['G11', 'D22'], {
    ask: 'POST https://westus.api.cognitive.microsoft.com/face/v1.0/detect',
    send: ['Ocp-Apim-Subscription-Key: ~hex32', json],
    body: '{"url":"https://tern.example/a.png"}',
    status: 401,
    answer: {
      statusCode: 401,
      message:
        'Access denied due to invalid subscription key. Make sure you are subscribed to an API you are trying to call and provide the right key.',
    },
  }),
  thread('mailgun/mailgun.js#64', ['G11', 'J23', 'D22'], {
    ask: 'POST https://api.mailgun.net/v3/mg.tern.example/messages',
    send: ['Authorization: Basic ~b64(api:key-~32)'],
    status: 401,
    headers: [text, 'WWW-Authenticate: Basic realm="MG API"'],
    answer: 'Forbidden',
  }),
  thread('DuendeArchive/IdentityServer4#1784', 'E14', {
    ask: 'POST https://identity.tern.example/connect/token',
    send: ['Content-Type: application/x-www-form-urlencoded'],
    body: 'grant_type=refresh_token&refresh_token=~hex64&client_id=app&client_secret=~20',
    status: 400,
    answer: { error: 'invalid_grant' },
  }),
  thread('MCPJam/inspector#1410', ['E07', 'J32', 'A01'], {
    ask: 'POST https://mcp.tern.example/mcp',
    send: [json, 'MCP-Protocol-Version: 2025-11-25'],
    body: '{"jsonrpc":"2.0","id":2,"method":"tools/call"}',
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer resource_metadata="https://mcp.tern.example/.well-known/oauth-protected-resource", scope="files:read"',
    ],
  }),
  thread('containerd/containerd#6492', ['E08', 'A01'], {
    ask: 'HEAD https://registry-1.docker.io/v2/ep4sh/ehome/manifests/1.2.5',
    send: ['User-Agent: containerd/1.4.12'],
    status: 401,
    headers: [json, docker('ep4sh/ehome'), 'Docker-Distribution-Api-Version: registry/2.0'],
  }),
  thread('containerd/containerd#11103', ['E08', 'A01', 'J17'], {
    ask: 'HEAD https://registry.tern.example/v2/lan/predixy/manifests/1.0',
    send: ['User-Agent: containerd/1.7.22'],
    status: 401,
    headers: [
      json,
      'Docker-Distribution-Api-Version: registry/2.0',
      'Server: nginx',
      'WWW-Authenticate: Bearer realm="https://registry.tern.example/service/token",service="harbor-registry",scope="repository:lan/predixy:pull"',
    ],
  }),
  thread('docker-archive/docker-registry#1071', ['E02', 'E08'], {
    ask: 'GET https://registry.hub.docker.com/v2/tern/app/tags/list',
    send: [bearer('~jwt')],
    status: 401,
    headers: [json, docker('tern/app', ',error="insufficient_scope"')],
    answer: {
      errors: [
        {
          code: 'UNAUTHORIZED',
          message: 'authentication required',
          detail: [{ Type: 'repository', Name: 'tern/app', Action: 'pull' }],
        },
      ],
    },
  }),
  thread('dockstore/dockstore-ui2#457', 'C01', {
    ask: 'GET https://dockstore.tern.example/api/containers/published',
    send: [bearer('null'), 'Origin: https://app.tern.example'],
    status: 401,
    headers: [text, 'WWW-Authenticate: Bearer realm="Dockstore User Authentication"'],
    answer: 'Credentials are required to access this resource.',
  }),
  thread('github/relative-time-element#357', ['D22', 'D07', 'D12', 'J01'], {
    ...githubPackages(
      [bearer('~40')],
      { error: 'unauthenticated: User cannot be authenticated with the token provided.' },
      ['WWW-Authenticate: Basic realm="GitHub Package Registry"'],
    ),
    ask: 'PUT https://npm.pkg.github.com/@tern%2frelative-time-element',
  }),
  thread('semantic-release/github#566', ['D22', 'J01', 'C24'], {
    ...githubPackages([bearer('~40')], {
      error: 'unauthenticated: User cannot be authenticated with the token provided.',
    }),
    ask: 'PUT https://npm.pkg.github.com/@tern%2fmy-package',
  }),
  thread('OfficeDev/microsoft-365-agents-toolkit#8621', ['E13', 'J06'], { ...entra, answer: secretInvalid }),
  thread('Azure/sap-automation#418', ['E13', 'J06'], {
    ...entra,
    send: [...entra.send, 'User-Agent: Go-http-client/1.1'],
    answer: secretInvalid,
  }),
  thread('BookStackApp/BookStack#4089', ['E13', 'J06', 'C10'], {
    ...entra,
    ask: 'POST https://login.microsoftonline.com/%7B4d856d1f-8648-456c-9bb2-f36273bbe4e3%7D/oauth2/v2.0/token',
    answer: secretInvalid,
  }),
  thread('sjkp/letsencrypt-siteextension#144', ['E13', 'J06', 'G12'], {
    ...entra,
    ask: 'POST https://login.microsoftonline.com/4d856d1f-8648-456c-9bb2-f36273bbe4e3/oauth2/token',
    answer: {
      error: 'invalid_client',
      error_description: 'AADSTS70002: Error validating credentials. AADSTS50012: Invalid client secret is provided.',
      error_codes: [70002, 50012],
    },
  }),
  thread('NikiforovAll/keycloak-authorization-services-dotnet#144', 'D08', {
    ask: 'GET http://localhost:5100/api/items',
    send: [bearer('~jwt')],
    claims: { iss: 'http://host.docker.internal:8080/realms/tern', aud: 'account' },
    status: 401,
    headers: [invalid("The issuer 'http://host.docker.internal:8080/realms/tern' is invalid"), 'Server: Kestrel'],
  }),
  thread('microsoftgraph/contoso-airlines-teams-sample#11', ['E13', 'J06'], {
    ...entra,
    answer: {
      ...secretInvalid,
      error_description: 'AADSTS7000215: Invalid client secret is provided.\r\nTrace ID: 02f6f1c8',
    },
  }),
  thread('keycloak/keycloak#31294', ['E13', 'J06'], {
    ...entra,
    ask: 'POST https://login.microsoftonline.com/common/oauth2/v2.0/token',
    body: 'grant_type=authorization_code&code=~40&client_id=f8c37a6e-0d92-4b31-992f-6e5c9c6f1a99&client_secret=~36&redirect_uri=https%3A%2F%2Fsso.tern.example%2Frealms%2Ft%2Fbroker%2Fmicrosoft%2Fendpoint',
    answer: secretInvalid,
  }),
  thread('raycast/extensions#2173', ['D22', 'G11'], {
    ask: 'GET https://api.clockify.me/api/v1/user',
    send: ['X-Api-Key: ~48'],
    status: 401,
    answer: { message: 'Api key does not exist', code: 4003 },
  }),
  thread('Azure-Samples/ms-identity-javascript-angular-tutorial#29', 'D16', {
    ask: 'GET https://localhost:44351/api/todolist',
    send: [bearer('~jwt'), 'Origin: http://localhost:4200'],
    claims: { iss: 'https://login.microsoftonline.com/4d856d1f-8648-456c-9bb2-f36273bbe4e3/v2.0', aud: 'a8fdfbd0' },
    status: 401,
    headers: [invalid('The signature key was not found'), 'Access-Control-Allow-Origin: http://localhost:4200'],
  }),
];
