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
};
