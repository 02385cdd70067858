import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** GitHub and GitLab. */
export const codeHosts = [
  {
    id: 'github',
    name: 'GitHub',
    maker: 'github',
    page: 'https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api',
    row: 'J01',
    hosts: ['github.com', 'githubusercontent.com', 'githubcopilot.com'],
    credentials: [
      { label: 'a fine-grained token', send: 'Authorization: Bearer $GITHUB_TOKEN', token: 'github_pat_' },
      { label: 'a personal access token', send: 'Authorization: Bearer $GITHUB_TOKEN', token: 'ghp_' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $GITHUB_TOKEN', token: 'gho_' },
      { label: 'an installation’s token', send: 'Authorization: Bearer $GITHUB_TOKEN', token: 'ghs_' },
      { label: 'a token', send: 'Authorization: Bearer $GITHUB_TOKEN' },
      { label: 'a token', send: 'Authorization: token $GITHUB_TOKEN' },
      { label: 'a token', send: 'Authorization: Basic you:$GITHUB_TOKEN' },
      { label: 'a token', send: 'Authorization: token $GITHUB_TOKEN', token: /^gh[pousr]_|^github_pat_/ },
      { label: 'a token', send: 'Authorization: Basic you:$GITHUB_TOKEN', token: /^gh[pousr]_|^github_pat_/ },
    ],
    says: {
      'user-agent-missing': {
        words: ['user-agent header'],
        row: 'J01',
        title: 'GitHub refuses requests without a User-Agent',
        fix: 'Send a User-Agent, the name of your application or account: `-A tern`.',
        isSure: true,
      },
      'bad-credentials': {
        words: ['bad credentials', 'requires authentication'],
        row: 'J01',
        title:
          'GitHub does not know this token (any more): it was revoked, has expired, or was deleted for lying unused',
        fix: 'Make a new token under Settings, Developer settings: `-H "Authorization: Bearer $GITHUB_TOKEN"`. A token of GitHub Actions (`GITHUB_TOKEN`) or of an installation is good for an hour or the job only.',
      },
      'password-gone': {
        words: ['support for password authentication was removed'],
        row: 'J01',
        title: 'GitHub takes no password here: it wants a token in its place',
        fix: 'Use a personal access token as the password, or SSH: `git remote set-url origin git@github.com:<owner>/<repository>.git`.',
        isSure: true,
      },
      'other-api-version': {
        words: ['is not a supported version', 'x-github-api-version'],
        statuses: [400, 404],
        row: 'A19',
        title: 'GitHub does not know the API version that the request names',
        fix: 'Send `-H "X-GitHub-Api-Version: 2022-11-28"`, or leave the header out.',
        isSure: true,
      },
      'resource-not-accessible': {
        words: ['resource not accessible by'],
        row: 'E02',
        title: 'The GitHub token has not the permission for this',
        fix: 'Give the token the permission that X-Accepted-GitHub-Permissions names; in a workflow: `permissions:` with the right line, such as `contents: write`. A refresh does not add it.',
        isSure: true,
      },
    },
  },
  {
    id: 'gitlab',
    name: 'GitLab',
    page: 'https://docs.gitlab.com/api/rest/authentication/',
    row: 'J02',
    hosts: ['gitlab.com'],
    signs: ['X-GitLab-Meta'],
    credentials: [
      { label: 'a personal access token', send: 'PRIVATE-TOKEN: $GITLAB_TOKEN', token: 'glpat-' },
      { label: 'a personal access token', send: 'Authorization: Bearer $GITLAB_TOKEN', token: 'glpat-' },
      { label: 'a personal access token', send: '?private_token=$GITLAB_TOKEN', token: 'glpat-' },
      { label: 'a job token', send: 'JOB-TOKEN: $CI_JOB_TOKEN', token: 'glcbt-' },
      { label: 'a token', send: 'PRIVATE-TOKEN: $GITLAB_TOKEN' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $GITLAB_TOKEN' },
      { label: 'a token', send: 'Authorization: Basic oauth2:$GITLAB_TOKEN' },
      { label: 'a job token', send: 'JOB-TOKEN: $CI_JOB_TOKEN' },
      { label: 'a deploy token', send: 'Deploy-Token: $GITLAB_DEPLOY_TOKEN' },
      { label: 'a token', send: '?private_token=$GITLAB_TOKEN' },
      { label: 'a job token', send: '?job_token=$CI_JOB_TOKEN' },
      { label: 'an OAuth access token', send: '?access_token=$GITLAB_TOKEN' },
    ],
    says: {
      'http-basic-access-denied': {
        words: ['http basic: access denied'],
        row: 'J02',
        title: 'GitLab takes no password over HTTPS where two factors are on, and this token neither',
        fix: 'Use a token with `read_repository` or `write_repository` as the password: `git clone https://oauth2:$GITLAB_TOKEN@gitlab.com/<group>/<project>.git`.',
        isSure: true,
      },
      unauthorized: {
        words: ['401 unauthorized', 'token was revoked', 'token is expired', 'invalid_token'],
        row: 'J02',
        title: 'GitLab does not accept the token: expired, revoked, of another instance, or without the `api` scope',
        fix: 'Look under Preferences, Access tokens, whether it is active and has the scope `api` or `read_api`: `-H "PRIVATE-TOKEN: $GITLAB_TOKEN"`; tokens run out after a year at most. In CI use `-H "JOB-TOKEN: $CI_JOB_TOKEN"`.',
      },
      'scope-missing': {
        words: ['the request requires higher privileges than provided by the access token'],
        row: 'E02',
        title: 'The GitLab token lacks a scope',
        fix: 'Make a token with the scope `api` (or `read_api` for reading); a token’s scopes cannot be changed later.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const codeHostExchanges: ProductExchanges<typeof codeHosts> = {
  github: {
    refused: [
      {
        ask: 'GET https://api.github.com/user',
        send: ['Authorization: Bearer ~hex40', 'User-Agent: tern'],
        status: 401,
        answer: { message: 'Bad credentials', status: '401' },
        row: 'J01',
        tells: '-H "Authorization: Bearer $GITHUB_TOKEN"',
      },
      {
        ask: 'POST https://api.github.com/repos/tern/nest/issues/1/labels',
        send: ['Authorization: Bearer ghs_~36', 'User-Agent: tern'],
        status: 403,
        answer: { message: 'Resource not accessible by integration', status: '403' },
        row: 'E02',
        tells: 'X-Accepted-GitHub-Permissions',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.github.com/repos/tern/none',
        send: ['Authorization: Bearer ghs_~36', 'User-Agent: tern'],
        status: 404,
        answer: { message: 'Not Found', status: '404' },
      },
    ],
  },
  gitlab: {
    refused: [
      {
        ask: 'GET https://gitlab.com/tern/nest.git/info/refs?service=git-upload-pack',
        send: ['Authorization: Basic ~b64(ada:~12)', 'User-Agent: git/2.51'],
        status: 401,
        headers: ['WWW-Authenticate: Basic realm="GitLab"', 'X-GitLab-Meta: {}'],
        answer:
          'HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect.',
        row: 'J02',
        tells: 'oauth2:$GITLAB_TOKEN',
      },
      {
        ask: 'GET https://git.tern.example/api/v4/projects',
        send: ['Authorization: Basic ~b64(glpat-~20:)'],
        status: 401,
        headers: ['X-GitLab-Meta: {}'],
        answer: { message: '401 Unauthorized' },
        row: 'J02',
        tells: 'PRIVATE-TOKEN: $GITLAB_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://gitlab.com/api/v4/projects/1',
        send: ['PRIVATE-TOKEN: glpat-~20'],
        status: 404,
        headers: ['X-GitLab-Meta: {}'],
        answer: { message: '404 Project Not Found' },
      },
    ],
  },
};
