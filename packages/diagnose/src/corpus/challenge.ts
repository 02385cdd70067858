import { answer, type CorpusCase, clients, explained, get, post, postForm, serverNowMs } from './case.ts';
import { auth0Token, basic, chars, entraTenant, entraToken, hex, jwt, key, keycloakToken, lifetime } from './tokens.ts';

const form = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
const proof = (claims: object) => jwt({ jti: 'e1j3V_bKic8', htm: 'GET', htu: 'https://api.acme.example/orders', iat: serverNowMs / 1000, ...claims }, { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: 'l8tF', y: '9VE4' } });
const bound = () => keycloakToken({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } });
const refreshForm = (token: string) => ({ grant_type: 'refresh_token', client_id: 'shop-web', refresh_token: token });

/** What the challenge, or the token endpoint, says itself: family E. */
export const challenge: readonly CorpusCase[] = [
  explained(
    'the challenge says that an opaque token has expired',
    ['E01', 'D01'],
    get('https://api.crm.example/contacts', { ...clients.java, Authorization: `Bearer ${chars('crm', 43)}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="crm", error="invalid_token", error_description="The access token expired"' }, { error: 'invalid_token' }),
  ),
  explained(
    'a 403 names the scope that the token lacks',
    ['E02', 'D19'],
    post('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }, { sku: 'A1' }),
    answer(403, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="orders:write", error_description="The request requires higher privileges"' }),
  ),
  explained(
    'a 401 names the scope of an opaque token',
    'E02',
    get('https://api.calendar.example/v1/events', { ...clients.go, Authorization: `Bearer ${chars('cal', 40)}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="calendar", error="insufficient_scope", scope="events.read events.write"' }, { error: 'insufficient_scope' }),
  ),
  explained(
    'the server calls the request itself malformed',
    'E03',
    get('https://api.ledger.example/v3/books', { ...clients.python, Authorization: `Bearer ${key(['ldg', '_'], 40)}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="ledger", error="invalid_request", error_description="The account parameter is missing"' }),
  ),
  explained(
    'a transfer needs a stronger sign-in',
    'E04',
    post('https://api.bank.example/transfers', { ...clients.node, authorization: `Bearer ${keycloakToken({ acr: '1' })}` }, { amount: 10 }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="urn:acme:mfa", max_age="300"' }),
  ),
  explained(
    'the resource wants its own DPoP nonce',
    'E05',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `DPoP ${bound()}`, dpop: proof({}) }),
    answer(401, { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"', 'DPoP-Nonce': 'eyJ7S_zG.eyJH0-Z.HX4w-7v' }),
  ),
  explained(
    'the token endpoint wants a DPoP nonce',
    'E05',
    postForm('https://as.example.com/token', { ...clients.node, dpop: proof({ htm: 'POST', htu: 'https://as.example.com/token' }) }, { grant_type: 'authorization_code', code: 'SplxlOBeZQQYbYS6WxSbIA', client_id: 'shop-web' }),
    answer(400, { ...form, 'DPoP-Nonce': 'eyJ7S_zG.eyJH0-Z.HX4w-7v' }, { error: 'use_dpop_nonce', error_description: 'Authorization server requires nonce in DPoP proof' }),
  ),
  explained(
    'the DPoP proof was made for another URL',
    'E06',
    get('https://api.acme.example/orders?page=2', { ...clients.node, authorization: `DPoP ${bound()}`, dpop: proof({ htu: 'https://api.acme.example/orders?page=2' }) }),
    answer(401, { 'WWW-Authenticate': 'DPoP error="invalid_dpop_proof", error_description="htu mismatch", algs="ES256"' }),
  ),
  explained(
    'an MCP server points at its metadata',
    ['E07', 'J32'],
    post('https://mcp.notes.example/mcp', { ...clients.node, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' }, { jsonrpc: '2.0', id: 1, method: 'initialize', params: {} }),
    answer(401, { 'WWW-Authenticate': 'Bearer resource_metadata="https://mcp.notes.example/.well-known/oauth-protected-resource/mcp", scope="notes:read"' }, { error: 'invalid_token', error_description: 'Missing Authorization header' }),
  ),
  explained(
    'a protected resource refuses a foreign token and points at its metadata',
    ['E07', 'J32', 'D07'],
    get('https://resource.example/v1/items', { ...clients.go, Authorization: `Bearer ${keycloakToken()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="Token was not issued for this resource", resource_metadata="https://resource.example/.well-known/oauth-protected-resource"' }),
  ),
  explained(
    'Docker Hub wants the token dance',
    'E08',
    get('https://registry-1.docker.io/v2/acme/private/manifests/latest', { 'User-Agent': 'docker/27.3.1 go/go1.22.7', Accept: 'application/vnd.oci.image.index.v1+json' }),
    answer(
      401,
      { 'Docker-Distribution-Api-Version': 'registry/2.0', 'WWW-Authenticate': 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:acme/private:pull"' },
      { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: [{ Type: 'repository', Class: '', Name: 'acme/private', Action: 'pull' }] }] },
    ),
  ),
  explained(
    'the registry’s token may pull and not push',
    ['E08', 'E02', 'D19'],
    post('https://registry.example.com/v2/team/app/blobs/uploads/', {
      'User-Agent': 'docker/27.3.1 go/go1.22.7',
      Authorization: `Bearer ${jwt({ iss: 'registry-auth', aud: 'registry.example.com', ...lifetime, access: [{ type: 'repository', name: 'team/app', actions: ['pull'] }] })}`,
    }, ''),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="https://registry.example.com/token",service="registry.example.com",scope="repository:team/app:pull,push",error="insufficient_scope"' }, { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] }),
  ),
  explained(
    'Entra sends a claims challenge',
    'E09',
    get('https://graph.microsoft.com/v1.0/me/messages', { ...clients.node, authorization: `Bearer ${entraToken({ aud: 'https://graph.microsoft.com', scp: 'Mail.Read', xms_cc: ['CP1'] }, { nonce: 'n4' })}` }),
    answer(401, {
      'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1773134000"}}}').toString('base64')}"`,
    }, { error: { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp' } }),
  ),
  explained(
    'API Gateway has renamed the challenge of the service behind it',
    ['E11', 'E02'],
    get('https://k3x9s0b1l2.execute-api.eu-central-1.amazonaws.com/prod/reports', { ...clients.axios, Authorization: `Bearer ${chars('apigw', 48)}` }),
    answer(401, { 'x-amzn-requestid': 'b7', 'x-amzn-Remapped-WWW-Authenticate': 'Bearer error="insufficient_scope", scope="reports:read"' }, { error: 'insufficient_scope' }),
  ),
  explained(
    'Keycloak does not know the client’s secret',
    'E13',
    postForm('https://sso.acme.example/realms/shop/protocol/openid-connect/token', { ...clients.java, Authorization: basic('shop-backend', hex('kc', 32)) }, { grant_type: 'client_credentials' }),
    answer(401, form, { error: 'unauthorized_client', error_description: 'Invalid client or Invalid client credentials' }),
  ),
  explained(
    'an authorization server wants the client in the header and not in the form',
    'E13',
    postForm('https://auth.acme.example/oauth/token', clients.axios, { grant_type: 'client_credentials', client_id: 'shop', client_secret: chars('cs', 32) }),
    answer(401, { ...form, 'WWW-Authenticate': 'Basic realm="oauth"' }, { error: 'invalid_client', error_description: 'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).' }),
  ),
  explained(
    'Entra takes the secret’s id for the secret',
    ['J06', 'E13'],
    postForm(`https://login.microsoftonline.com/${entraTenant}/oauth2/v2.0/token`, clients.python, { grant_type: 'client_credentials', client_id: '3b8f1c1e-5a4d-4a4e-8f5b-1c2d3e4f5a6b', client_secret: '1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f', scope: 'https://graph.microsoft.com/.default' }),
    answer(401, form, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app \'3b8f1c1e\'.', error_codes: [7000215] }),
  ),
  explained(
    'the refresh token of Auth0 was revoked',
    'E14',
    postForm('https://acme.eu.auth0.com/oauth/token', clients.axios, refreshForm(`v1.${chars('auth0-rt', 64)}`)),
    answer(403, form, { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' }),
  ),
  explained(
    'Google says that the refresh token has expired or was revoked',
    'E14',
    postForm('https://oauth2.googleapis.com/token', clients.node, { ...refreshForm(`${['1', '//'].join('')}0g${chars('google-rt', 60)}`), client_id: '1234-abc.apps.googleusercontent.com' }),
    answer(400, form, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
  ),
  explained(
    'Supabase says that the refresh token was used already',
    'E15',
    post('https://abcdefghijklmnopqrst.supabase.co/auth/v1/token?grant_type=refresh_token', clients.node, { refresh_token: chars('sb-rt', 22) }),
    answer(400, { 'sb-gateway-version': '1' }, { code: 400, error_code: 'refresh_token_already_used', msg: 'Invalid Refresh Token: Already Used' }),
  ),
  explained(
    'two tabs refreshed with one token within two seconds',
    ['E15', 'H06'],
    postForm('https://sso.acme.example/realms/shop/protocol/openid-connect/token', clients.node, refreshForm(chars('rt-shared', 40))),
    answer(400, form, { error: 'invalid_grant', error_description: 'Maximum allowed refresh token reuse exceeded' }),
    {
      sentAtMs: serverNowMs,
      history: [
        {
          request: postForm('https://sso.acme.example/realms/shop/protocol/openid-connect/token', clients.node, refreshForm(chars('rt-shared', 40))),
          response: answer(200, form, { access_token: keycloakToken(), refresh_token: chars('rt-new', 40), expires_in: 300, token_type: 'Bearer' }),
          sentAtMs: serverNowMs - 1800,
        },
      ],
    },
  ),
];
