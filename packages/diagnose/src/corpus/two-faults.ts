import { answer, browser, type CorpusCase, clients, explained, get, page, post, serverNowSec } from './case.ts';
import { auth0Token, basic, chars, entraToken, expired, jwt, key, keycloakToken, lifetime } from './tokens.ts';

const unauthorized = { message: 'Unauthorized' };
const invalidToken = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };

/** Two things are wrong: the one that must be mended first is the cause. */
export const twoFaults: readonly CorpusCase[] = [
  explained(
    'an expired token behind a second Bearer',
    'C03',
    get('https://api.acme.example/orders', {
      ...clients.axios,
      Authorization: `Bearer Bearer ${auth0Token(expired())}`,
    }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'an expired token that a redirect took off',
    'A04',
    get('http://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token(expired())}` }),
    { ...answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized), url: 'https://api.acme.example/orders' },
    {
      redirects: [
        {
          from: 'http://api.acme.example/orders',
          to: 'https://api.acme.example/orders',
          status: 301,
          headersDropped: ['authorization'],
        },
      ],
    },
  ),
  explained(
    'an expired token before the Basic gate of nginx',
    'A12',
    get('https://staging.acme.example/api/orders', {
      ...clients.node,
      authorization: `Bearer ${auth0Token(expired())}`,
    }),
    answer(
      401,
      { Server: 'nginx', 'WWW-Authenticate': 'Basic realm="Restricted"', 'Content-Type': 'text/html' },
      '<html><head><title>401 Authorization Required</title></head><body><center><h1>401 Authorization Required</h1></center><hr><center>nginx</center></body></html>',
    ),
  ),
  explained(
    'a token that is expired and meant for another API',
    ['D01', 'D07'],
    get('https://orders.contoso.example/api/orders', {
      ...clients.axios,
      Authorization: `Bearer ${entraToken({ aud: 'api://invoices', ...expired(60) })}`,
    }),
    answer(401, {
      Server: 'Kestrel',
      'WWW-Authenticate':
        'Bearer error="invalid_token", error_description="The token expired at \'03/10/2026 09:29:00\'; The audience \'api://invoices\' is invalid"',
    }),
  ),
  explained(
    'an ID token that has expired as well',
    ['D09', 'D01'],
    get('https://api.acme.example/orders', {
      ...clients.java,
      Authorization: `Bearer ${jwt({ iss: 'https://acme.eu.auth0.com/', aud: chars('auth0-client', 32), nonce: 'n', at_hash: 'h', sub: 'auth0|1', ...expired(7200) })}`,
    }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'undefined in the header and a server that has had enough',
    'C01',
    get('https://api.games.example/v1/players', { ...clients.node, authorization: 'Bearer undefined' }),
    answer(401, { 'Retry-After': '30', 'X-RateLimit-Remaining': '0' }, { error: 'too many failed attempts' }),
  ),
  explained(
    'a key of another vendor, in quotes',
    ['C07', 'C24'],
    get('https://api.openai.com/v1/models', {
      ...clients.python,
      Authorization: `Bearer "${key(['sk', '-ant-', 'api03-'], 95)}"`,
    }),
    answer(
      401,
      { server: 'cloudflare' },
      {
        error: {
          message: 'Incorrect API key provided: "sk-ant-********AA".',
          type: 'invalid_request_error',
          code: 'invalid_api_key',
        },
      },
    ),
  ),
  explained(
    'a placeholder in quotes',
    ['C10', 'C07'],
    get('https://api.acme.example/orders', { ...clients.curl, Authorization: 'Bearer "<your-token>"' }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'too few rights and too old',
    'D01',
    post(
      'https://api.acme.example/orders',
      { ...clients.axios, Authorization: `Bearer ${auth0Token(expired(60))}` },
      { sku: 'A1' },
    ),
    answer(
      401,
      { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The token is expired"' },
      unauthorized,
    ),
    { requiredScopes: ['orders:write'] },
  ),
  explained(
    'a DPoP token as a bearer token, and expired',
    ['D24', 'D01'],
    get('https://api.acme.example/orders', {
      ...clients.go,
      Authorization: `Bearer ${keycloakToken({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' }, ...expired(300) })}`,
    }),
    answer(401, { 'WWW-Authenticate': 'DPoP error="invalid_token"' }),
  ),
  explained(
    'an expired token and an answer from a cache',
    'D01',
    get('https://cdn.media.example/v1/playlists/9', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token(expired(3600))}`,
    }),
    answer(401, { Age: '30', 'X-Cache': 'HIT' }, unauthorized),
  ),
  explained(
    'the browser hides a 401 that an expired token has brought',
    ['D01', 'B02'],
    get('https://api.acme.example/orders', {
      ...browser('https://app.acme.example'),
      Authorization: `Bearer ${auth0Token(expired(90))}`,
    }),
    answer(401, invalidToken, unauthorized),
    { runtime: 'browser', error: new TypeError('Failed to fetch') },
  ),
  explained(
    'a placeholder at a gate of the platform',
    ['B08', 'C10'],
    get('https://shop-git-main-acme.vercel.app/api/orders', { ...clients.node, authorization: 'Bearer {{token}}' }),
    answer(
      401,
      {
        Server: 'Vercel',
        'X-Vercel-Id': 'fra1::a',
        'Set-Cookie': '_vercel_sso_nonce=Qk7d; Path=/; Secure',
        'Content-Type': 'text/html',
      },
      page('Authentication Required'),
    ),
  ),
  explained(
    'a misspelt header with a misspelt scheme',
    'C20',
    get('https://api.acme.example/orders', { ...clients.python, Authentification: `Baerer ${auth0Token()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'the wrong issuer and a scope too few',
    'D08',
    get('https://api.acme.example/orders', {
      ...clients.java,
      Authorization: `Bearer ${keycloakToken({ iss: 'https://sso.acme.example/realms/dev', exp: serverNowSec + 200 })}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The iss claim is not valid"' }),
    { expected: { issuer: 'https://sso.acme.example/realms/shop' }, requiredScopes: ['orders:read'] },
  ),
  explained(
    'user and password in the URL of a bearer API',
    ['G15', 'C05'],
    get('https://deploy:correct-horse@api.acme.example/orders', {
      ...clients.curl,
      Authorization: basic('deploy', 'correct-horse'),
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'a token without its scheme whose signature got lost',
    ['C04', 'D14'],
    get('https://api.acme.example/orders', {
      ...clients.curl,
      Authorization: jwt({ sub: 'ada', ...lifetime })
        .split('.')
        .slice(0, 2)
        .join('.'),
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
];
