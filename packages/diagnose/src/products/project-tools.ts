import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Issue trackers, documents and boards. */
export const projectTools = [
  {
    id: 'clickup',
    name: 'ClickUp',
    page: 'https://developer.clickup.com/docs/authentication',
    row: 'J22',
    hosts: ['api.clickup.com'],
    credentials: [
      { label: 'a personal token', send: 'Authorization: $CLICKUP_TOKEN', token: 'pk_' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $CLICKUP_ACCESS_TOKEN' },
    ],
    says: {
      'token-refused': {
        codes: ['OAUTH_019', 'OAUTH_021', 'OAUTH_025', 'OAUTH_077'],
        row: 'J22',
        title: 'ClickUp does not know this token (any more)',
        fix: 'Make a new personal token under Settings, Apps, and send it bare: `-H "Authorization: $CLICKUP_TOKEN"`; an OAuth token is sent as Bearer.',
      },
      'header-missing': {
        codes: ['OAUTH_017'],
        row: 'A02',
        title: 'ClickUp finds no Authorization header',
      },
      'workspace-not-authorised': {
        codes: ['OAUTH_023', 'OAUTH_026', 'OAUTH_027', 'OAUTH_029'],
        row: 'J22',
        title: 'The token of ClickUp was not given this workspace',
        fix: 'Send the user through the authorization again and have the workspace chosen, or use a token of a member of it.',
        isSure: true,
      },
    },
  },
  {
    id: 'linear',
    name: 'Linear',
    page: 'https://linear.app/developers/graphql',
    row: 'J22',
    hosts: ['api.linear.app'],
    credentials: [
      { label: 'a personal API key', send: 'Authorization: $LINEAR_API_KEY', token: 'lin_api_' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $LINEAR_TOKEN', token: 'lin_oauth_' },
    ],
    says: {
      'bearer-before-key': {
        words: ['bearer prefix', 'without the bearer', 'remove the bearer'],
        statuses: [400, 401],
        row: 'J22',
        title: 'Linear takes its API keys without a scheme',
        isSure: true,
      },
      'key-refused': {
        words: ['authentication required', 'not authenticated', 'authentication failed'],
        codes: ['AUTHENTICATION_ERROR'],
        statuses: [200, 400, 401],
        row: 'J22',
        title: 'Linear does not know this key (any more)',
        fix: 'Make a new key under Settings, Security & access, and send it bare: `-H "Authorization: $LINEAR_API_KEY"`.',
      },
    },
  },
  {
    id: 'notion',
    name: 'Notion',
    page: 'https://developers.notion.com/reference/authentication',
    row: 'J22',
    hosts: ['api.notion.com'],
    credentials: [
      { label: 'an integration’s token', send: 'Authorization: Bearer $NOTION_TOKEN', token: 'ntn_' },
      { label: 'an integration’s token', send: 'Authorization: Bearer $NOTION_TOKEN' },
      { label: 'client id and secret, at the token endpoint', send: 'Authorization: Basic $CLIENT_ID:$CLIENT_SECRET' },
    ],
    needs: [{ send: 'Notion-Version: 2022-06-28', label: 'the version of the API', words: ['notion-version'] }],
    says: {
      'token-refused': {
        words: ['api token is invalid'],
        row: 'J22',
        title: 'Notion does not know this token (any more)',
        fix: 'Copy the integration’s secret again (`ntn_…`) and send `-H "Authorization: Bearer $NOTION_TOKEN" -H "Notion-Version: 2022-06-28"`.',
      },
    },
  },
  {
    id: 'figma',
    name: 'Figma',
    page: 'https://developers.figma.com/docs/rest-api/authentication/',
    row: 'J22',
    hosts: ['api.figma.com'],
    credentials: [
      { label: 'a personal access token', send: 'X-Figma-Token: $FIGMA_TOKEN', token: 'figd_' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $FIGMA_OAUTH_TOKEN' },
      { label: 'a personal access token', send: 'X-Figma-Token: $FIGMA_TOKEN' },
    ],
    says: {
      'token-refused': {
        words: ['invalid token', 'token expired'],
        row: 'J22',
        title: 'Figma does not know this token (any more): they end after 90 days at most',
        fix: 'Make a new one under Settings, Security: `-H "X-Figma-Token: $FIGMA_TOKEN"`.',
      },
      'scope-missing': {
        words: ['invalid scope', 'this endpoint requires the'],
        row: 'E02',
        title: 'The Figma token lacks a scope',
        fix: 'Make a token with the scope that the answer names (`file_content:read`, …).',
        isSure: true,
      },
    },
  },
  {
    id: 'airtable',
    name: 'Airtable',
    page: 'https://airtable.com/developers/web/api/authentication',
    row: 'J22',
    hosts: ['api.airtable.com', 'content.airtable.com'],
    credentials: [
      {
        label: 'a personal access token',
        send: 'Authorization: Bearer $AIRTABLE_TOKEN',
        token: /^pat[A-Za-z0-9]{14}\.[0-9a-f]{64}$/,
      },
      {
        label: 'a token',
        send: 'Authorization: Bearer $AIRTABLE_TOKEN',
        check: {
          id: 'old-key',
          row: 'J22',
          title: 'Airtable’s old API keys no longer work',
          find: (token) =>
            /^key[A-Za-z0-9]{14}$/.test(token)
              ? ['The token has the form of an old API key (`key…`, 17 characters).']
              : undefined,
          fix: 'Make a personal access token (`pat…`) with the scopes and bases that are needed: `-H "Authorization: Bearer $AIRTABLE_TOKEN"`.',
        },
      },
    ],
    says: {
      refuses: {
        words: ['authentication_required', 'authentication required', 'invalid authentication token'],
        row: 'J22',
        title: 'Airtable does not accept the token',
        fix: 'Make a personal access token with the scopes and bases that are needed: `-H "Authorization: Bearer $AIRTABLE_TOKEN"`.',
      },
    },
  },
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

export const projectToolExchanges: ProductExchanges<typeof projectTools> = {
  clickup: {
    refused: [
      {
        ask: 'GET https://api.clickup.com/api/v2/user',
        send: ['Authorization: pk_1234567_~32'],
        status: 401,
        answer: { err: 'Token invalid', ECODE: 'OAUTH_025' },
        row: 'J22',
        tells: 'CLICKUP_TOKEN',
      },
      {
        ask: 'GET https://api.clickup.com/api/v2/user',
        send: ['Authorization: Bearer pk_1234567_~32'],
        status: 401,
        answer: { err: 'Token invalid', ECODE: 'OAUTH_027' },
        row: 'J22',
        tells: 'does not take a personal token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.clickup.com/api/v2/team/1/space',
        send: ['Authorization: pk_1234567_~32'],
        status: 404,
        answer: { err: 'Team not found', ECODE: 'TEAM_015' },
      },
    ],
  },
  linear: {
    refused: [
      {
        ask: 'POST https://api.linear.app/graphql',
        send: ['Authorization: Bearer lin_api_~40'],
        body: '{"query":"{viewer{id}}"}',
        status: 400,
        answer: {
          errors: [{ message: 'API keys go without the Bearer prefix.', extensions: { code: 'AUTHENTICATION_ERROR' } }],
        },
        row: 'J22',
        tells: 'Authorization: $LINEAR_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.linear.app/graphql',
        send: ['Authorization: lin_api_~40'],
        body: '{"query":"{viewer{ids}}"}',
        status: 400,
        answer: { errors: [{ message: 'Cannot query field "ids" on type "User".' }] },
      },
    ],
  },
  notion: {
    refused: [
      {
        ask: 'GET https://api.notion.com/v1/users',
        send: ['Authorization: Bearer ntn_~46'],
        status: 400,
        answer: {
          object: 'error',
          code: 'missing_version',
          message: 'Notion-Version header failed validation: should be defined, instead was undefined.',
        },
        row: 'A19',
        tells: 'Notion-Version: 2022-06-28',
      },
      {
        ask: 'GET https://api.notion.com/v1/users',
        send: ['Authorization: Bearer ntn_~46', 'Notion-Version: 2022-06-28'],
        status: 401,
        answer: { object: 'error', code: 'unauthorized', message: 'API token is invalid.' },
        row: 'J22',
        tells: 'NOTION_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.notion.com/v1/pages/none',
        send: ['Authorization: Bearer ntn_~46', 'Notion-Version: 2022-06-28'],
        status: 404,
        answer: { object: 'error', code: 'object_not_found', message: 'Could not find page.' },
      },
    ],
  },
  figma: {
    refused: [
      {
        ask: 'GET https://api.figma.com/v1/me',
        send: ['Authorization: Bearer figd_~40'],
        status: 403,
        answer: { status: 403, err: 'Invalid token' },
        row: 'J22',
        tells: 'X-Figma-Token: $FIGMA_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.figma.com/v1/files/none',
        send: ['X-Figma-Token: figd_~40'],
        status: 404,
        answer: { status: 404, err: 'Not found' },
      },
    ],
  },
  airtable: {
    refused: [
      {
        ask: 'GET https://api.airtable.com/v0/meta/bases',
        send: ['Authorization: Bearer key~14'],
        status: 401,
        answer: { error: { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' } },
        row: 'J22',
        tells: 'old API key',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.airtable.com/v0/app1/none',
        send: ['Authorization: Bearer pat~14.~hex64'],
        status: 404,
        answer: { error: 'NOT_FOUND' },
      },
    ],
  },
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
