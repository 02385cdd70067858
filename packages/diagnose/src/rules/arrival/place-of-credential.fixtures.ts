import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const url = 'https://api.example.com/v1/items';
const bareChallenge = { 'WWW-Authenticate': 'Bearer realm="api"' };

export const placeOfCredentialFixtures: Fixtures = {
  'header-name-with-underscore': {
    finds: [
      {
        name: 'X_API_KEY at nginx',
        exchange: exchangeOf({
          headers: { X_API_KEY: keyText(32) },
          answer: { headers: { Server: 'nginx/1.27' }, body: { message: 'API key missing' } },
        }),
        tells: /X-API-KEY/,
      },
    ],
    misses: [
      {
        name: 'X-Api-Key at nginx',
        exchange: exchangeOf({
          headers: { 'X-Api-Key': keyText(32) },
          answer: { headers: { Server: 'nginx/1.27' }, body: { message: 'API key missing' } },
        }),
      },
    ],
  },
  'credential-in-wrong-place': {
    finds: [
      {
        name: 'a token in the URL of a bearer API',
        exchange: exchangeOf({ url: `${url}?access_token=${keyText(40)}`, answer: { headers: bareChallenge } }),
      },
      {
        name: 'a header where the API reads the URL',
        exchange: exchangeOf({
          headers: { 'X-Api-Key': keyText(32) },
          answer: { body: { message: 'Missing query parameter: api_key' } },
        }),
      },
    ],
    misses: [
      {
        name: 'a token in the header',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: bareChallenge } }),
      },
      {
        name: 'a key in the URL and one in a header',
        exchange: exchangeOf({ url: `${url}?api_key=${keyText(32)}`, headers: { 'X-Api-Key': keyText(32) } }),
      },
    ],
  },
  'credential-sent-by-two-methods': {
    finds: [
      {
        name: 'a token in header and URL, by the server’s words',
        exchange: exchangeOf({
          url: `${url}?access_token=${jwt()}`,
          headers: bearer(jwt()),
          answer: {
            status: 400,
            headers: {
              'WWW-Authenticate':
                'Bearer error="invalid_request", error_description="Found multiple bearer tokens in the request"',
            },
          },
        }),
      },
      {
        name: 'a token in header and body, called an invalid request',
        exchange: exchangeOf({
          method: 'POST',
          headers: bearer(jwt()),
          body: `access_token=${jwt()}`,
          answer: { status: 400, headers: { 'WWW-Authenticate': 'Bearer error="invalid_request"' } },
        }),
      },
    ],
    misses: [
      {
        name: 'a token in the header alone',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { status: 400, headers: { 'WWW-Authenticate': 'Bearer error="invalid_request"' } },
        }),
      },
      {
        name: 'a token beside an API key',
        exchange: exchangeOf({ url: `${url}?api_key=${keyText(32)}`, headers: bearer(jwt()) }),
      },
    ],
  },
  'credential-in-body-of-get': {
    finds: [
      { name: 'a key in the body of a GET', exchange: exchangeOf({ body: JSON.stringify({ api_key: keyText(32) }) }) },
    ],
    misses: [
      {
        name: 'a key in the body of a POST',
        exchange: exchangeOf({ method: 'POST', body: JSON.stringify({ api_key: keyText(32) }) }),
      },
      { name: 'a GET whose body has no credential', exchange: exchangeOf({ body: '{"query":{"match_all":{}}}' }) },
    ],
  },
};
