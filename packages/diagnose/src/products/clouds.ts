import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Clouds for everybody. */
export const clouds = [
  {
    id: 'cloudflare',
    name: 'Cloudflare',
    page: 'https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/',
    hosts: ['api.cloudflare.com'],
    credentials: [
      { label: 'an API token', send: 'Authorization: Bearer $CLOUDFLARE_API_TOKEN' },
      {
        label: 'the global API key, with X-Auth-Email',
        send: 'X-Auth-Key: $CLOUDFLARE_API_KEY',
        token: /^[0-9a-f]{37}$/,
      },
      { label: 'the global API key, with X-Auth-Email', send: 'X-Auth-Key: $CLOUDFLARE_API_KEY' },
      { label: 'an origin CA key', send: 'X-Auth-User-Service-Key: $CLOUDFLARE_ORIGIN_CA_KEY', token: /^v1\.0-/ },
    ],
    says: {
      'headers-invalid': {
        codes: [6003, 6111, 9106],
        words: [
          'invalid request headers',
          'invalid format for authorization header',
          'missing x-auth-key, x-auth-email',
        ],
        statuses: [400, 401, 403],
        row: 'C05',
        title: 'Cloudflare reads neither an API token nor a global key with its e-mail address',
        fix: 'Send a token, `-H "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`, or the global key, `-H "X-Auth-Email: you@example.com" -H "X-Auth-Key: $CLOUDFLARE_API_KEY"`; not the one in the place of the other.',
        isSure: true,
      },
      'token-refused': {
        codes: [1000, 10000, 9109, 9103],
        words: ['invalid access token', 'unknown x-auth-key or x-auth-email', 'invalid api token'],
        row: 'D22',
        title: 'Cloudflare does not take this token: unknown, expired, or without the permission, zone or account',
        fix: '`curl -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" "https://api.cloudflare.com/client/v4/user/tokens/verify"` tells whether it is active; if it is, add the permission and the zone or account to it.',
      },
      'address-not-allowed': {
        words: ['cannot use the access token from location'],
        row: 'B16',
        title: 'The Cloudflare token is not allowed from this address',
        fix: 'Add the egress address to the token’s client IP filter.',
        isSure: true,
      },
    },
  },
  {
    id: 'digitalocean',
    name: 'DigitalOcean',
    page: 'https://docs.digitalocean.com/reference/api/digitalocean/',
    hosts: ['api.digitalocean.com', 'digitaloceanspaces.com'],
    credentials: [
      { label: 'a personal access token', send: 'Authorization: Bearer $DIGITALOCEAN_TOKEN', token: 'dop_v1_' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $DIGITALOCEAN_TOKEN', token: 'doo_v1_' },
      { label: 'a token', send: 'Authorization: Bearer $DIGITALOCEAN_TOKEN' },
      { label: 'a signature with a key of Spaces', send: 'Authorization: AWS4-HMAC-SHA256 …' },
    ],
    says: {
      'token-refused': {
        words: ['unable to authenticate you'],
        row: 'D22',
        title: 'DigitalOcean does not know this token (any more)',
        fix: 'Make a new one under API, Tokens: `-H "Authorization: Bearer $DIGITALOCEAN_TOKEN"`.',
      },
      'scope-missing': {
        words: ['you are not authorized to perform this operation', 'you are missing the required permission'],
        row: 'E02',
        title: 'The DigitalOcean token lacks a scope',
        fix: 'Make a token with the scope that the operation names (`droplet:create`, …); scopes of a token cannot be changed.',
        isSure: true,
      },
    },
  },
  {
    id: 'hetzner',
    name: 'Hetzner Cloud',
    page: 'https://docs.hetzner.cloud/reference/cloud',
    hosts: ['api.hetzner.cloud', 'dns.hetzner.com'],
    environments: [
      { name: 'the Cloud API', hosts: ['api.hetzner.cloud'], kind: 'region' },
      { name: 'the old DNS API', hosts: ['dns.hetzner.com'], kind: 'region' },
    ],
    credentials: [
      {
        label: 'a project’s API token',
        send: 'Authorization: Bearer $HCLOUD_TOKEN',
        token: /^[A-Za-z0-9]{64}$/,
        environment: 'the Cloud API',
      },
      {
        label: 'a token of the DNS console',
        send: 'Auth-API-Token: $HETZNER_DNS_TOKEN',
        token: /^[A-Za-z0-9]{32}$/,
        environment: 'the old DNS API',
      },
    ],
    says: {
      'token-refused': {
        words: ['unable to authenticate', 'the token you have provided is invalid'],
        codes: ['unauthorized'],
        row: 'D22',
        title: 'Hetzner Cloud does not know this token: it belongs to one project, and ends with it',
        fix: 'Make one under the project’s Security, API tokens: `-H "Authorization: Bearer $HCLOUD_TOKEN"`.',
      },
      'read-only': {
        codes: ['token_readonly'],
        row: 'E02',
        title: 'The Hetzner token is for reading only',
        fix: 'Make one with “Read & Write”.',
        isSure: true,
      },
    },
  },
  {
    id: 'linode',
    name: 'Linode (Akamai)',
    page: 'https://techdocs.akamai.com/linode-api/reference/get-started',
    hosts: ['api.linode.com'],
    credentials: [{ label: 'a personal access token', send: 'Authorization: Bearer $LINODE_TOKEN' }],
    says: {
      'token-refused': {
        words: ['invalid token', 'invalid oauth token'],
        row: 'D22',
        title: 'Linode does not know this token (any more)',
        fix: 'Make a new one under API Tokens in the Cloud Manager: `-H "Authorization: Bearer $LINODE_TOKEN"`; they end after six months by default.',
      },
      'scope-missing': {
        words: ['your oauth token is not authorized to use this endpoint'],
        row: 'E02',
        title: 'The Linode token lacks a scope',
        fix: 'Make a token with read or write access to this part (`linodes:read_write`, …).',
        isSure: true,
      },
    },
  },
  {
    id: 'vultr',
    name: 'Vultr',
    page: 'https://www.vultr.com/api/#section/Authentication',
    hosts: ['api.vultr.com'],
    credentials: [{ label: 'an API key', send: 'Authorization: Bearer $VULTR_API_KEY' }],
    says: {
      'address-not-allowed': {
        words: ['unauthorized ip address'],
        row: 'B16',
        title: 'Vultr refuses the address: each key has a list of its own',
        fix: 'Add the egress address (IPv6 as well) under Account, API, Access Control.',
        isSure: true,
      },
      'key-refused': {
        words: ['invalid api token', 'invalid api key'],
        row: 'D22',
        title: 'Vultr does not know this key',
      },
    },
  },
] as const satisfies readonly Product[];

export const cloudExchanges: ProductExchanges<typeof clouds> = {
  cloudflare: {
    refused: [
      {
        ask: 'GET https://api.cloudflare.com/client/v4/zones',
        send: ['Authorization: Bearer ~hex37'],
        status: 400,
        answer: {
          success: false,
          errors: [
            {
              code: 6003,
              message: 'Invalid request headers',
              error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
            },
          ],
        },
        row: 'C05',
        tells: 'X-Auth-Key: $CLOUDFLARE_API_KEY',
      },
      {
        ask: 'GET https://api.cloudflare.com/client/v4/zones/1/dns_records',
        send: ['Authorization: Bearer ~40'],
        status: 403,
        answer: { success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
        row: 'D22',
        tells: 'user/tokens/verify',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.cloudflare.com/client/v4/zones/none',
        send: ['Authorization: Bearer ~40'],
        status: 400,
        answer: {
          success: false,
          errors: [
            { code: 7003, message: 'Could not route to /zones/none, perhaps your object identifier is invalid?' },
          ],
        },
      },
    ],
  },
  digitalocean: {
    refused: [
      {
        ask: 'GET https://api.digitalocean.com/v2/account',
        send: ['Authorization: Bearer dop_v1_~hex64'],
        status: 401,
        answer: { id: 'Unauthorized', message: 'Unable to authenticate you' },
        row: 'D22',
        tells: 'DIGITALOCEAN_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.digitalocean.com/v2/droplets/1',
        send: ['Authorization: Bearer dop_v1_~hex64'],
        status: 404,
        answer: { id: 'not_found', message: 'The resource you were accessing could not be found.' },
      },
    ],
  },
  hetzner: {
    refused: [
      {
        ask: 'GET https://dns.hetzner.com/api/v1/zones',
        send: ['Auth-API-Token: ~64'],
        status: 401,
        answer: { message: 'Invalid authentication credentials' },
        row: 'G11',
        tells: 'https://api.hetzner.cloud',
      },
      {
        ask: 'GET https://api.hetzner.cloud/v1/servers',
        send: ['Authorization: Bearer ~64'],
        status: 401,
        answer: { error: { code: 'unauthorized', message: 'the token you have provided is invalid' } },
        row: 'D22',
        tells: 'HCLOUD_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.hetzner.cloud/v1/servers/1',
        send: ['Authorization: Bearer ~64'],
        status: 404,
        answer: { error: { code: 'not_found', message: 'server with ID ‘1’ not found' } },
      },
    ],
  },
  linode: {
    refused: [
      {
        ask: 'GET https://api.linode.com/v4/account',
        send: ['Authorization: Bearer ~hex64'],
        status: 401,
        answer: { errors: [{ reason: 'Your OAuth token is not authorized to use this endpoint.' }] },
        row: 'E02',
        tells: 'linodes:read_write',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.linode.com/v4/linode/instances/1',
        send: ['Authorization: Bearer ~hex64'],
        status: 404,
        answer: { errors: [{ reason: 'Not found' }] },
      },
    ],
  },
  vultr: {
    refused: [
      {
        ask: 'GET https://api.vultr.com/v2/instances',
        send: ['Authorization: Bearer ~36'],
        status: 401,
        answer: { error: 'Unauthorized IP address: 192.0.2.1', status: 401 },
        row: 'B16',
        tells: 'Access Control',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.vultr.com/v2/instances/none',
        send: ['Authorization: Bearer ~36'],
        status: 404,
        answer: { error: 'Invalid instance-id', status: 404 },
      },
    ],
  },
};
