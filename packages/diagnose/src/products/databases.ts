import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Databases that speak HTTP. */
export const databases = [
  {
    id: 'clickhouse',
    name: 'ClickHouse',
    page: 'https://clickhouse.com/docs/interfaces/http',
    hosts: ['clickhouse.cloud'],
    signs: ['X-ClickHouse-Exception-Code', 'X-ClickHouse-Server-Display-Name', '> X-ClickHouse-User'],
    credentials: [
      { label: 'user and password', send: 'Authorization: Basic default:$CLICKHOUSE_PASSWORD' },
      { label: 'the password', send: 'X-ClickHouse-Key: $CLICKHOUSE_PASSWORD' },
    ],
    says: {
      'password-wrong': {
        words: ['authentication failed: password is incorrect', 'there is no user with such name'],
        codes: [516],
        row: 'D22',
        title: 'ClickHouse does not know this user with this password',
        fix: 'Try `curl -u "default:$CLICKHOUSE_PASSWORD" "https://<host>:8443/?query=SELECT%201"`. A default user without a password may come from its own machine only; in containers set CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.',
        isSure: true,
      },
      'two-ways': {
        words: ['not allowed to use x-clickhouse http headers and other authentication methods simultaneously'],
        row: 'A14',
        title: 'ClickHouse got credentials in two ways at once',
        fix: 'Send either `-u "default:$CLICKHOUSE_PASSWORD"`, or X-ClickHouse-User and X-ClickHouse-Key, or `user` and `password` in the query.',
        isSure: true,
      },
    },
  },
  {
    id: 'couchdb',
    name: 'CouchDB',
    page: 'https://docs.couchdb.org/en/stable/api/server/authn.html',
    hosts: ['cloudantnosqldb.appdomain.cloud'],
    signs: ['Server: CouchDB/*', 'X-CouchDB-Body-Time', 'X-Couch-Request-ID'],
    credentials: [{ label: 'user and password', send: 'Authorization: Basic admin:$COUCHDB_PASSWORD' }],
    says: {
      'login-wrong': {
        words: ['name or password is incorrect'],
        row: 'D22',
        title: 'CouchDB does not know this user with this password',
        fix: '`curl -u "admin:$COUCHDB_PASSWORD" "http://127.0.0.1:5984/_session"` tells who one is; admins stand in local.ini, others in the database _users. After several failures the account is locked for five minutes.',
        isSure: true,
      },
      'not-admin': {
        words: ['you are not a server admin', 'you are not a db or server admin'],
        row: 'E02',
        title: 'CouchDB knows the user, who is no admin',
        fix: 'Send `-u "admin:$COUCHDB_PASSWORD"` of a server admin, or name the user in the database’s _security.',
        isSure: true,
      },
      'not-a-member': {
        words: ['you are not allowed to access this db', 'you are not authorized to access this db'],
        row: 'E02',
        title: 'The user is no member of this database: since CouchDB 3 new ones are for admins alone',
        fix: 'Add the user to `members.names` of the database’s _security, or send `-u "admin:$COUCHDB_PASSWORD"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'atlas',
    name: 'the MongoDB Atlas Administration API',
    page: 'https://www.mongodb.com/docs/atlas/api/api-authentication/',
    hosts: ['cloud.mongodb.com'],
    credentials: [
      { label: 'public and private key', send: 'Authorization: Digest $ATLAS_PUBLIC_KEY:$ATLAS_PRIVATE_KEY' },
      {
        label: 'a service account’s token',
        send: 'Authorization: Bearer $ATLAS_TOKEN',
        token: /^ey[\w-]+\.[\w-]+\.[\w-]+$/,
      },
    ],
    says: {
      'address-not-listed': {
        words: ['is not allowed to access this resource'],
        codes: ['IP_ADDRESS_NOT_ON_ACCESS_LIST', 'RESOURCE_REQUIRES_ACCESS_LIST'],
        row: 'B16',
        title: 'Atlas knows the key, whose access list lacks this address',
        fix: 'Add the address (`curl https://checkip.amazonaws.com`) to the key’s access list: Organization Access Manager, API Keys, Edit.',
        isSure: true,
      },
      'role-missing': {
        codes: ['USER_UNAUTHORIZED', 'ORG_REQUIRES_ACCESS_LIST'],
        row: 'E02',
        title: 'The key may not do this in this organization or project',
        fix: 'Give it a role in the project that the path names: Project Access Manager, API Keys.',
      },
    },
  },
] as const satisfies readonly Product[];

export const databaseExchanges: ProductExchanges<typeof databases> = {
  clickhouse: {
    refused: [
      {
        ask: 'POST http://ch.tern.example:8123/?query=SELECT%201',
        send: ['Authorization: Basic ~b64(default:heron-4411)'],
        status: 403,
        headers: ['X-ClickHouse-Exception-Code: 516', 'Content-Type: text/plain; charset=UTF-8'],
        answer:
          'Code: 516. DB::Exception: default: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED) (version 24.8.4.13)',
        row: 'D22',
        tells: 'CLICKHOUSE_PASSWORD',
      },
      {
        ask: 'POST https://ab12.eu-west-1.aws.clickhouse.cloud:8443/',
        send: ['Authorization: Bearer ~40'],
        status: 401,
        headers: ['Content-Type: text/plain; charset=UTF-8'],
        answer: 'Unauthorized',
        row: 'C06',
        tells: '-u "default:$CLICKHOUSE_PASSWORD"',
      },
    ],
    healthy: [
      {
        ask: 'POST http://ch.tern.example:8123/?query=SELECT%20x',
        send: ['X-ClickHouse-User: default', 'X-ClickHouse-Key: ~20'],
        status: 404,
        headers: ['X-ClickHouse-Exception-Code: 60'],
        answer: 'Code: 60. DB::Exception: Table default.x does not exist. (UNKNOWN_TABLE)',
      },
    ],
  },
  couchdb: {
    refused: [
      {
        ask: 'GET http://couch.tern.example:5984/orders/_all_docs',
        send: ['Authorization: Basic ~b64(ada:heron-4411)'],
        status: 401,
        headers: ['Server: CouchDB/3.3.3 (Erlang OTP/25)'],
        answer: { error: 'unauthorized', reason: 'Name or password is incorrect.' },
        row: 'D22',
        tells: '_session',
      },
      {
        ask: 'PUT http://couch.tern.example:5984/orders',
        send: ['Authorization: Basic ~b64(ada:heron-4411)'],
        status: 401,
        headers: ['Server: CouchDB/3.3.3 (Erlang OTP/25)'],
        answer: { error: 'unauthorized', reason: 'You are not a server admin.' },
        row: 'E02',
        tells: 'server admin',
      },
    ],
    healthy: [
      {
        ask: 'GET http://couch.tern.example:5984/orders/none',
        send: ['Authorization: Basic ~b64(ada:heron-4411)'],
        status: 404,
        headers: ['Server: CouchDB/3.3.3 (Erlang OTP/25)'],
        answer: { error: 'not_found', reason: 'missing' },
      },
    ],
  },
  atlas: {
    refused: [
      {
        ask: 'GET https://cloud.mongodb.com/api/atlas/v2/groups',
        send: ['Authorization: Basic ~b64(abcdefgh:heron-4411)'],
        status: 401,
        headers: [
          'WWW-Authenticate: Digest realm="MMS Public API", domain="", nonce="~20", algorithm=MD5, qop="auth", stale=false',
        ],
        answer: { error: 401, reason: 'Unauthorized', detail: 'You are not authorized for this resource.' },
        row: 'B11',
        tells: '--digest -u "$ATLAS_PUBLIC_KEY:$ATLAS_PRIVATE_KEY"',
      },
      {
        ask: 'GET https://cloud.mongodb.com/api/atlas/v2/groups',
        send: ['Authorization: Bearer ~jwt'],
        status: 403,
        answer: {
          error: 403,
          errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST',
          detail: 'IP address 203.0.113.9 is not allowed to access this resource.',
          reason: 'Forbidden',
        },
        row: 'B16',
        tells: '203.0.113.9',
      },
    ],
    healthy: [
      {
        ask: 'GET https://cloud.mongodb.com/api/atlas/v2/groups/none',
        send: ['Authorization: Bearer ~jwt'],
        status: 404,
        answer: {
          error: 404,
          errorCode: 'GROUP_NOT_FOUND',
          detail: 'No group with ID none exists.',
          reason: 'Not Found',
        },
      },
    ],
  },
};
