import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** AWS’s services that take tokens. */
export const awsServices = [
  {
    id: 'cognito',
    name: 'Amazon Cognito',
    maker: 'amazon',
    page: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html',
    hosts: ['cognito-idp.*.amazonaws.com', 'amazoncognito.com'],
    says: {
      'access-token-revoked': {
        words: ['access token has been revoked'],
        row: 'D22',
        title: 'The access token of Cognito was revoked: the user was signed out everywhere',
        fix: 'Sign in again; the refresh token is revoked as well.',
        isSure: true,
      },
      'refresh-token-revoked': {
        words: ['refresh token has been revoked', 'invalid refresh token', 'refresh token has expired'],
        statuses: [400, 401],
        row: 'E14',
        title: 'Cognito does not take this refresh token: revoked, expired, or of another app client',
        fix: 'Sign the user in again; use the app client (and its secret) that the token was issued to, and for a remembered device the same DEVICE_KEY.',
        isSure: true,
      },
      'secret-hash': {
        words: [
          'unable to verify secret hash',
          'is configured with secret but secret_hash was not received',
          'is configured for secret but secret was not received',
        ],
        statuses: [400, 401],
        row: 'E13',
        title: 'The app client of Cognito has a secret, and SECRET_HASH does not fit',
        fix: 'Send SECRET_HASH = base64(HMAC-SHA256(client secret, username + client id)), at a refresh with the user’s `sub` (or the name as Cognito stores it); or use an app client without a secret in browsers.',
        isSure: true,
      },
      'wrong-password': {
        words: ['incorrect username or password'],
        statuses: [400, 401],
        row: 'D22',
        title: 'Cognito does not know this user with this password',
        fix: 'Check pool, app client and user (`aws cognito-idp admin-get-user`): the state FORCE_CHANGE_PASSWORD wants a new password first.',
        isSure: true,
      },
      'flow-off': {
        words: [
          'auth flow not enabled for this client',
          'user_password_auth flow not enabled',
          'initiate auth method not supported',
        ],
        statuses: [400, 401],
        row: 'E13',
        title: 'The app client of Cognito does not allow this flow',
        fix: 'Allow it under the app client’s authentication flows (ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH), or use SRP.',
        isSure: true,
      },
      'access-token-scope': {
        words: ['access token does not have required scopes'],
        statuses: [400, 401],
        row: 'E02',
        title: 'Cognito’s own API wants an access token with aws.cognito.signin.user.admin',
        fix: 'Ask for the scope `aws.cognito.signin.user.admin` in the hosted sign-in; tokens of InitiateAuth have it.',
        isSure: true,
      },
    },
  },
  {
    id: 'bedrock',
    name: 'Amazon Bedrock',
    maker: 'amazon',
    page: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    hosts: ['bedrock-runtime.*.amazonaws.com', 'bedrock.*.amazonaws.com', 'bedrock-mantle.*.api.aws'],
    credentials: [
      { label: 'a Bedrock API key', send: 'Authorization: Bearer $AWS_BEARER_TOKEN_BEDROCK', token: 'ABSK' },
      {
        label: 'a short-lived Bedrock API key',
        send: 'Authorization: Bearer $AWS_BEARER_TOKEN_BEDROCK',
        token: 'bedrock-api-key-',
      },
      { label: 'a signature', send: 'Authorization: AWS4-HMAC-SHA256 …' },
      { label: 'a Bedrock API key', send: 'Authorization: Bearer $AWS_BEARER_TOKEN_BEDROCK' },
    ],
    says: {
      'key-refused': {
        words: [
          'authentication failed: please make sure your api key is valid',
          'bearer token has expired',
          'invalid api key format',
        ],
        row: 'D22',
        title:
          'Bedrock does not take this API key: expired (12 hours for short-lived ones), deleted, or of another region',
        fix: 'Make a new one in the Bedrock console of this region: `export AWS_BEARER_TOKEN_BEDROCK=…`; it counts before all other credentials, so unset it to use a profile.',
        isSure: true,
      },
      'model-not-granted': {
        words: ["you don't have access to the model with the specified model id"],
        row: 'E02',
        title: 'The account has no access to this Bedrock model in this region',
        fix: 'Ask for access under Model access in the console of this region, or call an inference profile (`eu.…`, `us.…`).',
        isSure: true,
      },
    },
  },
  {
    id: 'eks',
    name: 'Amazon EKS',
    maker: 'amazon',
    page: 'https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html',
    hosts: ['eks.amazonaws.com'],
    credentials: [
      { label: 'a token of `aws eks get-token`', send: 'Authorization: Bearer $EKS_TOKEN', token: 'k8s-aws-v1.' },
      { label: 'a service account’s token', send: 'Authorization: Bearer $K8S_TOKEN', token: /^ey[\w-]{10,}\.ey/ },
    ],
    says: {
      'not-mapped': {
        words: ['unauthorized', 'you must be logged in to the server'],
        row: 'J18',
        title: 'The EKS cluster does not know this identity of AWS, or its token (15 minutes) has run out',
        fix: '`aws sts get-caller-identity` and `aws eks update-kubeconfig --name <cluster>`; give that identity an access entry: `aws eks create-access-entry --cluster-name <cluster> --principal-arn <arn>`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const awsServiceExchanges: ProductExchanges<typeof awsServices> = {
  cognito: {
    refused: [
      {
        ask: 'POST https://cognito-idp.eu-west-1.amazonaws.com/',
        send: [
          'X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth',
          'Content-Type: application/x-amz-json-1.1',
        ],
        body: '{"AuthFlow":"REFRESH_TOKEN_AUTH","ClientId":"c"}',
        status: 400,
        answer: { __type: 'NotAuthorizedException', message: 'Unable to verify secret hash for client c' },
        row: 'E13',
        tells: 'HMAC-SHA256',
      },
    ],
    healthy: [
      {
        ask: 'POST https://cognito-idp.eu-west-1.amazonaws.com/',
        send: ['X-Amz-Target: AWSCognitoIdentityProviderService.SignUp', 'Content-Type: application/x-amz-json-1.1'],
        body: '{"ClientId":"c"}',
        status: 400,
        answer: { __type: 'UsernameExistsException', message: 'An account with the given email already exists.' },
      },
    ],
  },
  bedrock: {
    refused: [
      {
        ask: 'POST https://bedrock-runtime.eu-west-1.amazonaws.com/model/a/converse',
        send: ['x-api-key: ABSK~120'],
        body: '{}',
        status: 403,
        answer: { Message: 'Missing Authentication Token' },
        row: 'C20',
        tells: 'AWS_BEARER_TOKEN_BEDROCK',
      },
      {
        ask: 'POST https://bedrock-runtime.eu-west-1.amazonaws.com/model/a/converse',
        send: ['Authorization: Bearer ABSK~120'],
        body: '{}',
        status: 403,
        answer: { Message: 'Authentication failed: Please make sure your API Key is valid.' },
        row: 'D22',
        tells: 'console of this region',
      },
    ],
    healthy: [
      {
        ask: 'POST https://bedrock-runtime.eu-west-1.amazonaws.com/model/none/converse',
        send: ['Authorization: Bearer ABSK~120'],
        body: '{}',
        status: 404,
        answer: { message: 'The provided model identifier is invalid.' },
      },
    ],
  },
  eks: {
    refused: [
      {
        ask: 'GET https://0123456789abcdef.gr7.eu-west-1.eks.amazonaws.com/api/v1/pods',
        send: ['Authorization: Bearer k8s-aws-v1.~200'],
        status: 401,
        headers: ['Audit-Id: 1'],
        answer: {
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          message: 'Unauthorized',
          reason: 'Unauthorized',
          code: 401,
        },
        row: 'J18',
        tells: 'create-access-entry',
      },
    ],
    healthy: [
      {
        ask: 'GET https://0123456789abcdef.gr7.eu-west-1.eks.amazonaws.com/api/v1/namespaces/none',
        send: ['Authorization: Bearer k8s-aws-v1.~200'],
        status: 404,
        headers: ['Audit-Id: 1'],
        answer: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 },
      },
    ],
  },
};
