import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What one runs at home. */
export const homeServers = [
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
    id: 'servarr',
    name: 'Sonarr, Radarr and their kin',
    page: 'https://wiki.servarr.com/sonarr/settings#security',
    signs: ['X-Application-Version', 'X-ApplicationVersion'],
    credentials: [
      { label: 'the API key', send: 'X-Api-Key: $SONARR_API_KEY' },
      { label: 'the API key', send: '?apikey=$SONARR_API_KEY' },
    ],
  },
] as const satisfies readonly Product[];

const tern = 'https://home.tern.example';

export const homeServerExchanges: ProductExchanges<typeof homeServers> = {
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
};
