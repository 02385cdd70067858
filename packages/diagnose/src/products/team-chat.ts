import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Chat on servers of one’s own. */
export const teamChat = [
  {
    id: 'mattermost',
    name: 'Mattermost',
    page: 'https://developers.mattermost.com/integrate/reference/personal-access-token/',
    signs: ['X-Version-Id: *.*.*', '{"id":"api.context.session_expired.app_error"}'],
    credentials: [{ label: 'a personal access token', send: 'Authorization: Bearer $MM_TOKEN' }],
    says: {
      'session-over': {
        codes: ['api.context.session_expired.app_error', 'app.session.sessioncache.app_error'],
        row: 'D22',
        title: 'Mattermost does not know this token: it was revoked, or personal access tokens are switched off',
        fix: 'Make a token under Profile, Security (System Console, Integration Management must allow them): `-H "Authorization: Bearer $MM_TOKEN"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'rocket-chat',
    name: 'Rocket.Chat',
    page: 'https://developer.rocket.chat/apidocs/authentication',
    signs: ['X-Rocket-Chat-Version', 'X-Instance-Id', '> X-User-Id'],
    credentials: [{ label: 'a personal access token', send: 'X-Auth-Token: $ROCKETCHAT_TOKEN' }],
    needs: [
      {
        send: 'X-User-Id: $ROCKETCHAT_USER_ID',
        label: 'the id of the token’s user',
        words: ['x-user-id'],
        isCredential: true,
      },
    ],
    says: {
      'login-needed': {
        words: ['you must be logged in to do this'],
        row: 'D22',
        title: 'Rocket.Chat does not know this token and user together',
        fix: 'Send both as My Account, Personal Access Tokens, shows them: `-H "X-Auth-Token: $ROCKETCHAT_TOKEN" -H "X-User-Id: $ROCKETCHAT_USER_ID"`.',
      },
      'second-factor': {
        codes: ['totp-required', 'totp-invalid'],
        statuses: [400, 401],
        row: 'E04',
        title: 'Rocket.Chat wants the second factor',
        fix: 'Send `-H "x-2fa-code: <code>" -H "x-2fa-method: totp"`, or a personal access token made with “Ignore Two Factor Authentication”.',
        isSure: true,
      },
    },
  },
  {
    id: 'matrix',
    name: 'Matrix',
    page: 'https://spec.matrix.org/latest/client-server-api/#client-authentication',
    signs: ['{"errcode":""}'],
    credentials: [
      { label: 'an access token', send: 'Authorization: Bearer $MATRIX_TOKEN' },
      { label: 'an access token', send: '?access_token=$MATRIX_TOKEN' },
    ],
    says: {
      'token-unknown': {
        codes: ['M_UNKNOWN_TOKEN'],
        row: 'D22',
        title: 'The homeserver does not know this access token: logged out, expired, or of another homeserver',
        fix: 'With `soft_logout: true` refresh it (`POST /_matrix/client/v3/refresh`), else log in again at the user’s own homeserver.',
        isSure: true,
      },
      'token-missing': {
        codes: ['M_MISSING_TOKEN'],
        row: 'A01',
        title: 'The homeserver finds no access token',
        isSure: true,
      },
      'account-gone': {
        codes: ['M_USER_DEACTIVATED', 'M_USER_SUSPENDED', 'M_USER_LOCKED'],
        row: 'D23',
        title: 'The Matrix account is deactivated, suspended or locked',
        fix: 'Ask the administrator of the homeserver; a new token changes nothing.',
        isSure: true,
      },
    },
  },
  {
    id: 'zulip',
    name: 'Zulip',
    page: 'https://zulip.com/api/http-headers',
    hosts: ['zulipchat.com'],
    signs: ['{"result":"error","code":"INVALID_API_KEY"}', '{"result":"error","code":"UNAUTHORIZED"}'],
    credentials: [
      { label: 'the bot’s e-mail address and API key', send: 'Authorization: Basic bot@example.com:$ZULIP_API_KEY' },
    ],
    says: {
      'key-refused': {
        codes: ['INVALID_API_KEY', 'UNAUTHORIZED'],
        words: ['invalid api key', 'malformed api key', 'not logged in: api authentication'],
        row: 'D22',
        title: 'Zulip does not know this address and key together at this organization',
        fix: 'Take both from the zuliprc of this organization: `-u "bot@example.com:$ZULIP_API_KEY"`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const teamChatExchanges: ProductExchanges<typeof teamChat> = {
  mattermost: {
    refused: [
      {
        ask: 'GET https://chat.tern.example/api/v4/users/me',
        send: ['Authorization: Bearer ~26'],
        status: 401,
        answer: {
          id: 'api.context.session_expired.app_error',
          message: 'Invalid or expired session, please login again.',
          status_code: 401,
        },
        row: 'D22',
        tells: 'MM_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://chat.tern.example/api/v4/users/none',
        send: ['Authorization: Bearer ~26'],
        status: 404,
        answer: { id: 'app.user.missing_account.const', message: 'Unable to find the user.', status_code: 404 },
      },
    ],
  },
  'rocket-chat': {
    refused: [
      {
        ask: 'GET https://chat.tern.example/api/v1/me',
        send: ['X-Auth-Token: ~43'],
        status: 401,
        headers: ['X-Instance-Id: ~17'],
        answer: { status: 'error', message: 'You must be logged in to do this.' },
        row: 'A19',
        tells: 'X-User-Id: $ROCKETCHAT_USER_ID',
      },
      {
        ask: 'GET https://chat.tern.example/api/v1/me',
        send: ['X-Auth-Token: ~43', 'X-User-Id: ~17'],
        status: 401,
        answer: { status: 'error', message: 'You must be logged in to do this.' },
        row: 'D22',
        tells: 'Personal Access Tokens',
      },
    ],
    healthy: [
      {
        ask: 'GET https://chat.tern.example/api/v1/channels.info?roomName=none',
        send: ['X-Auth-Token: ~43', 'X-User-Id: ~17'],
        status: 400,
        answer: { success: false, error: 'The required room does not exist', errorType: 'error-room-not-found' },
      },
    ],
  },
  matrix: {
    refused: [
      {
        ask: 'GET https://matrix.tern.example/_matrix/client/v3/sync',
        send: ['Authorization: Bearer syt_~40'],
        status: 401,
        answer: { errcode: 'M_UNKNOWN_TOKEN', error: 'Invalid access token passed.', soft_logout: false },
        row: 'D22',
        tells: 'soft_logout',
      },
    ],
    healthy: [
      {
        ask: 'GET https://matrix.tern.example/_matrix/client/v3/rooms/none/state',
        send: ['Authorization: Bearer syt_~40'],
        status: 404,
        answer: { errcode: 'M_NOT_FOUND', error: 'Room not found' },
      },
    ],
  },
  zulip: {
    refused: [
      {
        ask: 'POST https://tern.zulipchat.com/api/v1/messages',
        send: ['Authorization: Bearer ~32'],
        body: 'type=stream&to=a&content=b',
        status: 401,
        answer: {
          result: 'error',
          msg: 'Not logged in: API authentication or user session required',
          code: 'UNAUTHORIZED',
        },
        row: 'C06',
        tells: '-u "bot@example.com:$ZULIP_API_KEY"',
      },
      {
        ask: 'POST https://tern.zulipchat.com/api/v1/messages',
        send: ['Authorization: Basic ~b64(bot@tern.example:~32)'],
        body: 'type=stream&to=a&content=b',
        status: 401,
        answer: { result: 'error', msg: 'Malformed API key', code: 'INVALID_API_KEY' },
        row: 'D22',
        tells: 'zuliprc',
      },
    ],
    healthy: [
      {
        ask: 'POST https://tern.zulipchat.com/api/v1/messages',
        send: ['Authorization: Basic ~b64(bot@tern.example:~32)'],
        body: 'type=stream&to=none&content=b',
        status: 400,
        answer: { result: 'error', msg: "Channel 'none' does not exist", code: 'STREAM_DOES_NOT_EXIST' },
      },
    ],
  },
};
