import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const url = 'https://api.example.com/v1/items';
const bareChallenge = { 'WWW-Authenticate': 'Bearer realm="api"' };

export const noCredentialsFixtures: Fixtures = {
  'no-credentials': {
    finds: [
      {
        name: 'a request with no credential at all',
        exchange: exchangeOf({ answer: { headers: bareChallenge } }),
        tells: /asks for Bearer/,
      },
      {
        name: 'cookies only, where a bearer token is asked for',
        exchange: exchangeOf({
          headers: { Cookie: 'lang=de' },
          answer: { headers: bareChallenge, body: { detail: 'Not authenticated' } },
        }),
      },
      {
        name: 'a 403 that speaks of missing credentials',
        exchange: exchangeOf({
          answer: { status: 403, body: { detail: 'Authentication credentials were not provided.' } },
        }),
      },
      {
        name: 'a GraphQL error in a success',
        exchange: exchangeOf({
          method: 'POST',
          answer: { status: 200, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
        }),
      },
    ],
    misses: [
      {
        name: 'a key in a header',
        exchange: exchangeOf({ headers: { 'X-Api-Key': keyText(32) }, answer: { headers: bareChallenge } }),
      },
      { name: 'a key in the URL', exchange: exchangeOf({ url: `${url}?api_key=${keyText(32)}` }) },
      {
        name: 'a session cookie where no scheme is asked for',
        exchange: exchangeOf({ headers: { Cookie: `sid=${keyText(32)}` } }),
      },
      {
        name: 'a 403 for another reason',
        exchange: exchangeOf({ answer: { status: 403, body: { message: 'Forbidden' } } }),
      },
      {
        name: 'a sign-in with a password in the body',
        exchange: exchangeOf({ method: 'POST', body: JSON.stringify({ user: 'ada', password: keyText(10) }) }),
      },
    ],
  },
  'header-ignored': {
    finds: [
      {
        name: 'a challenge without an error for a good token',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: bareChallenge } }),
      },
      {
        name: 'the same answer with and without credentials',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { headers: bareChallenge, body: '{}' },
          probes: {
            withoutCredentials: { status: 401, headers: [['WWW-Authenticate', 'Bearer realm="api"']], body: '{}' },
          },
        }),
      },
      {
        name: 'a missing token that was sent',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { headers: bareChallenge, body: { message: 'No authorization token was found' } },
        }),
      },
    ],
    misses: [
      {
        name: 'a challenge that names an error',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
        }),
      },
      { name: 'a request without the header', exchange: exchangeOf({ answer: { headers: bareChallenge } }) },
      {
        name: 'another answer without credentials',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { error: 'bad token' } },
          probes: { withoutCredentials: { status: 401, headers: [], body: 'who are you' } },
        }),
      },
    ],
  },
  'evidence-sanitized': {
    finds: [
      {
        name: 'a recording without sensitive data',
        exchange: exchangeOf({ sanitized: true, answer: { headers: bareChallenge } }),
      },
      {
        name: 'a value that was blacked out',
        exchange: exchangeOf({ headers: { Authorization: 'Bearer [REDACTED]' }, answer: { headers: bareChallenge } }),
      },
    ],
    misses: [
      { name: 'a recording with its credentials', exchange: exchangeOf({ sanitized: true, headers: bearer(jwt()) }) },
      { name: 'a request that never had any', exchange: exchangeOf({ answer: { headers: bareChallenge } }) },
    ],
  },
};
