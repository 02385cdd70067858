import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const challenged = (value: string, status = 401) => ({ status, headers: { 'WWW-Authenticate': value } });

export const resourceFixtures: Fixtures = {
  'challenge-says-expired': {
    finds: [
      {
        name: 'an opaque token that the challenge calls expired',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged('Bearer error="invalid_token", error_description="The access token expired"'),
        }),
      },
    ],
    misses: [
      {
        name: 'a token that the challenge calls revoked',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged('Bearer error="invalid_token", error_description="The access token was revoked"'),
        }),
      },
      {
        name: 'a token without an expiration',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged('Bearer error="invalid_token", error_description="The token has no expiration"'),
        }),
      },
    ],
  },
  'insufficient-scope': {
    finds: [
      {
        name: 'a 403 that names the scope',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged('Bearer error="insufficient_scope", scope="items:write"', 403),
        }),
        tells: /items:write/,
      },
      {
        name: 'a 401 that names a scope that the JWT lacks',
        exchange: exchangeOf({
          headers: bearer(jwt({ scope: 'items:read profile' })),
          answer: challenged('Bearer error="insufficient_scope", scope="items:read items:write"'),
        }),
        tells: /Ask for “items:write”/,
      },
      {
        name: 'a body that names the error',
        exchange: exchangeOf({ headers: opaque, answer: { status: 403, body: { error: 'insufficient_scope' } } }),
      },
    ],
    misses: [
      {
        name: 'a challenge that names a scope and no error',
        exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer scope="items:write"') }),
      },
    ],
  },
  'challenge-says-invalid-request': {
    finds: [
      {
        name: 'invalid_request on a 401',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged('Bearer error="invalid_request", error_description="The account is missing"'),
        }),
      },
    ],
    misses: [
      {
        name: 'invalid_token',
        exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_token"') }),
      },
    ],
  },
  'stronger-sign-in-needed': {
    finds: [
      {
        name: 'a step-up challenge',
        exchange: exchangeOf({
          headers: bearer(jwt({ acr: '1' })),
          answer: challenged('Bearer error="insufficient_user_authentication", acr_values="mfa", max_age="60"'),
        }),
        tells: /acr_values=mfa and max_age=60/,
      },
    ],
    misses: [
      {
        name: 'a challenge that names acr_values in another error',
        exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="invalid_token", acr_values="mfa"') }),
      },
    ],
  },
  'protected-resource-metadata': {
    finds: [
      {
        name: 'a challenge that points at its metadata',
        exchange: exchangeOf({
          answer: challenged('Bearer resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"'),
        }),
        tells: /The request carries no token/,
      },
      {
        name: 'metadata of another resource',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged(
            'Bearer error="invalid_token", resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"',
          ),
          probes: { resourceMetadata: { resource: 'https://other.example.com/' } },
        }),
        tells: /other\.example\.com/,
      },
    ],
    misses: [
      { name: 'a challenge without metadata', exchange: exchangeOf({ answer: challenged('Bearer realm="api"') }) },
    ],
  },
  'claims-challenge': {
    finds: [
      {
        name: 'a claims challenge of Entra',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: challenged('Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="'),
        }),
      },
    ],
    misses: [
      {
        name: 'claims beside another error',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: challenged('Bearer error="invalid_token", claims="eyJhIjoxfQ=="'),
        }),
      },
    ],
  },
  'no-challenge': {
    finds: [
      {
        name: 'a 401 without a challenge',
        exchange: exchangeOf({ headers: opaque, answer: { body: { error: 'no' } } }),
      },
    ],
    misses: [
      { name: 'a 403 without a challenge', exchange: exchangeOf({ headers: opaque, answer: { status: 403 } }) },
      {
        name: 'a 401 whose headers the browser hides',
        exchange: exchangeOf({ headers: { ...opaque, Origin: 'https://app.example.com' }, runtime: 'browser' }),
      },
    ],
  },
  'malformed-challenge': {
    finds: [
      {
        name: 'a quote that does not end',
        exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer realm="api, error=invalid_token') }),
        tells: /unterminated-quote/,
      },
    ],
    misses: [
      {
        name: 'a challenge by the book',
        exchange: exchangeOf({
          headers: opaque,
          answer: challenged('Bearer realm="api, the old one", error="invalid_token"'),
        }),
      },
    ],
  },
};
