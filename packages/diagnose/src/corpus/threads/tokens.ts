import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { bearer, html, json, text, thread } from './thread.ts';

const gone = { iss: 'https://id.tern.example/', aud: 'tern-api', exp: serverNowSec - 900, iat: serverNowSec - 4_500 };
const sound = { iss: 'https://id.tern.example/', aud: 'tern-api' };

/** Threads about tokens and what servers say of them. */
export const threadsOfTokens: readonly CorpusCase[] = [
  thread('abpframework/abp#19776', 'D22', {
    ask: 'GET https://api.tern.example/identity/users',
    send: [bearer('~jwt')],
    claims: sound,
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="The token is no longer valid because the user\'s session expired.", error_uri="https://documentation.example/errors/ID2095"',
    ],
  }),
  thread('DotNetOpenAuth/DotNetOpenAuth#124', ['D01', 'E01'], {
    ask: 'GET https://rs.tern.example/photos',
    send: [bearer('~jwt')],
    claims: gone,
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer realm="example", error="invalid_token", error_description="The access token expired"',
    ],
  }),
  thread('hasura/graphql-engine#8659', ['D01', 'E01'], {
    ask: 'POST https://hasura.tern.example/v1/graphql',
    send: [json, bearer('~jwt')],
    body: '{"query":"{me{id}}"}',
    claims: gone,
    status: 200,
    answer: {
      errors: [{ message: 'Could not verify JWT: JWTExpired', extensions: { path: '$', code: 'invalid-jwt' } }],
    },
  }),
  thread('hasura/graphql-engine#9251', 'D17', {
    ask: 'POST https://hasura.tern.example/v1/graphql',
    send: [json, bearer('~jwt')],
    body: '{"query":"{me{id}}"}',
    claims: sound,
    status: 200,
    answer: {
      errors: [
        {
          extensions: { code: 'invalid-jwt', path: '$' },
          message: 'Could not verify JWT: JWSError JWSInvalidSignature',
        },
      ],
    },
  }),
  thread('hasura/graphql-engine#9650', ['D14', 'D12'], {
    ask: 'POST https://hasura.tern.example/v1/graphql',
    send: [json, bearer('~40')],
    body: '{"query":"{me{id}}"}',
    status: 200,
    answer: {
      errors: [
        {
          extensions: { code: 'invalid-jwt', path: '$' },
          message: 'Could not verify JWT: JWSError (JSONDecodeError "Not valid base64url")',
        },
      ],
    },
  }),
  thread('wp-graphql/wp-graphql-jwt-authentication#103', 'D08', {
    ask: 'POST https://blog.tern.example/graphql',
    send: [json, bearer('~jwt')],
    body: '{"query":"{optionsApp{id}}"}',
    claims: { iss: 'https://old-blog.tern.example' },
    status: 200,
    answer: {
      errors: [{ message: 'invalid-jwt | The iss do not match with this server', path: ['optionsApp'] }],
      data: { optionsApp: null },
    },
  }),
  thread('wp-graphql/wp-graphql-jwt-authentication#124', ['D01', 'E01'], {
    ask: 'POST https://blog.tern.example/graphql',
    send: [json, bearer('~jwt')],
    body: '{"query":"{viewer{id}}"}',
    claims: gone,
    status: 200,
    answer: { errors: [{ message: 'invalid-secret-key | Expired token' }], data: { viewer: null } },
  }),
  thread('flavors/django-graphql-jwt#265', ['D01', 'E01'], {
    ask: 'POST https://shop.tern.example/graphql/',
    send: [json, 'Authorization: JWT ~jwt'],
    body: '{"query":"{orders{id}}"}',
    claims: gone,
    status: 200,
    answer: { errors: [{ message: 'Signature has expired', path: ['orders'] }], data: { orders: null } },
  }),
  thread('redwoodjs/graphql#6197', ['D01', 'E01'], {
    ask: 'POST https://app.tern.example/.redwood/functions/graphql',
    send: [json, 'auth-provider: dbAuth', bearer('~jwt')],
    body: '{"query":"{posts{id}}"}',
    claims: gone,
    status: 200,
    answer: {
      errors: [
        { message: 'Exception in getAuthenticationContext: jwt expired', extensions: { code: 'UNAUTHENTICATED' } },
      ],
    },
  }),
  thread('publicdevop2019/mt-auth#135', ['D12', 'D14'], {
    ask: 'GET https://auth.tern.example/projects',
    send: [bearer('~32')],
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Invalid JWT serialization: Missing dot delimiter(s)", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    ],
  }),
  thread('lspil/full_stack_oauth2#2', ['C08', 'C01', 'D14', 'C02'], {
    ask: 'GET http://localhost:9090/demo',
    send: ['Authorization: Bearer [object Object]'],
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="Bearer token is malformed", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    ],
  }),
  thread('opensearch-project/OpenSearch#16752', ['D12', 'D14'], {
    ask: 'GET https://search.tern.example:9200/_cluster/health',
    send: [bearer('~43')],
    status: 401,
    headers: [text],
    answer: 'Invalid serialized unsecured/JWS/JWE object: Missing part delimiters',
  }),
  thread('wso2/api-manager#666', ['D14', 'D12', 'D22'], {
    ask: 'GET https://gateway.tern.example:8243/pizzashack/1.0.0/menu',
    send: [bearer('~60')],
    status: 401,
    answer: {
      fault: {
        code: 900901,
        message: 'Invalid Credentials',
        description: 'Invalid JWT token. Make sure you have provided the correct security credentials',
      },
    },
  }),
  thread('googleapis/google-api-php-client#1429', ['D06', 'D03', 'E14'], {
    ask: 'POST https://oauth2.googleapis.com/token',
    send: ['Content-Type: application/x-www-form-urlencoded'],
    body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=~jwt',
    status: 400,
    answer: {
      error: 'invalid_grant',
      error_description:
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    },
  }),
  thread('googleapis/google-auth-library-python#889', ['D06', 'D03', 'D02'], {
    ask: 'POST https://api.tern.example/session',
    send: [json, bearer('~jwt')],
    claims: { iss: 'https://accounts.google.com', aud: '1.apps.googleusercontent.com', iat: serverNowSec + 4 },
    status: 401,
    answer: {
      error: "Token used too early, 1671676840 < 1671676844. Check that your computer's clock is set correctly.",
    },
  }),
  thread('greenpau/caddy-security#13', ['D06', 'D03', 'D02'], {
    ask: 'GET https://portal.tern.example/',
    send: [bearer('~jwt')],
    claims: { iss: 'https://accounts.google.com', iat: serverNowSec + 3 },
    status: 401,
    headers: [text],
    answer: 'Token used before issued',
  }),
  thread('stormpath/idsite-src#3', ['D06', 'D03', 'D05'], {
    ask: 'GET https://api.tern.example/v1/sso',
    send: [bearer('~jwt')],
    claims: { iat: serverNowSec + 300 },
    status: 400,
    answer: {
      status: 400,
      code: 2002,
      message: 'jwtBody iat is an invalid value.',
      developerMessage: 'jwtBody iat is an invalid value.',
    },
  }),
  thread('thomasdarimont/spring-boot-keycloak-server-example#17', 'D08', {
    ask: 'GET https://app.tern.example/api/me',
    send: [bearer('~jwt')],
    claims: { iss: 'http://keycloak/auth/realms/sample', typ: 'Bearer' },
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer realm="sample", error="invalid_token", error_description="Invalid token issuer. Expected \'http://keycloak:8080/auth/realms/sample\', but was \'http://keycloak/auth/realms/sample\'"',
    ],
  }),
  thread('NikiforovAll/keycloak-authorization-services-dotnet#115', 'D08', {
    ask: 'GET http://localhost:5000/weather',
    send: [bearer('~jwt')],
    claims: { iss: 'http://localhost:8080/realms/my-realm', typ: 'Bearer' },
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="The issuer \'http://localhost:8080/realms/my-realm\' is invalid"',
    ],
  }),
  thread('keycloak/keycloak-community#51', 'D08', {
    ask: 'GET https://front.tern.example/api/orders',
    send: [bearer('~jwt')],
    claims: { iss: 'http://localhost:8080/auth/realms/example', typ: 'Bearer' },
    status: 401,
    headers: ['Server: envoy', text],
    answer: 'Jwt issuer is not configured',
  }),
  thread('istio/istio#22750', 'D16', {
    ask: 'GET https://mesh.tern.example/status',
    send: [bearer('~jwt')],
    claims: { iss: 'https://keycloak.tern.example/auth/realms/x' },
    status: 401,
    headers: ['server: istio-envoy', text],
    answer: "Jwks doesn't have key to match kid or alg from Jwt",
  }),
  thread('istio/istio#35973', ['E02', 'A02', 'D19'], {
    ask: 'POST http://iris.tern.example/v1/models/iris/infer',
    send: [bearer('~jwt'), json],
    claims: { iss: 'testing@secure.istio.io', sub: 'testing@secure.istio.io' },
    body: '{}',
    status: 403,
    headers: ['server: istio-envoy', text],
    answer: 'RBAC: access denied',
  }),
  thread('AzureAD/azure-activedirectory-library-for-dotnet#495', 'D07', {
    ask: 'GET https://tern.azurewebsites.net/api/test',
    send: [bearer('~jwt')],
    claims: { iss: 'https://sts.windows.net/t/', aud: 'https://tern.azurewebsites.net' },
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="IDX10214: Audience validation failed. Audiences: \'https://tern.azurewebsites.net\'. Did not match: validationParameters.ValidAudience: \'00000000-aaaa\'"',
    ],
  }),
  thread('WilliamXu96/ABP-MicroService#54', 'D07', {
    ask: 'GET https://gateway.tern.example/api/base/users',
    send: [bearer('~jwt')],
    claims: { aud: undefined, iss: 'https://id.tern.example/' },
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="IDX10206: Unable to validate audience. The \'audiences\' parameter is empty."',
    ],
  }),
  thread('abpframework/abp#17661', 'D16', {
    ask: 'GET https://api.tern.example/api/app/menu',
    send: [bearer('~jwt')],
    claims: sound,
    status: 401,
    headers: ['WWW-Authenticate: Bearer error="invalid_token", error_description="The signature key was not found"'],
  }),
  thread('microsoftgraph/microsoft-graph-docs#16208', ['D07', 'J05'], {
    ask: 'GET https://graph.microsoft.com/v1.0/users',
    send: [bearer('~jwt')],
    claims: { iss: 'https://sts.windows.net/t/', aud: 'api://9970bfed' },
    status: 401,
    answer: {
      error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure. Invalid audience.' },
    },
  }),
  thread('microsoftgraph/msgraph-training-dotnet#31', ['D12', 'J05'], {
    ask: 'GET https://graph.microsoft.com/v1.0/me',
    send: [bearer('EwB~400')],
    status: 401,
    answer: {
      error: { code: 'InvalidAuthenticationToken', message: 'CompactToken parsing failed with error code: 80049217' },
    },
  }),
  thread('OfficeDev/outlook-dev-docs#508', ['C03', 'J05'], {
    ask: 'GET https://graph.microsoft.com/v1.0/me/events',
    send: [bearer('Bearer ~jwt')],
    claims: { aud: 'https://graph.microsoft.com' },
    status: 401,
    answer: {
      error: { code: 'InvalidAuthenticationToken', message: 'CompactToken parsing failed with error code: 80049217' },
    },
  }),
  thread('amazon-archives/amazon-cognito-identity-js#274', ['D10', 'J09'], {
    ask: 'GET https://a1b2c3.execute-api.us-east-1.amazonaws.com/prod/items',
    send: ['Authorization: ~jwt'],
    claims: {
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_X',
      token_use: 'access',
      client_id: 'c',
      aud: undefined,
    },
    status: 401,
    headers: ['x-amzn-ErrorType: UnauthorizedException'],
    answer: { message: 'Unauthorized' },
  }),
  thread('aws-amplify/amplify-js#3587', ['D10', 'J09'], {
    ask: 'GET https://xyz.execute-api.us-east-1.amazonaws.com/Development/notes',
    send: [bearer('~jwt')],
    claims: {
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_X',
      token_use: 'access',
      client_id: 'c',
      aud: undefined,
    },
    status: 401,
    headers: ['x-amzn-ErrorType: UnauthorizedException'],
    answer: { message: 'Unauthorized' },
  }),
  thread('amazon-archives/amazon-cognito-identity-js#602', ['J09', 'C05', 'D10', 'C26', 'K01', 'J10'], {
    ask: 'GET https://a1b2c3.execute-api.us-east-2.amazonaws.com/prod/pets',
    send: [
      'Authorization: AWS4-HMAC-SHA256 Credential=ASIA~hex16/20260601/us-east-2/execute-api/aws4_request, SignedHeaders=accept;host;x-amz-date, Signature=~hex64',
      'X-Amz-Date: 20260601T120000Z',
      'Accept: application/json',
    ],
    status: 401,
    headers: ['x-amzn-ErrorType: UnauthorizedException'],
    answer: { message: 'Unauthorized' },
  }),
  thread('supabase/supabase#17164', 'D17', {
    ask: 'GET https://supabase.tern.example/rest/v1/some_table?select=*',
    send: ['apikey: ~jwt', bearer('~jwt')],
    claims: { iss: 'supabase', role: 'service_role' },
    status: 401,
    answer: { code: 'PGRST301', details: null, hint: null, message: 'JWSError JWSInvalidSignature' },
  }),
  thread('supabase/supabase#45993', ['C23', 'J15', 'D12', 'C25', 'C06'], {
    ask: 'POST https://abcdefghijklmnopqrst.supabase.co/functions/v1/hello-world',
    send: [json, bearer('sb_publishable_~30'), 'apikey: sb_publishable_~30'],
    body: '{"name":"Functions"}',
    status: 401,
    answer: { code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT' },
  }),
  thread('supabase/pg_graphql#504', 'D17', {
    ask: 'POST https://abcdefghijklmnopqrst.supabase.co/graphql/v1',
    send: [json, bearer('~jwt'), 'apikey: sb_publishable_~30'],
    claims: { iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1', role: 'authenticated' },
    body: '{"query":"{x}"}',
    status: 401,
    answer: { message: 'invalid signature' },
  }),
  thread('kubernetes-client/javascript#228', ['D01', 'J18'], {
    ask: 'GET https://10.0.0.1/api/v1/namespaces/services/pods',
    send: [bearer('~jwt')],
    claims: {
      iss: 'https://oidc.eks.eu-west-1.amazonaws.com/id/X',
      sub: 'system:serviceaccount:a:b',
      exp: serverNowSec - 300,
    },
    status: 401,
    headers: ['Audit-Id: bc4cd425'],
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
  thread('kubernetes/kubernetes#61978', ['J18', 'D22', 'D23'], {
    ask: 'GET https://35.1.2.3/apis/batch/v1/jobs',
    send: [bearer('~60')],
    status: 401,
    headers: ['Audit-Id: ffa6c4c6', 'Www-Authenticate: Basic realm="kubernetes-master"'],
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
  thread('IBM/ibm-spectrum-scale-csi#607', ['D01', 'J18', 'D23'], {
    ask: 'GET https://api.cluster.tern.example:6443/api/v1/pods',
    send: [bearer('sha256~~43')],
    status: 401,
    headers: ['Audit-Id: bc4cd425', 'Cache-Control: no-cache, private'],
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
  thread('actions/create-github-app-token#178', ['J01', 'D03', 'D05', 'D04', 'D01'], {
    ask: 'GET https://api.github.com/app/installations',
    send: [bearer('~jwt'), 'User-Agent: octokit'],
    claims: { iss: 99, aud: undefined, iat: serverNowSec + 200, exp: serverNowSec + 900 },
    status: 401,
    answer: {
      message: "'Expiration time' claim ('exp') is too far in the future",
      documentation_url: 'https://docs.github.com/rest',
    },
  }),
  thread('exogee-technology/graphweaver#1025', ['D08', 'D16', 'D17', 'D07', 'D22'], {
    ask: 'POST https://api.tern.example/graphql',
    send: [json, bearer('~jwt')],
    claims: { iss: 'https://staging.eu.auth0.com/' },
    body: '{"query":"{x}"}',
    status: 401,
    answer: { error: 'no applicable key found in the JSON Web Key Set' },
  }),
  thread('ministero-salute/it-fse-support#153', ['D22', 'D17', 'D14'], {
    ask: 'POST https://modipa.tern.example/govway/rest/in/FSE/gateway/v1/documents/validation',
    send: [bearer('~jwt')],
    claims: { iss: 'auth:S1#111ASL', aud: 'https://modipa.tern.example/govway/rest/in/FSE/gateway/v1' },
    status: 401,
    answer: {
      type: 'https://govway.org/handling-errors/401/TokenAuthenticationFailed.html',
      title: 'TokenAuthenticationFailed',
      status: 401,
      detail: 'Invalid token',
    },
  }),
  thread('wazuh/wazuh#14233', 'D22', {
    ask: 'GET https://wazuh.tern.example:55000/',
    send: [bearer('~21')],
    status: 401,
    answer: { title: 'Unauthorized', detail: 'Invalid token' },
  }),
  thread('k3s-io/k3s#4820', ['J18', 'D23', 'D22'], {
    ask: 'GET https://10.43.0.1/apis/networking.k8s.io/v1/ingressclasses',
    send: [bearer('~jwt')],
    claims: {
      iss: 'https://kubernetes.default.svc.cluster.local',
      sub: 'system:serviceaccount:kube-system:traefik',
      aud: ['https://kubernetes.default.svc.cluster.local', 'k3s'],
    },
    status: 401,
    headers: ['Audit-Id: ce69999c'],
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
  thread('xee-lab/xee-api-docs#87', ['E02', 'D19'], {
    ask: 'GET https://api.xee.example/v4/users/me/authorizations',
    send: [bearer('~40')],
    status: 403,
    answer: {
      error: 'insufficient_scope_permissions',
      error_description:
        'Add the account.authorizations.read scope(s) to your application scopes and reconnect the user',
    },
  }),
  thread('appdotnet/api-spec#274', ['E02', 'D19'], {
    ask: 'POST https://api.tern.example/users/1/follow',
    send: [bearer('~40')],
    status: 403,
    answer: {
      meta: { code: 403, error_id: 'dc677e02', error_message: 'Forbidden: You need the following scopes: follow' },
    },
  }),
  thread('HubSpot/hubspot-api-nodejs#50', ['E02', 'D19', 'J26'], {
    ask: 'GET https://api.hubapi.com/crm/v3/objects/contacts',
    send: [bearer('pat-eu1-~36')],
    status: 403,
    answer: {
      status: 'error',
      message:
        "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
      category: 'MISSING_SCOPES',
    },
  }),
  thread('analogdotnow/Analog#296', ['E02', 'D19', 'J04'], {
    ask: 'GET https://www.googleapis.com/calendar/v3/users/me/calendarList',
    send: [bearer('ya29.~120')],
    status: 403,
    answer: {
      error: {
        code: 403,
        message: 'Request had insufficient authentication scopes.',
        errors: [{ message: 'Insufficient Permission', domain: 'global', reason: 'insufficientPermissions' }],
        status: 'PERMISSION_DENIED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
            domain: 'googleapis.com',
          },
        ],
      },
    },
  }),
  thread('mohamedvantrisai/content-pulse#39', ['E02', 'D19'], {
    ask: 'GET https://api.tern.example/channels',
    send: ['X-Api-Key: ~40'],
    status: 403,
    answer: { error: 'Insufficient scope. Required: channels:read' },
  }),
  thread('uclapi/uclapi#4121', ['E02', 'D19'], {
    ask: 'GET https://api.tern.example/oauth/user/data',
    send: [bearer('~60')],
    status: 400,
    answer: { ok: false, error: 'The token provided does not have permission to access this data.' },
  }),
  thread('eclipse-hawkbit/hawkbit#1087', ['D12', 'D14', 'D13'], {
    ask: 'GET https://hawkbit.tern.example/rest/v1/targets',
    send: [bearer('~32')],
    status: 401,
    headers: ['WWW-Authenticate: Bearer error="invalid_token", error_description="Malformed token"', html],
  }),
];
