import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Chat by whole networks. */
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
};
