import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const stripeKey = ['sk', 'test', keyText(40)].join('_');
const stripe = (message: string, headers: Record<string, string> = bearer(stripeKey), status = 401) =>
  exchangeOf({ url: 'https://api.stripe.com/v1/charges', headers, answer: { status, body: { error: { message } } } });
const shpat = ['shpat', '0a'.repeat(16)].join('_');
const shop = (
  headers: Record<string, string>,
  errors = '[API] Invalid API key or access token (unrecognized login or wrong password)',
  status = 401,
) =>
  exchangeOf({
    url: 'https://acme.myshopify.com/admin/api/2026-01/orders.json',
    headers,
    answer: { status, body: { errors } },
  });
const basic = { Authorization: `Basic ${btoa(`a:${keyText(40)}`)}` };
const paypal = (body: unknown, status: number) =>
  exchangeOf({
    method: 'POST',
    url: 'https://api-m.sandbox.paypal.com/v1/oauth2/token',
    headers: basic,
    body: 'grant_type=client_credentials',
    answer: { status, body },
  });
const session = bearer(`00D${keyText(12)}!${keyText(60)}`);
const salesforce = (host: string, errorCode: string, status = 401) =>
  exchangeOf({
    url: `https://${host}/services/data/v62.0/sobjects`,
    headers: session,
    answer: { status, body: [{ message: 'Session expired or invalid', errorCode }] },
  });
const hubspot = (query: string, headers: Record<string, string>, category: string, status = 401) =>
  exchangeOf({
    url: `https://api.hubapi.com/crm/v3/objects/contacts${query}`,
    headers,
    answer: { status, body: { status: 'error', message: 'Refused', category } },
  });

export const commerceFixtures: Fixtures = {
  'stripe-key-refused': {
    finds: [{ name: 'a key that is not known', exchange: stripe('Invalid API Key provided: sk_test_****abcd') }],
    misses: [
      {
        name: 'the same words of another host',
        exchange: exchangeOf({ headers: bearer(stripeKey), answer: { body: { message: 'Invalid API Key provided' } } }),
      },
    ],
  },
  'stripe-key-not-found': {
    finds: [
      {
        name: 'a key where Stripe does not look',
        exchange: stripe('You did not provide an API key.', { 'X-Api-Key': stripeKey }),
      },
    ],
    misses: [{ name: 'a key that is not known', exchange: stripe('Invalid API Key provided') }],
  },
  'stripe-connected-account': {
    finds: [
      {
        name: 'an account that is not connected',
        exchange: stripe(
          "The provided key 'sk_test_***' does not have access to account 'acct_1'",
          bearer(stripeKey),
          403,
        ),
      },
    ],
    misses: [
      {
        name: 'a key without a permission',
        exchange: stripe('The provided key does not have the required permissions', bearer(stripeKey), 403),
      },
    ],
  },
  'shopify-token-in-wrong-header': {
    finds: [{ name: 'a token as Bearer', exchange: shop(bearer(shpat)), tells: /X-Shopify-Access-Token/ }],
    misses: [{ name: 'a token in its header', exchange: shop({ 'X-Shopify-Access-Token': shpat }) }],
  },
  'shopify-token-refused': {
    finds: [{ name: 'a token of an app that was uninstalled', exchange: shop({ 'X-Shopify-Access-Token': shpat }) }],
    misses: [
      {
        name: 'a scope that is missing',
        exchange: shop(
          { 'X-Shopify-Access-Token': shpat },
          '[API] This action requires merchant approval for read_orders scope.',
          403,
        ),
      },
    ],
  },
  'paypal-client-refused': {
    finds: [
      {
        name: 'a client that is not known',
        exchange: paypal({ error: 'invalid_client', error_description: 'Client Authentication failed' }, 401),
        tells: /sandbox host/,
      },
    ],
    misses: [
      {
        name: 'a permission that is missing',
        exchange: paypal(
          { name: 'NOT_AUTHORIZED', message: 'Authorization failed due to insufficient permissions.' },
          403,
        ),
      },
    ],
  },
  'salesforce-instance-url': {
    finds: [
      {
        name: 'the API at the login host',
        exchange: salesforce('login.salesforce.com', 'INVALID_SESSION_ID'),
        tells: /instance_url/,
      },
    ],
    misses: [{ name: 'the API at its instance', exchange: salesforce('acme.my.salesforce.com', 'INVALID_SESSION_ID') }],
  },
  'salesforce-session-over': {
    finds: [{ name: 'a session that is over', exchange: salesforce('acme.my.salesforce.com', 'INVALID_SESSION_ID') }],
    misses: [
      {
        name: 'a feature that is not on',
        exchange: exchangeOf({
          url: 'https://acme.my.salesforce.com/services/data',
          headers: session,
          answer: {
            status: 403,
            body: [
              { message: 'The REST API is not enabled for this Organization.', errorCode: 'API_DISABLED_FOR_ORG' },
            ],
          },
        }),
      },
    ],
  },
  'hubspot-hapikey-gone': {
    finds: [{ name: 'a key in the query', exchange: hubspot(`?hapikey=${keyText(36)}`, {}, 'INVALID_AUTHENTICATION') }],
    misses: [{ name: 'a token in the header', exchange: hubspot('', bearer(keyText(60)), 'INVALID_AUTHENTICATION') }],
  },
  'hubspot-refuses': {
    finds: [{ name: 'a token that has expired', exchange: hubspot('', bearer(keyText(60)), 'EXPIRED_AUTHENTICATION') }],
    misses: [{ name: 'a scope that is missing', exchange: hubspot('', bearer(keyText(60)), 'MISSING_SCOPES', 403) }],
  },
};
