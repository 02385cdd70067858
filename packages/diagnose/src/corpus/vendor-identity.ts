import { answer, type CorpusCase, clients, explained, get, postForm } from './case.ts';
import { auth0Token, chars, entraTenant, entraToken } from './tokens.ts';

/** Identity providers: family J, second part. */
export const vendorIdentity: readonly CorpusCase[] = [
  explained(
    'Graph says that the token is empty, and none was sent',
    ['A01', 'J05'],
    get('https://graph.microsoft.com/v1.0/me/drive', clients.axios),
    answer(
      401,
      { 'request-id': '1a2b' },
      {
        error: {
          code: 'InvalidAuthenticationToken',
          message: 'Access token is empty.',
          innerError: { 'request-id': '1a2b' },
        },
      },
    ),
  ),
  explained(
    'Graph cannot parse what it got',
    ['J05', 'D12'],
    get('https://graph.microsoft.com/v1.0/users', { ...clients.node, authorization: `Bearer ${chars('msa', 80)}` }),
    answer(
      401,
      { 'request-id': '2b3c' },
      {
        error: {
          code: 'InvalidAuthenticationToken',
          message: 'CompactToken parsing failed with error code: 80049217',
          innerError: {},
        },
      },
    ),
  ),
  explained(
    'Entra does not know the application in this tenant',
    ['J06', 'E13'],
    postForm(`https://login.microsoftonline.com/${entraTenant}/oauth2/v2.0/token`, clients.go, {
      grant_type: 'client_credentials',
      client_id: '00000000-aaaa-4bbb-8ccc-ddddeeeeffff',
      client_secret: `Q~8Q~${chars('entra2', 35)}`,
      scope: 'api://orders/.default',
    }),
    answer(
      400,
      {},
      {
        error: 'unauthorized_client',
        error_description:
          "AADSTS700016: Application with identifier '00000000-aaaa-4bbb-8ccc-ddddeeeeffff' was not found in the directory 'Contoso'.",
        error_codes: [700016],
      },
    ),
  ),
  explained(
    'Entra’s refresh token fell to a new password',
    ['J06', 'E14'],
    postForm('https://login.microsoftonline.com/common/oauth2/v2.0/token', clients.node, {
      grant_type: 'refresh_token',
      client_id: '3b8f1c1e',
      refresh_token: `0.A${chars('entra-rt', 200)}`,
    }),
    answer(
      400,
      {},
      {
        error: 'invalid_grant',
        error_description:
          'AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
        error_codes: [50173],
        suberror: 'bad_token',
      },
    ),
  ),
  explained(
    'Entra wants a second factor',
    ['J06', 'E04'],
    postForm('https://login.microsoftonline.com/organizations/oauth2/v2.0/token', clients.node, {
      grant_type: 'refresh_token',
      client_id: '3b8f1c1e',
      refresh_token: `0.A${chars('entra-rt2', 200)}`,
    }),
    answer(
      400,
      {},
      {
        error: 'interaction_required',
        error_description:
          "AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003'.",
        error_codes: [50076],
        suberror: 'basic_action',
      },
    ),
  ),
  explained(
    'the Management API is called under the custom domain with a token of the tenant’s',
    ['J07', 'D08', 'D07'],
    get('https://login.acme.example/api/v2/users', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token({ aud: 'https://acme.eu.auth0.com/api/v2/', scope: 'read:users' })}`,
    }),
    answer(
      401,
      { server: 'cloudflare', 'x-auth0-requestid': '9f8e' },
      { statusCode: 401, error: 'Unauthorized', message: 'Invalid token', attributes: { error: 'Invalid token' } },
    ),
  ),
  explained(
    'Auth0’s Management API gets an opaque token',
    ['J07', 'D12'],
    get('https://acme.eu.auth0.com/api/v2/users', {
      ...clients.python,
      Authorization: `Bearer ${chars('auth0-opaque', 32)}`,
    }),
    answer(
      401,
      { server: 'cloudflare' },
      { statusCode: 401, error: 'Unauthorized', message: 'Invalid token', attributes: { error: 'Invalid token' } },
    ),
  ),
  explained(
    'Okta’s API token was sent as a bearer token',
    ['J08', 'C06'],
    get('https://acme.okta.com/api/v1/users/me', { ...clients.go, Authorization: `Bearer 00${chars('okta', 40)}` }),
    answer(
      401,
      {
        'x-okta-request-id': 'Zm9v',
        'WWW-Authenticate':
          'Bearer authorization_uri="http://acme.okta.com/oauth2/v1/authorize", realm="http://acme.okta.com", scope="okta.users.read.self", error="invalid_token", error_description="The access token is invalid.", resource="/api/v1/users/me"',
      },
      {
        errorCode: 'E0000011',
        errorSummary: 'Invalid token provided',
        errorLink: 'E0000011',
        errorId: 'oae1',
        errorCauses: [],
      },
    ),
  ),
  explained(
    'Okta refuses a token of its own form',
    'J08',
    get('https://acme.okta.com/api/v1/groups', { ...clients.java, Authorization: `SSWS 00${chars('okta-2', 40)}` }),
    answer(
      401,
      { 'x-okta-request-id': 'YmFy' },
      {
        errorCode: 'E0000011',
        errorSummary: 'Invalid token provided',
        errorLink: 'E0000011',
        errorId: 'oae2',
        errorCauses: [],
      },
    ),
  ),
  explained(
    'an API of Entra’s gets a token that names another tenant’s issuer in Graph’s v1 form',
    ['D08'],
    get('https://orders.contoso.example/api/orders', {
      ...clients.java,
      Authorization: `Bearer ${entraToken({ iss: 'https://login.microsoftonline.com/00000000-1111-4222-8333-444455556666/v2.0' })}`,
    }),
    answer(401, {
      'WWW-Authenticate':
        'Bearer error="invalid_token", error_description="The issuer \'https://login.microsoftonline.com/00000000-1111-4222-8333-444455556666/v2.0\' is invalid"',
    }),
  ),
];
