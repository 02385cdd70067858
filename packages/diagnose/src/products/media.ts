import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Social networks, and where files are kept. */
export const media = [
  {
    id: 'meta',
    name: 'Meta’s Graph API',
    page: 'https://developers.facebook.com/docs/graph-api/guides/error-handling',
    hosts: ['graph.facebook.com', 'graph.instagram.com', 'graph.threads.net'],
    credentials: [
      { label: 'an access token', send: '?access_token=$META_TOKEN' },
      { label: 'an access token', send: 'Authorization: Bearer $META_TOKEN' },
      { label: 'an access token', send: 'Authorization: OAuth $META_TOKEN' },
    ],
    says: {
      'token-expired': {
        words: ['error validating access token: session has expired'],
        row: 'D01',
        title: 'The access token of Meta has expired: short ones live for an hour or two, long ones for 60 days',
        fix: 'Exchange it for a long one: `GET /oauth/access_token?grant_type=fb_exchange_token&…`; for servers use a system user’s token, which stays.',
        isSure: true,
      },
      'token-invalidated': {
        words: [
          'error validating access token: the session has been invalidated',
          'error validating access token: the user has not authorized',
        ],
        row: 'D22',
        title: 'Meta has ended this token: the password was changed, or the app was removed',
        fix: 'Send the user through the login again.',
        isSure: true,
      },
      'appsecret-proof': {
        words: ['api calls from the server require an appsecret_proof argument', 'invalid appsecret_proof'],
        row: 'A19',
        title: 'The app of Meta wants a proof of its secret with each call',
        fix: 'Send `appsecret_proof` = HMAC-SHA256 of the access token with the app’s secret, in hexadecimal digits.',
        isSure: true,
      },
    },
  },
  {
    id: 'twitch',
    name: 'Twitch',
    page: 'https://dev.twitch.tv/docs/authentication/',
    hosts: ['api.twitch.tv'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $TWITCH_TOKEN' }],
    needs: [
      {
        send: 'Client-Id: $TWITCH_CLIENT_ID',
        label: 'the id of the token’s own client',
        words: ['client id is missing', 'client-id header required'],
      },
    ],
    says: {
      'other-client': {
        words: ['client id and oauth token do not match'],
        row: 'A19',
        title: 'Twitch: the Client-Id is of another client than the token',
        fix: '`curl -H "Authorization: OAuth $TWITCH_TOKEN" "https://id.twitch.tv/oauth2/validate"` names the client: send that as Client-Id.',
        isSure: true,
      },
    },
  },
  {
    id: 'linkedin',
    name: 'LinkedIn',
    page: 'https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling',
    hosts: ['api.linkedin.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $LINKEDIN_TOKEN' }],
    needs: [
      {
        send: 'LinkedIn-Version: 202506',
        label: 'the version of the API',
        words: ['version header', 'linkedin-version'],
      },
    ],
    says: {
      'token-expired': {
        codes: ['EXPIRED_ACCESS_TOKEN', 65602],
        row: 'D01',
        title: 'The LinkedIn access token has expired: it lives for 60 days',
        fix: 'Refresh it where the app has refresh tokens, else send the member through the sign-in again.',
        isSure: true,
      },
      'token-revoked': {
        codes: ['REVOKED_ACCESS_TOKEN', 65601],
        row: 'D22',
        title: 'The LinkedIn access token was revoked',
        fix: 'Send the member through the sign-in again: a newer token, or the member, ended this one.',
        isSure: true,
      },
    },
  },
  {
    id: 'dropbox',
    name: 'Dropbox',
    page: 'https://www.dropbox.com/developers/documentation/http/documentation#error-handling',
    hosts: ['api.dropboxapi.com', 'content.dropboxapi.com'],
    credentials: [
      { label: 'an access token', send: 'Authorization: Bearer $DROPBOX_TOKEN', token: 'sl.' },
      { label: 'an access token', send: 'Authorization: Bearer $DROPBOX_TOKEN' },
      { label: 'app key and secret', send: 'Authorization: Basic $APP_KEY:$APP_SECRET' },
    ],
    says: {
      'token-expired': {
        words: ['expired_access_token'],
        row: 'D01',
        title: 'The Dropbox access token has expired: it lives for four hours',
        fix: 'Ask for `token_access_type=offline` at the sign-in and refresh: `curl "https://api.dropboxapi.com/oauth2/token" -u "$APP_KEY:$APP_SECRET" -d grant_type=refresh_token -d refresh_token=$REFRESH_TOKEN`.',
        isSure: true,
      },
      'scope-missing': {
        words: ['missing_scope', 'not permitted to access this endpoint'],
        statuses: [400, 401],
        row: 'E02',
        title: 'The Dropbox token lacks a scope',
        fix: 'Switch it on under Permissions of the app and send the user through the sign-in again.',
        isSure: true,
      },
    },
  },
  {
    id: 'backblaze',
    name: 'Backblaze B2',
    page: 'https://www.backblaze.com/apidocs/b2-authorize-account',
    hosts: ['backblazeb2.com'],
    credentials: [
      { label: 'the token of b2_authorize_account, bare', send: 'Authorization: $B2_TOKEN', token: '4_00' },
      {
        label: 'key id and application key, for b2_authorize_account',
        send: 'Authorization: Basic $B2_KEY_ID:$B2_APPLICATION_KEY',
      },
      { label: 'a signature', send: 'Authorization: AWS4-HMAC-SHA256 …' },
    ],
    says: {
      'token-expired': {
        codes: ['expired_auth_token'],
        row: 'D01',
        title: 'The B2 token has expired: it lives for a day',
        fix: 'Call b2_authorize_account again and go on with its token.',
        isSure: true,
      },
      'token-bad': {
        codes: ['bad_auth_token'],
        row: 'D22',
        title: 'B2 does not know this token: it is of another account or `apiUrl`, or was sent with a scheme',
        fix: 'Send it bare, `-H "Authorization: $B2_TOKEN"`, to the `apiUrl` that came with it.',
      },
    },
  },
  {
    id: 'pagerduty',
    name: 'PagerDuty',
    page: 'https://developer.pagerduty.com/docs/authentication',
    hosts: ['api.pagerduty.com', 'api.eu.pagerduty.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Token token=$PAGERDUTY_API_KEY' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $PAGERDUTY_TOKEN', token: 'pdu' },
    ],
  },
] as const satisfies readonly Product[];

