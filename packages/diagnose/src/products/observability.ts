import { parseJson } from '../parse-json.ts';
import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** The host of the region that a token of a Sentry organization names: its middle part is JSON in base64. */
function sentryHome(token: string): string | undefined {
  const [, encoded = ''] = /^sntrys_([\w+/=-]{20,2000}?)_/.exec(token) ?? [];
  try {
    const read = parseJson(atob(encoded)) as { region_url?: unknown } | undefined;
    return typeof read?.region_url === 'string' ? new URL(read.region_url).hostname : undefined;
  } catch {
    return undefined;
  }
}

/** Errors, traces and who is called for them. */
export const observability = [
  {
    id: 'datadog',
    name: 'Datadog',
    page: 'https://docs.datadoghq.com/api/latest/authentication/',
    hosts: ['datadoghq.com', 'datadoghq.eu', 'ddog-gov.com'],
    credentials: [{ label: 'an API key', send: 'DD-API-KEY: $DD_API_KEY' }],
    needs: [
      {
        send: 'DD-APPLICATION-KEY: $DD_APP_KEY',
        label: 'the application key, which reading needs beside the API key',
        except: /^(?:POST \/api\/v[12]\/(?:series|events|check_run|logs|distribution_points)|GET \/api\/v1\/validate)/,
        isCredential: true,
      },
    ],
    says: {
      'key-refused': {
        words: ['forbidden', 'unauthorized'],
        row: 'G11',
        title: 'Datadog does not know these keys at this site: each site has keys of its own',
        fix: 'Compare the site of the address with that of the browser: api.datadoghq.com (US1), api.us3.datadoghq.com, api.us5.datadoghq.com, api.datadoghq.eu, api.ap1.datadoghq.com, api.ap2.datadoghq.com, api.ddog-gov.com; then check both keys under Organization Settings.',
      },
    },
  },
  {
    id: 'sentry',
    name: 'Sentry',
    page: 'https://docs.sentry.io/api/auth/',
    hosts: ['sentry.io'],
    credentials: [
      {
        label: 'an organization token',
        send: 'Authorization: Bearer $SENTRY_AUTH_TOKEN',
        token: 'sntrys_',
        home: sentryHome,
      },
      { label: 'a user token', send: 'Authorization: Bearer $SENTRY_AUTH_TOKEN', token: 'sntryu_' },
      { label: 'an auth token', send: 'Authorization: Bearer $SENTRY_AUTH_TOKEN' },
      { label: 'a DSN', send: 'Authorization: DSN $SENTRY_DSN' },
    ],
    says: {
      'token-refused': {
        words: ['invalid token', 'authentication credentials were not provided', 'invalid api key'],
        row: 'D22',
        title: 'Sentry does not know this token (any more)',
        fix: 'Make a new one under Settings, Auth Tokens, in the organization’s own region: `-H "Authorization: Bearer $SENTRY_AUTH_TOKEN"` to `https://us.sentry.io` or `https://de.sentry.io`.',
      },
    },
  },
  {
    id: 'new-relic',
    name: 'New Relic',
    page: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
    hosts: ['newrelic.com', 'nr-data.net'],
    credentials: [
      { label: 'a user key', send: 'Api-Key: $NEW_RELIC_USER_KEY', token: 'NRAK-' },
      {
        label: 'a license key of the EU',
        send: 'Api-Key: $NEW_RELIC_LICENSE_KEY',
        token: /^eu01xx[\da-f]{30}NRAL$/,
        environment: 'the EU region',
      },
      { label: 'a license key', send: 'Api-Key: $NEW_RELIC_LICENSE_KEY', token: /^[\da-f]{36}NRAL$/ },
    ],
    environments: [
      {
        name: 'the US region',
        hosts: [
          'api.newrelic.com',
          'log-api.newrelic.com',
          'metric-api.newrelic.com',
          'trace-api.newrelic.com',
          'insights-collector.newrelic.com',
        ],
        kind: 'region',
      },
      {
        name: 'the EU region',
        hosts: [
          'log-api.eu.newrelic.com',
          'api.eu.newrelic.com',
          'metric-api.eu.newrelic.com',
          'trace-api.eu.newrelic.com',
          'insights-collector.eu01.nr-data.net',
        ],
        kind: 'region',
      },
    ],
  },
  {
    id: 'honeycomb',
    name: 'Honeycomb',
    page: 'https://docs.honeycomb.io/api/',
    hosts: ['api.honeycomb.io', 'api.eu1.honeycomb.io'],
    credentials: [{ label: 'an API key', send: 'X-Honeycomb-Team: $HONEYCOMB_API_KEY' }],
    says: {
      'key-unknown': {
        words: ['unknown api key'],
        row: 'G11',
        title:
          'Honeycomb does not know this key in this region: api.honeycomb.io (US) and api.eu1.honeycomb.io (EU) have keys of their own',
        fix: 'Call the region where the team is, and send `-H "X-Honeycomb-Team: $HONEYCOMB_API_KEY"`; a management key goes as Bearer `<id>:<secret>`.',
      },
    },
  },
  {
    id: 'pagerduty',
    name: 'PagerDuty',
    page: 'https://developer.pagerduty.com/docs/authentication',
    hosts: ['api.pagerduty.com', 'api.eu.pagerduty.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Token token=$PAGERDUTY_API_KEY' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $PAGERDUTY_TOKEN', token: 'pdu' },
    ],
  },
] as const satisfies readonly Product[];

