import { answer, type CorpusCase, clients, explained, get, post, send } from './case.ts';
import { auth0Token, basic, chars, checksummed, digits, expired, hex, jwt, key, lifetime } from './tokens.ts';

const _google = {
  'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/"',
  Server: 'ESF',
  Vary: ['Origin', 'X-Origin', 'Referer'],
};

/** Clouds, registries and what runs on them: family J, third part. */
export const vendorClouds: readonly CorpusCase[] = [
  explained(
    'API Gateway misses the path and talks about a token',
    'J09',
    get('https://k3x9s0b1l2.execute-api.eu-central-1.amazonaws.com/orders', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token()}`,
    }),
    answer(
      403,
      { 'x-amzn-requestid': 'c1', 'x-amzn-errortype': 'MissingAuthenticationTokenException', 'x-amz-apigw-id': 'Xz1' },
      { message: 'Missing Authentication Token' },
    ),
  ),
  explained(
    'the authorizer of API Gateway denies',
    'J09',
    get('https://k3x9s0b1l2.execute-api.eu-central-1.amazonaws.com/prod/admin', {
      ...clients.node,
      authorization: `Bearer ${auth0Token()}`,
    }),
    answer(
      403,
      { 'x-amzn-requestid': 'c2', 'x-amzn-errortype': 'AccessDeniedException', 'x-amz-apigw-id': 'Xz2' },
      { Message: 'User is not authorized to access this resource with an explicit deny' },
    ),
  ),
  explained(
    'temporary AWS credentials have expired',
    'J10',
    get('https://acme-data.s3.eu-central-1.amazonaws.com/?list-type=2', {
      ...clients.python,
      'X-Amz-Date': '20260310T093000Z',
      'X-Amz-Security-Token': chars('sts', 200),
      Authorization: `AWS4-HMAC-SHA256 Credential=${key(['AS', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}/20260310/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=${hex('sig', 64)}`,
    }),
    answer(
      400,
      { 'x-amz-request-id': 'R1', 'Content-Type': 'application/xml', Server: 'AmazonS3' },
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>',
    ),
  ),
  explained(
    'temporary AWS credentials came without their session token',
    'J10',
    send(
      'POST',
      'https://sts.amazonaws.com/',
      {
        ...clients.go,
        'X-Amz-Date': '20260310T093000Z',
        Authorization: `AWS4-HMAC-SHA256 Credential=${key(['AS', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}/20260310/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=${hex('sig2', 64)}`,
      },
      'Action=GetCallerIdentity&Version=2011-06-15',
    ),
    answer(
      403,
      { 'x-amzn-RequestId': 'R2', 'Content-Type': 'text/xml' },
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid</Message></Error></ErrorResponse>',
    ),
  ),
  explained(
    'Supabase gets one of its new keys as a bearer token and no apikey',
    'J15',
    get('https://abcdefghijklmnopqrst.supabase.co/functions/v1/hello', {
      ...clients.node,
      authorization: `Bearer ${key(['sb', '_publishable_'], 31)}`,
    }),
    answer(
      401,
      { 'sb-gateway-version': '1', 'sb-error-code': 'UNAUTHORIZED_INVALID_JWT_FORMAT' },
      { code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT format' },
    ),
  ),
  explained(
    'Supabase misses its apikey header',
    ['J15', 'A01'],
    get('https://abcdefghijklmnopqrst.supabase.co/rest/v1/todos', clients.curl),
    answer(
      401,
      { 'sb-gateway-version': '1' },
      { message: 'No API key found in request', hint: 'No `apikey` request header or url param was found.' },
    ),
  ),
  explained(
    'Firebase verifies for another project',
    ['J16', 'D07'],
    get('https://api.acme.example/profile', {
      ...clients.axios,
      Authorization: `Bearer ${jwt({ iss: 'https://securetoken.google.com/acme-dev', aud: 'acme-dev', sub: 'uid1', ...lifetime })}`,
    }),
    answer(
      401,
      { 'X-Powered-By': 'Express' },
      {
        code: 'auth/argument-error',
        message: 'Firebase ID token has incorrect "aud" (audience) claim. Expected "acme-prod" but got "acme-dev".',
      },
    ),
  ),
  explained(
    'Firebase says that the ID token has expired',
    ['D01', 'J16'],
    get('https://api.acme.example/profile', {
      ...clients.axios,
      Authorization: `Bearer ${jwt({ iss: 'https://securetoken.google.com/acme-prod', aud: 'acme-prod', sub: 'uid1', ...expired(20) })}`,
    }),
    answer(
      401,
      { 'X-Powered-By': 'Express' },
      {
        code: 'auth/id-token-expired',
        message: 'Firebase ID token has expired. Get a fresh ID token from your client app and try again.',
      },
    ),
  ),
  explained(
    'the legacy server key of FCM is gone',
    'J16',
    post(
      'https://fcm.googleapis.com/fcm/send',
      { ...clients.python, Authorization: `key=${key(['AA', 'AA'], 148)}` },
      { to: '/topics/news', notification: { title: 'Hi' } },
    ),
    answer(
      401,
      { Server: 'ESF' },
      '<HTML><HEAD><TITLE>Unauthorized</TITLE></HEAD><BODY><H1>Unauthorized</H1><H2>Error 401</H2></BODY></HTML>',
    ),
  ),
  explained(
    'Docker Hub does not take the password',
    'J17',
    get('https://auth.docker.io/token?service=registry.docker.io&scope=repository%3Aacme%2Fapp%3Apull', {
      'User-Agent': 'docker/27.3.1',
      Authorization: basic('acmebot', 'correct-horse'),
    }),
    answer(
      401,
      {},
      { details: 'incorrect username or password', message: 'unauthorized: incorrect username or password' },
    ),
  ),
  explained(
    'the token of ECR is older than twelve hours',
    'J17',
    get(`https://${digits('aws', 12)}.dkr.ecr.eu-central-1.amazonaws.com/v2/app/manifests/1.4`, {
      'User-Agent': 'docker/27.3.1',
      Authorization: basic('AWS', chars('ecr', 900)),
    }),
    answer(
      403,
      { 'Docker-Distribution-Api-Version': 'registry/2.0' },
      { errors: [{ code: 'DENIED', message: 'Your authorization token has expired. Reauthenticate and try again.' }] },
    ),
  ),
  explained(
    'Kubernetes does not say why it refuses an opaque token',
    'J18',
    get('https://10.0.0.1:6443/apis/apps/v1/deployments', {
      'User-Agent': 'kubectl/v1.32.1 (linux/amd64) kubernetes/e9c9be4',
      Authorization: `Bearer ${chars('k8s', 48)}`,
    }),
    answer(
      401,
      { 'Audit-Id': '3e4f', 'Cache-Control': 'no-cache, private' },
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      },
    ),
  ),
  explained(
    'the npm registry knows the token no more',
    'J29',
    get('https://registry.npmjs.com/-/whoami', {
      'user-agent': 'npm/11.19.1 node/v24.21.0 linux x64',
      authorization: `Bearer ${checksummed(['npm', '_'].join(''))}`,
    }),
    answer(
      401,
      { server: 'cloudflare' },
      { error: 'Unable to authenticate, your authentication token seems to be invalid.' },
    ),
  ),
  explained(
    'Vault does not take the token',
    'J30',
    get('https://vault.example.com:8200/v1/secret/data/app', {
      ...clients.go,
      'X-Vault-Token': `${['hvs', '.'].join('')}${chars('vault', 90)}`,
    }),
    answer(403, {}, { errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] }),
  ),
  explained(
    'Vault misses its token',
    ['J30', 'A01'],
    get('https://vault.example.com:8200/v1/auth/token/lookup-self', {
      ...clients.go,
      Authorization: `Token ${['hvs', '.'].join('')}${chars('vault', 90)}`,
    }),
    answer(400, {}, { errors: ['missing client token'] }),
  ),
  explained(
    'Elasticsearch got an API key that is not encoded',
    'J31',
    get('https://es.example.com:9200/orders/_search', {
      ...clients.node,
      authorization: `ApiKey ${chars('es-id', 20)}:${chars('es-key', 22)}`,
    }),
    answer(
      401,
      {
        'X-elastic-product': 'Elasticsearch',
        'WWW-Authenticate': ['Basic realm="security", charset="UTF-8"', 'Bearer realm="security"', 'ApiKey'],
      },
      {
        error: {
          type: 'security_exception',
          reason:
            'unable to authenticate with provided credentials and anonymous access is not allowed for this request',
        },
        status: 401,
      },
    ),
  ),
  explained(
    'Grafana does not take its service account’s token',
    'J31',
    get('https://grafana.example.com/api/datasources', {
      ...clients.curl,
      Authorization: `Bearer ${key(['gl', 'sa_'], 41)}`,
    }),
    answer(
      401,
      {},
      { extra: null, message: 'Invalid API key', messageId: 'api-key.invalid', statusCode: 401, traceID: '' },
    ),
  ),
];
