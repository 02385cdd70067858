import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const good = keyText(40);
const opaque = bearer(good);
const from = (variable: string) => ({ authorization: { variable, from: 'environment' as const } });
const variable = (value: string | undefined, rest: object = {}) => ({
  name: 'API_TOKEN',
  ...(value !== undefined && { value }),
  ...rest,
});
const basic = { Authorization: `Basic ${btoa(`ada:${keyText(12)}`)}` };
const asksBearer = { headers: { 'WWW-Authenticate': 'Bearer' } };
const npm = { 'User-Agent': 'npm/11.0.0 node/v24.0.0' };
const github = (until: string) =>
  exchangeOf({
    url: 'https://api.github.com/user',
    headers: opaque,
    answer: { headers: { 'github-authentication-token-expiration': until }, body: { message: 'Bad credentials' } },
  });
const stripeSays = (message: string, status = 404) =>
  exchangeOf({
    url: 'https://api.stripe.com/v1/customers/cus_1',
    headers: bearer(['sk', 'live', keyText(40)].join('_')),
    answer: { status, body: { error: { code: 'resource_missing', message } } },
  });

export const wrongPlaceFixtures: Fixtures = {
  'sources-disagree': {
    finds: [
      {
        name: 'a stale value of the shell',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: {
            variables: [variable(good, { source: 'shell' }), variable(keyText(40, 9), { source: '.env' })],
          },
        }),
        tells: /“shell”.*“\.env”/,
      },
    ],
    misses: [
      {
        name: 'two sources that agree',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(good, { source: 'shell' }), variable(good, { source: '.env' })] },
        }),
      },
    ],
  },
  'test-key-on-live-host': {
    finds: [
      {
        name: 'an object of test mode',
        exchange: stripeSays('No such customer; a similar object exists in test mode, but a live mode key was used.'),
      },
      {
        name: 'a sandbox variable at the live host',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://api-m.paypal.com/v1/oauth2/token',
          headers: basic,
          body: 'grant_type=client_credentials',
          sources: from('PAYPAL_SANDBOX_ID'),
          answer: { body: { error: 'invalid_client' } },
        }),
      },
    ],
    misses: [
      { name: 'an object that is nowhere', exchange: stripeSays('No such customer: cus_1') },
      {
        name: 'a sandbox variable at the sandbox',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://api-m.sandbox.paypal.com/v1/oauth2/token',
          headers: basic,
          body: 'grant_type=client_credentials',
          sources: from('PAYPAL_SANDBOX_ID'),
          answer: { body: { error: 'invalid_client' } },
        }),
      },
    ],
  },
  'other-region-or-tenant': {
    finds: [
      {
        name: 'a token of the European tenant',
        exchange: exchangeOf({
          url: 'https://acme.us.auth0.com/api/v2/users',
          headers: bearer(jwt({ iss: 'https://acme.eu.auth0.com/', aud: 'https://acme.us.auth0.com/api/v2/' })),
          answer: { body: { message: 'Invalid token' } },
        }),
        tells: /acme\.eu\.auth0\.com/,
      },
      {
        name: 'a site of Datadog in the environment',
        exchange: exchangeOf({
          url: 'https://api.datadoghq.com/api/v1/validate',
          headers: { 'DD-API-KEY': good },
          answer: { status: 403, body: { errors: ['Forbidden'] } },
          environment: { variables: [{ name: 'DD_SITE', value: 'datadoghq.eu' }] },
        }),
      },
    ],
    misses: [
      {
        name: 'another tenant altogether',
        exchange: exchangeOf({
          url: 'https://acme.us.auth0.com/api/v2/users',
          headers: bearer(jwt({ iss: 'https://umbrella.eu.auth0.com/' })),
        }),
      },
      {
        name: 'the same region',
        exchange: exchangeOf({
          url: 'https://acme.us.auth0.com/api/v2/users',
          headers: bearer(jwt({ iss: 'https://acme.us.auth0.com/' })),
        }),
      },
    ],
  },
  'secret-has-run-out': {
    finds: [
      {
        name: 'a last day that has passed',
        exchange: github('2026-05-30 10:00:00 UTC'),
        tells: /2026-05-30T10:00:00Z/,
      },
      {
        name: 'a last day with an offset',
        exchange: github('2026-06-01 13:00:00 +0200'),
        tells: /2026-06-01T11:00:00Z/,
      },
      {
        name: 'Entra’s word for it',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token',
          body: 'grant_type=client_credentials&client_secret=x',
          answer: {
            body: {
              error: 'invalid_client',
              error_description: 'AADSTS7000222: The provided client secret keys are expired.',
            },
          },
        }),
      },
    ],
    misses: [{ name: 'a last day to come', exchange: github('2026-06-30 10:00:00 UTC') }],
  },
  'netrc-overrides': {
    finds: [
      {
        name: 'Basic from .netrc at a bearer API',
        exchange: exchangeOf({
          headers: basic,
          answer: asksBearer,
          client: 'python-requests/2.32',
          sources: { authorization: { from: 'netrc' } },
        }),
        tells: /trust_env/,
      },
    ],
    misses: [
      {
        name: 'Basic of one’s own',
        exchange: exchangeOf({
          headers: basic,
          answer: asksBearer,
          client: 'python-requests/2.32',
          environment: { netrcHosts: ['git.example.com'] },
        }),
      },
    ],
  },
  'credentials-in-url': {
    finds: [
      {
        name: 'a URL that fetch refuses',
        exchange: exchangeOf({
          url: `https://ada:${keyText(12)}@api.example.com/`,
          answer: null,
          error: new TypeError('Request cannot be constructed from a URL that includes credentials'),
        }),
      },
      {
        name: 'a URL with a password at a bearer API',
        exchange: exchangeOf({
          url: `https://ada:${keyText(12)}@api.example.com/`,
          headers: basic,
          answer: asksBearer,
        }),
      },
    ],
    misses: [
      { name: 'a URL without', exchange: exchangeOf({ headers: basic, answer: asksBearer }) },
      {
        name: 'a host that does not answer',
        exchange: exchangeOf({
          url: `https://ada:${keyText(12)}@api.example.com/`,
          answer: null,
          error: new Error('connect ECONNREFUSED'),
        }),
      },
    ],
  },
  'registry-not-configured': {
    finds: [
      {
        name: 'a registry for which .npmrc has nothing',
        exchange: exchangeOf({
          url: 'https://npm.example.com/@acme%2fui',
          headers: npm,
          answer: { headers: { 'WWW-Authenticate': 'Basic' }, body: { error: 'Unable to authenticate, need: Basic' } },
          environment: { registryKeys: ['//registry.npmjs.com/:_authToken'] },
        }),
        tells: /npm\.example\.com\/:_authToken/,
      },
    ],
    misses: [
      {
        name: 'a registry that has its token',
        exchange: exchangeOf({
          url: 'https://npm.example.com/@acme%2fui',
          headers: npm,
          answer: { body: { error: 'Unable to authenticate, need: Basic' } },
          environment: { registryKeys: ['//npm.example.com/:_authToken'] },
        }),
      },
    ],
  },
};
