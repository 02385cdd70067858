import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowSec } from '../../fixtures/fixture.ts';

const invalid = (description: string) => ({
  headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"` },
});
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
const withToken = (claims: object, header: object = {}) =>
  bearer(jwt(claims as Record<string, unknown>, header as Record<string, unknown>));
const gateway = 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items';
const encrypted = (): string =>
  `${btoa('{"alg":"dir","enc":"A256GCM","iss":"https://acme.auth0.com/"}').replaceAll('=', '')}..${keyText(16)}.${keyText(60)}.${keyText(22)}`;

export const kindsFixtures: Fixtures = {
  'id-token-as-access-token': {
    finds: [
      { name: 'an ID token of Keycloak', exchange: exchangeOf({ headers: withToken({ typ: 'ID' }) }) },
      {
        name: 'nonce and at_hash for a client',
        exchange: exchangeOf({
          headers: withToken({ aud: 'client-1', nonce: 'n', at_hash: 'h' }),
          answer: invalid('invalid audience'),
        }),
      },
      {
        name: 'an ID token of Google',
        exchange: exchangeOf({
          url: 'https://www.googleapis.com/drive/v3/files',
          headers: withToken({ iss: 'https://accounts.google.com' }),
        }),
      },
      {
        name: 'an ID token of Cognito where scopes are asked for',
        exchange: exchangeOf({
          url: gateway,
          headers: withToken({ token_use: 'id' }),
          requiredScopes: ['x'],
          answer: { body: { message: 'Unauthorized' } },
        }),
      },
    ],
    misses: [
      {
        name: 'an access token with a scope',
        exchange: exchangeOf({ headers: withToken({ scope: 'read', nonce: 'n' }) }),
      },
      {
        name: 'a token in the profile of RFC 9068',
        exchange: exchangeOf({ headers: bearer(jwt({ nonce: 'n', aud: 'x' }, { typ: 'at+jwt' })) }),
      },
      {
        name: 'an ID token of Firebase, which is what its APIs want',
        exchange: exchangeOf({
          headers: withToken({ iss: 'https://securetoken.google.com/acme', aud: 'acme', nonce: 'n' }),
        }),
      },
    ],
  },
  'access-token-where-id-token-is-wanted': {
    finds: [
      {
        name: 'an access token of Cognito at API Gateway',
        exchange: exchangeOf({
          url: gateway,
          headers: withToken({ token_use: 'access', scope: 'x' }),
          answer: { body: { message: 'Unauthorized' } },
        }),
      },
    ],
    misses: [
      {
        name: 'the same token when it is old',
        exchange: exchangeOf({
          url: gateway,
          headers: withToken({ token_use: 'access', exp: serverNowSec - 60 }),
          answer: { body: { message: 'Unauthorized' } },
        }),
      },
      {
        name: 'another answer than the authorizer’s',
        exchange: exchangeOf({
          url: gateway,
          headers: withToken({ token_use: 'access' }),
          answer: { body: { message: 'who are you' } },
        }),
      },
    ],
  },
  'refresh-token-as-access-token': {
    finds: [
      { name: 'a refresh token of Keycloak', exchange: exchangeOf({ headers: withToken({ typ: 'Refresh' }) }) },
      { name: 'a refresh token of SimpleJWT', exchange: exchangeOf({ headers: withToken({ token_type: 'refresh' }) }) },
    ],
    misses: [
      {
        name: 'an access token',
        exchange: exchangeOf({ headers: withToken({ typ: 'Bearer', token_type: 'access' }) }),
      },
      {
        name: 'a refresh token where it belongs',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://api.example.com/token/refresh',
          headers: withToken({ token_type: 'refresh' }),
        }),
      },
    ],
  },
  'opaque-token-where-jwt-is-wanted': {
    finds: [
      {
        name: 'no JWT, and a server that cannot parse it',
        exchange: exchangeOf({ headers: bearer(keyText(32)), answer: { body: { message: 'jwt malformed' } } }),
      },
    ],
    misses: [
      {
        name: 'no JWT, and a server that says nothing of its form',
        exchange: exchangeOf({ headers: bearer(keyText(32)), answer: invalidToken }),
      },
      {
        name: 'a JWT that a server cannot parse',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { body: { message: 'jwt malformed' } } }),
      },
    ],
  },
  'encrypted-token': {
    finds: [
      {
        name: 'a JWE of Auth0',
        exchange: exchangeOf({ headers: bearer(encrypted()), answer: invalid('Invalid Compact JWS') }),
        tells: /encrypted for its issuer/,
      },
    ],
    misses: [{ name: 'a signed JWT', exchange: exchangeOf({ headers: bearer(jwt()), answer: invalidToken }) }],
  },
  'token-damaged': {
    finds: [
      {
        name: 'two segments',
        exchange: exchangeOf({ headers: bearer(jwt().split('.').slice(0, 2).join('.')) }),
        tells: /2 segments/,
      },
      {
        name: 'a signature in base64',
        exchange: exchangeOf({ headers: bearer(`${jwt()}+/`) }),
        tells: /base64 instead of base64url/,
      },
      { name: 'padding', exchange: exchangeOf({ headers: bearer(`${jwt()}==`) }), tells: /padded/ },
      {
        name: 'a payload that was cut',
        exchange: exchangeOf({ headers: bearer(jwt().replace(/\.(.{21})[^.]*\./, '.$1.')) }),
        tells: /it was cut|no JSON/,
      },
      {
        name: 'a payload that is no object',
        exchange: exchangeOf({ headers: bearer(jwt().replace(/\.[^.]*\./, `.${btoa('[1,2]').replaceAll('=', '')}.`)) }),
        tells: /no JSON object/,
      },
    ],
    misses: [
      { name: 'a whole JWT', exchange: exchangeOf({ headers: bearer(jwt()) }) },
      { name: 'an opaque token', exchange: exchangeOf({ headers: bearer(keyText(40)) }) },
    ],
  },
  'dpop-token-as-bearer': {
    finds: [
      {
        name: 'cnf.jkt with Bearer',
        exchange: exchangeOf({
          headers: withToken({ cnf: { jkt: 'x' } }),
          answer: { headers: { 'WWW-Authenticate': 'DPoP algs="ES256"' } },
        }),
      },
    ],
    misses: [
      {
        name: 'cnf.jkt with DPoP',
        exchange: exchangeOf({ headers: { Authorization: `DPoP ${jwt({ cnf: { jkt: 'x' } })}`, DPoP: keyText(40) } }),
      },
    ],
  },
  'certificate-bound-token': {
    finds: [
      {
        name: 'a bound token that is called invalid',
        exchange: exchangeOf({ headers: withToken({ cnf: { 'x5t#S256': 'x' } }), answer: invalidToken }),
      },
    ],
    misses: [
      {
        name: 'a bound token that is old',
        exchange: exchangeOf({
          headers: withToken({ cnf: { 'x5t#S256': 'x' }, exp: serverNowSec - 60 }),
          answer: invalidToken,
        }),
      },
      {
        name: 'a token that is bound to nothing',
        exchange: exchangeOf({ headers: withToken({ cnf: {} }), answer: invalidToken }),
      },
    ],
  },
};
