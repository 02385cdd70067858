import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const invalid = (description: string) => ({
  headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"` },
});
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
const withToken = (claims: object, header: object = {}) =>
  bearer(jwt(claims as Record<string, unknown>, header as Record<string, unknown>));
const wholeUnsigned = (): string => jwt({}, { alg: 'none' });

export const keysFixtures: Fixtures = {
  'token-algorithm-wrong': {
    finds: [
      { name: 'alg none', exchange: exchangeOf({ headers: bearer(wholeUnsigned()), answer: invalidToken }) },
      {
        name: 'HS256 where RS256 is expected',
        exchange: exchangeOf({ headers: withToken({}, { alg: 'HS256' }), expected: { algorithms: ['RS256'] } }),
      },
      {
        name: 'HS256 where the issuer’s keys are RSA',
        exchange: exchangeOf({
          headers: withToken({}, { alg: 'HS256' }),
          probes: { jwks: [{ kid: 'key-1', kty: 'RSA' }] },
        }),
      },
      {
        name: 'the server’s words',
        exchange: exchangeOf({ headers: withToken({}, { alg: 'HS512' }), answer: invalid('invalid algorithm') }),
      },
    ],
    misses: [
      {
        name: 'the expected algorithm',
        exchange: exchangeOf({ headers: withToken({}), expected: { algorithms: ['ES256', 'RS256'] } }),
      },
    ],
  },
  'token-key-unknown': {
    finds: [
      {
        name: 'a key that the set lacks',
        exchange: exchangeOf({ headers: withToken({}), probes: { jwks: [{ kid: 'key-2', kty: 'RSA' }] } }),
      },
      {
        name: 'the server’s words',
        exchange: exchangeOf({ headers: withToken({}), answer: invalid('The signature key was not found') }),
      },
    ],
    misses: [
      {
        name: 'a key that the set has',
        exchange: exchangeOf({
          headers: withToken({}),
          answer: invalidToken,
          probes: { jwks: [{ kid: 'key-1', kty: 'RSA' }] },
        }),
      },
    ],
  },
  'token-signature-invalid': {
    finds: [
      {
        name: 'a signature that was checked',
        exchange: exchangeOf({ headers: withToken({}), probes: { signature: 'invalid' } }),
      },
      {
        name: 'the server’s words',
        exchange: exchangeOf({
          headers: withToken({}, { alg: 'HS256' }),
          answer: { body: { message: 'invalid signature' } },
        }),
        tells: /JWT_SECRET/,
      },
    ],
    misses: [
      {
        name: 'a signature that fits',
        exchange: exchangeOf({ headers: withToken({}), answer: invalidToken, probes: { signature: 'valid' } }),
      },
      {
        name: 'the signature of a request, not of a token',
        exchange: exchangeOf({
          headers: { 'X-Hub-Signature-256': keyText(40) },
          answer: { body: { error: 'signature mismatch' } },
        }),
      },
    ],
  },
  'token-type-wrong': {
    finds: [
      {
        name: 'JWT where at+jwt is expected',
        exchange: exchangeOf({ headers: withToken({}), expected: { type: 'at+jwt' } }),
      },
      {
        name: 'the server’s words',
        exchange: exchangeOf({ headers: withToken({}), answer: invalid('typ must be at+jwt') }),
      },
    ],
    misses: [
      {
        name: 'application/at+jwt, which is the same',
        exchange: exchangeOf({ headers: withToken({}, { typ: 'application/at+jwt' }), expected: { type: 'at+jwt' } }),
      },
    ],
  },
  'firebase-emulator-token': {
    finds: [
      {
        name: 'an unsigned token of Firebase',
        exchange: exchangeOf({
          headers: withToken({ iss: 'https://securetoken.google.com/demo-shop', aud: 'demo-shop' }, { alg: 'none' }),
        }),
      },
      {
        name: 'a real token where the emulator is set',
        exchange: exchangeOf({
          headers: withToken({ iss: 'https://securetoken.google.com/shop', aud: 'shop' }),
          environment: { variables: [{ name: 'FIREBASE_AUTH_EMULATOR_HOST', value: 'localhost:9099' }] },
        }),
      },
    ],
    misses: [
      {
        name: 'a real token',
        exchange: exchangeOf({ headers: withToken({ iss: 'https://securetoken.google.com/shop', aud: 'shop' }) }),
      },
      { name: 'an unsigned token of somebody else', exchange: exchangeOf({ headers: withToken({}, { alg: 'none' }) }) },
    ],
  },
  'firebase-custom-token': {
    finds: [
      {
        name: 'a custom token at one’s own API',
        exchange: exchangeOf({
          headers: withToken({
            aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
          }),
        }),
      },
    ],
    misses: [
      {
        name: 'a custom token where it is exchanged',
        exchange: exchangeOf({
          url: 'https://identitytoolkit.googleapis.com/v1/accounts',
          headers: withToken({
            aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
          }),
        }),
      },
    ],
  },
};
