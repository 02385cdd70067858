import { exchangeOf, type Fixtures, jwt, keyText, serverNowSec } from '../fixtures/fixture.ts';
import { base64urlOf, sha256 } from './sha256.ts';

const challenged = (value: string, status = 401) => ({ status, headers: { 'WWW-Authenticate': value } });
const refused = (description = '') =>
  challenged(`DPoP error="invalid_dpop_proof"${description && `, error_description="${description}"`}`);
const url = 'https://api.example.com/v1/items';
const jwk = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' };
const thumbprint = base64urlOf(sha256('{"crv":"P-256","kty":"EC","x":"a","y":"b"}'));
const token = jwt({ cnf: { jkt: thumbprint } });
const proof = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  jwt(
    { htm: 'GET', htu: url, iat: serverNowSec, jti: '1', ath: base64urlOf(sha256(token)), exp: undefined, ...claims },
    { typ: 'dpop+jwt', alg: 'ES256', jwk, ...header },
  );
const withProof = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => ({
  Authorization: `DPoP ${token}`,
  DPoP: proof(claims, header),
});
const tokenRequest = {
  method: 'POST',
  url: 'https://as.example.com/oauth/token',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: 'grant_type=authorization_code&code=x',
};

export const dpopFixtures: Fixtures = {
  'dpop-nonce-needed': {
    finds: [
      {
        name: 'a resource that sends its nonce',
        exchange: exchangeOf({
          headers: withProof(),
          answer: { headers: { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"', 'DPoP-Nonce': keyText(20) } },
        }),
        tells: /Repeat the request once/,
      },
      {
        name: 'a nonce that is no longer the server’s',
        exchange: exchangeOf({
          headers: withProof({ nonce: 'old' }),
          answer: { headers: { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"', 'DPoP-Nonce': keyText(20) } },
        }),
        tells: /no longer the server’s/,
      },
      {
        name: 'a token endpoint whose nonce is not exposed',
        exchange: exchangeOf({ ...tokenRequest, answer: { status: 400, body: { error: 'use_dpop_nonce' } } }),
        tells: /Expose-Headers: DPoP-Nonce/,
      },
    ],
    misses: [
      {
        name: 'a nonce for next time beside another error',
        exchange: exchangeOf({
          headers: withProof(),
          answer: { headers: { 'WWW-Authenticate': 'DPoP error="invalid_token"', 'DPoP-Nonce': keyText(20) } },
        }),
      },
    ],
  },
  'invalid-dpop-proof': {
    finds: [
      {
        name: 'a proof for a URL with a query',
        exchange: exchangeOf({ headers: withProof({ htu: `${url}?x=1` }), answer: refused() }),
        tells: /htu. has a query/,
      },
      {
        name: 'a proof for another host, with a mark under it',
        exchange: exchangeOf({ headers: withProof({ htu: 'http://api.example.com/v1/items' }), answer: refused() }),
        tells: /htu: {4}http:\/\/api.*\ncalled: https:\/\/api.*\n {12}\^/,
      },
      {
        name: 'a proof for another method, too old and without ath',
        exchange: exchangeOf({
          headers: withProof({ htm: 'POST', iat: serverNowSec - 600, ath: undefined }),
          answer: refused(),
        }),
        tells: /htm.*10 minutes behind.*no `ath`/s,
      },
      {
        name: 'a URL that the server does not recognise as its own',
        exchange: exchangeOf({ headers: withProof(), answer: refused('htu mismatch') }),
        tells: /X-Forwarded-Proto/,
      },
      {
        name: 'the hash of another token, told as an invalid token',
        exchange: exchangeOf({
          headers: withProof({ ath: base64urlOf(sha256('another')) }),
          answer: challenged('DPoP error="invalid_token", error_description="DPoP proof ath mismatch"'),
        }),
        tells: /ath.* is not the hash of the access token/,
      },
      {
        name: 'another key than the token’s',
        exchange: exchangeOf({
          headers: withProof({}, { jwk: { ...jwk, x: 'other' } }),
          answer: challenged('DPoP error="invalid_token"'),
        }),
        tells: /another key.*cnf\.jkt/s,
      },
      {
        name: 'a proof that was used',
        exchange: exchangeOf({ headers: withProof(), answer: refused('proof replayed') }),
        tells: /new `jti`/,
      },
      {
        name: 'the very proof of an earlier request',
        exchange: exchangeOf({
          headers: withProof(),
          answer: refused(),
          history: [exchangeOf({ headers: withProof() })],
        }),
        tells: /sent before/,
      },
      {
        name: 'no proof at all',
        exchange: exchangeOf({ headers: { Authorization: `DPoP ${token}` }, answer: refused() }),
        tells: /no DPoP header/,
      },
      {
        name: 'Keycloak’s words for it, as an invalid request',
        exchange: exchangeOf({
          ...tokenRequest,
          headers: { ...tokenRequest.headers, DPoP: proof({ htm: 'POST', htu: tokenRequest.url, ath: undefined }) },
          answer: { status: 400, body: { error: 'invalid_request', error_description: 'DPoP HTTP URL mismatch' } },
        }),
        tells: /proxy/,
      },
    ],
    misses: [
      {
        name: 'a proof that nobody complains about',
        exchange: exchangeOf({ headers: withProof({ htm: 'POST' }), answer: challenged('DPoP error="invalid_token"') }),
      },
      {
        name: 'a proof in which all fits',
        exchange: exchangeOf({ headers: withProof(), answer: challenged('DPoP error="invalid_token"') }),
      },
      {
        name: 'a request that is answered',
        exchange: exchangeOf({ headers: withProof({ htm: 'POST' }), answer: { status: 200 } }),
      },
    ],
  },
};
