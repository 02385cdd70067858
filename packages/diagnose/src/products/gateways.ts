import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** API gateways. */
export const gateways = [
  {
    id: 'kong',
    name: 'Kong',
    page: 'https://developer.konghq.com/plugins/key-auth/',
    signs: ['Server: kong*', 'X-Kong-Response-Latency', 'X-Kong-Request-Id', 'WWW-Authenticate: Key realm="kong"*'],
    says: {
      'key-missing': {
        words: ['no api key found in request'],
        row: 'A01',
        title: 'Kong finds no key where its plugin looks (`apikey` unless `key_names` says otherwise)',
        fix: 'Send `-H "apikey: $API_KEY"`, under the name that the plugin’s `key_names` has.',
        isSure: true,
      },
      'credential-invalid': {
        words: ['invalid authentication credentials'],
        row: 'D22',
        title: 'Kong knows no consumer with this credential',
        fix: 'Make one: `POST /consumers/<consumer>/key-auth`; after a change of the plugin wait until all nodes have it.',
      },
      'consumer-not-allowed': {
        words: ['you cannot consume this service'],
        row: 'E02',
        title: 'Kong knows the consumer, and the service’s ACL does not allow its group',
        fix: 'Add the consumer to a group of the ACL plugin’s `allow`.',
        isSure: true,
      },
    },
  },
  {
    id: 'apigee',
    name: 'Apigee',
    page: 'https://cloud.google.com/apigee/docs/api-platform/troubleshoot/runtime/401-invalid-access-token',
    signs: ['{"fault":{"faultstring":""}}'],
    says: {
      'key-missing': {
        codes: ['oauth.v2.FailedToResolveAPIKey', 'steps.oauth.v2.FailedToResolveAPIKey'],
        row: 'A01',
        title: 'Apigee finds no key where its VerifyAPIKey policy looks',
        fix: 'Send it under the name that the policy’s `<APIKey ref>` has: often `?apikey=$API_KEY` or `-H "x-apikey: $API_KEY"`.',
        isSure: true,
      },
      'key-invalid': {
        codes: ['oauth.v2.InvalidApiKey', 'oauth.v2.InvalidApiKeyForGivenResource', 'steps.oauth.v2.InvalidApiKey'],
        row: 'D22',
        title: 'Apigee does not know this key, or it is not for this API product, path or environment',
        fix: 'Look at the app in Apigee: the key’s state, its products, and the products’ paths and environments.',
        isSure: true,
      },
      'token-expired': {
        codes: ['keymanagement.service.access_token_expired'],
        row: 'D01',
        title: 'Apigee says that the access token has expired',
        fix: 'Get a new one from the proxy’s token endpoint.',
        isSure: true,
      },
      'token-invalid': {
        codes: ['keymanagement.service.invalid_access_token', 'steps.oauth.v2.InvalidAccessToken'],
        row: 'D22',
        title: 'Apigee did not issue this token, or reads it without its `Bearer `',
        fix: 'Send `-H "Authorization: Bearer $TOKEN"` with a token of this organization and environment.',
        isSure: true,
      },
    },
  },
  {
    id: 'tyk',
    name: 'Tyk',
    page: 'https://tyk.io/docs/api-management/troubleshooting-debugging/',
    anywhere: true,
    says: {
      'key-refused': {
        words: ['access to this api has been disallowed', 'attempted access with non-existent key'],
        row: 'D22',
        title: 'Tyk knows no such key, or it has no rights for this API',
        fix: 'Send it bare, `-H "Authorization: $TYK_KEY"` (or in the API’s `auth_header_name`), of a key whose access rights hold this API and version.',
        isSure: true,
      },
      'field-missing': {
        words: ['authorization field missing'],
        row: 'A02',
        title: 'Tyk finds no key in the header that the API names',
        fix: 'Send it in the API’s `auth_header_name`: `-H "Authorization: $TYK_KEY"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'apisix',
    name: 'Apache APISIX',
    page: 'https://apisix.apache.org/docs/apisix/plugins/key-auth/',
    signs: ['Server: APISIX/*'],
    credentials: [
      { label: 'a key', send: 'apikey: $API_KEY' },
      { label: 'a token', send: 'Authorization: Bearer $TOKEN' },
      { label: 'user and password', send: 'Authorization: Basic you:$PASSWORD' },
    ],
    says: {
      'key-missing': {
        words: ['missing api key found in request', 'missing api key in request'],
        row: 'A01',
        title: 'APISIX finds no key in the header that its plugin names (`apikey`)',
        fix: 'Send `-H "apikey: $API_KEY"`.',
        isSure: true,
      },
      'key-invalid': {
        words: ['invalid api key in request'],
        row: 'D22',
        title: 'APISIX knows no consumer with this key',
        fix: 'Give a consumer a key-auth credential with it.',
        isSure: true,
      },
    },
  },
  {
    id: 'rapidapi',
    name: 'RapidAPI',
    page: 'https://docs.rapidapi.com/docs/keys',
    hosts: ['rapidapi.com'],
    hostsOthers: true,
    credentials: [{ label: 'an application’s key', send: 'X-RapidAPI-Key: $RAPIDAPI_KEY' }],
    needs: [
      {
        send: 'X-RapidAPI-Host: $RAPIDAPI_HOST',
        label: 'the API that is meant',
        words: ['x-rapidapi-host', 'api doesn’t exists'],
      },
    ],
    says: {
      'not-subscribed': {
        words: ['you are not subscribed to this api'],
        row: 'E02',
        title: 'The key of RapidAPI has no subscription for this API',
        fix: 'Subscribe to a plan of this API (also a free one) with the application whose key is sent.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const gatewayExchanges: ProductExchanges<typeof gateways> = {
  kong: {
    refused: [
      {
        ask: 'GET https://api.tern.example/orders',
        send: ['Authorization: Bearer ~40'],
        status: 403,
        headers: ['Server: kong/3.9.0'],
        answer: { message: 'You cannot consume this service' },
        row: 'E02',
        tells: 'ACL plugin',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.tern.example/none',
        send: ['apikey: ~32'],
        status: 404,
        headers: ['Server: kong/3.9.0'],
        answer: { message: 'no Route matched with those values' },
      },
    ],
  },
  apigee: {
    refused: [
      {
        ask: 'GET https://api.tern.example/v1/orders?apikey=~32',
        status: 401,
        answer: {
          fault: {
            faultstring: 'Invalid ApiKey for given resource',
            detail: { errorcode: 'oauth.v2.InvalidApiKeyForGivenResource' },
          },
        },
        row: 'D22',
        tells: 'environments',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.tern.example/v1/none?apikey=~32',
        status: 404,
        answer: {
          fault: {
            faultstring: 'Unable to identify proxy for host',
            detail: { errorcode: 'messaging.adaptors.http.flow.ApplicationNotFound' },
          },
        },
      },
    ],
  },
  tyk: {
    refused: [
      {
        ask: 'GET https://api.tern.example/orders',
        send: ['Authorization: Bearer ~40'],
        status: 403,
        answer: { error: 'Access to this API has been disallowed' },
        row: 'D22',
        tells: '-H "Authorization: $TYK_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://help.tern.example/tyk',
        status: 200,
        answer: { text: 'Access to this API has been disallowed: what it means' },
      },
    ],
  },
  apisix: {
    refused: [
      {
        ask: 'GET https://api.tern.example/orders',
        send: ['apikey: ~32'],
        status: 401,
        headers: ['Server: APISIX/3.13.0'],
        answer: { message: 'Invalid API key in request' },
        row: 'D22',
        tells: 'key-auth',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.tern.example/none',
        send: ['apikey: ~32'],
        status: 404,
        headers: ['Server: APISIX/3.13.0'],
        answer: { error_msg: '404 Route Not Found' },
      },
    ],
  },
  rapidapi: {
    refused: [
      {
        ask: 'GET https://weather.p.rapidapi.com/now',
        send: ['X-RapidAPI-Key: ~50', 'X-RapidAPI-Host: weather.p.rapidapi.com'],
        status: 403,
        answer: { message: 'You are not subscribed to this API.' },
        row: 'E02',
        tells: 'Subscribe to a plan',
      },
    ],
    healthy: [
      {
        ask: 'GET https://weather.p.rapidapi.com/none',
        send: ['X-RapidAPI-Key: ~50', 'X-RapidAPI-Host: weather.p.rapidapi.com'],
        status: 404,
        answer: { message: "Endpoint '/none' does not exist" },
      },
    ],
  },
};
