import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const atatt = ['ATATT', keyText(180)].join('');
const jira = (headers: Record<string, string>, body: string, status = 401) =>
  exchangeOf({ url: 'https://acme.atlassian.net/rest/api/3/myself', headers, answer: { status, body } });
const basic = { Authorization: `Basic ${btoa(`ada@acme.example:${keyText(40)}`)}` };
const notion = (message: string, status: number) =>
  exchangeOf({
    url: 'https://api.notion.com/v1/users',
    headers: bearer(['ntn', keyText(46)].join('_')),
    answer: { status, body: { object: 'error', message } },
  });
const linear = (authorization: string) =>
  exchangeOf({
    method: 'POST',
    url: 'https://api.linear.app/graphql',
    headers: { Authorization: authorization },
    body: '{"query":"{ viewer { id } }"}',
    answer: { body: { errors: [{ message: 'Authentication required' }] } },
  });
const linKey = ['lin', 'api', keyText(40)].join('_');
const figd = ['figd', keyText(40)].join('_');
const figma = (headers: Record<string, string>) =>
  exchangeOf({ url: 'https://api.figma.com/v1/me', headers, answer: { status: 403, body: { err: 'Invalid token' } } });
const airtable = (token: string) =>
  exchangeOf({
    url: 'https://api.airtable.com/v0/meta/bases',
    headers: bearer(token),
    answer: { body: { error: { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' } } },
  });
const elastic = (credential: string) =>
  exchangeOf({
    url: 'https://es.example.com:9200/',
    headers: { Authorization: `ApiKey ${credential}` },
    answer: {
      headers: { 'X-elastic-product': 'Elasticsearch', 'WWW-Authenticate': 'ApiKey' },
      body: { error: { reason: 'unable to authenticate with provided credentials' } },
    },
  });
const grafana = (message: string, status: number) =>
  exchangeOf({
    url: 'https://grafana.example.com/api/datasources',
    headers: bearer(['glsa', keyText(40)].join('_')),
    answer: { status, body: { message } },
  });
const spotify = (message: string) =>
  exchangeOf({
    url: 'https://api.spotify.com/v1/me',
    headers: bearer(`BQ${keyText(100)}`),
    answer: { body: { error: { status: 401, message } } },
  });

export const workFixtures: Fixtures = {
  'atlassian-token-as-bearer': {
    finds: [
      {
        name: 'an API token as Bearer',
        exchange: jira(bearer(atatt), 'Client must be authenticated to access this resource.'),
        tells: /Basic base64/,
      },
    ],
    misses: [
      {
        name: 'an OAuth token as Bearer',
        exchange: jira(bearer(keyText(60)), 'Client must be authenticated to access this resource.'),
      },
    ],
  },
  'atlassian-refuses': {
    finds: [{ name: 'a password', exchange: jira(basic, 'Basic auth with password is not allowed on this instance') }],
    misses: [
      { name: 'a project that is closed', exchange: jira(basic, 'You do not have permission to view this issue', 403) },
    ],
  },
  'notion-token-refused': {
    finds: [{ name: 'a token that is not known', exchange: notion('API token is invalid.', 401) }],
    misses: [
      { name: 'a page that is not shared', exchange: notion('Insufficient permissions for this endpoint.', 403) },
    ],
  },
  'linear-key-as-bearer': {
    finds: [{ name: 'a key as Bearer', exchange: linear(`Bearer ${linKey}`) }],
    misses: [{ name: 'a key alone', exchange: linear(linKey) }],
  },
  'figma-token-in-authorization': {
    finds: [{ name: 'a token as Bearer', exchange: figma(bearer(figd)), tells: /X-Figma-Token/ }],
    misses: [{ name: 'a token in its header', exchange: figma({ 'X-Figma-Token': figd }) }],
  },
  'airtable-old-key': {
    finds: [{ name: 'a key of old', exchange: airtable(`key${keyText(14)}`) }],
    misses: [{ name: 'a personal access token', exchange: airtable(`pat${keyText(14)}.${keyText(64)}`) }],
  },
  'airtable-refuses': {
    finds: [
      { name: 'a personal access token that is not known', exchange: airtable(`pat${keyText(14)}.${keyText(64)}`) },
    ],
    misses: [
      {
        name: 'a base that is not shared',
        exchange: exchangeOf({
          url: 'https://api.airtable.com/v0/app1/t',
          headers: bearer(`pat${keyText(14)}`),
          answer: { status: 403, body: { error: { type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND' } } },
        }),
      },
    ],
  },
  'hourly-token-expired': {
    finds: [{ name: 'a token whose hour is over', exchange: spotify('The access token expired'), as: 'finding' }],
    misses: [{ name: 'a token that is none', exchange: spotify('Invalid access token') }],
  },
  'elastic-key-not-encoded': {
    finds: [{ name: 'id and key in clear', exchange: elastic(`${keyText(20)}:${keyText(22)}`), tells: /in clear/ }],
    misses: [{ name: 'id and key encoded', exchange: elastic(btoa(`${keyText(20)}:${keyText(22)}`)) }],
  },
  'grafana-token-refused': {
    finds: [{ name: 'a token that is not known', exchange: grafana('Invalid API key', 401) }],
    misses: [
      {
        name: 'a permission that is missing',
        exchange: grafana('You’ll need additional permissions to perform this action', 403),
      },
    ],
  },
};
