import { answer, type CorpusCase, clients, explained, get } from './case.ts';
import { chars, checksummed, jwt, key, lifetime } from './tokens.ts';

const github = {
  server: 'github.com',
  'x-github-request-id': 'C0FE:1A2B',
  'x-github-media-type': 'github.v3; format=json',
};
const google = {
  'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/"',
  Server: 'ESF',
  Vary: ['Origin', 'X-Origin', 'Referer'],
};
const googleError = (message: string, reason: string) => ({
  error: {
    code: 401,
    message,
    status: 'UNAUTHENTICATED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason,
        domain: 'googleapis.com',
        metadata: { service: 'drive.googleapis.com' },
      },
    ],
  },
});

/** Code hosts and Google: family J, first part. */
export const vendorCode: readonly CorpusCase[] = [
  explained(
    'GitHub knows the token no more',
    'J01',
    get('https://api.github.com/repos/acme/private', {
      ...clients.node,
      'user-agent': 'release-bot',
      authorization: `Bearer ${checksummed(['ghp', '_'].join(''))}`,
    }),
    answer(401, github, {
      message: 'Bad credentials',
      documentation_url: 'https://docs.github.com/rest',
      status: '401',
    }),
  ),
  explained(
    'the JWT of a GitHub App lives longer than ten minutes',
    'J01',
    get('https://api.github.com/app/installations', {
      ...clients.go,
      'User-Agent': 'acme-app',
      Authorization: `Bearer ${jwt({ iss: 123456, iat: lifetime.iat, exp: lifetime.iat + 3600 }, { alg: 'RS256', typ: 'JWT' })}`,
    }),
    answer(401, github, {
      message: "'Expiration time' claim ('exp') is too far in the future",
      documentation_url: 'https://docs.github.com/rest',
      status: '401',
    }),
  ),
  explained(
    'the organisation demands that single sign-on authorise the token',
    'J01',
    get('https://api.github.com/orgs/acme/repos', {
      ...clients.curl,
      Authorization: `Bearer ${checksummed(['gho', '_'].join(''))}`,
    }),
    answer(
      403,
      { ...github, 'X-GitHub-SSO': 'required; url=https://github.com/orgs/acme/sso?authorization_request=AZSCKtL4' },
      {
        message:
          'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
        documentation_url:
          'https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/',
      },
    ),
  ),
  explained(
    'GitLab refuses a well-formed personal token',
    'J02',
    get('https://gitlab.com/api/v4/projects/42', { ...clients.python, 'PRIVATE-TOKEN': key(['glpat', '-'], 20) }),
    answer(
      401,
      { server: 'cloudflare', 'x-gitlab-meta': '{"correlation_id":"01HT"}' },
      { message: '401 Unauthorized' },
    ),
  ),
  explained(
    'GitLab’s token was sent with the word Token',
    ['J02', 'C06'],
    get('https://gitlab.example.com/api/v4/projects', {
      ...clients.axios,
      Authorization: `Token ${key(['glpat', '-'], 20)}`,
    }),
    answer(401, { server: 'nginx', 'x-gitlab-meta': '{"correlation_id":"01HV"}' }, { message: '401 Unauthorized' }),
  ),
  explained(
    'Google Drive was called with an API key alone',
    'J04',
    get(`https://www.googleapis.com/drive/v3/files?key=${key(['AI', 'za'], 35)}`, clients.node),
    answer(
      401,
      google,
      googleError(
        'API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials that assert a principal.',
        'CREDENTIALS_MISSING',
      ),
    ),
  ),
  explained(
    'Google says by its reason that the access token has expired',
    ['J04', 'D01'],
    get('https://www.googleapis.com/drive/v3/about?fields=user', {
      ...clients.python,
      Authorization: `Bearer ${['ya', '29.'].join('')}${chars('google-at', 180)}`,
    }),
    answer(
      401,
      google,
      googleError(
        'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
        'ACCESS_TOKEN_EXPIRED',
      ),
    ),
  ),
  explained(
    'a Google API gets an ID token',
    ['J04', 'D09'],
    get('https://pubsub.googleapis.com/v1/projects/acme/topics', {
      ...clients.go,
      Authorization: `Bearer ${jwt({ iss: 'https://accounts.google.com', aud: '1234-abc.apps.googleusercontent.com', azp: '1234-abc.apps.googleusercontent.com', sub: '1098', email: 'pump@acme.example', at_hash: 'aGFzaA', ...lifetime })}`,
    }),
    answer(
      401,
      google,
      googleError('Request had invalid authentication credentials.', 'ACCESS_TOKEN_TYPE_UNSUPPORTED'),
    ),
  ),
];
