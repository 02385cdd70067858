import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where code is kept. */
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
  {
    id: 'bitbucket',
    name: 'Bitbucket Cloud',
    maker: 'atlassian',
    page: 'https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/',
    row: 'J21',
    hosts: ['bitbucket.org'],
    credentials: [
      { label: 'an API token', send: 'Authorization: Basic you@example.com:$BITBUCKET_API_TOKEN', token: 'ATATT' },
      { label: 'an app password', send: 'Authorization: Basic you:$BITBUCKET_APP_PASSWORD', token: 'ATBB' },
      { label: 'a repository’s access token', send: 'Authorization: Bearer $BITBUCKET_TOKEN', token: 'ATCTT' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $BITBUCKET_TOKEN' },
      { label: 'user and token', send: 'Authorization: Basic you@example.com:$BITBUCKET_API_TOKEN' },
    ],
    says: {
      'token-refused': {
        words: [
          'token is invalid, expired, or not supported for this endpoint',
          'you may not have access to this repository or it no longer exists',
        ],
        row: 'J21',
        title: 'Bitbucket does not take this token here: app passwords are replaced by API tokens',
        fix: 'Make an API token with Bitbucket’s scopes and send it with the e-mail address of the Atlassian account: `-u "you@example.com:$BITBUCKET_API_TOKEN"`; for git the user is `x-bitbucket-api-token-auth`.',
      },
      'scope-missing': {
        words: ['your credentials lack one or more required privilege scopes'],
        row: 'E02',
        title: 'The Bitbucket token lacks a scope',
        fix: 'Compare `required` with `granted` in the answer and make a token with what is missing.',
        isSure: true,
      },
    },
  },
  {
    id: 'gitea',
    name: 'Gitea or Forgejo',
    page: 'https://docs.gitea.com/development/api-usage',
    hosts: ['gitea.com', 'codeberg.org'],
    signs: ['Set-Cookie: i_like_gitea=*', 'X-Gitea-Warning', '{"url":"https://gitea.com/api/swagger"}'],
    credentials: [
      { label: 'an access token', send: 'Authorization: token $GITEA_TOKEN' },
      { label: 'an access token', send: 'Authorization: Bearer $GITEA_TOKEN' },
      { label: 'user and password', send: 'Authorization: Basic you:$GITEA_PASSWORD' },
      { label: 'an access token', send: '?token=$GITEA_TOKEN' },
      { label: 'an access token', send: '?access_token=$GITEA_TOKEN' },
    ],
    says: {
      'scope-missing': {
        words: ['token does not have at least one of required scope'],
        row: 'E02',
        title: 'The token of Gitea or Forgejo lacks a scope',
        fix: 'Make a token with the scope that the answer names (`read:repository`, `write:issue`, …) under Settings, Applications.',
        isSure: true,
      },
      'token-refused': {
        words: [
          'invalid username, password or token',
          'user does not exist [uid: 0',
          'token is required',
          'auth required',
        ],
        row: 'D22',
        title: 'Gitea or Forgejo does not know this token',
        fix: 'Make a token under Settings, Applications, and send `-H "Authorization: token $GITEA_TOKEN"`; with two factors a password is not taken.',
      },
    },
  },
  {
    id: 'azure-devops',
    name: 'Azure DevOps',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    hosts: ['dev.azure.com', 'visualstudio.com'],
    signs: ['X-TFS-ProcessId', 'X-VSS-E2EID'],
    credentials: [
      { label: 'a personal access token', send: 'Authorization: Basic :$AZURE_DEVOPS_PAT' },
      { label: 'a token of Entra', send: 'Authorization: Bearer $AZURE_DEVOPS_TOKEN' },
      {
        label: 'a personal access token',
        send: 'Authorization: Basic :$AZURE_DEVOPS_PAT',
        token: /^(?:[a-z2-7]{52}|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})$/,
      },
    ],
    addressee: [
      {
        audience: [
          '499b84ac-1321-427f-aa17-267ca6975798',
          'https://app.vssps.visualstudio.com',
          'https://management.core.windows.net',
          'https://management.azure.com',
        ],
        fix: 'Get the token for Azure DevOps: `az account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798`.',
      },
    ],
    says: {
      'pat-expired': {
        words: ['access denied: the personal access token used has expired'],
        row: 'D01',
        title: 'The personal access token of Azure DevOps has expired',
        fix: 'Make a new one under User settings, Personal access tokens: `-u ":$AZURE_DEVOPS_PAT"`.',
        isSure: true,
      },
      'user-unknown': {
        words: ['tf400813'],
        row: 'D22',
        title: 'Azure DevOps knows the caller, and this organization does not have them as a user',
        fix: 'Use a token of this organization, with the scope that the operation needs, and add its user under Organization settings, Users.',
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
  bitbucket: {
    refused: [
      {
        ask: 'GET https://api.bitbucket.org/2.0/repositories/tern',
        send: ['Authorization: Bearer ATATT~180'],
        status: 401,
        answer: { type: 'error', error: { message: 'Token is invalid, expired, or not supported for this endpoint.' } },
        row: 'J21',
        tells: '-u "you@example.com:$BITBUCKET_API_TOKEN"',
      },
      {
        ask: 'GET https://api.bitbucket.org/2.0/user',
        send: ['Authorization: Bearer ~60'],
        status: 403,
        answer: {
          type: 'error',
          error: {
            message: 'Your credentials lack one or more required privilege scopes.',
            detail: { required: ['account'] },
          },
        },
        row: 'E02',
        tells: '`granted`',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.bitbucket.org/2.0/repositories/tern/none',
        send: ['Authorization: Basic ~b64(ada@tern.example:ATATT~180)'],
        status: 404,
        answer: { type: 'error', error: { message: 'Repository tern/none not found' } },
      },
    ],
  },
  gitea: {
    refused: [
      {
        ask: 'GET https://git.tern.example/api/v1/user',
        send: ['X-Api-Key: ~hex40'],
        status: 401,
        headers: ['Set-Cookie: i_like_gitea=~16; Path=/; HttpOnly'],
        answer: { message: 'token is required', url: 'https://git.tern.example/api/swagger' },
        row: 'C20',
        tells: 'Authorization: token $GITEA_TOKEN',
      },
      {
        ask: 'GET https://codeberg.org/api/v1/user/repos',
        send: ['Authorization: token ~hex40'],
        status: 403,
        answer: { message: 'token does not have at least one of required scope(s): [read:repository]' },
        row: 'E02',
        tells: 'Settings, Applications',
      },
    ],
    healthy: [
      {
        ask: 'GET https://codeberg.org/api/v1/repos/tern/none',
        send: ['Authorization: token ~hex40'],
        status: 404,
        answer: { message: 'The target could not be found.' },
      },
    ],
  },
  'azure-devops': {
    refused: [
      {
        ask: 'GET https://dev.azure.com/tern/_apis/projects?api-version=7.1',
        send: ['Authorization: Bearer ~76AZDOabcd'],
        status: 401,
        headers: [
          'WWW-Authenticate: Bearer authorization_uri=https://login.microsoftonline.com/x',
          'X-TFS-ProcessId: 1',
        ],
        row: 'C06',
        tells: '-u ":$AZURE_DEVOPS_PAT"',
      },
      {
        ask: 'GET https://dev.azure.com/tern/_apis/projects?api-version=7.1',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://graph.microsoft.com' },
        status: 401,
        headers: ['X-TFS-ProcessId: 1'],
        row: 'D07',
        tells: '--resource 499b84ac-1321-427f-aa17-267ca6975798',
      },
    ],
    healthy: [
      {
        ask: 'GET https://dev.azure.com/tern/_apis/projects/none?api-version=7.1',
        send: ['Authorization: Basic ~b64(:~84)'],
        status: 404,
        headers: ['X-TFS-ProcessId: 1'],
        answer: { message: 'TF200016: The following project does not exist: none.' },
      },
    ],
  },
};
