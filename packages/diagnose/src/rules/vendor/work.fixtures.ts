import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

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
