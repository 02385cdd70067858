import { answer, type CorpusCase, clients, explained, get, post, serverNowSec } from './case.ts';
import { auth0Token, type Claims, chars, entraToken, jwt, keycloakToken, lifetime } from './tokens.ts';

const invalid = (description: string) => ({
  'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"`,
});
const firebase = (claims: Claims, header?: Claims) =>
  jwt(
    {
      iss: 'https://securetoken.google.com/acme-prod',
      aud: 'acme-prod',
      sub: 'uid1',
      user_id: 'uid1',
      auth_time: serverNowSec - 900,
      ...lifetime,
      ...claims,
    },
    header,
  );
const kubernetes = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'Unauthorized',
  reason: 'Unauthorized',
  code: 401,
};
const supabaseKey = (ref: string, role: string) =>
  jwt(
    { iss: 'supabase', ref, role, iat: serverNowSec - 9_000_000, exp: serverNowSec + 300_000_000 },
    { alg: 'HS256', typ: 'JWT' },
  );

/** Kind, form, key and rights of a token: family D, second part. */
export const tokenKind: readonly CorpusCase[] = [
  explained(
    'an opaque token of Auth0 reaches an API that verifies JWTs',
    'D12',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${chars('opaque', 32)}` }),
    answer(
      401,
      { 'X-Powered-By': 'Express', 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"' },
      { message: 'jwt malformed' },
    ),
  ),
  explained(
    'Graph finds no dots in the token',
    ['D12', 'J05'],
    get('https://graph.microsoft.com/v1.0/me', {
      ...clients.python,
      Authorization: `Bearer ${chars('graph-opaque', 48)}`,
    }),
    answer(
      401,
      { 'request-id': '7b3e' },
      {
        error: {
          code: 'InvalidAuthenticationToken',
          message: 'IDX14100: JWT is not well formed, there are no dots (.).',
          innerError: {},
        },
      },
    ),
  ),
  explained(
    'an encrypted token is meant for somebody else',
    'D13',
    get('https://api.acme.example/orders', {
      ...clients.axios,
      Authorization: `Bearer ${Buffer.from('{"alg":"dir","enc":"A256GCM","iss":"https://acme.eu.auth0.com/"}').toString('base64url')}..${chars('iv', 16)}.${chars('cipher', 200)}.${chars('tag', 22)}`,
    }),
    answer(401, invalid('Invalid Compact JWS')),
  ),
  explained(
    'the signature got lost when the token was copied',
    'D14',
    get('https://api.acme.example/orders', {
      ...clients.curl,
      Authorization: `Bearer ${auth0Token().split('.').slice(0, 2).join('.')}`,
    }),
    answer(401, invalid('Invalid token: not enough segments')),
  ),
  explained(
    'the middle of the token is damaged',
    'D14',
    get('https://api.acme.example/orders', {
      ...clients.python,
      Authorization: `Bearer ${auth0Token().replace(/\.(.{10})./, '.$1!')}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { detail: 'Invalid payload string' }),
  ),
  explained(
    'the token is not signed at all',
    'D15',
    get('https://api.acme.example/orders', {
      ...clients.go,
      Authorization: `Bearer ${jwt({ iss: 'https://sso.acme.example/realms/shop', sub: 'ada', ...lifetime }, { alg: 'none', typ: 'JWT' })}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { error: 'invalid_token' }),
  ),
  explained(
    'Spring wants another algorithm than the shared secret',
    ['D15', 'D16'],
    get('https://api.acme.example/accounts', {
      ...clients.java,
      Authorization: `Bearer ${jwt({ iss: 'https://sso.acme.example/realms/shop', sub: 'ada', ...lifetime }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(
      401,
      invalid(
        'An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found',
      ),
    ),
    { expected: { algorithms: ['RS256'] } },
  ),
  explained(
    'ASP.NET does not know the key',
    'D16',
    get('https://orders.contoso.example/api/orders', {
      ...clients.axios,
      Authorization: `Bearer ${entraToken({}, { kid: 'rotated-away' })}`,
    }),
    answer(401, { Server: 'Kestrel', ...invalid('The signature key was not found') }),
  ),
  explained(
    'the key set of the issuer lacks the token’s key',
    'D16',
    get('https://bookinfo.example.com/reviews/7', { ...clients.go, Authorization: `Bearer ${keycloakToken()}` }),
    answer(
      401,
      { server: 'istio-envoy', 'content-type': 'text/plain' },
      "Jwks doesn't have key to match kid or alg from Jwt",
    ),
    { probes: { jwks: [{ kid: 'new-key', kty: 'RSA', alg: 'RS256', use: 'sig' }] } },
  ),
  explained(
    'jsonwebtoken finds another secret behind the signature',
    'D17',
    get('http://localhost:4000/api/profile', {
      ...clients.axios,
      Authorization: `Bearer ${jwt({ sub: '7', ...lifetime }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(401, { 'X-Powered-By': 'Express' }, { message: 'invalid signature' }),
  ),
  explained(
    'Kong says Invalid signature',
    'D17',
    get('https://gw.example.com/orders', {
      ...clients.node,
      authorization: `Bearer ${jwt({ iss: 'a36c3049b36249a3c9f8891cb127243c', ...lifetime }, { alg: 'HS256', typ: 'JWT' })}`,
    }),
    answer(401, { Server: 'kong/3.9.0', 'X-Kong-Request-Id': '1f2e' }, { message: 'Invalid signature' }),
  ),
  explained(
    'the resource server takes only at+jwt',
    'D18',
    get('https://api.acme.example/orders', { ...clients.go, Authorization: `Bearer ${auth0Token()}` }),
    answer(401, invalid('unexpected typ header, want at+jwt')),
    { expected: { type: 'at+jwt' } },
  ),
  explained(
    'a scope is missing and the API answers 401',
    'D19',
    post(
      'https://api.acme.example/orders',
      { ...clients.axios, Authorization: `Bearer ${auth0Token()}` },
      { sku: 'A1' },
    ),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, { error: 'not allowed' }),
    { requiredScopes: ['orders:write'] },
  ),
  explained(
    'an application calls /me with a token that stands for no user',
    'D20',
    get('https://graph.microsoft.com/v1.0/me', {
      ...clients.node,
      authorization: `Bearer ${entraToken({ aud: 'https://graph.microsoft.com', scp: undefined, roles: ['User.Read.All'], idtyp: 'app' }, { nonce: 'n2' })}`,
    }),
    answer(
      401,
      { 'request-id': '8c4f' },
      {
        error: {
          code: 'InvalidAuthenticationToken',
          message: '/me request is only valid with delegated authentication flow.',
        },
      },
    ),
  ),
  explained(
    'one’s own API tries to verify a token of Graph',
    'D21',
    get('https://orders.contoso.example/api/orders', {
      ...clients.axios,
      Authorization: `Bearer ${entraToken({ aud: '00000003-0000-0000-c000-000000000000', scp: 'User.Read' }, { nonce: 'n3' })}`,
    }),
    answer(401, { Server: 'Kestrel', ...invalid('The signature is invalid') }),
  ),
  explained(
    'the server says that the token was revoked',
    'D22',
    get('https://api.acme.example/orders', { ...clients.java, Authorization: `Bearer ${keycloakToken()}` }),
    answer(401, invalid('Token has been revoked')),
  ),
  explained(
    'the service account was made anew and its tokens are void',
    ['D23', 'J18'],
    get('https://10.0.0.1:6443/api/v1/namespaces/shop/pods', {
      ...clients.go,
      Authorization: `Bearer ${jwt({ iss: 'https://kubernetes.default.svc.cluster.local', aud: ['https://kubernetes.default.svc.cluster.local'], sub: 'system:serviceaccount:shop:deployer', 'kubernetes.io': { namespace: 'shop', serviceaccount: { name: 'deployer', uid: '1f2e3d4c' } }, ...lifetime })}`,
    }),
    answer(401, { 'Audit-Id': '9d5a' }, { ...kubernetes }),
  ),
  explained(
    'a DPoP token is sent as a bearer token',
    'D24',
    get('https://api.acme.example/orders', {
      ...clients.node,
      authorization: `Bearer ${keycloakToken({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } })}`,
    }),
    answer(401, { 'WWW-Authenticate': 'DPoP algs="ES256 RS256"' }, { error: 'invalid_token' }),
  ),
  explained(
    'a token of the Firebase emulator reaches production',
    'D26',
    get('https://api.acme.example/profile', {
      ...clients.axios,
      Authorization: `Bearer ${firebase({ iss: 'https://securetoken.google.com/demo-acme', aud: 'demo-acme' }, { alg: 'none', typ: 'JWT' })}`,
    }),
    answer(
      401,
      { 'X-Powered-By': 'Express' },
      { code: 'auth/argument-error', message: 'Firebase ID token has no "kid" claim.' },
    ),
  ),
  explained(
    'Firebase’s custom token stands in place of an ID token',
    'D27',
    get('https://api.acme.example/profile', {
      ...clients.node,
      authorization: `Bearer ${firebase({ iss: 'firebase-adminsdk@acme-prod.iam.gserviceaccount.com', aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit', uid: 'uid1' }, { alg: 'RS256', typ: 'JWT' })}`,
    }),
    answer(
      401,
      { 'X-Powered-By': 'Express' },
      { code: 'auth/argument-error', message: 'verifyIdToken() expects an ID token, but was given a custom token.' },
    ),
  ),
  explained(
    'the Supabase key is that of another project',
    'D28',
    get('https://abcdefghijklmnopqrst.supabase.co/rest/v1/todos', {
      ...clients.node,
      apikey: supabaseKey('zyxwvutsrqponmlkjihg', 'anon'),
      authorization: `Bearer ${supabaseKey('zyxwvutsrqponmlkjihg', 'anon')}`,
    }),
    answer(
      401,
      { 'sb-gateway-version': '1' },
      { message: 'Invalid API key', hint: 'Double check your Supabase `anon` or `service_role` API key.' },
    ),
  ),
];
