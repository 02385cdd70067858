import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What builds, tests and checks. */
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
  {
    id: 'sonarqube',
    name: 'SonarQube',
    page: 'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/',
    hosts: ['sonarcloud.io', 'sonarqube.us'],
    signs: ['Sonar-Version', 'SonarQube-Authentication-Token-Expiration'],
    credentials: [
      { label: 'a user token', send: 'Authorization: Bearer $SONAR_TOKEN', token: 'squ_' },
      {
        label: 'a user token as the user, without a password',
        send: 'Authorization: Basic $SONAR_TOKEN:',
        token: 'squ_',
      },
      { label: 'a project’s token', send: 'Authorization: Bearer $SONAR_TOKEN', token: 'sqp_' },
      { label: 'a project’s token as the user', send: 'Authorization: Basic $SONAR_TOKEN:', token: 'sqp_' },
      { label: 'a global analysis token', send: 'Authorization: Bearer $SONAR_TOKEN', token: 'sqa_' },
      { label: 'a global analysis token as the user', send: 'Authorization: Basic $SONAR_TOKEN:', token: 'sqa_' },
      { label: 'a token', send: 'Authorization: Bearer $SONAR_TOKEN' },
      { label: 'a token as the user, without a password', send: 'Authorization: Basic $SONAR_TOKEN:' },
    ],
    says: {
      'not-authorised-to-analyse': {
        words: ['not authorized to run analysis', 'not authorized or project not found', "you're not authorized to"],
        row: 'E02',
        title: 'The token may not analyse this project, or it is of another organization',
        fix: 'Make a token of a user with “Execute Analysis”, for the organization that `sonar.organization` names, and pass it as `-Dsonar.token=$SONAR_TOKEN`.',
      },
    },
  },
  {
    id: 'snyk',
    name: 'Snyk',
    page: 'https://docs.snyk.io/snyk-api/rest-api/authentication-for-api',
    hosts: ['snyk.io', 'snykgov.io'],
    credentials: [
      { label: 'an API token', send: 'Authorization: token $SNYK_TOKEN' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $SNYK_OAUTH_TOKEN' },
      {
        label: 'an API token',
        send: 'Authorization: token $SNYK_TOKEN',
        token: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      },
    ],
    says: {
      'token-refused': {
        words: ['invalid auth token provided', 'not authorised', 'auth token is not valid', 'user not authenticated'],
        row: 'D22',
        title: 'Snyk does not know this token in this region',
        fix: '`snyk config set endpoint=https://api.eu.snyk.io` (EU, AU: api.au.snyk.io, US-02: api.us.snyk.io) for an account that is not of the US; then a token of its Account Settings: `-H "Authorization: token $SNYK_TOKEN"`.',
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
  sonarqube: {
    refused: [
      {
        ask: 'GET https://sonar.tern.example/api/authentication/validate',
        send: ['Authorization: token squ_~hex40'],
        status: 401,
        headers: ['Sonar-Version: 10.8'],
        row: 'C06',
        tells: 'Authorization: Bearer $SONAR_TOKEN',
      },
      {
        ask: 'GET https://sonarcloud.io/api/ce/submit',
        send: ['Authorization: Bearer ~hex40'],
        status: 403,
        answer: { errors: [{ msg: 'You’re not authorized to analyze this project or the project doesn’t exist' }] },
        row: 'E02',
        tells: '-Dsonar.token=$SONAR_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://sonarcloud.io/api/components/show?component=none',
        send: ['Authorization: Bearer ~hex40'],
        status: 404,
        answer: { errors: [{ msg: "Component key 'none' not found" }] },
      },
    ],
  },
  snyk: {
    refused: [
      {
        ask: 'GET https://api.snyk.io/rest/self?version=2024-10-15',
        send: ['Authorization: Bearer ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 401,
        answer: { errors: [{ status: '401', title: 'Unauthorized', detail: 'Missing or invalid credentials' }] },
        row: 'C06',
        tells: '-H "Authorization: token $SNYK_TOKEN"',
      },
      {
        ask: 'GET https://api.snyk.io/v1/user/me',
        send: ['Authorization: token ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 401,
        answer: { code: 401, message: 'Invalid auth token provided' },
        row: 'D22',
        tells: 'api.eu.snyk.io',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.eu.snyk.io/rest/orgs/none/projects?version=2024-10-15',
        send: ['Authorization: token ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 404,
        answer: { errors: [{ status: '404', title: 'Not Found' }] },
      },
    ],
  },
};
