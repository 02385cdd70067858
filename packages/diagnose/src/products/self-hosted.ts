import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What one runs on a server of one’s own. */
export const selfHosted = [
  {
    id: 'proxmox',
    name: 'Proxmox VE',
    page: 'https://pve.proxmox.com/wiki/Proxmox_VE_API',
    signs: ['Server: pve-api-daemon/*', '> Authorization: PVEAPIToken*', '> Cookie: *PVEAuthCookie=*'],
    says: {
      'no-ticket': {
        words: ['no ticket'],
        row: 'C05',
        title: 'Proxmox reads its API tokens with `PVEAPIToken=` before them, and found none',
        fix: 'Send `-H "Authorization: PVEAPIToken=you@pam!name=$PVE_TOKEN"`: user, realm and the token’s name, then its UUID; in single quotes, since the shell reads `!`.',
      },
      'token-value': {
        words: ['invalid token value', 'no such token', 'no such user'],
        row: 'D22',
        title: 'Proxmox does not know this token',
        fix: "`pveum user token list you@pam`; send `-H 'Authorization: PVEAPIToken=you@pam!name=…'`.",
        isSure: true,
      },
      csrf: {
        words: ['permission denied - invalid csrf token'],
        row: 'H13',
        title: 'Proxmox wants CSRFPreventionToken beside the ticket’s cookie for what changes something',
        fix: 'Send the CSRFPreventionToken that came with the ticket, or an API token, which needs none.',
        isSure: true,
      },
      'permission-missing': {
        words: ['permission check failed'],
        row: 'E02',
        title: 'The Proxmox user or token lacks a permission: tokens have their own (privilege separation)',
        fix: "`pveum acl modify <path> --tokens 'you@pam!name' --roles <role>` for the path and privilege that the answer names.",
        isSure: true,
      },
    },
  },
  {
    id: 'discourse',
    name: 'Discourse',
    page: 'https://docs.discourse.org/',
    signs: ['X-Discourse-Route', 'Discourse-Logged-Out', '> Api-Username'],
    credentials: [
      { label: 'an API key', send: 'Api-Key: $DISCOURSE_API_KEY' },
      { label: 'a user’s API key', send: 'User-Api-Key: $DISCOURSE_USER_API_KEY' },
    ],
    says: {
      'key-invalid': {
        words: ['the api username or key is invalid'],
        row: 'D22',
        title: 'Discourse does not know this key for this user',
        fix: 'Send both as headers: `-H "Api-Key: $DISCOURSE_API_KEY" -H "Api-Username: system"`; a key of a single user takes that name alone.',
        isSure: true,
      },
    },
  },
  {
    id: 'n8n',
    name: 'n8n',
    page: 'https://docs.n8n.io/api/authentication/',
    hosts: ['app.n8n.cloud'],
    signs: ['> X-N8N-API-KEY'],
    credentials: [{ label: 'an API key', send: 'X-N8N-API-KEY: $N8N_API_KEY' }],
    says: {
      'key-missing': {
        words: ["'x-n8n-api-key' header required", 'x-n8n-api-key header required'],
        row: 'A01',
        title: 'n8n reads its key in X-N8N-API-KEY, and found none',
        isSure: true,
      },
      'key-refused': {
        words: ['unauthorized'],
        statuses: [401],
        row: 'D22',
        title: 'n8n does not know this key',
        fix: 'Make one under Settings, n8n API: `-H "X-N8N-API-KEY: $N8N_API_KEY"`; the trial has no API.',
      },
    },
  },
  {
    id: 'redmine',
    name: 'Redmine',
    page: 'https://www.redmine.org/projects/redmine/wiki/rest_api#Authentication',
    signs: ['WWW-Authenticate: *realm="Redmine API"*'],
    credentials: [
      { label: 'an API access key', send: 'X-Redmine-API-Key: $REDMINE_API_KEY' },
      { label: 'user and password, or the key as the user', send: 'Authorization: Basic $REDMINE_API_KEY:x' },
      { label: 'an API access key', send: '?key=$REDMINE_API_KEY' },
    ],
  },
  {
    id: 'rabbitmq',
    name: 'RabbitMQ’s management',
    page: 'https://www.rabbitmq.com/docs/access-control',
    signs: [
      'WWW-Authenticate: *realm="RabbitMQ Management"*',
      '{"error":"not_authorised"}',
      '{"error":"not_authorized"}',
    ],
    credentials: [
      { label: 'user and password', send: 'Authorization: Basic you:$RABBITMQ_PASSWORD' },
      { label: 'a token, with the OAuth plug-in', send: 'Authorization: Bearer $TOKEN' },
    ],
    says: {
      'guest-local-only': {
        words: ['user can only log in via localhost'],
        row: 'E02',
        title: 'RabbitMQ’s user `guest` may come from its own machine only',
        fix: '`rabbitmqctl add_user you <password> && rabbitmqctl set_user_tags you management`, then `-u "you:$RABBITMQ_PASSWORD"`.',
        isSure: true,
      },
      'not-management-user': {
        words: ['not management user'],
        row: 'E02',
        title: 'RabbitMQ knows the user, who lacks the tag `management`',
        fix: '`rabbitmqctl set_user_tags you management`.',
        isSure: true,
      },
      'login-failed': {
        words: ['login failed'],
        row: 'D22',
        title: 'RabbitMQ does not know this user with this password',
        fix: '`rabbitmqctl authenticate_user you <password>` tells; then `-u "you:$RABBITMQ_PASSWORD"`.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

const tern = 'https://home.tern.example';

export const selfHostedExchanges: ProductExchanges<typeof selfHosted> = {
  proxmox: {
    refused: [
      {
        ask: `GET ${tern}:8006/api2/json/nodes`,
        send: ['Authorization: Bearer ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 401,
        headers: ['Server: pve-api-daemon/3.0'],
        answer: 'No ticket',
        row: 'C05',
        tells: 'PVEAPIToken=you@pam!name=$PVE_TOKEN',
      },
    ],
    healthy: [
      {
        ask: `GET ${tern}:8006/api2/json/none`,
        send: ['Authorization: PVEAPIToken=ada@pam!ci=~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 501,
        headers: ['Server: pve-api-daemon/3.0'],
        answer: { data: null },
      },
    ],
  },
  discourse: {
    refused: [
      {
        ask: `GET ${tern}/posts.json`,
        send: ['Authorization: Bearer ~hex64'],
        status: 403,
        headers: ['X-Discourse-Route: posts/latest'],
        answer: {
          errors: ['You are not permitted to view the requested resource. The API username or key is invalid.'],
          error_type: 'invalid_access',
        },
        row: 'D22',
        tells: '-H "Api-Username: system"',
      },
    ],
    healthy: [
      {
        ask: `GET ${tern}/t/none.json`,
        send: ['Api-Key: ~hex64', 'Api-Username: system'],
        status: 404,
        answer: { errors: ['The requested URL or resource could not be found.'] },
      },
    ],
  },
  n8n: {
    refused: [
      {
        ask: 'GET https://tern.app.n8n.cloud/api/v1/workflows',
        send: ['Authorization: Bearer ~jwt'],
        status: 401,
        answer: { message: "'X-N8N-API-KEY' header required" },
        row: 'C20',
        tells: 'X-N8N-API-KEY: $N8N_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.app.n8n.cloud/api/v1/workflows/none',
        send: ['X-N8N-API-KEY: ~jwt'],
        status: 404,
        answer: { message: 'Not Found' },
      },
    ],
  },
  redmine: {
    refused: [
      {
        ask: `GET ${tern}/issues.json`,
        send: ['X-Auth-Token: ~hex40'],
        status: 401,
        headers: ['WWW-Authenticate: Basic realm="Redmine API"'],
        row: 'C20',
        tells: 'X-Redmine-API-Key: $REDMINE_API_KEY',
      },
    ],
    healthy: [{ ask: `GET ${tern}/issues/1.json`, send: ['X-Redmine-API-Key: ~hex40'], status: 404 }],
  },
  rabbitmq: {
    refused: [
      {
        ask: `GET ${tern}:15672/api/overview`,
        send: ['Authorization: Basic ~b64(guest:guest)'],
        status: 401,
        headers: ['WWW-Authenticate: Basic realm="RabbitMQ Management"'],
        answer: { error: 'not_authorised', reason: 'User can only log in via localhost' },
        row: 'E02',
        tells: 'rabbitmqctl add_user',
      },
    ],
    healthy: [
      {
        ask: `GET ${tern}:15672/api/queues/none`,
        send: ['Authorization: Basic ~b64(ada:~16)'],
        status: 404,
        answer: { error: 'Object Not Found', reason: 'Not Found' },
      },
    ],
  },
};
