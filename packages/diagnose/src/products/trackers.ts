import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Who does what until when. */
export const trackers = [
  {
    id: 'atlassian',
    name: 'Atlassian',
    maker: 'atlassian',
    page: 'https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/',
    row: 'J21',
    hosts: ['atlassian.net', 'jira.com'],
    signs: ['X-Seraph-LoginReason'],
    credentials: [
      {
        label: 'e-mail address and API token',
        send: 'Authorization: Basic you@example.com:$ATLASSIAN_API_TOKEN',
        token: 'ATATT',
      },
      { label: 'e-mail address and API token', send: 'Authorization: Basic you@example.com:$ATLASSIAN_API_TOKEN' },
      { label: 'a personal access token of Data Center, or of OAuth', send: 'Authorization: Bearer $ATLASSIAN_TOKEN' },
    ],
    says: {
      refuses: {
        words: [
          'client must be authenticated',
          'basic auth with password',
          'basic authentication with passwords',
          'authenticated_failed',
          'basic authentication failure',
        ],
        row: 'J21',
        title: 'Atlassian does not accept user and token',
        fix: 'Cloud: `-u "you@example.com:$ATLASSIAN_API_TOKEN"` (no password; tokens run out after a year; those with scopes go to https://api.atlassian.com/ex/jira/<cloudId>/…). Data Center: `-H "Authorization: Bearer $ATLASSIAN_TOKEN"`.',
      },
    },
  },
  {
    id: 'asana',
    name: 'Asana',
    page: 'https://developers.asana.com/docs/personal-access-token',
    hosts: ['app.asana.com'],
    credentials: [{ label: 'a personal access token', send: 'Authorization: Bearer $ASANA_TOKEN' }],
    says: {
      'not-authorized': {
        words: ['not authorized'],
        statuses: [401],
        row: 'D22',
        title: 'Asana does not know this token (any more)',
        fix: 'Make one at https://app.asana.com/0/my-apps: `-H "Authorization: Bearer $ASANA_TOKEN"`; one of OAuth lives for an hour.',
      },
    },
  },
  {
    id: 'monday',
    name: 'monday.com',
    page: 'https://developer.monday.com/api-reference/docs/authentication',
    hosts: ['api.monday.com'],
    credentials: [
      { label: 'a personal token, bare', send: 'Authorization: $MONDAY_TOKEN' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $MONDAY_TOKEN' },
    ],
    says: {
      'not-authenticated': {
        words: ['not authenticated'],
        codes: ['UserUnauthorizedException', 'NOT_AUTHENTICATED'],
        statuses: [200, 401, 403],
        row: 'D22',
        title: 'monday.com does not know this token: a new one ends the old',
        fix: 'Copy it from Developers, My access tokens, and send it bare: `-H "Authorization: $MONDAY_TOKEN"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'trello',
    name: 'Trello',
    page: 'https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/',
    hosts: ['api.trello.com', 'trello.com'],
    credentials: [{ label: 'a token beside the key', send: '?key=$TRELLO_KEY&token=$TRELLO_TOKEN' }],
    says: {
      'key-invalid': {
        words: ['invalid key', 'invalid app key'],
        row: 'A19',
        title: 'Trello misses the key of the Power-Up, or does not know it',
        fix: 'Send both, `?key=$TRELLO_KEY&token=$TRELLO_TOKEN`, or `-H "Authorization: OAuth oauth_consumer_key="$TRELLO_KEY", oauth_token="$TRELLO_TOKEN""`.',
        isSure: true,
      },
      'token-invalid': {
        words: ['invalid token', 'expired token'],
        row: 'D22',
        title: 'Trello does not know this token: ended, revoked, or of another key; the secret is no token',
        fix: 'Make one for this key: https://trello.com/1/authorize?expiration=never&scope=read,write&response_type=token&key=<key>.',
        isSure: true,
      },
      'permission-missing': {
        words: ['unauthorized permission requested', 'unauthorized card permission'],
        row: 'E02',
        title: 'Trello’s token has not this right, or its user not this board',
        fix: 'Ask for `scope=read,write` (and `account`) when the token is made, and add the user to the board.',
        isSure: true,
      },
    },
  },
  {
    id: 'shortcut',
    name: 'Shortcut',
    page: 'https://developer.shortcut.com/api/rest/v3#Authentication',
    hosts: ['api.app.shortcut.com'],
    credentials: [{ label: 'an API token', send: 'Shortcut-Token: $SHORTCUT_API_TOKEN' }],
  },
] as const satisfies readonly Product[];

export const trackerExchanges: ProductExchanges<typeof trackers> = {
  atlassian: {
    refused: [
      {
        ask: 'GET https://tern.atlassian.net/rest/api/3/myself',
        send: ['Authorization: Bearer ATATT~180'],
        status: 401,
        answer: 'Client must be authenticated to access this resource.',
        row: 'J21',
        tells: '-u "you@example.com:$ATLASSIAN_API_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.atlassian.net/rest/api/3/issue/NONE-1',
        send: ['Authorization: Basic ~b64(ada@tern.example:ATATT~180)'],
        status: 404,
        answer: { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
      },
    ],
  },
  asana: {
    refused: [
      {
        ask: 'GET https://app.asana.com/api/1.0/users/me',
        send: ['Authorization: Bearer 2/~16/~16:~32'],
        status: 401,
        answer: {
          errors: [
            { message: 'Not Authorized', help: 'For more information on API status codes see the documentation.' },
          ],
        },
        row: 'D22',
        tells: 'ASANA_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://app.asana.com/api/1.0/tasks/1',
        send: ['Authorization: Bearer 2/~16/~16:~32'],
        status: 404,
        answer: { errors: [{ message: 'task: Unknown object: 1' }] },
      },
    ],
  },
  monday: {
    refused: [
      {
        ask: 'POST https://api.monday.com/v2',
        send: ['Authorization: ~jwt'],
        body: '{"query":"{me{id}}"}',
        status: 401,
        answer: { errors: ['Not Authenticated'] },
        row: 'D22',
        tells: '-H "Authorization: $MONDAY_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.monday.com/v2',
        send: ['Authorization: ~jwt'],
        body: '{"query":"{mee{id}}"}',
        status: 200,
        answer: { errors: [{ message: 'Field mee does not exist on type Query' }] },
      },
    ],
  },
  trello: {
    refused: [
      {
        ask: 'GET https://api.trello.com/1/members/me?token=~64',
        status: 401,
        answer: 'invalid key',
        row: 'A19',
        tells: '?key=$TRELLO_KEY&token=$TRELLO_TOKEN',
      },
    ],
    healthy: [
      { ask: 'GET https://api.trello.com/1/cards/none?key=~hex32&token=~64', status: 400, answer: 'invalid id' },
    ],
  },
  shortcut: {
    refused: [
      {
        ask: 'GET https://api.app.shortcut.com/api/v3/member',
        send: ['Authorization: Bearer ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 401,
        answer: { message: 'Unauthorized', tag: 'unauthorized' },
        row: 'C20',
        tells: '-H "Shortcut-Token: $SHORTCUT_API_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.app.shortcut.com/api/v3/stories/1',
        send: ['Shortcut-Token: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 404,
        answer: { message: 'Resource not found.' },
      },
    ],
  },
};
