import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where applications run. */
export const platforms = [
  {
    id: 'vercel-api',
    name: 'Vercel’s API',
    page: 'https://vercel.com/docs/rest-api',
    hosts: ['api.vercel.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $VERCEL_TOKEN' }],
    says: {
      'team-not-named': {
        words: [
          'not authorized: trying to access resource under scope',
          'you don’t have permission to access this',
          'not authorized to access resource under scope',
        ],
        row: 'E02',
        title: 'The Vercel token was not asked for, or has not, this team',
        fix: 'Name the team in the query, `?teamId=$VERCEL_TEAM_ID`, and use a token whose scope holds it (Account Settings, Tokens).',
      },
      'token-refused': {
        codes: ['invalidToken'],
        row: 'D22',
        title: 'Vercel does not know this token (any more)',
        fix: 'Make a new one under Account Settings, Tokens: `-H "Authorization: Bearer $VERCEL_TOKEN"`; the token of an integration ends with its installation.',
      },
      'missing-token': {
        codes: ['missingToken'],
        row: 'A02',
        title: 'Vercel finds no token',
      },
    },
  },
  {
    id: 'netlify-api',
    name: 'Netlify’s API',
    page: 'https://docs.netlify.com/api/get-started/',
    hosts: ['api.netlify.com'],
    credentials: [
      { label: 'a personal access token', send: 'Authorization: Bearer $NETLIFY_AUTH_TOKEN', token: 'nfp_' },
      { label: 'an access token', send: 'Authorization: Bearer $NETLIFY_AUTH_TOKEN' },
    ],
    says: {
      'access-denied': {
        words: ['access denied'],
        row: 'D22',
        title: 'Netlify does not know this token: expired, or its team wants single sign-on',
        fix: 'Make a personal access token under User settings, Applications, and allow it for the team with SAML: `-H "Authorization: Bearer $NETLIFY_AUTH_TOKEN"`.',
      },
    },
  },
  {
    id: 'heroku',
    name: 'Heroku',
    page: 'https://devcenter.heroku.com/articles/platform-api-quickstart',
    hosts: ['api.heroku.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Bearer $HEROKU_API_KEY', token: 'HRKU-' },
      { label: 'an API key', send: 'Authorization: Bearer $HEROKU_API_KEY' },
      { label: 'an API key as the password', send: 'Authorization: Basic :$HEROKU_API_KEY' },
    ],
    says: {
      'key-refused': {
        words: ['invalid credentials provided'],
        row: 'D22',
        title: 'Heroku does not know this key: a new password or a log-out ends it',
        fix: 'Make a token that stays: `heroku authorizations:create`, and send `-H "Authorization: Bearer $HEROKU_API_KEY" -H "Accept: application/vnd.heroku+json; version=3"`.',
      },
      'second-factor': {
        codes: ['two_factor'],
        row: 'E04',
        title: 'Heroku wants the second factor',
        fix: 'Send `-H "Heroku-Two-Factor-Code: <code>"`, or an API token (`heroku authorizations:create`), which needs none.',
        isSure: true,
      },
    },
  },
  {
    id: 'fly',
    name: 'Fly.io',
    page: 'https://fly.io/docs/security/tokens/',
    hosts: ['api.machines.dev', 'api.fly.io', 'registry.fly.io'],
    credentials: [
      { label: 'a macaroon token', send: 'Authorization: FlyV1 $FLY_TOKEN', token: /^(?:fm[12][ra]?_|FlyV1 )/ },
      { label: 'a macaroon token', send: 'Authorization: Bearer $FLY_TOKEN', token: /^(?:fm[12][ra]?_|FlyV1 )/ },
      { label: 'a personal token', send: 'Authorization: Bearer $FLY_API_TOKEN', token: 'fo1_' },
      { label: 'a token', send: 'Authorization: Bearer $FLY_API_TOKEN' },
    ],
    says: {
      'token-refused': {
        words: ['token validation error', 'you must be authenticated to view this', 'no verified tokens', 'app token'],
        row: 'D22',
        title: 'Fly.io does not take this token for this app or organization',
        fix: '`fly tokens create deploy -a <app>` (or `org`) and send all that it prints: `-H "Authorization: $FLY_TOKEN"`, which begins with `FlyV1 fm2_` and holds commas.',
      },
    },
  },
  {
    id: 'render',
    name: 'Render',
    page: 'https://api-docs.render.com/reference/authentication',
    hosts: ['api.render.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Bearer $RENDER_API_KEY', token: 'rnd_' },
      { label: 'an API key', send: 'Authorization: Bearer $RENDER_API_KEY' },
    ],
    notCredentials: [
      {
        label: 'the id of a service',
        token: /^srv-[a-z0-9]{15,}$/,
        row: 'C23',
        fix: 'Send an API key of Account Settings (`rnd_…`): `-H "Authorization: Bearer $RENDER_API_KEY"`. The id belongs in the path.',
      },
    ],
  },
] as const satisfies readonly Product[];

