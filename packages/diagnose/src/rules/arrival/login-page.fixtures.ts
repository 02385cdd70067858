import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

export const loginPageFixtures: Fixtures = {
  'redirect-to-login-page': {
    finds: [
      {
        name: 'a redirect to the login page',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 302, headers: { Location: '/login' } } }),
        tells: /Accept: application\/json/,
      },
      {
        name: 'the login page itself, after redirects',
        exchange: exchangeOf({
          answer: {
            status: 200,
            headers: { 'Content-Type': 'text/html' },
            body: '<html><h1>Sign in</h1></html>',
            url: 'https://login.example.com/signin',
          },
        }),
      },
    ],
    misses: [
      {
        name: 'a redirect to another page',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 302, headers: { Location: '/v2/items' } } }),
      },
      {
        name: 'a login page that was asked for',
        exchange: exchangeOf({
          url: 'https://api.example.com/login',
          answer: { status: 302, headers: { Location: '/login?failed' } },
        }),
      },
      {
        name: 'a sign-out that ends on the login page',
        exchange: exchangeOf({
          url: 'https://api.example.com/logout',
          headers: { Cookie: `sid=${keyText(20)}` },
          answer: { status: 302, headers: { Location: '/login' } },
        }),
      },
    ],
  },
};
