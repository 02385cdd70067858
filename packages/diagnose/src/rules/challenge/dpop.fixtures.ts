import { exchangeOf, type Fixtures, jwt, keyText, serverNowSec } from '../../fixtures/fixture.ts';

const challenged = (value: string, status = 401) => ({ status, headers: { 'WWW-Authenticate': value } });
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const tokenUrl = 'https://as.example.com/oauth/token';
const posted = (fields: Record<string, string>) => ({
  method: 'POST',
  url: tokenUrl,
  headers: form,
  body: new URLSearchParams(fields).toString(),
});
const proof = (claims: Record<string, unknown>) =>
  jwt(
    { htm: 'GET', htu: 'https://api.example.com/v1/items', iat: serverNowSec, jti: '1', ath: 'x', ...claims },
    { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC' } },
  );
const dpopHeaders = (claims: Record<string, unknown>) => ({
  Authorization: `DPoP ${jwt({ cnf: { jkt: 'k' } })}`,
  DPoP: proof(claims),
});

export const dpopFixtures: Fixtures = {
  'dpop-nonce-needed': {
    finds: [
      {
        name: 'a resource that sends its nonce',
        exchange: exchangeOf({
          headers: dpopHeaders({}),
          answer: { headers: { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"', 'DPoP-Nonce': keyText(20) } },
        }),
        tells: /Repeat the request once/,
      },
      {
        name: 'a token endpoint whose nonce is not exposed',
        exchange: exchangeOf({
          ...posted({ grant_type: 'authorization_code', code: 'x' }),
          answer: { status: 400, body: { error: 'use_dpop_nonce' } },
        }),
        tells: /Expose-Headers: DPoP-Nonce/,
      },
    ],
    misses: [
      {
        name: 'a nonce for next time beside another error',
        exchange: exchangeOf({
          headers: dpopHeaders({}),
          answer: { headers: { 'WWW-Authenticate': 'DPoP error="invalid_token"', 'DPoP-Nonce': keyText(20) } },
        }),
      },
    ],
  },
  'invalid-dpop-proof': {
    finds: [
      {
        name: 'a proof for a URL with a query',
        exchange: exchangeOf({
          headers: dpopHeaders({ htu: 'https://api.example.com/v1/items?x=1' }),
          answer: challenged('DPoP error="invalid_dpop_proof"'),
        }),
        tells: /htu. has a query/,
      },
      {
        name: 'a proof for another method, too old and without ath',
        exchange: exchangeOf({
          headers: dpopHeaders({ htm: 'POST', iat: serverNowSec - 600, ath: undefined }),
          answer: challenged('DPoP error="invalid_dpop_proof"'),
        }),
        tells: /htm.*10 minutes behind.*no `ath`/s,
      },
    ],
    misses: [
      {
        name: 'a proof that nobody complains about',
        exchange: exchangeOf({
          headers: dpopHeaders({ htm: 'POST' }),
          answer: challenged('DPoP error="invalid_token"'),
        }),
      },
    ],
  },
};
