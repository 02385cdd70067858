import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Notes, tables and drawings. */
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
};
