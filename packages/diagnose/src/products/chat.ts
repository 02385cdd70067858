import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where people talk. */
export const chat = [
  {
    id: 'slack',
    name: 'Slack',
    page: 'https://docs.slack.dev/reference/methods/auth.test/',
    row: 'J11',
    hosts: ['slack.com', 'slack-gov.com'],
    credentials: [
      { label: 'a bot token', send: 'Authorization: Bearer $SLACK_BOT_TOKEN', token: 'xoxb-' },
      { label: 'a user token', send: 'Authorization: Bearer $SLACK_USER_TOKEN', token: 'xoxp-' },
      { label: 'an app-level token', send: 'Authorization: Bearer $SLACK_APP_TOKEN', token: 'xapp-' },
      { label: 'a token with rotation', send: 'Authorization: Bearer $SLACK_TOKEN', token: 'xoxe.xox' },
      { label: 'a token', send: 'Authorization: Bearer $SLACK_BOT_TOKEN' },
    ],
    notCredentials: [
      {
        label: 'a refresh token',
        token: 'xoxe-',
        row: 'C23',
        fix: 'Exchange it with `oauth.v2.access` (`grant_type=refresh_token`) and send the access token that comes back.',
      },
    ],
    says: {
      'not-authed': {
        codes: ['not_authed'],
        statuses: [200, 401],
        row: 'J11',
        title: 'Slack finds no token in the request',
        fix: 'Send `-H "Authorization: Bearer $SLACK_BOT_TOKEN"`; in a JSON body a `token` is not read.',
        isSure: true,
      },
      'invalid-auth': {
        codes: ['invalid_auth'],
        statuses: [200, 401, 403],
        row: 'J11',
        title: 'Slack does not accept the token: wrong, of another workspace, or from an address that is not allowed',
        fix: 'Copy the token from OAuth & Permissions again: `-H "Authorization: Bearer $SLACK_BOT_TOKEN"`; `xoxb-` for bots, `xapp-` for connections only.',
        isSure: true,
      },
      'token-expired': {
        codes: ['token_expired'],
        statuses: [200, 401],
        row: 'J11',
        title: 'Slack’s token has expired (token rotation is on): it lives for twelve hours',
        fix: 'Refresh it with `oauth.v2.access` and keep the new refresh token.',
        isSure: true,
      },
      'token-revoked': {
        codes: ['token_revoked', 'account_inactive', 'user_removed_from_team'],
        statuses: [200, 401],
        row: 'J11',
        title: 'Slack’s token was revoked, or its user, workspace or app is gone',
        fix: 'Install the app again as an active user and use the new token.',
        isSure: true,
      },
      'token-type': {
        codes: ['not_allowed_token_type'],
        statuses: [200, 401, 403],
        row: 'J11',
        title: 'Slack wants a token of another kind for this method',
        fix: 'Use the kind that the method’s page names: bot (`xoxb-`), user (`xoxp-`) or app (`xapp-`).',
        isSure: true,
      },
      'scope-missing': {
        codes: ['missing_scope'],
        statuses: [200, 403],
        row: 'J11',
        title: 'Slack’s token lacks a scope',
        fix: 'Add the scope that `needed` names under OAuth & Permissions and install the app again; a refresh does not add it.',
        isSure: true,
      },
    },
  },
  {
    id: 'discord',
    name: 'Discord',
    page: 'https://discord.com/developers/docs/reference#authentication',
    row: 'J19',
    hosts: ['discord.com', 'discordapp.com'],
    credentials: [
      {
        label: 'a bot’s token',
        send: 'Authorization: Bot $DISCORD_TOKEN',
        token: /^[MNO][\w-]{22,30}\.[\w-]{5,7}\.[\w-]{26,45}$/,
      },
      { label: 'a bot’s token', send: 'Authorization: Bot $DISCORD_TOKEN' },
      { label: 'a user’s OAuth access token', send: 'Authorization: Bearer $DISCORD_ACCESS_TOKEN' },
      { label: 'client id and secret, at the token endpoint', send: 'Authorization: Basic $CLIENT_ID:$CLIENT_SECRET' },
    ],
    says: {
      unauthorized: {
        words: ['401: unauthorized'],
        row: 'J19',
        title: 'Discord does not accept the token: it was reset, or the word before it is missing',
        fix: 'Reset the token under Bot in the Developer Portal and send `-H "Authorization: Bot $DISCORD_TOKEN"`; Discord voids tokens that it finds in public repositories.',
      },
    },
  },
  {
    id: 'telegram',
    name: 'Telegram',
    page: 'https://core.telegram.org/bots/api#authorizing-your-bot',
    row: 'J20',
    hosts: ['api.telegram.org'],
    credentials: [{ label: 'a bot’s token', send: '/bot$TELEGRAM_TOKEN/' }],
    says: {
      'bot-token-refused': {
        words: ['unauthorized'],
        statuses: [401],
        row: 'J20',
        title: 'Telegram knows no bot with the token in the path: it was revoked, or mistyped',
        fix: 'Ask @BotFather for the token (`/token`, or `/revoke` for a new one) and call `https://api.telegram.org/bot$TELEGRAM_TOKEN/<method>`.',
      },
      'path-unknown': {
        words: ['not found'],
        statuses: [404],
        row: 'J20',
        title: 'Telegram reads the token in the path after `/bot`, and finds none of its form, or no such method',
        fix: 'Call `https://api.telegram.org/bot$TELEGRAM_TOKEN/getMe`: `bot`, then the token with its colon, nothing between and nothing around.',
      },
    },
  },
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

export const chatExchanges: ProductExchanges<typeof chat> = {
  slack: {
    refused: [
      {
        ask: 'POST https://slack.com/api/chat.postMessage',
        send: ['Authorization: Bearer xoxb-12-34-~24'],
        body: '{"channel":"C1"}',
        status: 200,
        answer: { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'users:read' },
        row: 'J11',
        tells: '`needed`',
      },
      {
        ask: 'POST https://slack.com/api/users.list',
        send: ['Authorization: Bearer xoxe-1-~80'],
        status: 200,
        answer: { ok: false, error: 'invalid_auth' },
        row: 'C23',
        tells: 'oauth.v2.access',
      },
    ],
    healthy: [
      {
        ask: 'POST https://slack.com/api/chat.postMessage',
        send: ['Authorization: Bearer xoxb-12-34-~24'],
        body: '{"channel":"C1"}',
        status: 200,
        answer: { ok: false, error: 'channel_not_found' },
      },
    ],
  },
  discord: {
    refused: [
      {
        ask: 'GET https://discord.com/api/v10/users/@me',
        send: ['Authorization: M~24.~6.~38'],
        status: 401,
        answer: { message: '401: Unauthorized', code: 0 },
        row: 'J19',
        tells: '-H "Authorization: Bot $DISCORD_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://discord.com/api/v10/channels/1',
        send: ['Authorization: Bot M~24.~6.~38'],
        status: 404,
        answer: { message: 'Unknown Channel', code: 10003 },
      },
    ],
  },
  telegram: {
    refused: [
      {
        ask: 'GET https://api.telegram.org/getMe',
        send: ['Authorization: Bearer 123456789:A~34'],
        status: 401,
        answer: { ok: false, error_code: 401, description: 'Unauthorized' },
        row: 'J20',
        tells: 'https://api.telegram.org/bot$TELEGRAM_TOKEN/',
      },
      {
        ask: 'GET https://api.telegram.org/bot123456789:A~34/getMe',
        status: 401,
        answer: { ok: false, error_code: 401, description: 'Unauthorized' },
        row: 'J20',
        tells: '@BotFather',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.telegram.org/bot123456789:A~34/sendMessage',
        status: 400,
        answer: { ok: false, error_code: 400, description: 'Bad Request: chat not found' },
      },
    ],
  },
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
