import { bearer, exchangeOf, type Fixtures, jwt } from '../../fixtures/fixture.ts';

const invalid = (description: string) => ({
  headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"` },
});
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
const withToken = (claims: object, header: object = {}) =>
  bearer(jwt(claims as Record<string, unknown>, header as Record<string, unknown>));
const graph = 'https://graph.microsoft.com/v1.0/me';
const supabase = 'https://abcdefghijklmnopqrst.supabase.co/rest/v1/todos';

export const addresseeFixtures: Fixtures = {
  'token-audience-wrong': {
    finds: [
      {
        name: 'another audience than the expected one',
        exchange: exchangeOf({
          headers: withToken({ aud: 'https://other.example.com' }),
          expected: { audience: 'https://api.example.com' },
        }),
      },
      {
        name: 'audiences that differ by a slash',
        exchange: exchangeOf({
          headers: withToken({ aud: 'https://api.example.com/' }),
          expected: { audience: ['https://api.example.com'] },
        }),
        tells: /slash/,
      },
      {
        name: 'the server’s words',
        exchange: exchangeOf({
          headers: withToken({}),
          answer: { body: { message: 'jwt audience invalid. expected: orders-api' } },
        }),
        tells: /for “orders-api”/,
      },
      {
        name: 'a token for another API at Graph',
        exchange: exchangeOf({ url: graph, headers: withToken({ aud: 'api://orders' }) }),
      },
      {
        name: 'a resource that names itself otherwise',
        exchange: exchangeOf({
          headers: withToken({ aud: 'https://other.example.com' }),
          answer: invalidToken,
          probes: { resourceMetadata: { resource: 'https://api.example.com/mcp' } },
        }),
      },
    ],
    misses: [
      {
        name: 'one of several audiences that fits',
        exchange: exchangeOf({
          headers: withToken({ aud: ['x', 'https://api.example.com'] }),
          expected: { audience: 'https://api.example.com' },
        }),
      },
      {
        name: 'an audience on the same site',
        exchange: exchangeOf({ headers: withToken({ aud: 'https://orders.example.com' }) }),
      },
      {
        name: 'a token for Graph at Graph',
        exchange: exchangeOf({ url: graph, headers: withToken({ aud: 'https://graph.microsoft.com' }) }),
      },
    ],
  },
  'token-issuer-wrong': {
    finds: [
      {
        name: 'a slash more than expected',
        exchange: exchangeOf({ headers: withToken({}), expected: { issuer: 'https://issuer.example.com' } }),
        tells: /only by the slash/,
      },
      {
        name: 'http in place of https',
        exchange: exchangeOf({
          headers: withToken({ iss: 'http://issuer.example.com/' }),
          expected: { issuer: 'https://issuer.example.com/' },
        }),
        tells: /http and https/,
      },
      {
        name: 'Entra’s version 1 in place of 2',
        exchange: exchangeOf({
          headers: withToken({ iss: 'https://sts.windows.net/t/' }),
          expected: { issuer: 'https://login.microsoftonline.com/t/v2.0' },
        }),
        tells: /version 1/,
      },
      {
        name: 'the name of a container',
        exchange: exchangeOf({
          headers: withToken({ iss: 'http://keycloak:8080/realms/shop' }),
          answer: { body: 'Jwt issuer is not configured' },
        }),
        tells: /known inside only/,
      },
      {
        name: 'another issuer than in the discovery document',
        exchange: exchangeOf({
          headers: withToken({}),
          probes: { discovery: { issuer: 'https://issuer.example.com/realms/dev' } },
        }),
      },
    ],
    misses: [
      {
        name: 'the expected issuer',
        exchange: exchangeOf({ headers: withToken({}), expected: { issuer: 'https://issuer.example.com/' } }),
      },
      {
        name: 'an issuer of which nobody speaks',
        exchange: exchangeOf({ headers: withToken({}), answer: invalidToken }),
      },
    ],
  },
  'supabase-key-of-another-project': {
    finds: [
      {
        name: 'an anon key of another project',
        exchange: exchangeOf({
          url: supabase,
          headers: { apikey: jwt({ iss: 'supabase', ref: 'zyxwvutsrqponmlkjihg', role: 'anon' }) },
        }),
      },
      {
        name: 'a user’s token of another project beside the right key',
        exchange: exchangeOf({
          url: supabase,
          headers: {
            apikey: jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon' }),
            ...withToken({ iss: 'https://zyxwvutsrqponmlkjihg.supabase.co/auth/v1' }),
          },
        }),
      },
    ],
    misses: [
      {
        name: 'the project’s own key',
        exchange: exchangeOf({
          url: supabase,
          headers: { apikey: jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon' }) },
        }),
      },
    ],
  },
  'graph-token-for-own-api': {
    finds: [
      {
        name: 'a token for Graph at another host',
        exchange: exchangeOf({
          headers: withToken({ aud: '00000003-0000-0000-c000-000000000000' }, { nonce: 'n' }),
          answer: invalid('The signature is invalid'),
        }),
      },
    ],
    misses: [
      {
        name: 'a token for Graph at Graph',
        exchange: exchangeOf({
          url: graph,
          headers: withToken({ aud: 'https://graph.microsoft.com' }, { nonce: 'n' }),
        }),
      },
    ],
  },
};
