import type { CorpusCase } from '../case.ts';
import { bearer, html, json, text, thread } from './thread.ts';

const sound = { iss: 'https://id.tern.example/', aud: 'tern-api' };

/** Threads about what a token says. */
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
  thread('publicdevop2019/mt-auth#135', ['D12', 'D14'], {
    ask: 'GET https://auth.tern.example/projects',
    send: [bearer('~32')],
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Invalid JWT serialization: Missing dot delimiter(s)", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
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
  thread('supabase/supabase#17164', 'D17', {
    ask: 'GET https://supabase.tern.example/rest/v1/some_table?select=*',
    send: ['apikey: ~jwt', bearer('~jwt')],
    claims: { iss: 'supabase', role: 'service_role' },
    status: 401,
    answer: { code: 'PGRST301', details: null, hint: null, message: 'JWSError JWSInvalidSignature' },
  }),
  thread('supabase/pg_graphql#504', 'D17', {
    ask: 'POST https://abcdefghijklmnopqrst.supabase.co/graphql/v1',
    send: [json, bearer('~jwt'), 'apikey: sb_publishable_~30'],
    claims: { iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1', role: 'authenticated' },
    body: '{"query":"{x}"}',
    status: 401,
    answer: { message: 'invalid signature' },
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
  thread('eclipse-hawkbit/hawkbit#1087', ['D12', 'D14', 'D13'], {
    ask: 'GET https://hawkbit.tern.example/rest/v1/targets',
    send: [bearer('~32')],
    status: 401,
    headers: ['WWW-Authenticate: Bearer error="invalid_token", error_description="Malformed token"', html],
  }),
];
