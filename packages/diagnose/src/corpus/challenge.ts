import { answer, type CorpusCase, clients, explained, get, post, postForm, serverNowMs } from './case.ts';
import { auth0Token, chars, entraToken, jwt, key, keycloakToken, lifetime } from './tokens.ts';

const form = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
const proof = (claims: object) =>
  jwt(
    { jti: 'e1j3V_bKic8', htm: 'GET', htu: 'https://api.acme.example/orders', iat: serverNowMs / 1000, ...claims },
    { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: 'l8tF', y: '9VE4' } },
  );
const bound = () => keycloakToken({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } });

/** What the challenge says itself: family E, first part. */
export const challenge: readonly CorpusCase[] = [
  explained(
    'the challenge says that an opaque token has expired',
    ['E01', 'D01'],
    get('https://api.crm.example/contacts', { ...clients.java, Authorization: `Bearer ${chars('crm', 43)}` }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="crm", error="invalid_token", error_description="The access token expired"' },
      { error: 'invalid_token' },
    ),
  ),
  explained(
    'a 403 names the scope that the token lacks',
    ['E02', 'D19'],
    post(
      'https://api.acme.example/orders',
      { ...clients.axios, Authorization: `Bearer ${auth0Token()}` },
      { sku: 'A1' },
    ),
    answer(403, {
      'WWW-Authenticate':
        'Bearer error="insufficient_scope", scope="orders:write", error_description="The request requires higher privileges"',
    }),
  ),
  explained(
    'a 401 names the scope of an opaque token',
    'E02',
    get('https://api.calendar.example/v1/events', { ...clients.go, Authorization: `Bearer ${chars('cal', 40)}` }),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer realm="calendar", error="insufficient_scope", scope="events.read events.write"' },
      { error: 'insufficient_scope' },
    ),
  ),
  explained(
    'the server calls the request itself malformed',
    'E03',
    get('https://api.ledger.example/v3/books', { ...clients.python, Authorization: `Bearer ${key(['ldg', '_'], 40)}` }),
    answer(401, {
      'WWW-Authenticate':
        'Bearer realm="ledger", error="invalid_request", error_description="The account parameter is missing"',
    }),
  ),
  explained(
    'a transfer needs a stronger sign-in',
    'E04',
    post(
      'https://api.bank.example/transfers',
      { ...clients.node, authorization: `Bearer ${keycloakToken({ acr: '1' })}` },
      { amount: 10 },
    ),
    answer(401, {
      'WWW-Authenticate':
        'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="urn:acme:mfa", max_age="300"',
    }),
  ),
  explained(
    'the resource wants its own DPoP nonce',
    'E05',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `DPoP ${bound()}`, dpop: proof({}) }),
    answer(401, {
      'WWW-Authenticate':
        'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"',
      'DPoP-Nonce': 'eyJ7S_zG.eyJH0-Z.HX4w-7v',
    }),
  ),
  explained(
    'the token endpoint wants a DPoP nonce',
    'E05',
    postForm(
      'https://as.example.com/token',
      { ...clients.node, dpop: proof({ htm: 'POST', htu: 'https://as.example.com/token' }) },
      { grant_type: 'authorization_code', code: 'SplxlOBeZQQYbYS6WxSbIA', client_id: 'shop-web' },
    ),
    answer(
      400,
      { ...form, 'DPoP-Nonce': 'eyJ7S_zG.eyJH0-Z.HX4w-7v' },
      { error: 'use_dpop_nonce', error_description: 'Authorization server requires nonce in DPoP proof' },
    ),
  ),
  explained(
    'the DPoP proof was made for another URL',
    'E06',
    get('https://api.acme.example/orders?page=2', {
      ...clients.node,
      authorization: `DPoP ${bound()}`,
      dpop: proof({ htu: 'https://api.acme.example/orders?page=2' }),
    }),
    answer(401, {
      'WWW-Authenticate': 'DPoP error="invalid_dpop_proof", error_description="htu mismatch", algs="ES256"',
    }),
  ),
  explained(
    'an MCP server points at its metadata',
    ['E07', 'J32'],
    post(
      'https://mcp.notes.example/mcp',
      { ...clients.node, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' },
      { jsonrpc: '2.0', id: 1, method: 'initialize', params: {} },
    ),
    answer(
      401,
      {
        'WWW-Authenticate':
          'Bearer resource_metadata="https://mcp.notes.example/.well-known/oauth-protected-resource/mcp", scope="notes:read"',
      },
      { error: 'invalid_token', error_description: 'Missing Authorization header' },
    ),
  ),
  explained(
    'a protected resource refuses a foreign token and points at its metadata',
    ['E07', 'J32', 'D07'],
    get('https://resource.example/v1/items', { ...clients.go, Authorization: `Bearer ${keycloakToken()}` }),
    answer(401, {
      'WWW-Authenticate':
        'Bearer error="invalid_token", error_description="Token was not issued for this resource", resource_metadata="https://resource.example/.well-known/oauth-protected-resource"',
    }),
  ),
  explained(
    'Docker Hub wants the token dance',
    'E08',
    get('https://registry-1.docker.io/v2/acme/private/manifests/latest', {
      'User-Agent': 'docker/27.3.1 go/go1.22.7',
      Accept: 'application/vnd.oci.image.index.v1+json',
    }),
    answer(
      401,
      {
        'Docker-Distribution-Api-Version': 'registry/2.0',
        'WWW-Authenticate':
          'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:acme/private:pull"',
      },
      {
        errors: [
          {
            code: 'UNAUTHORIZED',
            message: 'authentication required',
            detail: [{ Type: 'repository', Class: '', Name: 'acme/private', Action: 'pull' }],
          },
        ],
      },
    ),
  ),
  explained(
    'the registry’s token may pull and not push',
    ['E08', 'E02', 'D19'],
    post(
      'https://registry.example.com/v2/team/app/blobs/uploads/',
      {
        'User-Agent': 'docker/27.3.1 go/go1.22.7',
        Authorization: `Bearer ${jwt({ iss: 'registry-auth', aud: 'registry.example.com', ...lifetime, access: [{ type: 'repository', name: 'team/app', actions: ['pull'] }] })}`,
      },
      '',
    ),
    answer(
      401,
      {
        'WWW-Authenticate':
          'Bearer realm="https://registry.example.com/token",service="registry.example.com",scope="repository:team/app:pull,push",error="insufficient_scope"',
      },
      { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] },
    ),
  ),
  explained(
    'Entra sends a claims challenge',
    'E09',
    get('https://graph.microsoft.com/v1.0/me/messages', {
      ...clients.node,
      authorization: `Bearer ${entraToken({ aud: 'https://graph.microsoft.com', scp: 'Mail.Read', xms_cc: ['CP1'] }, { nonce: 'n4' })}`,
    }),
    answer(
      401,
      {
        'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1773134000"}}}').toString('base64')}"`,
      },
      {
        error: {
          code: 'InvalidAuthenticationToken',
          message:
            'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
        },
      },
    ),
  ),
  explained(
    'API Gateway has renamed the challenge of the service behind it',
    ['E11', 'E02'],
    get('https://k3x9s0b1l2.execute-api.eu-central-1.amazonaws.com/prod/reports', {
      ...clients.axios,
      Authorization: `Bearer ${chars('apigw', 48)}`,
    }),
    answer(
      401,
      {
        'x-amzn-requestid': 'b7',
        'x-amzn-Remapped-WWW-Authenticate': 'Bearer error="insufficient_scope", scope="reports:read"',
      },
      { error: 'insufficient_scope' },
    ),
  ),
];
