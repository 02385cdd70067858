import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Who builds and tests. */
export const ci = [
  {
    id: 'circleci',
    name: 'CircleCI',
    page: 'https://circleci.com/docs/managing-api-tokens/',
    hosts: ['circleci.com'],
    credentials: [
      { label: 'a personal token', send: 'Circle-Token: $CIRCLE_TOKEN', token: 'CCIPAT_' },
      { label: 'a personal token', send: 'Authorization: Basic $CIRCLE_TOKEN:', token: 'CCIPAT_' },
      { label: 'a personal token', send: 'Circle-Token: $CIRCLE_TOKEN' },
      { label: 'a personal token', send: 'Authorization: Basic $CIRCLE_TOKEN:' },
    ],
    notCredentials: [
      {
        label: 'a project’s token',
        token: 'CCIPRJ_',
        row: 'C23',
        fix: 'Version 2 of the API takes personal tokens alone: make one under User Settings, Personal API Tokens, and send `-H "Circle-Token: $CIRCLE_TOKEN"`.',
      },
    ],
    says: {
      'token-refused': {
        words: ['invalid token provided', 'you must log in first', 'unauthorized to access this'],
        row: 'D22',
        title: 'CircleCI does not know this token',
        fix: 'Make a personal token (project tokens are for version 1.1): `-H "Circle-Token: $CIRCLE_TOKEN"`.',
      },
    },
  },
  {
    id: 'jenkins',
    name: 'Jenkins',
    page: 'https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/',
    signs: ['X-Jenkins', 'X-Hudson', 'WWW-Authenticate: *realm="Jenkins"*'],
    credentials: [{ label: 'user and API token', send: 'Authorization: Basic you:$JENKINS_API_TOKEN' }],
    says: {
      'crumb-missing': {
        words: ['no valid crumb was included in the request'],
        row: 'H13',
        title: 'Jenkins wants a crumb with a password, and none with an API token',
        fix: 'Send the API token in place of the password: `-u "you:$JENKINS_API_TOKEN"` (the user’s page, Security, API Token); or fetch /crumbIssuer/api/json and send its header with the same session.',
        isSure: true,
      },
      'token-refused': {
        words: ['invalid password/token for user', 'unexpected authentication exception'],
        row: 'D22',
        title: 'Jenkins does not accept user and token',
        fix: 'Make an API token on the user’s page, Security, and send it with the user’s id (not the e-mail address): `-u "you:$JENKINS_API_TOKEN"`.',
        isSure: true,
      },
      'permission-missing': {
        words: ['is missing the … permission'],
        row: 'E02',
        title: 'The Jenkins user lacks a permission',
        fix: 'Give the user the permission that the answer names (Manage Jenkins, Security). `anonymous` in it means that no credential arrived: Jenkins asks for none by itself, so send it at once (`curl -u`, wget `--auth-no-challenge`).',
        isSure: true,
      },
    },
  },
  {
    id: 'buildkite',
    name: 'Buildkite',
    page: 'https://buildkite.com/docs/apis/rest-api',
    hosts: ['api.buildkite.com', 'graphql.buildkite.com', 'agent.buildkite.com'],
    credentials: [
      { label: 'a user’s API token', send: 'Authorization: Bearer $BUILDKITE_API_TOKEN', token: 'bkua_' },
      { label: 'an API token', send: 'Authorization: Bearer $BUILDKITE_API_TOKEN' },
      { label: 'an agent’s token, for agent.buildkite.com', send: 'Authorization: Token $BUILDKITE_AGENT_TOKEN' },
    ],
    says: {
      'token-refused': {
        words: ['authentication required. please supply a valid api access token', 'you must be authenticated'],
        row: 'D22',
        title: 'Buildkite does not know this token',
        fix: 'Make an API access token for the organization under Personal Settings and send `-H "Authorization: Bearer $BUILDKITE_API_TOKEN"`; agent tokens are for agents.',
      },
      'graphql-off': {
        words: ['does not have access to this organization', 'your access token does not have the graphql'],
        row: 'E02',
        title: 'The Buildkite token was not given this organization or GraphQL',
        fix: 'Edit the token under Personal Settings, API Access Tokens: organization, scopes, “Enable GraphQL API access”.',
        isSure: true,
      },
    },
  },
  {
    id: 'travis',
    name: 'Travis CI',
    page: 'https://docs.travis-ci.com/user/developer/',
    hosts: ['api.travis-ci.com', 'api.travis-ci.org'],
    credentials: [{ label: 'an API token', send: 'Authorization: token $TRAVIS_TOKEN' }],
    needs: [
      {
        send: 'Travis-API-Version: 3',
        label: 'the version of the API',
        words: ['travis-api-version', 'unsupported api version'],
      },
    ],
    says: {
      'access-denied': {
        words: ['access denied', 'no access token supplied', 'not authenticated'],
        row: 'D22',
        title: 'Travis CI does not know this token: travis-ci.com and travis-ci.org had tokens of their own',
        fix: '`travis login --com --github-token $GITHUB_TOKEN && travis token --com`, then `-H "Authorization: token $TRAVIS_TOKEN" -H "Travis-API-Version: 3"`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const ciExchanges: ProductExchanges<typeof ci> = {
  circleci: {
    refused: [
      {
        ask: 'GET https://circleci.com/api/v2/me',
        send: ['Authorization: Bearer CCIPAT_~60'],
        status: 401,
        answer: { message: 'You must log in first.' },
        row: 'C20',
        tells: '-H "Circle-Token: $CIRCLE_TOKEN"',
      },
      {
        ask: 'GET https://circleci.com/api/v2/project/gh/tern/nest/pipeline',
        send: ['Circle-Token: CCIPRJ_~60'],
        status: 401,
        answer: { message: 'You must log in first.' },
        row: 'C23',
        tells: 'personal tokens alone',
      },
    ],
    healthy: [
      {
        ask: 'GET https://circleci.com/api/v2/project/gh/tern/none/pipeline',
        send: ['Circle-Token: CCIPAT_~60'],
        status: 404,
        answer: { message: 'Project not found' },
      },
    ],
  },
  jenkins: {
    refused: [
      {
        ask: 'POST https://ci.tern.example/job/nest/build',
        send: ['Authorization: Basic ~b64(ada:~16)'],
        status: 403,
        headers: ['X-Jenkins: 2.516.3', 'Content-Type: text/html'],
        answer: '<html><body><h2>HTTP ERROR 403 No valid crumb was included in the request</h2></body></html>',
        row: 'H13',
        tells: '-u "you:$JENKINS_API_TOKEN"',
      },
      {
        ask: 'GET https://ci.tern.example/api/json',
        send: ['Authorization: Bearer ~34'],
        status: 401,
        headers: ['X-Jenkins: 2.516.3', 'WWW-Authenticate: Basic realm="Jenkins"'],
        row: 'C05',
        tells: '-u "you:$JENKINS_API_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://ci.tern.example/job/none/build',
        send: ['Authorization: Basic ~b64(ada:~34)'],
        status: 404,
        headers: ['X-Jenkins: 2.516.3'],
        answer: 'Not Found',
      },
    ],
  },
  buildkite: {
    refused: [
      {
        ask: 'GET https://api.buildkite.com/v2/organizations',
        send: ['Authorization: Bearer ~hex40'],
        status: 401,
        answer: {
          message:
            'Authentication required. Please supply a valid API Access Token: https://buildkite.com/docs/apis/rest-api',
        },
        row: 'D22',
        tells: 'BUILDKITE_API_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.buildkite.com/v2/organizations/none',
        send: ['Authorization: Bearer bkua_~hex40'],
        status: 404,
        answer: { message: 'No organization found' },
      },
    ],
  },
  travis: {
    refused: [
      {
        ask: 'GET https://api.travis-ci.com/repos',
        send: ['Authorization: Bearer ~22', 'Travis-API-Version: 3'],
        status: 403,
        answer: { error_type: 'login_required', error_message: 'access denied: not authenticated' },
        row: 'C06',
        tells: 'Authorization: token $TRAVIS_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.travis-ci.com/repo/tern%2Fnone',
        send: ['Authorization: token ~22', 'Travis-API-Version: 3'],
        status: 404,
        answer: { error_type: 'not_found', error_message: 'repository not found (or insufficient access)' },
      },
    ],
  },
};
