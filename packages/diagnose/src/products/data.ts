import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Databases and search behind an API. */
export const data = [
  {
    id: 'supabase',
    name: 'Supabase',
    page: 'https://supabase.com/docs/guides/api/api-keys',
    row: 'J15',
    hosts: ['supabase.co', 'supabase.in'],
    credentials: [
      { label: 'a publishable key', send: 'apikey: $SUPABASE_KEY', token: 'sb_publishable_' },
      { label: 'a secret key', send: 'apikey: $SUPABASE_SECRET_KEY', token: 'sb_secret_' },
      { label: 'a key', send: 'apikey: $SUPABASE_KEY' },
      { label: 'a user’s JWT, beside the key', send: 'Authorization: Bearer $USER_JWT' },
    ],
    says: {
      'apikey-missing': {
        words: ['no api key found', 'no apikey'],
        row: 'J15',
        title: 'Supabase misses its `apikey` header',
        fix: 'Send `-H "apikey: $SUPABASE_KEY"` with every request, beside the Authorization of the user. supabase-js does so if its client was made with the key.',
        isSure: true,
      },
      refuses: {
        words: [
          'invalid api key',
          'unauthorized_',
          'invalid jwt',
          'legacy api keys are disabled',
          'bad_jwt',
          'session_not_found',
        ],
        row: 'J15',
        title: 'Supabase does not accept the key or token',
        fix: 'Compare URL and key: both must be of the same project, and legacy keys may be switched off: `-H "apikey: $SUPABASE_KEY"`. A user’s JWT needs a session that still exists.',
      },
    },
  },
  {
    id: 'elasticsearch',
    name: 'Elasticsearch',
    page: 'https://www.elastic.co/docs/deploy-manage/api-keys/elasticsearch-api-keys',
    row: 'J31',
    hosts: ['es.io', 'elastic-cloud.com', 'elastic.cloud'],
    signs: ['X-Elastic-Product', 'WWW-Authenticate: ApiKey*'],
    credentials: [
      { label: 'an API key, base64 of id and key', send: 'Authorization: ApiKey $ES_API_KEY' },
      { label: 'user and password', send: 'Authorization: Basic elastic:$ES_PASSWORD' },
      { label: 'a token', send: 'Authorization: Bearer $ES_TOKEN' },
    ],
    says: {
      'credentials-missing': {
        words: ['missing authentication credentials for rest request'],
        row: 'A01',
        title: 'Elasticsearch finds no credentials in the request',
      },
      'action-not-granted': {
        words: ['action … is unauthorized for'],
        row: 'E02',
        title: 'Elasticsearch knows the caller, and their roles do not allow this action',
        fix: 'Give the role or API key the privilege that the answer names, on the index that it names.',
        isSure: true,
      },
    },
  },
  {
    id: 'influxdb',
    name: 'InfluxDB',
    page: 'https://docs.influxdata.com/influxdb/v2/api-guide/api_intro/',
    hosts: ['influxdata.com'],
    signs: ['X-Influxdb-Version', 'X-Influxdb-Build'],
    credentials: [
      { label: 'an API token', send: 'Authorization: Token $INFLUX_TOKEN' },
      { label: 'an API token of version 3', send: 'Authorization: Bearer $INFLUX_TOKEN', token: 'apiv3_' },
      { label: 'user and password of version 1', send: 'Authorization: Basic you:$INFLUX_PASSWORD' },
    ],
    says: {
      'unauthorized-access': {
        words: ['unauthorized access'],
        row: 'D22',
        title: 'InfluxDB does not know this token here',
        fix: 'Send `-H "Authorization: Token $INFLUX_TOKEN"`, of this organization and region (the host names it).',
      },
    },
  },
  {
    id: 'hasura',
    name: 'Hasura',
    page: 'https://hasura.io/docs/2.0/auth/authentication/jwt/',
    hosts: ['hasura.app'],
    signs: ['> X-Hasura-Admin-Secret', '> X-Hasura-Role'],
    credentials: [
      { label: 'the admin secret', send: 'X-Hasura-Admin-Secret: $HASURA_ADMIN_SECRET' },
      { label: 'a JWT', send: 'Authorization: Bearer $TOKEN' },
    ],
    says: {
      'admin-secret': {
        words: [
          'invalid x-hasura-admin-secret',
          'x-hasura-admin-secret/x-hasura-access-key required',
          'x-hasura-admin-secret required',
        ],
        statuses: [200, 401],
        row: 'D22',
        title: 'Hasura does not take the admin secret, or got none',
        fix: 'Send HASURA_GRAPHQL_ADMIN_SECRET of this server: `-H "X-Hasura-Admin-Secret: $HASURA_ADMIN_SECRET"`.',
        isSure: true,
      },
      'claims-missing': {
        words: ['claims key: … not found', 'jwt claim does not contain', 'x-hasura-default-role … not found'],
        statuses: [200, 400, 401],
        row: 'D05',
        title: 'The JWT has not the claims by which Hasura knows roles',
        fix: 'Have the issuer write `"https://hasura.io/jwt/claims": {"x-hasura-default-role": …, "x-hasura-allowed-roles": […]}`.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const dataExchanges: ProductExchanges<typeof data> = {
  supabase: {
    refused: [
      {
        ask: 'GET https://abcdefghijklmnopqrst.supabase.co/rest/v1/nests',
        send: ['Authorization: Bearer sb_publishable_~31'],
        status: 401,
        answer: { message: 'No API key found in request', hint: 'No `apikey` request header or url param was found.' },
        row: 'J15',
        tells: '-H "apikey: $SUPABASE_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://abcdefghijklmnopqrst.supabase.co/rest/v1/none',
        send: ['apikey: sb_publishable_~31'],
        status: 404,
        answer: { code: 'PGRST205', message: "Could not find the table 'public.none' in the schema cache" },
      },
    ],
  },
  elasticsearch: {
    refused: [
      {
        ask: 'GET https://es.tern.example:9200/nests/_search',
        send: ['Authorization: ApiKey ~b64(~20:~22)'],
        status: 403,
        headers: ['X-Elastic-Product: Elasticsearch'],
        answer: {
          error: {
            type: 'security_exception',
            reason: 'action [indices:data/read/search] is unauthorized for API key id [1] of user [ada]',
          },
          status: 403,
        },
        row: 'E02',
        tells: 'privilege',
      },
    ],
    healthy: [
      {
        ask: 'GET https://es.tern.example:9200/none/_search',
        send: ['Authorization: ApiKey ~b64(~20:~22)'],
        status: 404,
        headers: ['X-Elastic-Product: Elasticsearch'],
        answer: { error: { type: 'index_not_found_exception', reason: 'no such index [none]' }, status: 404 },
      },
    ],
  },
  influxdb: {
    refused: [
      {
        ask: 'POST https://influx.tern.example/api/v2/query?org=tern',
        send: ['Authorization: Bearer ~86=='],
        body: 'from(bucket: "a")',
        status: 401,
        headers: ['X-Influxdb-Version: v2.7.11'],
        answer: { code: 'unauthorized', message: 'unauthorized access' },
        row: 'C06',
        tells: '-H "Authorization: Token $INFLUX_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://influx.tern.example/api/v2/query?org=none',
        send: ['Authorization: Token ~86=='],
        body: 'from(bucket: "a")',
        status: 404,
        headers: ['X-Influxdb-Version: v2.7.11'],
        answer: { code: 'not found', message: 'organization name "none" not found' },
      },
    ],
  },
  hasura: {
    refused: [
      {
        ask: 'POST https://tern.hasura.app/v1/graphql',
        send: ['X-Hasura-Admin-Secret: ~32'],
        body: '{"query":"{nests{id}}"}',
        status: 200,
        answer: {
          errors: [
            { message: 'invalid "x-hasura-admin-secret"/"x-hasura-access-key"', extensions: { code: 'access-denied' } },
          ],
        },
        row: 'D22',
        tells: 'HASURA_ADMIN_SECRET',
      },
    ],
    healthy: [
      {
        ask: 'POST https://tern.hasura.app/v1/graphql',
        send: ['X-Hasura-Admin-Secret: ~32'],
        body: '{"query":"{none{id}}"}',
        status: 200,
        answer: {
          errors: [
            { message: "field 'none' not found in type: 'query_root'", extensions: { code: 'validation-failed' } },
          ],
        },
      },
    ],
  },
};
