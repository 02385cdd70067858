import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Who reads code for flaws. */
export const codeQuality = [
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

export const codeQualityExchanges: ProductExchanges<typeof codeQuality> = {
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
