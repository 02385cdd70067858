import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

export const notAcceptedFixtures: Fixtures = {
  'credential-not-accepted': {
    finds: [
      {
        name: 'a key that the server calls invalid',
        exchange: exchangeOf({ headers: { 'X-Api-Key': keyText(32) }, answer: { body: { error: 'Invalid API key' } } }),
        tells: /make a new one/,
      },
      {
        name: 'a password that Basic is asked for again',
        exchange: exchangeOf({
          headers: { Authorization: `Basic ${btoa('ada:correct horse 1')}` },
          answer: { headers: { 'WWW-Authenticate': 'Basic realm="tern"' } },
        }),
        tells: /name and password/i,
      },
      {
        name: 'a sound JWT that is called invalid, as a hint',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
        }),
        as: 'finding',
        tells: /`iss` and `aud`/,
      },
    ],
    misses: [
      {
        name: 'a key at a server that found none',
        exchange: exchangeOf({
          headers: { 'X-Api-Key': keyText(32) },
          answer: { body: { error: 'API key is missing' } },
        }),
      },
      {
        name: 'a key and not a word',
        exchange: exchangeOf({ headers: { 'X-Api-Key': keyText(32) }, answer: { body: { message: 'Unauthorized' } } }),
      },
      {
        name: 'a token that has expired',
        exchange: exchangeOf({
          headers: bearer(jwt({ exp: 1 })),
          answer: { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
        }),
      },
    ],
  },
};
