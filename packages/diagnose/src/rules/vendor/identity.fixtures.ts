import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const management = 'https://acme.eu.auth0.com/api/v2/';
const okta = (
  authorization: string,
  body: unknown = { errorCode: 'E0000011', errorSummary: 'Invalid token provided' },
) =>
  exchangeOf({
    url: 'https://acme.okta.com/api/v1/users',
    headers: { Authorization: authorization },
    answer: { body },
  });
const oktaToken = `00${keyText(40)}`;

export const identityFixtures: Fixtures = {
  'auth0-custom-domain-mixed': {
    finds: [
      {
        name: 'the custom domain with the tenant’s token',
        exchange: exchangeOf({
          url: 'https://login.acme.example/api/v2/users',
          headers: bearer(jwt({ iss: 'https://acme.eu.auth0.com/', aud: management })),
          answer: { body: { message: 'Invalid token' } },
        }),
        tells: /acme\.eu\.auth0\.com/,
      },
    ],
    misses: [
      {
        name: 'the tenant’s domain with the tenant’s token',
        exchange: exchangeOf({
          url: `${management}users`,
          headers: bearer(jwt({ iss: 'https://acme.eu.auth0.com/', aud: management })),
          answer: { body: { message: 'Invalid token' } },
        }),
      },
    ],
  },
  'auth0-opaque-token': {
    finds: [
      {
        name: 'a token without an audience',
        exchange: exchangeOf({
          url: `${management}users`,
          headers: bearer(keyText(32)),
          answer: { body: { message: 'Invalid token' } },
        }),
      },
    ],
    misses: [
      {
        name: 'the same at /userinfo',
        exchange: exchangeOf({
          url: 'https://acme.eu.auth0.com/userinfo',
          headers: bearer(keyText(32)),
          answer: { body: 'Unauthorized' },
        }),
      },
    ],
  },
  'okta-token-needs-ssws': {
    finds: [{ name: 'an API token as Bearer', exchange: okta(`Bearer ${oktaToken}`), tells: /SSWS/ }],
    misses: [
      { name: 'an API token as SSWS', exchange: okta(`SSWS ${oktaToken}`) },
      { name: 'an access token as Bearer', exchange: okta(`Bearer ${jwt()}`) },
    ],
  },
  'okta-invalid-token': {
    finds: [{ name: 'an API token that was revoked', exchange: okta(`SSWS ${oktaToken}`), tells: /as it should be/ }],
    misses: [
      {
        name: 'a user who may not',
        exchange: exchangeOf({
          url: 'https://acme.okta.com/api/v1/users',
          headers: { Authorization: `SSWS ${oktaToken}` },
          answer: {
            status: 403,
            body: { errorCode: 'E0000006', errorSummary: 'You do not have permission to perform the requested action' },
          },
        }),
      },
    ],
  },
  'okta-org-token-at-own-api': {
    finds: [
      {
        name: 'a token of the org server at one’s own API',
        exchange: exchangeOf({
          headers: bearer(jwt({ iss: 'https://acme.okta.com', aud: 'https://acme.okta.com' })),
          answer: { body: { message: 'Unauthorized' } },
        }),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'a token of a custom server',
        exchange: exchangeOf({
          headers: bearer(jwt({ iss: 'https://acme.okta.com/oauth2/default' })),
          answer: { body: { message: 'Unauthorized' } },
        }),
      },
    ],
  },
};
