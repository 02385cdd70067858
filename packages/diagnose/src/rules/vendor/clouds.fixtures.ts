import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const gateway = (body: unknown, status: number, headers: Record<string, string> = opaque) =>
  exchangeOf({
    url: 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items',
    headers,
    answer: { status, body },
  });
const supabaseUrl = 'https://abcdefghijklmnopqrst.supabase.co/rest/v1/todos';
const sbKey = ['sb', 'publishable', keyText(30)].join('_');
const supabase = (headers: Record<string, string>, body: unknown) =>
  exchangeOf({ url: supabaseUrl, headers, answer: { body } });
const hvs = ['hvs', keyText(90)].join('.');
const vault = (headers: Record<string, string>, error: string, status: number) =>
  exchangeOf({
    url: 'https://vault.example.com:8200/v1/secret/data/a',
    headers,
    answer: { status, body: { errors: [error] } },
  });

export const cloudFixtures: Fixtures = {
  'api-gateway-path-or-stage': {
    finds: [
      {
        name: 'a path without its stage',
        exchange: gateway({ message: 'Missing Authentication Token' }, 403),
        tells: /stage/,
      },
    ],
    misses: [
      {
        name: 'an authorizer that denies',
        exchange: gateway({ Message: 'User is not authorized to access this resource' }, 403),
      },
    ],
  },
  'api-gateway-authorizer-denies': {
    finds: [
      {
        name: 'a policy that denies',
        exchange: gateway({ Message: 'User is not authorized to access this resource with an explicit deny' }, 403),
      },
    ],
    misses: [{ name: 'a path without its stage', exchange: gateway({ message: 'Missing Authentication Token' }, 403) }],
  },
  'api-gateway-unauthorized': {
    finds: [{ name: 'a 401 without a word', exchange: gateway({ message: 'Unauthorized' }, 401) }],
    misses: [
      {
        name: 'the same of another host',
        exchange: exchangeOf({ headers: opaque, answer: { body: { message: 'Unauthorized' } } }),
      },
    ],
  },
  'supabase-key-as-bearer': {
    finds: [
      {
        name: 'a publishable key in Authorization',
        exchange: supabase(bearer(sbKey), { message: 'Invalid JWT format' }),
      },
    ],
    misses: [
      { name: 'a publishable key in apikey', exchange: supabase({ apikey: sbKey }, { message: 'Invalid API key' }) },
    ],
  },
  'supabase-apikey-missing': {
    finds: [
      {
        name: 'a user’s token alone',
        exchange: supabase(bearer(jwt()), {
          message: 'No API key found in request',
          hint: 'No `apikey` request header or url param was found.',
        }),
      },
    ],
    misses: [
      { name: 'a key that is not known', exchange: supabase({ apikey: sbKey }, { message: 'Invalid API key' }) },
    ],
  },
  'supabase-refuses': {
    finds: [
      {
        name: 'a key that is not known',
        exchange: supabase({ apikey: ['sb', 'secret', keyText(30)].join('_') }, { message: 'Invalid API key' }),
      },
    ],
    misses: [
      {
        name: 'the same words of another host',
        exchange: exchangeOf({ headers: { apikey: keyText(30) }, answer: { body: { message: 'Invalid API key' } } }),
      },
    ],
  },
  'vault-token-missing': {
    finds: [
      {
        name: 'a token where Vault does not look',
        exchange: vault({ Authorization: `Token ${hvs}` }, 'missing client token', 400),
      },
    ],
    misses: [
      {
        name: 'a token that may not',
        exchange: vault({ 'X-Vault-Token': hvs }, '1 error occurred: permission denied', 403),
      },
    ],
  },
  'vault-token-invalid': {
    finds: [
      {
        name: 'a token that has expired',
        exchange: vault({ 'X-Vault-Token': hvs }, '2 errors occurred: permission denied, invalid token', 403),
      },
    ],
    misses: [
      {
        name: 'a token that may not',
        exchange: vault({ 'X-Vault-Token': hvs }, '1 error occurred: permission denied', 403),
      },
    ],
  },
};
