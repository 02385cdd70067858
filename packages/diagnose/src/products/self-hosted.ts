import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What one runs oneself, devices among it. */
export const selfHosted = [
  {
    id: 'nextcloud',
    name: 'Nextcloud',
    page: 'https://docs.nextcloud.com/server/latest/user_manual/en/session_management.html',
    signs: [
      'WWW-Authenticate: *realm="Nextcloud"*',
      'WWW-Authenticate: *realm="Authorisation Required"*',
      '> OCS-APIRequest',
      'X-Nextcloud-Request-Id',
    ],
    credentials: [
      { label: 'user and app password', send: 'Authorization: Basic you:$NEXTCLOUD_APP_PASSWORD' },
      { label: 'an OAuth or app token', send: 'Authorization: Bearer $NEXTCLOUD_TOKEN' },
    ],
    says: {
      'cannot-authenticate': {
        words: [
          'cannot authenticate over ajax calls',
          'username or password was incorrect',
          'no public access to this resource',
          'current user is not logged in',
        ],
        row: 'D22',
        title:
          'Nextcloud does not take user and password: with two factors, or single sign-on, WebDAV wants an app password',
        fix: 'Make one under Settings, Security, Devices & sessions: `-u "you:$NEXTCLOUD_APP_PASSWORD"` to /remote.php/dav/files/<user>/; OCS also wants `-H "OCS-APIRequest: true"`.',
      },
      'csrf-check': {
        words: ['csrf check failed'],
        statuses: [401, 412],
        row: 'A19',
        title: 'Nextcloud takes the call for a page’s: OCS wants its header',
        fix: 'Send `-H "OCS-APIRequest: true"` with `-u "you:$NEXTCLOUD_APP_PASSWORD"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'home-assistant',
    name: 'Home Assistant',
    page: 'https://developers.home-assistant.io/docs/api/rest/',
    hosts: ['ui.nabu.casa', 'homeassistant.local'],
    signs: ['> User-Agent: *HomeAssistant*'],
    credentials: [{ label: 'a long-lived access token', send: 'Authorization: Bearer $HA_TOKEN' }],
    says: {
      'token-refused': {
        words: ['401: unauthorized'],
        row: 'D22',
        title: 'Home Assistant does not know this token, or its proxy is not trusted',
        fix: 'Make one in your profile, Security, Long-lived access tokens: `-H "Authorization: Bearer $HA_TOKEN"`; after failed logins the address may be in ip_bans.yaml.',
      },
    },
  },
  {
    id: 'plex',
    name: 'Plex',
    page: 'https://support.plex.tv/articles/204059436-finding-an-authentication-token-x-plex-token/',
    hosts: ['plex.tv', 'plex.direct'],
    signs: ['X-Plex-Protocol'],
    credentials: [
      { label: 'a token', send: 'X-Plex-Token: $PLEX_TOKEN' },
      { label: 'a token', send: '?X-Plex-Token=$PLEX_TOKEN' },
    ],
  },
  {
    id: 'jellyfin',
    name: 'Jellyfin',
    page: 'https://jellyfin.org/docs/general/networking/',
    signs: ['> X-Emby-Token', '> X-Emby-Authorization', '> Authorization: MediaBrowser *', 'X-Application: Jellyfin*'],
    credentials: [
      { label: 'an API key or token', send: 'Authorization: MediaBrowser Token="$JELLYFIN_API_KEY"' },
      { label: 'an API key', send: 'X-Emby-Token: $JELLYFIN_API_KEY' },
    ],
    says: {
      'token-invalid': {
        words: ['invalid token', 'token is required'],
        row: 'D22',
        title: 'Jellyfin does not know this key or token (any more)',
        fix: 'Make a key under Dashboard, API Keys: `-H "Authorization: MediaBrowser Token=\\"$JELLYFIN_API_KEY\\""`.',
      },
    },
  },
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
    id: 'servarr',
    name: 'Sonarr, Radarr and their kin',
    page: 'https://wiki.servarr.com/sonarr/settings#security',
    signs: ['X-Application-Version', 'X-ApplicationVersion'],
    credentials: [
      { label: 'the API key', send: 'X-Api-Key: $SONARR_API_KEY' },
      { label: 'the API key', send: '?apikey=$SONARR_API_KEY' },
    ],
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
  {
    id: 'hue',
    name: 'the Philips Hue bridge',
    page: 'https://developers.meethue.com/develop/hue-api-v2/getting-started/',
    signs: ['> hue-application-key', 'X-Hue-Jframe-Id'],
    credentials: [{ label: 'an application key', send: 'hue-application-key: $HUE_KEY' }],
    says: {
      'key-unknown': {
        words: ['unauthorized user'],
        statuses: [200, 403],
        row: 'D22',
        title: 'The bridge does not know this application key',
        fix: 'Press its button and within 30 seconds `curl -X POST "https://<bridge>/api" -d \'{"devicetype":"app#me","generateclientkey":true}\'`; then `-H "hue-application-key: $HUE_KEY"`.',
      },
    },
  },
  {
    id: 'mcp',
    name: 'an MCP server',
    page: 'https://modelcontextprotocol.io/specification/2025-06-18/basic/authorization',
    row: 'J32',
    signs: ['> MCP-Protocol-Version', '> Mcp-Session-Id', 'Mcp-Session-Id'],
    says: {
      'session-unknown': {
        words: ['no valid session id provided', 'session not found', 'missing session id'],
        statuses: [400, 404],
        row: 'A19',
        title: 'The MCP server does not know the session, or the request names none',
        fix: 'Send `initialize` again and the Mcp-Session-Id of its answer with every request; the server forgets sessions when it starts anew.',
        isSure: true,
      },
      audience: {
        words: ['invalid audience', 'token was not issued for this server', 'token audience'],
        row: 'D07',
        title: 'The token was issued for somebody else than this MCP server',
        fix: 'Authorize again with `resource=<the server’s URL>` (RFC 8707); never pass on a token of another API.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

const tern = 'https://home.tern.example';

export const selfHostedExchanges: ProductExchanges<typeof selfHosted> = {
  nextcloud: {
    refused: [
      {
        ask: `PROPFIND ${tern}/remote.php/dav/files/ada/`,
        send: ['Authorization: Basic ~b64(ada:~16)'],
        status: 401,
        headers: ['WWW-Authenticate: Basic realm="Nextcloud", charset="UTF-8"', 'Content-Type: application/xml'],
        answer:
          '<d:error xmlns:d="DAV:"><s:message>No public access to this resource., Username or password was incorrect</s:message></d:error>',
        row: 'D22',
        tells: 'NEXTCLOUD_APP_PASSWORD',
      },
    ],
    healthy: [
      {
        ask: `PROPFIND ${tern}/remote.php/dav/files/ada/none`,
        send: ['Authorization: Basic ~b64(ada:~29)'],
        status: 404,
        answer: '<d:error xmlns:d="DAV:"><s:message>File with name none could not be located</s:message></d:error>',
      },
    ],
  },
  'home-assistant': {
    refused: [
      {
        ask: 'GET http://homeassistant.local:8123/api/states',
        send: ['X-Api-Key: ~60'],
        status: 401,
        answer: '401: Unauthorized',
        row: 'C20',
        tells: 'Authorization: Bearer $HA_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET http://homeassistant.local:8123/api/states/none',
        send: ['Authorization: Bearer ~jwt'],
        status: 404,
        answer: { message: 'Entity not found.' },
      },
    ],
  },
  plex: {
    refused: [
      {
        ask: `GET ${tern}:32400/library/sections`,
        send: ['Authorization: Bearer ~20'],
        status: 401,
        headers: ['X-Plex-Protocol: 1.0'],
        row: 'C20',
        tells: 'X-Plex-Token: $PLEX_TOKEN',
      },
    ],
    healthy: [
      {
        ask: `GET ${tern}:32400/library/none`,
        send: ['X-Plex-Token: ~20'],
        status: 404,
        headers: ['X-Plex-Protocol: 1.0'],
      },
    ],
  },
  jellyfin: {
    refused: [
      {
        ask: `GET ${tern}/Users`,
        send: ['X-Emby-Token: ~hex32'],
        status: 401,
        answer: 'Invalid token.',
        row: 'D22',
        tells: 'MediaBrowser Token=',
      },
    ],
    healthy: [{ ask: `GET ${tern}/Users/none`, send: ['X-Emby-Token: ~hex32'], status: 404 }],
  },
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
  servarr: {
    refused: [
      {
        ask: `GET ${tern}/api/v3/series`,
        send: ['Authorization: Bearer ~hex32'],
        status: 401,
        headers: ['X-Application-Version: 4.0.15'],
        answer: '',
        row: 'C20',
        tells: 'X-Api-Key: $SONARR_API_KEY',
      },
    ],
    healthy: [
      {
        ask: `GET ${tern}/api/v3/series/1`,
        send: ['X-Api-Key: ~hex32'],
        status: 404,
        headers: ['X-Application-Version: 4.0.15'],
        answer: { message: 'NotFound' },
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
  hue: {
    refused: [
      {
        ask: 'GET https://192.168.1.2/clip/v2/resource',
        send: ['hue-application-key: ~40'],
        status: 403,
        answer: { errors: [{ description: 'unauthorized user' }] },
        row: 'D22',
        tells: 'Press its button',
      },
    ],
    healthy: [
      {
        ask: 'GET https://192.168.1.2/clip/v2/resource/none',
        send: ['hue-application-key: ~40'],
        status: 404,
        answer: { errors: [{ description: 'Not Found' }] },
      },
    ],
  },
  mcp: {
    refused: [
      {
        ask: `POST ${tern}/mcp`,
        send: ['MCP-Protocol-Version: 2025-06-18', 'Mcp-Session-Id: ~36'],
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
        status: 404,
        answer: { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null },
        row: 'A19',
        tells: '`initialize`',
      },
    ],
    healthy: [
      {
        ask: `POST ${tern}/mcp`,
        send: ['MCP-Protocol-Version: 2025-06-18', 'Mcp-Session-Id: ~36'],
        body: '{"jsonrpc":"2.0","id":1,"method":"none"}',
        status: 200,
        answer: { jsonrpc: '2.0', error: { code: -32601, message: 'Method not found' }, id: 1 },
      },
    ],
  },
};
