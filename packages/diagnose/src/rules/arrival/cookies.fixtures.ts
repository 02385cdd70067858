import { exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const bareChallenge = { 'WWW-Authenticate': 'Bearer realm="api"' };

export const cookiesFixtures: Fixtures = {
  'session-cookie-not-sent': {
    finds: [
      {
        name: 'a call to another origin with same-origin cookies',
        exchange: exchangeOf({
          runtime: 'browser',
          pageOrigin: 'https://app.example.org',
          fetchOptions: { credentials: 'same-origin' },
          answer: { headers: { 'Access-Control-Allow-Credentials': 'true' }, body: { message: 'Unauthenticated.' } },
        }),
      },
      {
        name: 'a cookie of the same host that stayed behind',
        exchange: exchangeOf({
          runtime: 'browser',
          pageOrigin: 'https://app.example.org',
          history: [
            exchangeOf({
              method: 'POST',
              answer: { status: 200, headers: { 'Set-Cookie': `sid=${keyText(20)}; SameSite=Lax` } },
            }),
          ],
        }),
        tells: /SameSite/,
      },
      {
        name: 'localhost beside 127.0.0.1',
        exchange: exchangeOf({
          url: 'http://127.0.0.1:8000/me',
          runtime: 'browser',
          pageOrigin: 'http://localhost:3000',
        }),
        tells: /two hosts/,
      },
    ],
    misses: [
      {
        name: 'a call that carries its cookie',
        exchange: exchangeOf({
          headers: { Cookie: `sid=${keyText(20)}` },
          runtime: 'browser',
          pageOrigin: 'https://app.example.org',
          fetchOptions: { credentials: 'same-origin' },
        }),
      },
      {
        name: 'an API that asks for a bearer token',
        exchange: exchangeOf({
          runtime: 'browser',
          pageOrigin: 'https://app.example.org',
          answer: { headers: bareChallenge },
        }),
      },
      {
        name: 'a call within the origin',
        exchange: exchangeOf({ runtime: 'browser', pageOrigin: 'https://api.example.com' }),
      },
    ],
  },
  'ssr-cookie-not-forwarded': {
    finds: [
      {
        name: 'a call of Nuxt’s server',
        exchange: exchangeOf({ framework: 'nuxt', runtime: 'server', answer: { body: { statusCode: 401 } } }),
        tells: /useRequestFetch/,
      },
    ],
    misses: [
      {
        name: 'the same call in the browser',
        exchange: exchangeOf({ framework: 'nuxt', runtime: 'browser', answer: { body: { statusCode: 401 } } }),
      },
      {
        name: 'a call that carries the cookie',
        exchange: exchangeOf({ framework: 'nuxt', runtime: 'server', headers: { cookie: `sid=${keyText(20)}` } }),
      },
      {
        name: 'an API that asks for a bearer token',
        exchange: exchangeOf({ framework: 'next', runtime: 'server', answer: { headers: bareChallenge } }),
      },
    ],
  },
};
