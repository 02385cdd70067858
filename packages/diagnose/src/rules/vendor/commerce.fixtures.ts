import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

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
