import { answer, browser, type CorpusCase, clients, explained, get, send } from './case.ts';
import { auth0Token, basic, hex, jwt, key, keycloakToken, lifetime } from './tokens.ts';

/** It was lost on the way, or stood in the wrong place: family A, third part. */
export const lostHeader: readonly CorpusCase[] = [
  explained(
    'Apache with PHP keeps the header from WordPress',
    'A09',
    get('https://blog.example.org/wp-json/wp/v2/users/me', {
      ...clients.python,
      Authorization: basic('editor', 'abcd EFGH ijkl MNOP qrst UVWX'),
    }),
    answer(
      401,
      { Server: 'Apache/2.4.58 (Ubuntu)', 'X-Powered-By': 'PHP/8.2.15', 'X-Robots-Tag': 'noindex' },
      { code: 'rest_not_logged_in', message: 'You are not currently logged in.', data: { status: 401 } },
    ),
  ),
  explained(
    'mod_wsgi keeps the header from Django',
    'A09',
    get('https://lab.example.edu/api/samples/', { ...clients.python, Authorization: `Token ${hex('lab', 40)}` }),
    answer(
      401,
      { Server: 'Apache/2.4.57 (Unix) mod_wsgi/4.9.4 Python/3.11', 'WWW-Authenticate': 'Token' },
      { detail: 'Authentication credentials were not provided.' },
    ),
  ),
  explained(
    'nginx drops a key header that is spelt with underscores',
    'A10',
    get('https://api.tickets.example/v1/events', { ...clients.python, X_API_KEY: key(['tk', '_'], 32) }),
    answer(401, { Server: 'nginx/1.24.0' }, { message: 'No API key found in request' }),
  ),
  explained(
    'oauth2-proxy in front does not pass the header on',
    ['A11', 'A02'],
    get('https://grafana.example.com/api/dashboards/home', {
      ...clients.go,
      Authorization: `Bearer ${keycloakToken({ aud: 'grafana' })}`,
    }),
    answer(
      401,
      {
        Server: 'envoy',
        Via: '1.1 oauth2-proxy',
        'WWW-Authenticate': 'Bearer',
        'X-Forwarded-Host': 'grafana.example.com',
      },
      { message: 'No token in request' },
    ),
  ),
  explained(
    'the Basic gate of the staging nginx answers a bearer request',
    'A12',
    get('https://staging.acme.example/api/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(
      401,
      { Server: 'nginx/1.26.2', 'WWW-Authenticate': 'Basic realm="Staging"', 'Content-Type': 'text/html' },
      '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.26.2</center>\r\n</body>\r\n</html>\r\n',
    ),
  ),
  explained(
    'the Basic gate of Traefik answers a bearer request',
    'A12',
    get('https://preview-42.dev.example/api/me', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    answer(401, { 'Content-Type': 'text/plain', 'WWW-Authenticate': 'Basic realm="traefik"' }, '401 Unauthorized\n'),
  ),
  explained(
    'the token stands in the query and the API wants a header',
    'A13',
    get(`https://api.maps.example/v2/tiles/3/4/2?access_token=${key(['mp', '_'], 40)}`, clients.node),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="maps"' }, { error: 'Authorization header required' }),
  ),
  explained(
    'Spring finds the token in the header and in the query',
    'A14',
    get(`https://api.bank.example/accounts?access_token=${jwt({ ...lifetime, sub: 'u-7' })}`, {
      ...clients.java,
      Authorization: `Bearer ${jwt({ ...lifetime, sub: 'u-7' })}`,
    }),
    answer(400, {
      'WWW-Authenticate':
        'Bearer error="invalid_request", error_description="Found multiple bearer tokens in the request", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    }),
  ),
  explained(
    'a GET carries its key in the body',
    'A15',
    send(
      'GET',
      'https://api.books.example/v1/search',
      { ...clients.python, 'Content-Type': 'application/json' },
      { api_key: key(['bk', '_'], 32), q: 'dune' },
    ),
    answer(401, { Server: 'nginx' }, { error: 'API key missing' }),
  ),
  explained(
    'a page of another site calls a cookie API without its cookie',
    'A16',
    get('https://api.bookings.example/api/user', browser('http://localhost:3000')),
    answer(
      401,
      {
        Server: 'nginx',
        'Access-Control-Allow-Origin': 'http://localhost:3000',
        'Access-Control-Allow-Credentials': 'true',
        Vary: 'Origin',
      },
      { message: 'Unauthenticated.' },
    ),
    { runtime: 'browser', fetchOptions: { credentials: 'same-origin', mode: 'cors' } },
  ),
  explained(
    'Nuxt renders on the server and does not pass the visitor’s cookie on',
    'A17',
    get('http://localhost:3000/api/auth/session', { ...clients.node, accept: 'application/json' }),
    answer(401, {}, { statusCode: 401, statusMessage: 'Unauthorized', stack: [] }),
    { framework: 'nuxt', runtime: 'server' },
  ),
  explained(
    'the recording was stripped of credentials',
    'A18',
    get('https://api.acme.example/orders', { ...browser('https://app.acme.example', 'same-site') }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, { message: 'Unauthorized' }),
    { sanitized: true },
  ),
  explained(
    'the header was blacked out by the tool that recorded it',
    'A18',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: '[REDACTED]' }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { message: 'Unauthorized' }),
  ),
];
