import { answer, type CorpusCase, clients, explained, get, post, postForm, send } from './case.ts';
import { auth0Token, basic, chars, checksummed, digits, entraTenant, entraToken, expired, hex, jwt, key, lifetime } from './tokens.ts';

const github = { server: 'github.com', 'x-github-request-id': 'C0FE:1A2B', 'x-github-media-type': 'github.v3; format=json' };
const google = { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/"', Server: 'ESF', Vary: ['Origin', 'X-Origin', 'Referer'] };
const googleError = (message: string, reason: string) => ({
  error: { code: 401, message, status: 'UNAUTHENTICATED', details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata: { service: 'drive.googleapis.com' } }] },
});

/** Code hosts, clouds and identity providers: family J, first part. */
export const vendorPlatforms: readonly CorpusCase[] = [
  explained(
    'GitHub knows the token no more',
    'J01',
    get('https://api.github.com/repos/acme/private', { ...clients.node, 'user-agent': 'release-bot', authorization: `Bearer ${checksummed(['ghp', '_'].join(''))}` }),
    answer(401, github, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }),
  ),
  explained(
    'the JWT of a GitHub App lives longer than ten minutes',
    'J01',
    get('https://api.github.com/app/installations', { ...clients.go, 'User-Agent': 'acme-app', Authorization: `Bearer ${jwt({ iss: 123456, iat: lifetime.iat, exp: lifetime.iat + 3600 }, { alg: 'RS256', typ: 'JWT' })}` }),
    answer(401, github, { message: "'Expiration time' claim ('exp') is too far in the future", documentation_url: 'https://docs.github.com/rest', status: '401' }),
  ),
  explained(
    'the organisation demands that single sign-on authorise the token',
    'J01',
    get('https://api.github.com/orgs/acme/repos', { ...clients.curl, Authorization: `Bearer ${checksummed(['gho', '_'].join(''))}` }),
    answer(403, { ...github, 'X-GitHub-SSO': 'required; url=https://github.com/orgs/acme/sso?authorization_request=AZSCKtL4' }, { message: 'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.', documentation_url: 'https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/' }),
  ),
  explained(
    'GitLab refuses a well-formed personal token',
    'J02',
    get('https://gitlab.com/api/v4/projects/42', { ...clients.python, 'PRIVATE-TOKEN': key(['glpat', '-'], 20) }),
    answer(401, { server: 'cloudflare', 'x-gitlab-meta': '{"correlation_id":"01HT"}' }, { message: '401 Unauthorized' }),
  ),
  explained(
    'GitLab’s token was sent with the word Token',
    ['J02', 'C06'],
    get('https://gitlab.example.com/api/v4/projects', { ...clients.axios, Authorization: `Token ${key(['glpat', '-'], 20)}` }),
    answer(401, { server: 'nginx', 'x-gitlab-meta': '{"correlation_id":"01HV"}' }, { message: '401 Unauthorized' }),
  ),
  explained(
    'Google Drive was called with an API key alone',
    'J04',
    get(`https://www.googleapis.com/drive/v3/files?key=${key(['AI', 'za'], 35)}`, clients.node),
    answer(401, google, googleError('API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials that assert a principal.', 'CREDENTIALS_MISSING')),
  ),
  explained(
    'Google says by its reason that the access token has expired',
    ['J04', 'D01'],
    get('https://www.googleapis.com/drive/v3/about?fields=user', { ...clients.python, Authorization: `Bearer ${['ya', '29.'].join('')}${chars('google-at', 180)}` }),
    answer(401, google, googleError('Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.', 'ACCESS_TOKEN_EXPIRED')),
  ),
  explained(
    'a Google API gets an ID token',
    ['J04', 'D09'],
    get('https://pubsub.googleapis.com/v1/projects/acme/topics', { ...clients.go, Authorization: `Bearer ${jwt({ iss: 'https://accounts.google.com', aud: '1234-abc.apps.googleusercontent.com', azp: '1234-abc.apps.googleusercontent.com', sub: '1098', email: 'pump@acme.example', at_hash: 'aGFzaA', ...lifetime })}` }),
    answer(401, google, googleError('Request had invalid authentication credentials.', 'ACCESS_TOKEN_TYPE_UNSUPPORTED')),
  ),
  explained(
    'Graph says that the token is empty, and none was sent',
    ['A01', 'J05'],
    get('https://graph.microsoft.com/v1.0/me/drive', clients.axios),
    answer(401, { 'request-id': '1a2b' }, { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.', innerError: { 'request-id': '1a2b' } } }),
  ),
  explained(
    'Graph cannot parse what it got',
    ['J05', 'D12'],
    get('https://graph.microsoft.com/v1.0/users', { ...clients.node, authorization: `Bearer ${chars('msa', 80)}` }),
    answer(401, { 'request-id': '2b3c' }, { error: { code: 'InvalidAuthenticationToken', message: 'CompactToken parsing failed with error code: 80049217', innerError: {} } }),
  ),
  explained(
    'Entra does not know the application in this tenant',
    ['J06', 'E13'],
    postForm(`https://login.microsoftonline.com/${entraTenant}/oauth2/v2.0/token`, clients.go, { grant_type: 'client_credentials', client_id: '00000000-aaaa-4bbb-8ccc-ddddeeeeffff', client_secret: `Q~8Q~${chars('entra2', 35)}`, scope: 'api://orders/.default' }),
    answer(400, {}, { error: 'unauthorized_client', error_description: "AADSTS700016: Application with identifier '00000000-aaaa-4bbb-8ccc-ddddeeeeffff' was not found in the directory 'Contoso'.", error_codes: [700016] }),
  ),
  explained(
    'Entra’s refresh token fell to a new password',
    ['J06', 'E14'],
    postForm('https://login.microsoftonline.com/common/oauth2/v2.0/token', clients.node, { grant_type: 'refresh_token', client_id: '3b8f1c1e', refresh_token: `0.A${chars('entra-rt', 200)}` }),
    answer(400, {}, { error: 'invalid_grant', error_description: 'AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.', error_codes: [50173], suberror: 'bad_token' }),
  ),
  explained(
    'Entra wants a second factor',
    ['J06', 'E04'],
    postForm('https://login.microsoftonline.com/organizations/oauth2/v2.0/token', clients.node, { grant_type: 'refresh_token', client_id: '3b8f1c1e', refresh_token: `0.A${chars('entra-rt2', 200)}` }),
    answer(400, {}, { error: 'interaction_required', error_description: "AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003'.", error_codes: [50076], suberror: 'basic_action' }),
  ),
  explained(
    'the Management API is called under the custom domain with a token of the tenant’s',
    ['J07', 'D08', 'D07'],
    get('https://login.acme.example/api/v2/users', { ...clients.axios, Authorization: `Bearer ${auth0Token({ aud: 'https://acme.eu.auth0.com/api/v2/', scope: 'read:users' })}` }),
    answer(401, { server: 'cloudflare', 'x-auth0-requestid': '9f8e' }, { statusCode: 401, error: 'Unauthorized', message: 'Invalid token', attributes: { error: 'Invalid token' } }),
  ),
  explained(
    'Auth0’s Management API gets an opaque token',
    ['J07', 'D12'],
    get('https://acme.eu.auth0.com/api/v2/users', { ...clients.python, Authorization: `Bearer ${chars('auth0-opaque', 32)}` }),
    answer(401, { server: 'cloudflare' }, { statusCode: 401, error: 'Unauthorized', message: 'Invalid token', attributes: { error: 'Invalid token' } }),
  ),
  explained(
    'Okta’s API token was sent as a bearer token',
    ['J08', 'C06'],
    get('https://acme.okta.com/api/v1/users/me', { ...clients.go, Authorization: `Bearer 00${chars('okta', 40)}` }),
    answer(401, { 'x-okta-request-id': 'Zm9v', 'WWW-Authenticate': 'Bearer authorization_uri="http://acme.okta.com/oauth2/v1/authorize", realm="http://acme.okta.com", scope="okta.users.read.self", error="invalid_token", error_description="The access token is invalid.", resource="/api/v1/users/me"' }, { errorCode: 'E0000011', errorSummary: 'Invalid token provided', errorLink: 'E0000011', errorId: 'oae1', errorCauses: [] }),
  ),
  explained(
    'Okta refuses a token of its own form',
    'J08',
    get('https://acme.okta.com/api/v1/groups', { ...clients.java, Authorization: `SSWS 00${chars('okta-2', 40)}` }),
    answer(401, { 'x-okta-request-id': 'YmFy' }, { errorCode: 'E0000011', errorSummary: 'Invalid token provided', errorLink: 'E0000011', errorId: 'oae2', errorCauses: [] }),
  ),
  explained(
    'API Gateway misses the path and talks about a token',
    'J09',
    get('https://k3x9s0b1l2.execute-api.eu-central-1.amazonaws.com/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(403, { 'x-amzn-requestid': 'c1', 'x-amzn-errortype': 'MissingAuthenticationTokenException', 'x-amz-apigw-id': 'Xz1' }, { message: 'Missing Authentication Token' }),
  ),
  explained(
    'the authorizer of API Gateway denies',
    'J09',
    get('https://k3x9s0b1l2.execute-api.eu-central-1.amazonaws.com/prod/admin', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(403, { 'x-amzn-requestid': 'c2', 'x-amzn-errortype': 'AccessDeniedException', 'x-amz-apigw-id': 'Xz2' }, { Message: 'User is not authorized to access this resource with an explicit deny' }),
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
    answer(400, { 'x-amz-request-id': 'R1', 'Content-Type': 'application/xml', Server: 'AmazonS3' }, '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>'),
  ),
  explained(
    'temporary AWS credentials came without their session token',
    'J10',
    send('POST', 'https://sts.amazonaws.com/', {
      ...clients.go,
      'X-Amz-Date': '20260310T093000Z',
      Authorization: `AWS4-HMAC-SHA256 Credential=${key(['AS', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}/20260310/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=${hex('sig2', 64)}`,
    }, 'Action=GetCallerIdentity&Version=2011-06-15'),
    answer(403, { 'x-amzn-RequestId': 'R2', 'Content-Type': 'text/xml' }, '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid</Message></Error></ErrorResponse>'),
  ),
  explained(
    'Supabase gets one of its new keys as a bearer token and no apikey',
    'J15',
    get('https://abcdefghijklmnopqrst.supabase.co/functions/v1/hello', { ...clients.node, authorization: `Bearer ${key(['sb', '_publishable_'], 31)}` }),
    answer(401, { 'sb-gateway-version': '1', 'sb-error-code': 'UNAUTHORIZED_INVALID_JWT_FORMAT' }, { code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT format' }),
  ),
  explained(
    'Supabase misses its apikey header',
    ['J15', 'A01'],
    get('https://abcdefghijklmnopqrst.supabase.co/rest/v1/todos', clients.curl),
    answer(401, { 'sb-gateway-version': '1' }, { message: 'No API key found in request', hint: 'No `apikey` request header or url param was found.' }),
  ),
  explained(
    'Firebase verifies for another project',
    ['J16', 'D07'],
    get('https://api.acme.example/profile', { ...clients.axios, Authorization: `Bearer ${jwt({ iss: 'https://securetoken.google.com/acme-dev', aud: 'acme-dev', sub: 'uid1', ...lifetime })}` }),
    answer(401, { 'X-Powered-By': 'Express' }, { code: 'auth/argument-error', message: 'Firebase ID token has incorrect "aud" (audience) claim. Expected "acme-prod" but got "acme-dev".' }),
  ),
  explained(
    'Firebase says that the ID token has expired',
    ['D01', 'J16'],
    get('https://api.acme.example/profile', { ...clients.axios, Authorization: `Bearer ${jwt({ iss: 'https://securetoken.google.com/acme-prod', aud: 'acme-prod', sub: 'uid1', ...expired(20) })}` }),
    answer(401, { 'X-Powered-By': 'Express' }, { code: 'auth/id-token-expired', message: 'Firebase ID token has expired. Get a fresh ID token from your client app and try again.' }),
  ),
  explained(
    'the legacy server key of FCM is gone',
    'J16',
    post('https://fcm.googleapis.com/fcm/send', { ...clients.python, Authorization: `key=${key(['AA', 'AA'], 148)}` }, { to: '/topics/news', notification: { title: 'Hi' } }),
    answer(401, { Server: 'ESF' }, '<HTML><HEAD><TITLE>Unauthorized</TITLE></HEAD><BODY><H1>Unauthorized</H1><H2>Error 401</H2></BODY></HTML>'),
  ),
  explained(
    'Docker Hub does not take the password',
    'J17',
    get('https://auth.docker.io/token?service=registry.docker.io&scope=repository%3Aacme%2Fapp%3Apull', { 'User-Agent': 'docker/27.3.1', Authorization: basic('acmebot', 'correct-horse') }),
    answer(401, {}, { details: 'incorrect username or password', message: 'unauthorized: incorrect username or password' }),
  ),
  explained(
    'the token of ECR is older than twelve hours',
    'J17',
    get(`https://${digits('aws', 12)}.dkr.ecr.eu-central-1.amazonaws.com/v2/app/manifests/1.4`, { 'User-Agent': 'docker/27.3.1', Authorization: basic('AWS', chars('ecr', 900)) }),
    answer(403, { 'Docker-Distribution-Api-Version': 'registry/2.0' }, { errors: [{ code: 'DENIED', message: 'Your authorization token has expired. Reauthenticate and try again.' }] }),
  ),
  explained(
    'Kubernetes does not say why it refuses an opaque token',
    'J18',
    get('https://10.0.0.1:6443/apis/apps/v1/deployments', { 'User-Agent': 'kubectl/v1.32.1 (linux/amd64) kubernetes/e9c9be4', Authorization: `Bearer ${chars('k8s', 48)}` }),
    answer(401, { 'Audit-Id': '3e4f', 'Cache-Control': 'no-cache, private' }, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 }),
  ),
  explained(
    'the npm registry knows the token no more',
    'J29',
    get('https://registry.npmjs.org/-/whoami', { 'user-agent': 'npm/11.19.1 node/v24.21.0 linux x64', authorization: `Bearer ${checksummed(['npm', '_'].join(''))}` }),
    answer(401, { server: 'cloudflare' }, { error: 'Unable to authenticate, your authentication token seems to be invalid.' }),
  ),
  explained(
    'Vault does not take the token',
    'J30',
    get('https://vault.example.com:8200/v1/secret/data/app', { ...clients.go, 'X-Vault-Token': `${['hvs', '.'].join('')}${chars('vault', 90)}` }),
    answer(403, {}, { errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] }),
  ),
  explained(
    'Vault misses its token',
    ['J30', 'A01'],
    get('https://vault.example.com:8200/v1/auth/token/lookup-self', { ...clients.go, Authorization: `Token ${['hvs', '.'].join('')}${chars('vault', 90)}` }),
    answer(400, {}, { errors: ['missing client token'] }),
  ),
  explained(
    'Elasticsearch got an API key that is not encoded',
    'J31',
    get('https://es.example.com:9200/orders/_search', { ...clients.node, authorization: `ApiKey ${chars('es-id', 20)}:${chars('es-key', 22)}` }),
    answer(401, { 'X-elastic-product': 'Elasticsearch', 'WWW-Authenticate': ['Basic realm="security", charset="UTF-8"', 'Bearer realm="security"', 'ApiKey'] }, { error: { type: 'security_exception', reason: 'unable to authenticate with provided credentials and anonymous access is not allowed for this request' }, status: 401 }),
  ),
  explained(
    'Grafana does not take its service account’s token',
    'J31',
    get('https://grafana.example.com/api/datasources', { ...clients.curl, Authorization: `Bearer ${key(['gl', 'sa_'], 41)}` }),
    answer(401, {}, { extra: null, message: 'Invalid API key', messageId: 'api-key.invalid', statusCode: 401, traceID: '' }),
  ),
  explained(
    'an API of Entra’s gets a token that names another tenant’s issuer in Graph’s v1 form',
    ['D08'],
    get('https://orders.contoso.example/api/orders', { ...clients.java, Authorization: `Bearer ${entraToken({ iss: 'https://login.microsoftonline.com/00000000-1111-4222-8333-444455556666/v2.0' })}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The issuer \'https://login.microsoftonline.com/00000000-1111-4222-8333-444455556666/v2.0\' is invalid"' }),
  ),
];
