import {
  answer,
  browser,
  type CorpusCase,
  clients,
  explained,
  get,
  page,
  post,
  postForm,
  unexplained,
} from './case.ts';
import { auth0Token, basic, chars, hex, key, keycloakToken } from './tokens.ts';

/** Refusals of which nobody could say why: by policy, for a wrong password, or without a word. */
export const withoutACause: readonly CorpusCase[] = [
  unexplained(
    'a good opaque token and no word',
    get('https://api.ledger.example/v3/books', { ...clients.python, Authorization: `Bearer ${chars('ledger', 40)}` }),
    answer(401, {}, { error: 'unauthorized' }),
  ),
  unexplained(
    'a good JWT and no word',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(401, { 'Content-Length': '0' }),
  ),
  unexplained(
    'NestJS says Unauthorized to a good JWT',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    answer(401, { 'X-Powered-By': 'Express' }, { statusCode: 401, message: 'Unauthorized' }),
  ),
  explained(
    'the challenge says invalid_token and no more of an opaque token',
    'D22',
    get('https://api.crm.example/contacts', { ...clients.java, Authorization: `Bearer ${chars('crm', 43)}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { error: 'invalid_token' }),
  ),
  unexplained(
    'a key in its own header and no word',
    get('https://api.weather.example/v1/now', { ...clients.curl, 'X-Api-Key': hex('weather', 32) }),
    answer(401, {}, { message: 'Unauthorized' }),
  ),
  explained(
    'a password that may be wrong',
    'D22',
    get('https://nexus.example.com/service/rest/v1/status', {
      ...clients.curl,
      Authorization: basic('deploy', 'correct-horse'),
    }),
    answer(401, {
      Server: 'Nexus/3.76.0-03 (OSS)',
      'WWW-Authenticate': 'BASIC realm="Sonatype Nexus Repository Manager"',
    }),
  ),
  unexplained(
    'a sign-in with a wrong password',
    post('https://app.acme.example/api/login', clients.axios, { email: 'ada@acme.example', password: 'wrong-horse' }),
    answer(401, {}, { message: 'Invalid email or password.' }),
  ),
  explained(
    'Kubernetes forbids by its roles',
    'E02',
    get('https://10.0.0.1:6443/api/v1/secrets', {
      'User-Agent': 'kubectl/v1.32.1',
      Authorization: `Bearer ${keycloakToken({ aud: 'kubernetes' })}`,
    }),
    answer(
      403,
      { 'Audit-Id': '2' },
      {
        kind: 'Status',
        status: 'Failure',
        message:
          'secrets is forbidden: User "oidc:ada" cannot list resource "secrets" in API group "" at the cluster scope',
        reason: 'Forbidden',
        code: 403,
      },
    ),
  ),
  explained(
    'a firewall forbids',
    'B17',
    get('https://www.shop.example/api/prices', clients.python),
    answer(
      403,
      { Server: 'cloudflare', 'CF-RAY': '8f1a-FRA', 'Content-Type': 'text/html; charset=UTF-8' },
      page('Attention Required! | Cloudflare', '<p>Sorry, you have been blocked</p>'),
    ),
  ),
  unexplained(
    'a country is shut out',
    get('https://video.example/stream/7', clients.node),
    answer(
      403,
      { Server: 'CloudFront', 'Content-Type': 'text/html' },
      page('403 ERROR', '<p>The Amazon CloudFront distribution is configured to block access from your country.</p>'),
    ),
  ),
  unexplained(
    'a directory may not be listed',
    get('https://files.example.org/private/', clients.curl),
    answer(
      403,
      { Server: 'nginx', 'Content-Type': 'text/html' },
      '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>',
    ),
  ),
  explained(
    'a role is missing and nobody says which',
    'E02',
    get('https://api.acme.example/admin/users', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(403, {}, { statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' }),
  ),
  explained(
    'Istio’s policy forbids',
    'E02',
    get('https://bookinfo.example.com/ratings/7', { ...clients.go, Authorization: `Bearer ${keycloakToken()}` }),
    answer(403, { server: 'istio-envoy', 'content-type': 'text/plain' }, 'RBAC: access denied'),
  ),
  explained(
    'a document belongs to somebody else',
    'E02',
    get('https://docs.acme.example/api/documents/7', {
      ...browser('https://docs.acme.example', 'same-origin'),
      Cookie: `sid=${chars('sid', 32)}`,
    }),
    answer(403, {}, { error: 'You do not own this document.' }),
  ),
  explained(
    'S3 denies a signed request',
    'E02',
    get('https://acme-data.s3.eu-central-1.amazonaws.com/secret.csv', {
      ...clients.python,
      'X-Amz-Date': '20260310T093000Z',
      Authorization: `AWS4-HMAC-SHA256 Credential=${key(['AK', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}/20260310/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${hex('s', 64)}`,
    }),
    answer(
      403,
      { 'Content-Type': 'application/xml', 'x-amz-request-id': 'R8' },
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    ),
  ),
  unexplained(
    'a one-time code was wrong',
    postForm(
      'https://app.acme.example/mfa',
      { ...browser('https://app.acme.example', 'same-origin'), Cookie: `sid=${chars('sid', 32)}` },
      { code: '123456' },
    ),
    answer(401, {}, { message: 'Wrong code' }),
  ),
];
