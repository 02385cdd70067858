import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const challenged = (value: string, status = 401) => ({ status, headers: { 'WWW-Authenticate': value } });
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const tokenUrl = 'https://as.example.com/oauth/token';
const posted = (fields: Record<string, string>) => ({ method: 'POST', url: tokenUrl, headers: form, body: new URLSearchParams(fields).toString() });
const proof = (claims: Record<string, unknown>) => jwt({ htm: 'GET', htu: 'https://api.example.com/v1/items', iat: serverNowSec, jti: '1', ath: 'x', ...claims }, { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC' } });
const dpopHeaders = (claims: Record<string, unknown>) => ({ Authorization: `DPoP ${jwt({ cnf: { jkt: 'k' } })}`, DPoP: proof(claims) });
const refresh = { grant_type: 'refresh_token', refresh_token: keyText(40, 7), client_id: 'web' };

export const challengeFixtures: Fixtures = {
  'challenge-says-expired': {
    finds: [{ name: 'an opaque token that the challenge calls expired', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_token", error_description="The access token expired"') }) }],
    misses: [
      { name: 'a token that the challenge calls revoked', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_token", error_description="The access token was revoked"') }) },
      { name: 'a token without an expiration', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_token", error_description="The token has no expiration"') }) },
    ],
  },
  'insufficient-scope': {
    finds: [
      { name: 'a 403 that names the scope', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="insufficient_scope", scope="items:write"', 403) }), tells: /items:write/ },
      {
        name: 'a 401 that names a scope that the JWT lacks',
        exchange: exchangeOf({ headers: bearer(jwt({ scope: 'items:read profile' })), answer: challenged('Bearer error="insufficient_scope", scope="items:read items:write"') }),
        tells: /Ask for “items:write”/,
      },
      { name: 'a body that names the error', exchange: exchangeOf({ headers: opaque, answer: { status: 403, body: { error: 'insufficient_scope' } } }) },
    ],
    misses: [{ name: 'a challenge that names a scope and no error', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer scope="items:write"') }) }],
  },
  'challenge-says-invalid-request': {
    finds: [{ name: 'invalid_request on a 401', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_request", error_description="The account is missing"') }) }],
    misses: [{ name: 'invalid_token', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_token"') }) }],
  },
  'stronger-sign-in-needed': {
    finds: [
      {
        name: 'a step-up challenge',
        exchange: exchangeOf({ headers: bearer(jwt({ acr: '1' })), answer: challenged('Bearer error="insufficient_user_authentication", acr_values="mfa", max_age="60"') }),
        tells: /acr_values=mfa and max_age=60/,
      },
    ],
    misses: [{ name: 'a challenge that names acr_values in another error', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_token", acr_values="mfa"') }) }],
  },
  'dpop-nonce-needed': {
    finds: [
      { name: 'a resource that sends its nonce', exchange: exchangeOf({ headers: dpopHeaders({}), answer: { headers: { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"', 'DPoP-Nonce': keyText(20) } } }), tells: /Repeat the request once/ },
      { name: 'a token endpoint whose nonce is not exposed', exchange: exchangeOf({ ...posted({ grant_type: 'authorization_code', code: 'x' }), answer: { status: 400, body: { error: 'use_dpop_nonce' } } }), tells: /Expose-Headers: DPoP-Nonce/ },
    ],
    misses: [{ name: 'a nonce for next time beside another error', exchange: exchangeOf({ headers: dpopHeaders({}), answer: { headers: { 'WWW-Authenticate': 'DPoP error="invalid_token"', 'DPoP-Nonce': keyText(20) } } }) }],
  },
  'invalid-dpop-proof': {
    finds: [
      { name: 'a proof for a URL with a query', exchange: exchangeOf({ headers: dpopHeaders({ htu: 'https://api.example.com/v1/items?x=1' }), answer: challenged('DPoP error="invalid_dpop_proof"') }), tells: /htu. has a query/ },
      { name: 'a proof for another method, too old and without ath', exchange: exchangeOf({ headers: dpopHeaders({ htm: 'POST', iat: serverNowSec - 600, ath: undefined }), answer: challenged('DPoP error="invalid_dpop_proof"') }), tells: /htm.*10 minutes behind.*no `ath`/s },
    ],
    misses: [{ name: 'a proof that nobody complains about', exchange: exchangeOf({ headers: dpopHeaders({ htm: 'POST' }), answer: challenged('DPoP error="invalid_token"') }) }],
  },
  'protected-resource-metadata': {
    finds: [
      {
        name: 'a challenge that points at its metadata',
        exchange: exchangeOf({ answer: challenged('Bearer resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"') }),
        tells: /The request carries no token/,
      },
      {
        name: 'metadata of another resource',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged('Bearer error="invalid_token", resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"'),
          probes: { resourceMetadata: { resource: 'https://other.example.com/' } },
        }),
        tells: /other\.example\.com/,
      },
    ],
    misses: [{ name: 'a challenge without metadata', exchange: exchangeOf({ answer: challenged('Bearer realm="api"') }) }],
  },
  'registry-token-needed': {
    finds: [
      { name: 'a pull without credentials', exchange: exchangeOf({ url: 'https://registry.example.com/v2/a/b/manifests/1', answer: challenged('Bearer realm="https://auth.example.com/token",service="registry",scope="repository:a/b:pull"') }), tells: /docker login/ },
      {
        name: 'a push without the right',
        exchange: exchangeOf({ method: 'POST', url: 'https://registry.example.com/v2/a/b/blobs/uploads/', headers: opaque, answer: challenged('Bearer realm="https://auth.example.com/token",service="registry",scope="repository:a/b:pull,push",error="insufficient_scope"') }),
        tells: /may push to it/,
      },
    ],
    misses: [{ name: 'a realm that is no address', exchange: exchangeOf({ answer: challenged('Bearer realm="registry",service="registry"') }) }],
  },
  'claims-challenge': {
    finds: [{ name: 'a claims challenge of Entra', exchange: exchangeOf({ headers: bearer(jwt()), answer: challenged('Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="') }) }],
    misses: [{ name: 'claims beside another error', exchange: exchangeOf({ headers: bearer(jwt()), answer: challenged('Bearer error="invalid_token", claims="eyJhIjoxfQ=="') }) }],
  },
  'no-challenge': {
    finds: [{ name: 'a 401 without a challenge', exchange: exchangeOf({ headers: opaque, answer: { body: { error: 'no' } } }) }],
    misses: [
      { name: 'a 403 without a challenge', exchange: exchangeOf({ headers: opaque, answer: { status: 403 } }) },
      { name: 'a 401 whose headers the browser hides', exchange: exchangeOf({ headers: { ...opaque, Origin: 'https://app.example.com' }, runtime: 'browser' }) },
    ],
  },
  'challenge-renamed-by-gateway': {
    finds: [{ name: 'a renamed challenge that names its error', exchange: exchangeOf({ headers: opaque, answer: { headers: { 'x-amzn-Remapped-WWW-Authenticate': 'Bearer error="insufficient_scope", scope="a"' } } }), tells: /scope “a”/ }],
    misses: [{ name: 'a challenge under its own name', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="insufficient_scope"') }) }],
  },
  'malformed-challenge': {
    finds: [{ name: 'a quote that does not end', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer realm="api, error=invalid_token') }), tells: /unterminated-quote/ }],
    misses: [{ name: 'a challenge by the book', exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer realm="api, the old one", error="invalid_token"') }) }],
  },
  'invalid-client': {
    finds: [
      { name: 'a client that is not known', exchange: exchangeOf({ ...posted({ grant_type: 'client_credentials', client_id: 'a', client_secret: keyText(30) }), answer: { body: { error: 'invalid_client' } } }) },
      {
        name: 'a secret that is sent twice',
        exchange: exchangeOf({ ...posted({ grant_type: 'client_credentials', client_secret: keyText(30) }), headers: { ...form, Authorization: `Basic ${btoa(`a:${keyText(30)}`)}` }, answer: { body: { error: 'invalid_client' } } }),
        tells: /sent twice/,
      },
      { name: 'Keycloak’s word for it', exchange: exchangeOf({ ...posted({ grant_type: 'client_credentials', client_secret: keyText(30) }), answer: { body: { error: 'unauthorized_client' } } }) },
    ],
    misses: [
      { name: 'a client that may not use the grant', exchange: exchangeOf({ ...posted({ grant_type: 'password', password: 'x' }), answer: { status: 400, body: { error: 'unauthorized_client' } } }) },
      { name: 'the same word from an API', exchange: exchangeOf({ headers: opaque, answer: { body: { error: 'invalid_client' } } }) },
    ],
  },
  'invalid-grant': {
    finds: [
      { name: 'a refresh token that is over', exchange: exchangeOf({ ...posted(refresh), answer: { status: 400, body: { error: 'invalid_grant', error_description: 'Token expired' } } }), tells: /Sign the user in again/ },
      { name: 'a code that was used before', exchange: exchangeOf({ ...posted({ grant_type: 'authorization_code', code: 'x' }), answer: { status: 400, body: { error: 'invalid_grant' } } }), tells: /Exchange the code once/ },
      { name: 'an assertion', exchange: exchangeOf({ ...posted({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt() }), answer: { status: 400, body: { error: 'invalid_grant' } } }), tells: /Sign the assertion/ },
    ],
    misses: [{ name: 'a grant that the server does not offer', exchange: exchangeOf({ ...posted(refresh), answer: { status: 400, body: { error: 'unsupported_grant_type' } } }) }],
  },
  'refresh-token-used-twice': {
    finds: [
      { name: 'a server that says so', exchange: exchangeOf({ ...posted(refresh), answer: { status: 400, body: { error_code: 'refresh_token_already_used', message: 'Invalid Refresh Token: Already Used' } } }) },
      {
        name: 'a recording with the same token two seconds before',
        exchange: exchangeOf({
          ...posted(refresh),
          sentAtMs: serverNowMs,
          answer: { status: 400, body: { error: 'invalid_grant' } },
          history: [exchangeOf({ ...posted(refresh), sentAtMs: serverNowMs - 2_000, answer: { status: 200, body: { access_token: keyText(30) } } })],
        }),
        tells: /2 seconds earlier/,
      },
    ],
    misses: [
      {
        name: 'a recording with the same token an hour before',
        exchange: exchangeOf({
          ...posted(refresh),
          sentAtMs: serverNowMs,
          answer: { status: 400, body: { error: 'invalid_grant' } },
          history: [exchangeOf({ ...posted(refresh), sentAtMs: serverNowMs - 3_600_000, answer: { status: 200, body: { access_token: keyText(30) } } })],
        }),
      },
      { name: 'a code that was used before', exchange: exchangeOf({ ...posted({ grant_type: 'authorization_code', code: 'x' }), answer: { status: 400, body: { error: 'invalid_grant', error_description: 'Code already used' } } }) },
    ],
  },
};
