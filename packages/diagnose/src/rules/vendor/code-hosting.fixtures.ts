import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowSec } from '../../fixtures/fixture.ts';

const opaque = keyText(36);
const glpat = ['glpat', keyText(20)].join('-');
const github = (
  headers: Record<string, string>,
  body: unknown,
  more: { status?: number; headers?: Record<string, string> } = {},
) =>
  exchangeOf({
    url: 'https://api.github.com/user',
    headers,
    answer: { status: more.status ?? 401, headers: more.headers ?? {}, body },
  });
const gitlab = (headers: Record<string, string>, body: unknown = { message: '401 Unauthorized' }, status = 401) =>
  exchangeOf({ url: 'https://gitlab.com/api/v4/user', headers, answer: { status, body } });
const npm = { 'User-Agent': 'npm/11.0.0 node/v24.0.0', ...bearer(opaque) };
const app = (lifeSec: number) => bearer(jwt({ iss: 12345, iat: serverNowSec - 60, exp: serverNowSec - 60 + lifeSec }));
const status = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  message: 'Unauthorized',
  reason: 'Unauthorized',
  code: 401,
};

export const codeHostingFixtures: Fixtures = {
  'github-app-jwt-times': {
    finds: [
      {
        name: 'a JWT that lives for an hour',
        exchange: github(app(3_600), { message: 'A JSON web token could not be decoded' }),
        tells: /60 minutes; GitHub takes 10 minutes/,
      },
    ],
    misses: [
      {
        name: 'a JWT that lives for nine minutes',
        exchange: github(app(540), { message: 'A JSON web token could not be decoded' }),
      },
    ],
  },
  'github-sso-required': {
    finds: [
      {
        name: 'an organization with single sign-on',
        exchange: github(
          bearer(opaque),
          { message: 'Resource protected' },
          { status: 403, headers: { 'X-GitHub-SSO': 'required; url=https://github.com/orgs/a/sso' } },
        ),
      },
    ],
    misses: [
      {
        name: 'a list that leaves organizations out',
        exchange: github(
          bearer(opaque),
          { message: 'Forbidden' },
          { status: 403, headers: { 'X-GitHub-SSO': 'partial-results; organizations=1' } },
        ),
      },
    ],
  },
  'github-scope-missing': {
    finds: [
      {
        name: 'a scope that the headers show to be missing',
        exchange: github(
          bearer(opaque),
          { message: 'Forbidden' },
          { status: 403, headers: { 'X-OAuth-Scopes': 'repo', 'X-Accepted-OAuth-Scopes': 'admin:org' } },
        ),
        tells: /admin:org/,
      },
    ],
    misses: [
      {
        name: 'a scope that is there',
        exchange: github(
          bearer(opaque),
          { message: 'Forbidden' },
          { status: 403, headers: { 'X-OAuth-Scopes': 'repo, admin:org', 'X-Accepted-OAuth-Scopes': 'admin:org' } },
        ),
      },
    ],
  },
  'github-user-agent-missing': {
    finds: [
      {
        name: 'a request without a User-Agent',
        exchange: github(
          bearer(opaque),
          'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
          { status: 403 },
        ),
      },
    ],
    misses: [
      {
        name: 'another 403',
        exchange: github(bearer(opaque), { message: 'Must have admin rights to Repository.' }, { status: 403 }),
      },
    ],
  },
  'github-bad-credentials': {
    finds: [{ name: 'a token that is not known', exchange: github(bearer(opaque), { message: 'Bad credentials' }) }],
    misses: [
      {
        name: 'the same words of another host',
        exchange: exchangeOf({ headers: bearer(opaque), answer: { body: { message: 'Bad credentials' } } }),
      },
    ],
  },
  'gitlab-token-in-wrong-header': {
    finds: [
      {
        name: 'a personal token behind Token',
        exchange: gitlab({ Authorization: `Token ${glpat}` }),
        tells: /PRIVATE-TOKEN/,
      },
      {
        name: 'a job token as a personal one',
        exchange: gitlab({ 'PRIVATE-TOKEN': ['glcbt', keyText(20)].join('-') }),
        tells: /JOB-TOKEN/,
      },
    ],
    misses: [
      { name: 'a personal token in its header', exchange: gitlab({ 'PRIVATE-TOKEN': glpat }) },
      { name: 'a personal token as Bearer', exchange: gitlab(bearer(glpat)) },
    ],
  },
  'gitlab-unauthorized': {
    finds: [{ name: 'a personal token that is not accepted', exchange: gitlab({ 'PRIVATE-TOKEN': glpat }) }],
    misses: [
      {
        name: 'a project that is closed',
        exchange: gitlab({ 'PRIVATE-TOKEN': glpat }, { message: '403 Forbidden' }, 403),
      },
    ],
  },
  'docker-login-refused': {
    finds: [
      {
        name: 'a wrong password',
        exchange: exchangeOf({
          url: 'https://auth.docker.io/token?service=registry.docker.io',
          headers: { Authorization: `Basic ${btoa(`acme:${keyText(20)}`)}` },
          answer: { body: { details: 'incorrect username or password' } },
        }),
      },
    ],
    misses: [
      {
        name: 'the same words of another host',
        exchange: exchangeOf({
          url: 'https://app.example.com/login',
          method: 'POST',
          body: '{"password":"x"}',
          answer: { body: { message: 'incorrect username or password' } },
        }),
      },
    ],
  },
  'ecr-token-expired': {
    finds: [
      {
        name: 'a token of yesterday',
        exchange: exchangeOf({
          url: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/',
          headers: { Authorization: `Basic ${btoa(`AWS:${keyText(200)}`)}` },
          answer: {
            status: 403,
            body: { errors: [{ message: 'Your authorization token has expired. Reauthenticate and try again.' }] },
          },
        }),
      },
    ],
    misses: [
      {
        name: 'a repository that is not there',
        exchange: exchangeOf({
          url: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/',
          headers: { Authorization: `Basic ${btoa(`AWS:${keyText(200)}`)}` },
          answer: { status: 403, body: { errors: [{ message: 'Not authorized' }] } },
        }),
      },
    ],
  },
  'npm-token-invalid': {
    finds: [
      {
        name: 'a token that was revoked',
        exchange: exchangeOf({
          url: 'https://registry.npmjs.com/-/whoami',
          headers: npm,
          answer: { body: { error: 'Unable to authenticate, your authentication token seems to be invalid.' } },
        }),
      },
    ],
    misses: [
      {
        name: 'a package that may not be published',
        exchange: exchangeOf({
          url: 'https://registry.npmjs.com/acme',
          method: 'PUT',
          headers: npm,
          answer: { status: 403, body: { error: 'You do not have permission to publish' } },
        }),
      },
    ],
  },
  'kubernetes-unauthorized': {
    finds: [
      {
        name: 'a Status without a reason',
        exchange: exchangeOf({
          url: 'https://10.0.0.1:6443/api',
          headers: bearer(opaque),
          answer: { headers: { 'Audit-Id': '1' }, body: status },
        }),
        tells: /kubectl create token/,
      },
    ],
    misses: [
      {
        name: 'a Status that forbids',
        exchange: exchangeOf({
          url: 'https://10.0.0.1:6443/api',
          headers: bearer(opaque),
          answer: { status: 403, body: { ...status, reason: 'Forbidden', code: 403 } },
        }),
      },
    ],
  },
};
