import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const withToken = (claims: object, header: object = {}) =>
  bearer(jwt(claims as Record<string, unknown>, header as Record<string, unknown>));
const graph = 'https://graph.microsoft.com/v1.0/me';

export const rightsFixtures: Fixtures = {
  'token-scope-missing': {
    finds: [
      {
        name: 'a scope that the operation needs',
        exchange: exchangeOf({ headers: withToken({ scope: 'read' }), requiredScopes: ['read', 'write'] }),
        tells: /`write`/,
      },
      {
        name: 'a scope that the challenge names',
        exchange: exchangeOf({
          headers: withToken({ scp: ['read'] }),
          answer: { headers: { 'WWW-Authenticate': 'Bearer scope="write"' } },
        }),
      },
      {
        name: 'a 403 for a missing scope',
        exchange: exchangeOf({
          headers: withToken({ scope: 'read' }),
          answer: { status: 403, body: { message: 'Forbidden' } },
          requiredScopes: ['write'],
        }),
      },
    ],
    misses: [
      {
        name: 'all scopes',
        exchange: exchangeOf({
          headers: withToken({ permissions: ['read', 'write'] }),
          requiredScopes: ['read', 'write'],
        }),
      },
      {
        name: 'an opaque token, whose scopes nobody knows',
        exchange: exchangeOf({ headers: bearer(keyText(40)), requiredScopes: ['write'] }),
      },
    ],
  },
  'app-only-token-for-user-endpoint': {
    finds: [
      {
        name: 'roles and no scope at /me',
        exchange: exchangeOf({
          url: graph,
          headers: withToken({ aud: 'https://graph.microsoft.com', roles: ['User.Read.All'] }),
        }),
      },
    ],
    misses: [
      {
        name: 'the same token at /users',
        exchange: exchangeOf({
          url: 'https://graph.microsoft.com/v1.0/users',
          headers: withToken({ aud: 'https://graph.microsoft.com', roles: ['User.Read.All'] }),
        }),
      },
      {
        name: 'a user’s token at /me',
        exchange: exchangeOf({
          url: graph,
          headers: withToken({ aud: 'https://graph.microsoft.com', scp: 'User.Read' }),
        }),
      },
    ],
  },
  'forbidden-not-unauthorized': {
    finds: [
      {
        name: 'a 403 to a good token',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 403, body: { message: 'Forbidden' } } }),
      },
    ],
    misses: [
      { name: 'a 401', exchange: exchangeOf({ headers: bearer(jwt()), answer: { body: { message: 'Forbidden' } } }) },
      {
        name: 'a 403 about a token that has expired',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 403, body: { message: 'Token expired' } } }),
      },
      {
        name: 'the page of a firewall',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { status: 403, headers: { 'Content-Type': 'text/html' }, body: '<html><h1>Blocked</h1></html>' },
        }),
      },
    ],
  },
};