export const observabilityExchanges: ProductExchanges<typeof observability> = {
  datadog: {
    refused: [
      {
        ask: 'GET https://api.datadoghq.com/api/v1/monitor',
        send: ['Authorization: Bearer ~hex32'],
        status: 401,
        answer: { errors: ['Unauthorized'] },
        row: 'C20',
        tells: '-H "DD-API-KEY: $DD_API_KEY"',
      },
      {
        ask: 'GET https://api.datadoghq.com/api/v1/monitor',
        send: ['DD-API-KEY: ~hex32'],
        status: 403,
        answer: { errors: ['Forbidden'] },
        row: 'A19',
        tells: 'DD-APPLICATION-KEY: $DD_APP_KEY',
      },
      {
        ask: 'GET https://api.datadoghq.com/api/v1/monitor',
        send: ['DD-API-KEY: ~hex32', 'DD-APPLICATION-KEY: ~hex40'],
        status: 403,
        answer: { errors: ['Forbidden'] },
        row: 'G11',
        tells: 'api.datadoghq.eu',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.datadoghq.com/api/v2/series',
        send: ['DD-API-KEY: ~hex32'],
        status: 202,
        answer: { errors: [] },
      },
    ],
  },
  sentry: {
    refused: [
      {
        ask: 'GET https://us.sentry.io/api/0/projects/',
        send: [
          'Authorization: Bearer sntrys_~b64({"iat":1790000000,"url":"https://sentry.io","region_url":"https://de.sentry.io","org":"t"})_~40',
        ],
        status: 401,
        answer: { detail: 'Invalid token' },
        row: 'G11',
        tells: 'https://de.sentry.io',
      },
      {
        ask: 'GET https://sentry.io/api/0/projects/',
        send: ['Authorization: Bearer ~hex64'],
        status: 401,
        answer: { detail: 'Invalid token' },
        row: 'D22',
        tells: 'SENTRY_AUTH_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://de.sentry.io/api/0/projects/tern/none/',
        send: ['Authorization: Bearer sntryu_~hex64'],
        status: 404,
        answer: { detail: 'The requested resource does not exist' },
      },
    ],
  },
  'new-relic': {
    refused: [
      {
        ask: 'POST https://api.newrelic.com/graphql',
        send: ['Authorization: Bearer NRAK-~20', 'Content-Type: application/json'],
        body: '{"query":"{ actor { user { name } } }"}',
        status: 401,
        answer: { errors: [{ message: 'Unauthorized' }] },
        row: 'C20',
        tells: '-H "Api-Key: $NEW_RELIC_USER_KEY"',
      },
      {
        ask: 'POST https://log-api.newrelic.com/log/v1',
        send: ['Api-Key: eu01xx~hex30NRAL'],
        status: 403,
        answer: { error: 'forbidden' },
        row: 'G11',
        tells: 'log-api.eu.newrelic.com',
      },
    ],
    healthy: [
      {
        ask: 'POST https://log-api.eu.newrelic.com/log/v1',
        send: ['Api-Key: eu01xx~hex30NRAL'],
        status: 202,
        answer: { requestId: 'a1b2' },
      },
    ],
  },
  honeycomb: {
    refused: [
      {
        ask: 'POST https://api.honeycomb.io/1/events/tern',
        send: ['X-Honeycomb-Team: ~22'],
        status: 401,
        answer: { error: 'unknown API key - check your credentials, region, and API URL' },
        row: 'G11',
        tells: 'api.eu1.honeycomb.io',
      },
      {
        ask: 'POST https://api.eu1.honeycomb.io/1/events/tern',
        send: ['Authorization: Bearer ~22'],
        status: 401,
        answer: { error: 'missing key' },
        row: 'C20',
        tells: 'X-Honeycomb-Team: $HONEYCOMB_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.honeycomb.io/1/events/tern',
        send: ['X-Honeycomb-Team: ~22'],
        status: 400,
        answer: { error: 'request body is malformed and cannot be read as JSON' },
      },
    ],
  },
  pagerduty: {
    refused: [
      {
        ask: 'GET https://api.pagerduty.com/users/me',
        send: ['Authorization: Bearer ~20'],
        status: 401,
        row: 'C06',
        tells: 'Authorization: Token token=$PAGERDUTY_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.pagerduty.com/users/none',
        send: ['Authorization: Token token=~20'],
        status: 404,
        answer: { error: { message: 'Not Found', code: 2100 } },
      },
    ],
  },
};