export const mediaExchanges: ProductExchanges<typeof media> = {
  meta: {
    refused: [
      {
        ask: 'GET https://graph.facebook.com/v23.0/me?access_token=EAA~120',
        status: 400,
        answer: {
          error: {
            message: 'Error validating access token: Session has expired on Monday.',
            type: 'OAuthException',
            code: 190,
            error_subcode: 463,
          },
        },
        row: 'D01',
        tells: 'fb_exchange_token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://graph.facebook.com/v23.0/none?access_token=EAA~120',
        status: 404,
        answer: { error: { message: '(#803) Some of the aliases you requested do not exist: none', code: 803 } },
      },
    ],
  },
  twitch: {
    refused: [
      {
        ask: 'GET https://api.twitch.tv/helix/users',
        send: ['Authorization: Bearer ~30'],
        status: 401,
        answer: { error: 'Unauthorized', status: 401, message: 'Client ID is missing' },
        row: 'A19',
        tells: 'Client-Id: $TWITCH_CLIENT_ID',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.twitch.tv/helix/none',
        send: ['Authorization: Bearer ~30', 'Client-Id: ~30'],
        status: 404,
        answer: { error: 'Not Found', status: 404 },
      },
    ],
  },
  linkedin: {
    refused: [
      {
        ask: 'GET https://api.linkedin.com/v2/userinfo',
        send: ['Authorization: Bearer AQ~200'],
        status: 401,
        answer: {
          status: 401,
          serviceErrorCode: 65601,
          code: 'REVOKED_ACCESS_TOKEN',
          message: 'The token used in the request has been revoked by the user',
        },
        row: 'D22',
        tells: 'a newer token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.linkedin.com/rest/posts/none',
        send: ['Authorization: Bearer AQ~200', 'LinkedIn-Version: 202506'],
        status: 404,
        answer: { status: 404, code: 'RESOURCE_NOT_FOUND' },
      },
    ],
  },
  dropbox: {
    refused: [
      {
        ask: 'POST https://api.dropboxapi.com/2/files/list_folder',
        send: ['Authorization: Bearer sl.~120'],
        body: '{"path":""}',
        status: 401,
        answer: { error_summary: 'expired_access_token/..', error: { '.tag': 'expired_access_token' } },
        row: 'D01',
        tells: 'token_access_type=offline',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.dropboxapi.com/2/files/list_folder',
        send: ['Authorization: Bearer sl.~120'],
        body: '{"path":"/none"}',
        status: 409,
        answer: { error_summary: 'path/not_found/..', error: { '.tag': 'path' } },
      },
    ],
  },
  backblaze: {
    refused: [
      {
        ask: 'POST https://api003.backblazeb2.com/b2api/v3/b2_list_buckets',
        send: ['Authorization: Bearer 4_00~60'],
        status: 401,
        answer: { code: 'bad_auth_token', message: '', status: 401 },
        row: 'C06',
        tells: '-H "Authorization: $B2_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api003.backblazeb2.com/b2api/v3/b2_get_file_info',
        send: ['Authorization: 4_00~60'],
        status: 404,
        answer: { code: 'not_found', message: 'file_state_none', status: 404 },
      },
    ],
  },
  pagerduty: {
    refused: [
      {
        ask: 'GET https://api.pagerduty.com/users/me',
        send: ['Authorization: Bearer ~20'],
        status: 401,
        row: 'C06',
        tells: 'Authorization: Token token=$PAGERDUTY_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.pagerduty.com/users/none',
        send: ['Authorization: Token token=~20'],
        status: 404,
        answer: { error: { message: 'Not Found', code: 2100 } },
      },
    ],
  },
};
