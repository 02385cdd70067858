import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** AWS, and its gateways. */
export const aws = [
  {
    id: 'aws',
    name: 'AWS',
    maker: 'amazon',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
    row: 'J10',
    hosts: ['amazonaws.com', 'amazonaws.com.cn'],
    hostsOthers: true,
    says: {
      'token-expired': {
        words: ['token included in the request is expired', 'provided token has expired'],
        codes: ['ExpiredToken', 'ExpiredTokenException'],
        row: 'J10',
        title: 'The temporary AWS credentials have expired',
        fix: 'Get new ones (`aws sso login`, assume the role again), and let the SDK do it: do not copy them into variables.',
        isSure: true,
      },
      'clock-skewed': {
        words: ['request time and the current time is too large', 'signature not yet current', 'signature expired'],
        codes: ['RequestTimeTooSkewed'],
        row: 'J10',
        title: 'The clock is off by more than AWS allows (15 minutes; 5 for some)',
        fix: 'Synchronise the clock (NTP), and sign right before sending.',
        isSure: true,
      },
      'policy-denies': {
        words: [
          'is not authorized to perform: … with an explicit deny',
          'is not authorized to perform: … no identity-based policy allows',
        ],
        row: 'E02',
        title: 'AWS knows the caller, and no policy allows this action',
        fix: 'Allow the action that the answer names on the resource that it names, for the caller that it names (`aws sts get-caller-identity`); an explicit deny, also of the organization, beats every allow.',
        isSure: true,
      },
    },
  },
  {
    id: 'api-gateway',
    name: 'Amazon API Gateway',
    maker: 'amazon',
    page: 'https://repost.aws/knowledge-center/api-gateway-authentication-token-errors',
    row: 'J09',
    hosts: ['execute-api.*.amazonaws.com', 'execute-api.*.amazonaws.com.cn'],
    hostsOthers: true,
    credentials: [
      { label: 'a token', send: 'Authorization: Bearer $TOKEN' },
      { label: 'a bare token, as REST authorizers take it', send: 'Authorization: $TOKEN' },
      { label: 'a usage plan’s key', send: 'x-api-key: $API_KEY' },
      { label: 'a signature', send: 'Authorization: AWS4-HMAC-SHA256 …' },
      { label: 'user and password', send: 'Authorization: Basic you:$PASSWORD' },
    ],
    says: {
      'path-or-stage': {
        words: ['missing authentication token'],
        row: 'J09',
        title: 'API Gateway has no such method: “Missing Authentication Token” means a wrong path, stage or verb',
        fix: 'Check stage (`/prod/…`), path and method against the deployed API, and deploy it after changes; where the method is right, it wants a signature (IAM).',
      },
      'authorizer-denies': {
        words: ['not authorized to access this resource', 'not authorized to perform', 'explicit deny'],
        row: 'J09',
        title: 'The authorizer of API Gateway denies the call',
        fix: 'Look at the policy that the authorizer returns: it must allow this method’s ARN, and a cached policy (TTL) must allow the other routes as well.',
      },
    },
  },
  {
    id: 'appsync',
    name: 'AWS AppSync',
    maker: 'amazon',
    page: 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    hosts: ['appsync-api.*.amazonaws.com', 'appsync-realtime-api.*.amazonaws.com'],
    credentials: [
      { label: 'the JWT of Cognito or OpenID Connect, bare', send: 'Authorization: $TOKEN' },
      { label: 'the same as Bearer', send: 'Authorization: Bearer $TOKEN' },
      { label: 'an API key', send: 'x-api-key: $APPSYNC_API_KEY' },
      { label: 'an API key', send: 'x-api-key: $APPSYNC_API_KEY', token: 'da2-' },
      { label: 'a signature', send: 'Authorization: AWS4-HMAC-SHA256 …' },
    ],
    says: {
      'mode-not-on': {
        words: ['valid authorization header not provided', 'missing authorization header', 'no valid authorization'],
        row: 'C05',
        title: 'AppSync does not take this kind of credential for this API',
        fix: 'Send what the API’s authorization mode wants: `-H "x-api-key: $APPSYNC_API_KEY"`, `-H "Authorization: $TOKEN"` (bare), or a signature (IAM).',
      },
      'key-expired': {
        words: ['you are not authorized to make this call'],
        row: 'D22',
        title: 'AppSync does not take this key: API keys end after 7 days by default, a year at most',
        fix: '`aws appsync list-api-keys --api-id <id>` shows it and its end; `aws appsync create-api-key` makes a new one.',
      },
      'field-denied': {
        words: ['not authorized to access … on type'],
        statuses: [200, 401],
        row: 'E02',
        title: 'AppSync knows the caller, and the field’s directives or resolver do not allow them',
        fix: 'Name the mode at the field (`@aws_iam`, `@aws_cognito_user_pools`, Amplify’s `@auth` rules), or use a caller of the right group.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const awsExchanges: ProductExchanges<typeof aws> = {
  aws: {
    refused: [
      {
        ask: 'GET https://tern.s3.eu-west-1.amazonaws.com/f.txt',
        send: [
          'Authorization: AWS4-HMAC-SHA256 Credential=AKIA~16/20260601/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=~hex64',
          'x-amz-date: 20260601T120000Z',
        ],
        status: 403,
        headers: ['Content-Type: application/xml'],
        answer:
          '<Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/ada is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::tern/f.txt" because no identity-based policy allows the s3:GetObject action</Message></Error>',
        row: 'E02',
        tells: 'get-caller-identity',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.s3.eu-west-1.amazonaws.com/none.txt',
        send: [
          'Authorization: AWS4-HMAC-SHA256 Credential=AKIA~16/20260601/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=~hex64',
          'x-amz-date: 20260601T120000Z',
        ],
        status: 404,
        headers: ['Content-Type: application/xml'],
        answer: '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
      },
    ],
  },
  'api-gateway': {
    refused: [
      {
        ask: 'GET https://a1b2c3.execute-api.eu-west-1.amazonaws.com/none',
        send: ['Authorization: ~jwt'],
        status: 403,
        headers: ['x-amzn-errortype: MissingAuthenticationTokenException'],
        answer: { message: 'Missing Authentication Token' },
        row: 'J09',
        tells: 'stage',
      },
    ],
    healthy: [
      {
        ask: 'GET https://a1b2c3.execute-api.eu-west-1.amazonaws.com/v1/x',
        send: ['Authorization: ~jwt'],
        status: 404,
        answer: { message: 'Not Found' },
      },
    ],
  },
  appsync: {
    refused: [
      {
        ask: 'POST https://abcdefghij.appsync-api.eu-west-1.amazonaws.com/graphql',
        send: ['Authorization: Bearer da2-~26'],
        body: '{"query":"{me{id}}"}',
        status: 401,
        headers: ['x-amzn-errortype: UnauthorizedException'],
        answer: {
          errors: [{ errorType: 'UnauthorizedException', message: 'Valid authorization header not provided.' }],
        },
        row: 'C20',
        tells: '-H "x-api-key: $APPSYNC_API_KEY"',
      },
      {
        ask: 'POST https://abcdefghij.appsync-api.eu-west-1.amazonaws.com/graphql',
        send: ['x-api-key: da2-~26'],
        body: '{"query":"{me{id}}"}',
        status: 401,
        headers: ['x-amzn-errortype: UnauthorizedException'],
        answer: {
          errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }],
        },
        row: 'D22',
        tells: 'create-api-key',
      },
    ],
    healthy: [
      {
        ask: 'POST https://abcdefghij.appsync-api.eu-west-1.amazonaws.com/graphql',
        send: ['Authorization: ~jwt'],
        body: '{"query":"{me{ids}}"}',
        status: 200,
        answer: { errors: [{ message: "Field 'ids' in type 'User' is undefined" }] },
      },
    ],
  },
};
