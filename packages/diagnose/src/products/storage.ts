import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Files in somebody else’s cloud. */
export const storage = [
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
    id: 'box',
    name: 'Box',
    page: 'https://developer.box.com/guides/authentication/tokens/access-tokens',
    hosts: ['api.box.com', 'upload.box.com', 'dl.boxcloud.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $BOX_TOKEN' }],
    says: {
      'token-ended': {
        words: ['the access token provided is invalid', 'the access token provided has expired'],
        row: 'D22',
        title: 'Box’s token has ended: access and developer tokens live for an hour',
        fix: 'Get a new one: refresh it, or with client credentials `curl -d grant_type=client_credentials -d box_subject_type=enterprise -d "box_subject_id=$BOX_ENTERPRISE" -u "$BOX_CLIENT_ID:$BOX_CLIENT_SECRET" "https://api.box.com/oauth2/token"`. A developer token is for trying out alone.',
        isSure: true,
      },
      'app-not-authorized': {
        words: ['cannot authorize with this service', 'unauthorized - cannot authorize'],
        row: 'D19',
        title: 'The application is not authorized in this Box enterprise',
        fix: 'Have an admin authorize its client id: Admin Console, Apps, Custom Apps Manager; again after each change of its scopes.',
      },
      'scope-missing': {
        codes: ['insufficient_scope', 'access_denied_insufficient_permissions'],
        row: 'E02',
        title: 'The Box application lacks the scope, or its user the right to this item',
        fix: 'Add the scope in the developer console, have the admin authorize the application again, get a new token; a service account sees what was shared with it alone.',
      },
      'enterprise-configuration': {
        words: [
          'cannot obtain token based on the enterprise configuration for your app',
          'grant credentials are invalid',
        ],
        row: 'E13',
        title: 'Box gives this application no token for this enterprise or user',
        fix: 'Compare client id, secret, `box_subject_id` (enterprise or user) and the authorization in the Admin Console; users need “App + Enterprise Access”.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const storageExchanges: ProductExchanges<typeof storage> = {
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
  box: {
    refused: [
      {
        ask: 'GET https://api.box.com/2.0/users/me',
        send: ['Authorization: Bearer ~32'],
        status: 401,
        headers: [
          'WWW-Authenticate: Bearer realm="Service", error="invalid_token", error_description="The access token provided is invalid."',
        ],
        row: 'D22',
        tells: 'developer tokens live for an hour',
      },
      {
        ask: 'GET https://api.box.com/2.0/users/me',
        send: ['Authorization: Bearer ~32'],
        status: 401,
        headers: ['WWW-Authenticate: Bearer realm="Service"'],
        answer: {
          type: 'error',
          status: 401,
          code: 'unauthorized',
          message: 'Unauthorized - Cannot authorize with this service',
        },
        row: 'D19',
        tells: 'Custom Apps Manager',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.box.com/2.0/files/1',
        send: ['Authorization: Bearer ~32'],
        status: 404,
        answer: { type: 'error', status: 404, code: 'not_found', message: 'Not Found' },
      },
    ],
  },
};
