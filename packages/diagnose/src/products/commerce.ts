import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Shops. */
export const commerce = [
  {
    id: 'shopify',
    name: 'Shopify',
    page: 'https://shopify.dev/docs/api/admin-rest#authentication',
    row: 'J12',
    hosts: ['myshopify.com'],
    credentials: [
      { label: 'an access token', send: 'X-Shopify-Access-Token: $SHOPIFY_TOKEN', token: /^shp(?:at|ca|pa|ua)_/ },
      { label: 'an access token', send: 'X-Shopify-Access-Token: $SHOPIFY_TOKEN' },
      { label: 'a storefront token', send: 'X-Shopify-Storefront-Access-Token: $SHOPIFY_STOREFRONT_TOKEN' },
    ],
    notCredentials: [
      {
        label: 'the shared secret of an app',
        token: 'shpss_',
        row: 'C23',
        fix: 'Send an access token (`shpat_…`): `-H "X-Shopify-Access-Token: $SHOPIFY_TOKEN"`. The secret signs webhooks and is exchanged at the sign-in.',
      },
    ],
    says: {
      'token-refused': {
        words: ['invalid api key or access token'],
        row: 'J12',
        title: 'Shopify does not know this token at this shop',
        fix: 'Use the token of this very shop (`<shop>.myshopify.com`): `-H "X-Shopify-Access-Token: $SHOPIFY_TOKEN"`. After the app was uninstalled and installed again it needs a new one; offline tokens of new apps expire and are refreshed.',
      },
      'scope-missing': {
        words: ['this action requires merchant approval for', 'access denied for … field. required access'],
        statuses: [200, 403],
        row: 'E02',
        title: 'The Shopify app lacks a scope, or the merchant has not approved it',
        fix: 'Add the scope that the answer names to the app, release it, and install it again.',
        isSure: true,
      },
    },
  },
  {
    id: 'woocommerce',
    name: 'WooCommerce',
    page: 'https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication',
    signs: ['{"code":"woocommerce_rest_authentication_error"}', '{"code":"woocommerce_rest_cannot_view"}'],
    credentials: [
      { label: 'consumer key and secret', send: 'Authorization: Basic $WC_KEY:$WC_SECRET' },
      { label: 'consumer key and secret', send: '?consumer_key=$WC_KEY&consumer_secret=$WC_SECRET' },
    ],
    says: {
      'cannot-view': {
        codes: ['woocommerce_rest_cannot_view', 'woocommerce_rest_cannot_create', 'woocommerce_rest_cannot_edit'],
        row: 'A02',
        title:
          'WooCommerce got no key: the server in front keeps the Authorization header, or the key’s user lacks the right',
        fix: 'Send the key in the query over https, `?consumer_key=$WC_KEY&consumer_secret=$WC_SECRET`, or let Apache pass the header on (`SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1`); give the key Read/Write.',
      },
      'key-refused': {
        codes: ['woocommerce_rest_authentication_error'],
        row: 'D22',
        title: 'WooCommerce does not take this key, secret or signature',
        fix: 'Make a key under WooCommerce, Settings, Advanced, REST API: over https `-u "$WC_KEY:$WC_SECRET"`; over http it wants OAuth 1.0a.',
        isSure: true,
      },
    },
  },
  {
    id: 'bigcommerce',
    name: 'BigCommerce',
    page: 'https://developer.bigcommerce.com/docs/start/authentication',
    hosts: ['api.bigcommerce.com'],
    credentials: [{ label: 'an API account’s token', send: 'X-Auth-Token: $BIGCOMMERCE_TOKEN' }],
    says: {
      'token-refused': {
        words: ['unauthorized', 'you don’t have a required scope'],
        row: 'D22',
        title: 'BigCommerce does not know this token for this store',
        fix: 'Compare the store’s hash in `/stores/<hash>/` with the API path of the account: `-H "X-Auth-Token: $BIGCOMMERCE_TOKEN"`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const commerceExchanges: ProductExchanges<typeof commerce> = {
  shopify: {
    refused: [
      {
        ask: 'GET https://tern.myshopify.com/admin/api/2025-10/shop.json',
        send: ['Authorization: Bearer shpat_~hex32'],
        status: 401,
        answer: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
        row: 'J12',
        tells: '-H "X-Shopify-Access-Token: $SHOPIFY_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.myshopify.com/admin/api/2025-10/orders/1.json',
        send: ['X-Shopify-Access-Token: shpat_~hex32'],
        status: 404,
        answer: { errors: 'Not Found' },
      },
    ],
  },
  woocommerce: {
    refused: [
      {
        ask: 'GET https://shop.tern.example/wp-json/wc/v3/orders',
        send: ['Authorization: Basic ~b64(ck_~hex40:cs_~hex40)'],
        status: 401,
        answer: {
          code: 'woocommerce_rest_cannot_view',
          message: 'Sorry, you cannot list resources.',
          data: { status: 401 },
        },
        row: 'A02',
        tells: 'consumer_key=$WC_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://shop.tern.example/wp-json/wc/v3/orders/1',
        send: ['Authorization: Basic ~b64(ck_~hex40:cs_~hex40)'],
        status: 404,
        answer: { code: 'woocommerce_rest_shop_order_invalid_id', message: 'Invalid ID.', data: { status: 404 } },
      },
    ],
  },
  bigcommerce: {
    refused: [
      {
        ask: 'GET https://api.bigcommerce.com/stores/abc/v3/catalog/products',
        send: ['Authorization: Bearer ~31'],
        status: 401,
        answer: { status: 401, title: 'Unauthorized' },
        row: 'C20',
        tells: 'X-Auth-Token: $BIGCOMMERCE_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.bigcommerce.com/stores/abc/v3/catalog/products/1',
        send: ['X-Auth-Token: ~31'],
        status: 404,
        answer: { status: 404, title: 'A product was not found with id = 1' },
      },
    ],
  },
};
