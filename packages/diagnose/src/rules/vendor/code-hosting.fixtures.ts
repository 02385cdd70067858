import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowSec } from '../../fixtures/fixture.ts';

const opaque = keyText(36);
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
const app = (lifeSec: number) => bearer(jwt({ iss: 12345, iat: serverNowSec - 60, exp: serverNowSec - 60 + lifeSec }));

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
};
