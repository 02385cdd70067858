import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What a secured key of Algolia allows: it is base64 of a signature of 64 digits and the restrictions as a query. */
function algoliaLimits(key: string): URLSearchParams | undefined {
  if (!/^[A-Za-z0-9+/=]{100,4000}$/.test(key)) return undefined;
  try {
    const read = atob(key);
    return /^[0-9a-f]{64}\w+=/.test(read) ? new URLSearchParams(read.slice(64)) : undefined;
  } catch {
    return undefined;
  }
}

/** The index that a path of Algolia names. */
const algoliaIndex = (path: string): string | undefined => /\/indexes\/([^/*]+)/.exec(path)?.[1];

/** Search, vectors and warehouses. */
export const searchAndWarehouses = [
  {
    id: 'algolia',
    name: 'Algolia',
    page: 'https://www.algolia.com/doc/guides/security/api-keys/',
    hosts: ['algolia.net', 'algolianet.com'],
    credentials: [
      {
        label: 'an API key',
        send: 'X-Algolia-API-Key: $ALGOLIA_API_KEY',
        check: {
          id: 'key-of-other-index',
          row: 'G11',
          title: 'The secured key of Algolia is for other indices',
          find: (key, { location }) => {
            const allowed = algoliaLimits(key)?.get('restrictIndices')?.split(',');
            const index = algoliaIndex(location?.pathname ?? '');
            if (!allowed || index === undefined || allowed.some((one) => one === index || one.includes('*')))
              return undefined;
            return [
              'The key names the indices that it is for, and this is none of them.',
              `The path names the index ${index.slice(0, 60)}.`,
            ];
          },
          fix: 'Make the secured key with `restrictIndices` that holds this index, or search one that it holds.',
        },
      },
      { label: 'an API key', send: '?x-algolia-api-key=$ALGOLIA_API_KEY' },
    ],
    needs: [
      {
        send: 'X-Algolia-Application-Id: $ALGOLIA_APP_ID',
        label: 'the id of the application',
        words: ['x-algolia-application-id'],
      },
    ],
    says: {
      'key-refused': {
        words: [
          'invalid application-id or api key',
          'method not allowed with this api key',
          'index not allowed with this api key',
        ],
        row: 'D22',
        title: 'Algolia does not take this key for this application, index or method',
        fix: 'Take application id and key from the same application; the search key may only search: `-H "X-Algolia-Application-Id: $ALGOLIA_APP_ID" -H "X-Algolia-API-Key: $ALGOLIA_API_KEY"`.',
      },
    },
  },
  {
    id: 'pinecone',
    name: 'Pinecone',
    page: 'https://docs.pinecone.io/reference/api/authentication',
    hosts: ['pinecone.io'],
    credentials: [
      { label: 'an API key', send: 'Api-Key: $PINECONE_API_KEY', token: 'pcsk_' },
      { label: 'an API key', send: 'Api-Key: $PINECONE_API_KEY' },
    ],
    says: {
      'key-refused': {
        words: ['invalid api key', 'wrong api key or', 'malformed domain'],
        row: 'D22',
        title: 'Pinecone does not know this key in this project',
        fix: 'Take a key of the project that holds the index: `-H "Api-Key: $PINECONE_API_KEY"`.',
      },
    },
  },
  {
    id: 'snowflake',
    name: 'Snowflake',
    page: 'https://docs.snowflake.com/en/developer-guide/sql-api/authenticating',
    hosts: ['snowflakecomputing.com', 'snowflakecomputing.cn'],
    credentials: [
      { label: 'a JWT, OAuth or programmatic access token', send: 'Authorization: Bearer $SNOWFLAKE_TOKEN' },
    ],
    needs: [
      {
        send: 'X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT',
        label: 'the kind of the token (KEYPAIR_JWT, OAUTH or PROGRAMMATIC_ACCESS_TOKEN)',
        words: ['x-snowflake-authorization-token-type'],
      },
    ],
    says: {
      'jwt-invalid': {
        codes: ['390144'],
        words: ['jwt token is invalid'],
        row: 'D14',
        title:
          'Snowflake does not take the JWT: account or user in upper case, the key’s fingerprint or the times do not fit (390144)',
        fix: '`iss` is `<ACCOUNT>.<USER>.SHA256:<fingerprint>` and `sub` `<ACCOUNT>.<USER>`, in upper case, the account without its region; `DESC USER` shows RSA_PUBLIC_KEY_FP; an hour at most.',
        isSure: true,
      },
      'token-expired': {
        codes: ['390318', '390114', '390195'],
        row: 'D01',
        title: 'The OAuth or session token of Snowflake has expired',
        fix: 'Get a new one.',
        isSure: true,
      },
    },
  },
  {
    id: 'databricks',
    name: 'Databricks',
    page: 'https://docs.databricks.com/aws/en/dev-tools/auth/',
    hosts: ['cloud.databricks.com', 'azuredatabricks.net', 'gcp.databricks.com'],
    credentials: [
      { label: 'a personal access token', send: 'Authorization: Bearer $DATABRICKS_TOKEN', token: 'dapi' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $DATABRICKS_TOKEN' },
    ],
    says: {
      'token-invalid': {
        words: ['invalid access token', 'credential was not sent or was of an unsupported type', 'invalid token'],
        row: 'D22',
        title: 'Databricks does not know this token in this workspace',
        fix: 'A personal access token is of one workspace: make one there (User settings, Developer): `-H "Authorization: Bearer $DATABRICKS_TOKEN"`; on Azure `az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const searchAndWarehouseExchanges: ProductExchanges<typeof searchAndWarehouses> = {
  algolia: {
    refused: [
      {
        ask: 'POST https://abcdef1234-dsn.algolia.net/1/indexes/boats/query',
        send: [
          'X-Algolia-Application-Id: ABCDEF1234',
          'X-Algolia-API-Key: ~b64(~hex64restrictIndices=nests&validUntil=1795173000)',
        ],
        body: '{"query":"a"}',
        status: 403,
        answer: { message: 'Index not allowed with this API key', status: 403 },
        row: 'G11',
        tells: '`restrictIndices`',
      },
    ],
    healthy: [
      {
        ask: 'POST https://abcdef1234-dsn.algolia.net/1/indexes/none/query',
        send: ['X-Algolia-Application-Id: ABCDEF1234', 'X-Algolia-API-Key: ~hex32'],
        body: '{"query":"a"}',
        status: 404,
        answer: { message: 'Index none does not exist', status: 404 },
      },
    ],
  },
  pinecone: {
    refused: [
      {
        ask: 'GET https://api.pinecone.io/indexes',
        send: ['Authorization: Bearer pcsk_~70'],
        status: 401,
        answer: 'Unauthorized',
        row: 'C20',
        tells: '-H "Api-Key: $PINECONE_API_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.pinecone.io/indexes/none',
        send: ['Api-Key: pcsk_~70'],
        status: 404,
        answer: { error: { code: 'NOT_FOUND', message: 'Resource none not found' }, status: 404 },
      },
    ],
  },
  snowflake: {
    refused: [
      {
        ask: 'POST https://tern-eu.snowflakecomputing.com/api/v2/statements',
        send: ['Authorization: Bearer ~jwt', 'X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT'],
        claims: { iss: 'tern.ada.SHA256:x', sub: 'tern.ada' },
        body: '{"statement":"select 1"}',
        status: 401,
        answer: { code: '390144', message: 'JWT token is invalid. [1]' },
        row: 'D14',
        tells: 'RSA_PUBLIC_KEY_FP',
      },
    ],
    healthy: [
      {
        ask: 'POST https://tern-eu.snowflakecomputing.com/api/v2/statements',
        send: ['Authorization: Bearer ~jwt', 'X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT'],
        claims: { iss: 'TERN.ADA.SHA256:x', sub: 'TERN.ADA' },
        body: '{"statement":"select"}',
        status: 422,
        answer: { code: '001003', message: 'SQL compilation error: syntax error line 1 at position 6.' },
      },
    ],
  },
  databricks: {
    refused: [
      {
        ask: 'GET https://tern.cloud.databricks.com/api/2.1/clusters/list',
        send: ['Authorization: Bearer dapi~hex32'],
        status: 403,
        answer: { error_code: '403', message: 'Invalid access token.' },
        row: 'D22',
        tells: 'of one workspace',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.cloud.databricks.com/api/2.1/clusters/get?cluster_id=none',
        send: ['Authorization: Bearer dapi~hex32'],
        status: 400,
        answer: { error_code: 'INVALID_PARAMETER_VALUE', message: 'Cluster none does not exist' },
      },
    ],
  },
};
