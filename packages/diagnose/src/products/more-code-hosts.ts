import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where else code lies. */
export const moreCodeHosts = [
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

export const moreCodeHostExchanges: ProductExchanges<typeof moreCodeHosts> = {
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
