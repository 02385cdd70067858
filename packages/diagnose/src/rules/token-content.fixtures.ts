import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../fixtures/fixture.ts';

const invalid = (description: string) => ({ headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"` } });
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
const withToken = (claims: object, header: object = {}) => bearer(jwt(claims as Record<string, unknown>, header as Record<string, unknown>));
const graph = 'https://graph.microsoft.com/v1.0/me';
const gateway = 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items';
const supabase = 'https://abcdefghijklmnopqrst.supabase.co/rest/v1/todos';
const undated = { headers: { Date: '' } };
const encrypted = (): string => `${btoa('{"alg":"dir","enc":"A256GCM","iss":"https://acme.auth0.com/"}').replaceAll('=', '')}..${keyText(16)}.${keyText(60)}.${keyText(22)}`;
const wholeUnsigned = (): string => jwt({}, { alg: 'none' });

/** Family D. */
export const tokenContentFixtures: Fixtures = {
  'token-expired': {
    finds: [
      { name: 'a token past its life by the server’s clock', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 840 }) }), tells: /14 minutes ago by the server’s clock/ },
      { name: 'the same token where the local clock is slow', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 30 }) }), context: { now: serverNowMs - 60_000 }, tells: /slow against the server’s/ },
      { name: 'a day-old token where the server does not tell its clock', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 86_400 }), answer: undated }), context: { now: serverNowMs }, tells: /local clock/ },
      { name: 'a token that the server calls expired where no clock is known', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 60 }), answer: { headers: { ...undated.headers, ...invalid('The token expired').headers } } }), tells: /expired at/ },
      { name: 'an expired token in a cookie', exchange: exchangeOf({ headers: { Cookie: `session=${jwt({ exp: serverNowSec - 840 })}` } }) },
    ],
    misses: [
      { name: 'a token within its life', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 5 }) }) },
      { name: 'a token that looks expired by a fast local clock', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 60 }) }), context: { now: serverNowMs + 600_000 } },
      { name: 'a token of which no clock is known', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 840 }), answer: undated }) },
      { name: 'an expired token that was not refused', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 840 }), answer: { status: 200 } }) },
    ],
  },
  'token-not-yet-valid': {
    finds: [{ name: 'a token for tomorrow', exchange: exchangeOf({ headers: withToken({ nbf: serverNowSec + 86_400, exp: serverNowSec + 172_800 }) }) }],
    misses: [{ name: 'a token that has begun', exchange: exchangeOf({ headers: withToken({ nbf: serverNowSec - 1 }) }) }],
  },
  'local-clock-wrong': {
    finds: [
      { name: 'a slow clock that takes a dead token for alive', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 300 }) }), context: { now: serverNowMs - 900_000 }, tells: /15 minutes slow/ },
      { name: 'a fast clock that dates its own token ahead', exchange: exchangeOf({ headers: withToken({ iat: serverNowSec + 600, exp: serverNowSec + 4_200 }) }), context: { now: serverNowMs + 600_000 } },
      { name: 'a server that speaks of clock skew', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { body: { message: 'Request timestamp too far from system time' } }, probes: { clockOffsetsMs: [-400_000, -399_000] } }) },
    ],
    misses: [
      { name: 'a clock that is right', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 300 }) }), context: { now: serverNowMs + 1_000 } },
      { name: 'an answer from a cache, whose date is old', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 300 }), answer: { headers: { Age: '10' } } }), context: { now: serverNowMs + 900_000 } },
    ],
  },
  'token-time-in-milliseconds': {
    finds: [{ name: 'exp in milliseconds', exchange: exchangeOf({ headers: withToken({ exp: serverNowMs + 3_600_000 }) }) }],
    misses: [{ name: 'exp in seconds, far ahead', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 3_153_600_000 }) }) }],
  },
  'token-time-of-wrong-type': {
    finds: [
      { name: 'exp as text', exchange: exchangeOf({ headers: withToken({ exp: String(serverNowSec + 60) }) }), tells: /is text/ },
      { name: 'no exp where the server wants one', exchange: exchangeOf({ headers: withToken({ exp: undefined }), answer: invalid('The token has no expiration') }) },
    ],
    misses: [
      { name: 'no exp where nobody misses it', exchange: exchangeOf({ headers: withToken({ exp: undefined }), answer: invalidToken }) },
      { name: 'exp with a fraction', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 60.5 }) }) },
    ],
  },
  'token-issued-in-future': {
    finds: [
      { name: 'a token from in seven minutes', exchange: exchangeOf({ headers: withToken({ iat: serverNowSec + 420 }), answer: invalidToken }) },
      { name: 'the server’s words', exchange: exchangeOf({ headers: withToken({ iat: serverNowSec + 420 }), answer: invalid('Token used before issued') }) },
    ],
    misses: [{ name: 'a token from in half a minute', exchange: exchangeOf({ headers: withToken({ iat: serverNowSec + 30 }), answer: invalidToken }) }],
  },
  'token-audience-wrong': {
    finds: [
      { name: 'another audience than the expected one', exchange: exchangeOf({ headers: withToken({ aud: 'https://other.example.com' }), expected: { audience: 'https://api.example.com' } }) },
      { name: 'audiences that differ by a slash', exchange: exchangeOf({ headers: withToken({ aud: 'https://api.example.com/' }), expected: { audience: ['https://api.example.com'] } }), tells: /slash/ },
      { name: 'the server’s words', exchange: exchangeOf({ headers: withToken({}), answer: { body: { message: 'jwt audience invalid. expected: orders-api' } } }), tells: /for “orders-api”/ },
      { name: 'a token for another API at Graph', exchange: exchangeOf({ url: graph, headers: withToken({ aud: 'api://orders' }) }) },
      { name: 'a resource that names itself otherwise', exchange: exchangeOf({ headers: withToken({ aud: 'https://other.example.com' }), answer: invalidToken, probes: { resourceMetadata: { resource: 'https://api.example.com/mcp' } } }) },
    ],
    misses: [
      { name: 'one of several audiences that fits', exchange: exchangeOf({ headers: withToken({ aud: ['x', 'https://api.example.com'] }), expected: { audience: 'https://api.example.com' } }) },
      { name: 'an audience on the same site', exchange: exchangeOf({ headers: withToken({ aud: 'https://orders.example.com' }) }) },
      { name: 'a token for Graph at Graph', exchange: exchangeOf({ url: graph, headers: withToken({ aud: 'https://graph.microsoft.com' }) }) },
    ],
  },
  'token-issuer-wrong': {
    finds: [
      { name: 'a slash more than expected', exchange: exchangeOf({ headers: withToken({}), expected: { issuer: 'https://issuer.example.com' } }), tells: /only by the slash/ },
      { name: 'http in place of https', exchange: exchangeOf({ headers: withToken({ iss: 'http://issuer.example.com/' }), expected: { issuer: 'https://issuer.example.com/' } }), tells: /http and https/ },
      { name: 'Entra’s version 1 in place of 2', exchange: exchangeOf({ headers: withToken({ iss: 'https://sts.windows.net/t/' }), expected: { issuer: 'https://login.microsoftonline.com/t/v2.0' } }), tells: /version 1/ },
      { name: 'the name of a container', exchange: exchangeOf({ headers: withToken({ iss: 'http://keycloak:8080/realms/shop' }), answer: { body: 'Jwt issuer is not configured' } }), tells: /known inside only/ },
      { name: 'another issuer than in the discovery document', exchange: exchangeOf({ headers: withToken({}), probes: { discovery: { issuer: 'https://issuer.example.com/realms/dev' } } }) },
    ],
    misses: [
      { name: 'the expected issuer', exchange: exchangeOf({ headers: withToken({}), expected: { issuer: 'https://issuer.example.com/' } }) },
      { name: 'an issuer of which nobody speaks', exchange: exchangeOf({ headers: withToken({}), answer: invalidToken }) },
    ],
  },
  'supabase-key-of-another-project': {
    finds: [
      { name: 'an anon key of another project', exchange: exchangeOf({ url: supabase, headers: { apikey: jwt({ iss: 'supabase', ref: 'zyxwvutsrqponmlkjihg', role: 'anon' }) } }) },
      { name: 'a user’s token of another project beside the right key', exchange: exchangeOf({ url: supabase, headers: { apikey: jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon' }), ...withToken({ iss: 'https://zyxwvutsrqponmlkjihg.supabase.co/auth/v1' }) } }) },
    ],
    misses: [{ name: 'the project’s own key', exchange: exchangeOf({ url: supabase, headers: { apikey: jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon' }) } }) }],
  },
  'id-token-as-access-token': {
    finds: [
      { name: 'an ID token of Keycloak', exchange: exchangeOf({ headers: withToken({ typ: 'ID' }) }) },
      { name: 'nonce and at_hash for a client', exchange: exchangeOf({ headers: withToken({ aud: 'client-1', nonce: 'n', at_hash: 'h' }), answer: invalid('invalid audience') }) },
      { name: 'an ID token of Google', exchange: exchangeOf({ url: 'https://www.googleapis.com/drive/v3/files', headers: withToken({ iss: 'https://accounts.google.com' }) }) },
      { name: 'an ID token of Cognito where scopes are asked for', exchange: exchangeOf({ url: gateway, headers: withToken({ token_use: 'id' }), requiredScopes: ['x'], answer: { body: { message: 'Unauthorized' } } }) },
    ],
    misses: [
      { name: 'an access token with a scope', exchange: exchangeOf({ headers: withToken({ scope: 'read', nonce: 'n' }) }) },
      { name: 'a token in the profile of RFC 9068', exchange: exchangeOf({ headers: bearer(jwt({ nonce: 'n', aud: 'x' }, { typ: 'at+jwt' })) }) },
      { name: 'an ID token of Firebase, which is what its APIs want', exchange: exchangeOf({ headers: withToken({ iss: 'https://securetoken.google.com/acme', aud: 'acme', nonce: 'n' }) }) },
    ],
  },
  'access-token-where-id-token-is-wanted': {
    finds: [{ name: 'an access token of Cognito at API Gateway', exchange: exchangeOf({ url: gateway, headers: withToken({ token_use: 'access', scope: 'x' }), answer: { body: { message: 'Unauthorized' } } }) }],
    misses: [
      { name: 'the same token when it is old', exchange: exchangeOf({ url: gateway, headers: withToken({ token_use: 'access', exp: serverNowSec - 60 }), answer: { body: { message: 'Unauthorized' } } }) },
      { name: 'another answer than the authorizer’s', exchange: exchangeOf({ url: gateway, headers: withToken({ token_use: 'access' }), answer: { body: { message: 'who are you' } } }) },
    ],
  },
  'refresh-token-as-access-token': {
    finds: [
      { name: 'a refresh token of Keycloak', exchange: exchangeOf({ headers: withToken({ typ: 'Refresh' }) }) },
      { name: 'a refresh token of SimpleJWT', exchange: exchangeOf({ headers: withToken({ token_type: 'refresh' }) }) },
    ],
    misses: [
      { name: 'an access token', exchange: exchangeOf({ headers: withToken({ typ: 'Bearer', token_type: 'access' }) }) },
      { name: 'a refresh token where it belongs', exchange: exchangeOf({ method: 'POST', url: 'https://api.example.com/token/refresh', headers: withToken({ token_type: 'refresh' }) }) },
    ],
  },
  'opaque-token-where-jwt-is-wanted': {
    finds: [{ name: 'no JWT, and a server that cannot parse it', exchange: exchangeOf({ headers: bearer(keyText(32)), answer: { body: { message: 'jwt malformed' } } }) }],
    misses: [
      { name: 'no JWT, and a server that says nothing of its form', exchange: exchangeOf({ headers: bearer(keyText(32)), answer: invalidToken }) },
      { name: 'a JWT that a server cannot parse', exchange: exchangeOf({ headers: bearer(jwt()), answer: { body: { message: 'jwt malformed' } } }) },
    ],
  },
  'encrypted-token': {
    finds: [{ name: 'a JWE of Auth0', exchange: exchangeOf({ headers: bearer(encrypted()), answer: invalid('Invalid Compact JWS') }), tells: /encrypted for its issuer/ }],
    misses: [{ name: 'a signed JWT', exchange: exchangeOf({ headers: bearer(jwt()), answer: invalidToken }) }],
  },
  'token-damaged': {
    finds: [
      { name: 'two segments', exchange: exchangeOf({ headers: bearer(jwt().split('.').slice(0, 2).join('.')) }), tells: /2 segments/ },
      { name: 'a signature in base64', exchange: exchangeOf({ headers: bearer(`${jwt()}+/`) }), tells: /base64 instead of base64url/ },
      { name: 'padding', exchange: exchangeOf({ headers: bearer(`${jwt()}==`) }), tells: /padded/ },
      { name: 'a payload that was cut', exchange: exchangeOf({ headers: bearer(jwt().replace(/\.(.{21})[^.]*\./, '.$1.')) }), tells: /it was cut|no JSON/ },
      { name: 'a payload that is no object', exchange: exchangeOf({ headers: bearer(jwt().replace(/\.[^.]*\./, `.${btoa('[1,2]').replaceAll('=', '')}.`)) }), tells: /no JSON object/ },
    ],
    misses: [
      { name: 'a whole JWT', exchange: exchangeOf({ headers: bearer(jwt()) }) },
      { name: 'an opaque token', exchange: exchangeOf({ headers: bearer(keyText(40)) }) },
    ],
  },
  'token-algorithm-wrong': {
    finds: [
      { name: 'alg none', exchange: exchangeOf({ headers: bearer(wholeUnsigned()), answer: invalidToken }) },
      { name: 'HS256 where RS256 is expected', exchange: exchangeOf({ headers: withToken({}, { alg: 'HS256' }), expected: { algorithms: ['RS256'] } }) },
      { name: 'HS256 where the issuer’s keys are RSA', exchange: exchangeOf({ headers: withToken({}, { alg: 'HS256' }), probes: { jwks: [{ kid: 'key-1', kty: 'RSA' }] } }) },
      { name: 'the server’s words', exchange: exchangeOf({ headers: withToken({}, { alg: 'HS512' }), answer: invalid('invalid algorithm') }) },
    ],
    misses: [{ name: 'the expected algorithm', exchange: exchangeOf({ headers: withToken({}), expected: { algorithms: ['ES256', 'RS256'] } }) }],
  },
  'token-key-unknown': {
    finds: [
      { name: 'a key that the set lacks', exchange: exchangeOf({ headers: withToken({}), probes: { jwks: [{ kid: 'key-2', kty: 'RSA' }] } }) },
      { name: 'the server’s words', exchange: exchangeOf({ headers: withToken({}), answer: invalid('The signature key was not found') }) },
    ],
    misses: [{ name: 'a key that the set has', exchange: exchangeOf({ headers: withToken({}), answer: invalidToken, probes: { jwks: [{ kid: 'key-1', kty: 'RSA' }] } }) }],
  },
  'token-signature-invalid': {
    finds: [
      { name: 'a signature that was checked', exchange: exchangeOf({ headers: withToken({}), probes: { signature: 'invalid' } }) },
      { name: 'the server’s words', exchange: exchangeOf({ headers: withToken({}, { alg: 'HS256' }), answer: { body: { message: 'invalid signature' } } }), tells: /JWT_SECRET/ },
    ],
    misses: [
      { name: 'a signature that fits', exchange: exchangeOf({ headers: withToken({}), answer: invalidToken, probes: { signature: 'valid' } }) },
      { name: 'the signature of a request, not of a token', exchange: exchangeOf({ headers: { 'X-Hub-Signature-256': keyText(40) }, answer: { body: { error: 'signature mismatch' } } }) },
    ],
  },
  'token-type-wrong': {
    finds: [
      { name: 'JWT where at+jwt is expected', exchange: exchangeOf({ headers: withToken({}), expected: { type: 'at+jwt' } }) },
      { name: 'the server’s words', exchange: exchangeOf({ headers: withToken({}), answer: invalid('typ must be at+jwt') }) },
    ],
    misses: [{ name: 'application/at+jwt, which is the same', exchange: exchangeOf({ headers: withToken({}, { typ: 'application/at+jwt' }), expected: { type: 'at+jwt' } }) }],
  },
  'token-scope-missing': {
    finds: [
      { name: 'a scope that the operation needs', exchange: exchangeOf({ headers: withToken({ scope: 'read' }), requiredScopes: ['read', 'write'] }), tells: /`write`/ },
      { name: 'a scope that the challenge names', exchange: exchangeOf({ headers: withToken({ scp: ['read'] }), answer: { headers: { 'WWW-Authenticate': 'Bearer scope="write"' } } }) },
      { name: 'a 403 for a missing scope', exchange: exchangeOf({ headers: withToken({ scope: 'read' }), answer: { status: 403, body: { message: 'Forbidden' } }, requiredScopes: ['write'] }) },
    ],
    misses: [
      { name: 'all scopes', exchange: exchangeOf({ headers: withToken({ permissions: ['read', 'write'] }), requiredScopes: ['read', 'write'] }) },
      { name: 'an opaque token, whose scopes nobody knows', exchange: exchangeOf({ headers: bearer(keyText(40)), requiredScopes: ['write'] }) },
    ],
  },
  'app-only-token-for-user-endpoint': {
    finds: [{ name: 'roles and no scope at /me', exchange: exchangeOf({ url: graph, headers: withToken({ aud: 'https://graph.microsoft.com', roles: ['User.Read.All'] }) }) }],
    misses: [
      { name: 'the same token at /users', exchange: exchangeOf({ url: 'https://graph.microsoft.com/v1.0/users', headers: withToken({ aud: 'https://graph.microsoft.com', roles: ['User.Read.All'] }) }) },
      { name: 'a user’s token at /me', exchange: exchangeOf({ url: graph, headers: withToken({ aud: 'https://graph.microsoft.com', scp: 'User.Read' }) }) },
    ],
  },
  'graph-token-for-own-api': {
    finds: [{ name: 'a token for Graph at another host', exchange: exchangeOf({ headers: withToken({ aud: '00000003-0000-0000-c000-000000000000' }, { nonce: 'n' }), answer: invalid('The signature is invalid') }) }],
    misses: [{ name: 'a token for Graph at Graph', exchange: exchangeOf({ url: graph, headers: withToken({ aud: 'https://graph.microsoft.com' }, { nonce: 'n' }) }) }],
  },
  'token-revoked': {
    finds: [
      { name: 'the server’s words', exchange: exchangeOf({ headers: bearer(jwt()), answer: invalid('Token has been revoked') }) },
      { name: 'a 498', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { status: 498 } }) },
    ],
    misses: [
      { name: 'a server that says one of three things', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { body: { message: 'The grant is invalid, expired, or revoked' } } }) },
      { name: 'a server that says nothing', exchange: exchangeOf({ headers: bearer(jwt()), answer: invalidToken }) },
    ],
  },
  'account-disabled-or-recreated': {
    finds: [
      { name: 'a service account that was made anew', exchange: exchangeOf({ headers: withToken({ sub: 'system:serviceaccount:shop:web' }), answer: { body: { kind: 'Status', reason: 'Unauthorized', code: 401 } } }) },
      { name: 'the server’s words', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { body: { message: 'User account is disabled' } } }) },
    ],
    misses: [
      { name: 'a service account’s token that is old', exchange: exchangeOf({ headers: withToken({ sub: 'system:serviceaccount:shop:web', exp: serverNowSec - 60 }), answer: { body: { kind: 'Status', reason: 'Unauthorized' } } }) },
      { name: 'somebody else at Kubernetes', exchange: exchangeOf({ headers: withToken({}), answer: { body: { kind: 'Status', reason: 'Unauthorized' } } }) },
    ],
  },
  'dpop-token-as-bearer': {
    finds: [{ name: 'cnf.jkt with Bearer', exchange: exchangeOf({ headers: withToken({ cnf: { jkt: 'x' } }), answer: { headers: { 'WWW-Authenticate': 'DPoP algs="ES256"' } } }) }],
    misses: [{ name: 'cnf.jkt with DPoP', exchange: exchangeOf({ headers: { Authorization: `DPoP ${jwt({ cnf: { jkt: 'x' } })}`, DPoP: keyText(40) } }) }],
  },
  'certificate-bound-token': {
    finds: [{ name: 'a bound token that is called invalid', exchange: exchangeOf({ headers: withToken({ cnf: { 'x5t#S256': 'x' } }), answer: invalidToken }) }],
    misses: [
      { name: 'a bound token that is old', exchange: exchangeOf({ headers: withToken({ cnf: { 'x5t#S256': 'x' }, exp: serverNowSec - 60 }), answer: invalidToken }) },
      { name: 'a token that is bound to nothing', exchange: exchangeOf({ headers: withToken({ cnf: {} }), answer: invalidToken }) },
    ],
  },
  'firebase-emulator-token': {
    finds: [
      { name: 'an unsigned token of Firebase', exchange: exchangeOf({ headers: withToken({ iss: 'https://securetoken.google.com/demo-shop', aud: 'demo-shop' }, { alg: 'none' }) }) },
      { name: 'a real token where the emulator is set', exchange: exchangeOf({ headers: withToken({ iss: 'https://securetoken.google.com/shop', aud: 'shop' }), environment: { variables: [{ name: 'FIREBASE_AUTH_EMULATOR_HOST', value: 'localhost:9099' }] } }) },
    ],
    misses: [
      { name: 'a real token', exchange: exchangeOf({ headers: withToken({ iss: 'https://securetoken.google.com/shop', aud: 'shop' }) }) },
      { name: 'an unsigned token of somebody else', exchange: exchangeOf({ headers: withToken({}, { alg: 'none' }) }) },
    ],
  },
  'firebase-custom-token': {
    finds: [{ name: 'a custom token at one’s own API', exchange: exchangeOf({ headers: withToken({ aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit' }) }) }],
    misses: [{ name: 'a custom token where it is exchanged', exchange: exchangeOf({ url: 'https://identitytoolkit.googleapis.com/v1/accounts', headers: withToken({ aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit' }) }) }],
  },
  'forbidden-not-unauthorized': {
    finds: [{ name: 'a 403 to a good token', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 403, body: { message: 'Forbidden' } } }) }],
    misses: [
      { name: 'a 401', exchange: exchangeOf({ headers: bearer(jwt()), answer: { body: { message: 'Forbidden' } } }) },
      { name: 'a 403 about a token that has expired', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 403, body: { message: 'Token expired' } } }) },
      { name: 'the page of a firewall', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 403, headers: { 'Content-Type': 'text/html' }, body: '<html><h1>Blocked</h1></html>' } }) },
    ],
  },
};