export const platformExchanges: ProductExchanges<typeof platforms> = {
  'vercel-api': {
    refused: [
      {
        ask: 'GET https://api.vercel.com/v9/projects',
        send: ['Authorization: Bearer ~24'],
        status: 403,
        answer: { error: { code: 'forbidden', message: 'Not authorized', invalidToken: true } },
        row: 'D22',
        tells: 'VERCEL_TOKEN',
      },
      {
        ask: 'GET https://api.vercel.com/v9/projects/nest',
        send: ['Authorization: Bearer ~24'],
        status: 403,
        answer: {
          error: { code: 'forbidden', message: 'Not authorized: Trying to access resource under scope "tern".' },
        },
        row: 'E02',
        tells: 'teamId=$VERCEL_TEAM_ID',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.vercel.com/v9/projects/none',
        send: ['Authorization: Bearer ~24'],
        status: 404,
        answer: { error: { code: 'not_found', message: 'Project not found.' } },
      },
    ],
  },
  'netlify-api': {
    refused: [
      {
        ask: 'GET https://api.netlify.com/api/v1/sites',
        send: ['Authorization: Bearer nfp_~36'],
        status: 401,
        answer: { code: 401, message: 'Access Denied' },
        row: 'D22',
        tells: 'SAML',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.netlify.com/api/v1/sites/none',
        send: ['Authorization: Bearer nfp_~36'],
        status: 404,
        answer: { code: 404, message: 'Not Found' },
      },
    ],
  },
  heroku: {
    refused: [
      {
        ask: 'GET https://api.heroku.com/apps',
        send: ['Authorization: Bearer HRKU-~60', 'Accept: application/vnd.heroku+json; version=3'],
        status: 401,
        answer: { id: 'unauthorized', message: 'Invalid credentials provided.' },
        row: 'D22',
        tells: 'heroku authorizations:create',
      },
      {
        ask: 'POST https://api.heroku.com/oauth/authorizations',
        send: ['Authorization: Basic ~b64(ada@tern.example:~16)', 'Accept: application/vnd.heroku+json; version=3'],
        status: 403,
        answer: {
          id: 'two_factor',
          message: 'A second authentication factor or pre-authorization is required for your account.',
        },
        row: 'E04',
        tells: 'Heroku-Two-Factor-Code',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.heroku.com/apps/none',
        send: ['Authorization: Bearer HRKU-~60', 'Accept: application/vnd.heroku+json; version=3'],
        status: 404,
        answer: { id: 'not_found', message: "Couldn't find that app.", resource: 'app' },
      },
    ],
  },
  fly: {
    refused: [
      {
        ask: 'GET https://api.machines.dev/v1/apps/nest/machines',
        send: ['Authorization: Bearer ~43'],
        status: 401,
        answer: { error: 'unauthorized: token validation error' },
        row: 'D22',
        tells: 'fly tokens create deploy',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.machines.dev/v1/apps/none/machines',
        send: ['Authorization: Bearer fo1_~43'],
        status: 404,
        answer: { error: 'app not found' },
      },
    ],
  },
  render: {
    refused: [
      {
        ask: 'GET https://api.render.com/v1/services',
        send: ['Authorization: Bearer srv-abcdefghij0123456789'],
        status: 401,
        answer: { message: 'Unauthorized' },
        row: 'C23',
        tells: 'RENDER_API_KEY',
      },
      {
        ask: 'GET https://api.render.com/v1/services',
        send: ['X-Api-Key: rnd_~28'],
        status: 401,
        answer: { message: 'Unauthorized' },
        row: 'C20',
        tells: '-H "Authorization: Bearer $RENDER_API_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.render.com/v1/services/srv-none',
        send: ['Authorization: Bearer rnd_~28'],
        status: 404,
        answer: { message: 'not found: srv-none' },
      },
    ],
  },
};
