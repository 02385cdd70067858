import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Logs and pictures of them. */
export const dashboards = [
  {
    id: 'grafana',
    name: 'Grafana',
    page: 'https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/authentication/',
    hosts: ['grafana.net'],
    signs: ['{"messageId":"","traceID":""}'],
    credentials: [
      { label: 'a service account’s token', send: 'Authorization: Bearer $GRAFANA_TOKEN', token: 'glsa_' },
      { label: 'user and password', send: 'Authorization: Basic admin:$GRAFANA_PASSWORD' },
      {
        label: 'an access policy’s token, of Grafana Cloud',
        send: 'Authorization: Basic $INSTANCE_ID:$GRAFANA_CLOUD_TOKEN',
        token: 'glc_',
      },
    ],
    says: {
      'token-unknown': {
        words: ['invalid api key', 'api key is expired', 'service account is disabled'],
        codes: ['api-key.invalid', 'api-key.expired', 'service-accounts.disabled'],
        row: 'J31',
        title: 'Grafana does not know this token: it is of another instance or organization, or was deleted',
        fix: 'Make one under Administration, Service accounts, of this very instance: `-H "Authorization: Bearer $GRAFANA_TOKEN"`. Tokens that begin with glc_ are for Grafana Cloud’s own API and for metrics, logs and traces.',
        isSure: true,
      },
      'password-wrong': {
        words: ['invalid username or password'],
        row: 'D22',
        title: 'Grafana does not know this user with this password, or locked it for five minutes after five failures',
        fix: 'Wait, and try `curl -u "admin:$GRAFANA_PASSWORD" "http://<host>/api/org"`; `grafana cli admin reset-admin-password` sets it anew.',
      },
      'permission-missing': {
        words: ["you'll need additional permissions to perform this action"],
        row: 'E02',
        title: 'The token’s service account lacks the permission that the answer names',
        fix: 'Give it a role or that permission: Administration, Service accounts. Administration of users and organizations wants user and password of a server admin.',
        isSure: true,
      },
    },
  },
  {
    id: 'splunk',
    name: 'Splunk',
    page: 'https://help.splunk.com/splunk-enterprise/get-data-in/collect-http-event-data/format-events-for-http-event-collector',
    hosts: ['splunkcloud.com'],
    signs: ['WWW-Authenticate: *realm="/splunk"*', '/services/collector', '/servicesNS/'],
    credentials: [
      {
        label: 'a token of the HTTP Event Collector',
        send: 'Authorization: Splunk $SPLUNK_HEC_TOKEN',
        token: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
      },
      { label: 'a token', send: 'Authorization: Bearer $SPLUNK_TOKEN' },
      { label: 'user and password', send: 'Authorization: Basic admin:$SPLUNK_PASSWORD' },
    ],
    says: {
      'collector-does-not-know-token': {
        words: ['invalid token'],
        codes: [4],
        statuses: [403],
        row: 'D22',
        title: 'The HTTP Event Collector does not know this token',
        fix: 'Look it up under Settings, Data inputs, HTTP Event Collector, of this very host; on a cluster every indexer needs it.',
      },
      'collector-token-disabled': {
        codes: [1],
        statuses: [403],
        row: 'D23',
        title: 'The HTTP Event Collector knows the token, which is disabled',
        fix: 'Enable it, and “All Tokens” under Global Settings: Settings, Data inputs, HTTP Event Collector.',
      },
      'call-not-authenticated': {
        words: ['call not properly authenticated'],
        row: 'D22',
        title: 'Splunk’s management does not know this user or token: one of the Event Collector is none',
        fix: 'Send `-u "admin:$SPLUNK_PASSWORD"` or `-H "Authorization: Bearer $SPLUNK_TOKEN"` (Settings, Tokens) to port 8089.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const dashboardExchanges: ProductExchanges<typeof dashboards> = {
  grafana: {
    refused: [
      {
        ask: 'GET https://grafana.tern.example/api/dashboards/home',
        send: ['Authorization: Bearer glsa_~32_~hex8'],
        status: 401,
        answer: { extra: null, message: 'Invalid API key', messageId: 'api-key.invalid', statusCode: 401, traceID: '' },
        row: 'J31',
        tells: 'Service accounts',
      },
      {
        ask: 'POST https://tern.grafana.net/api/folders',
        send: ['Authorization: Bearer glsa_~32_~hex8'],
        status: 403,
        answer: {
          accessErrorId: 'ACE1',
          message: "You'll need additional permissions to perform this action. Permissions needed: folders:create",
          title: 'Access denied',
        },
        row: 'E02',
        tells: 'service account',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.grafana.net/api/dashboards/uid/none',
        send: ['Authorization: Bearer glsa_~32_~hex8'],
        status: 404,
        answer: { message: 'Dashboard not found', messageId: 'dashboards.notFound', traceID: '' },
      },
    ],
  },
  splunk: {
    refused: [
      {
        ask: 'POST https://splunk.tern.example:8088/services/collector/event',
        send: ['Authorization: Bearer 61ab76f3-4758-4f45-bca7-c910cce746eb'],
        status: 401,
        answer: { text: 'Invalid authorization', code: 3 },
        row: 'C06',
        tells: '-H "Authorization: Splunk $SPLUNK_HEC_TOKEN"',
      },
      {
        ask: 'POST https://splunk.tern.example:8088/services/collector/event',
        send: ['Authorization: Splunk 61ab76f3-4758-4f45-bca7-c910cce746eb'],
        status: 403,
        answer: { text: 'Invalid token', code: 4 },
        row: 'D22',
        tells: 'Data inputs',
      },
    ],
    healthy: [
      {
        ask: 'POST https://splunk.tern.example:8088/services/collector/event',
        send: ['Authorization: Splunk 61ab76f3-4758-4f45-bca7-c910cce746eb'],
        status: 400,
        answer: { text: 'No data', code: 5 },
      },
    ],
  },
};
