import { answer, type CorpusCase, clients, explained, get, page, post } from './case.ts';
import { auth0Token, keycloakToken } from './tokens.ts';

/** Nothing came, or it was not heard: family A, first part. */
export const arrival: readonly CorpusCase[] = [
  explained(
    'ASP.NET asks a request without credentials for a bearer token',
    'A01',
    get('https://orders.contoso.example/api/orders', clients.axios),
    answer(401, { Server: 'Kestrel', 'WWW-Authenticate': 'Bearer', 'Content-Length': '0' }),
  ),
  explained(
    'FastAPI says Not authenticated to a request without credentials',
    'A01',
    get('https://ml.example.com/v1/models', clients.python),
    answer(401, { server: 'uvicorn', 'www-authenticate': 'Bearer' }, { detail: 'Not authenticated' }),
  ),
  explained(
    'Elasticsearch offers three schemes to a request without credentials',
    'A01',
    get('https://es.example.com:9200/_cluster/health', clients.curl),
    answer(
      401,
      {
        'X-elastic-product': 'Elasticsearch',
        'WWW-Authenticate': ['Basic realm="security", charset="UTF-8"', 'Bearer realm="security"', 'ApiKey'],
      },
      {
        error: {
          root_cause: [
            {
              type: 'security_exception',
              reason: 'missing authentication credentials for REST request [/_cluster/health]',
            },
          ],
          type: 'security_exception',
          reason: 'missing authentication credentials for REST request [/_cluster/health]',
        },
        status: 401,
      },
    ),
  ),
  explained(
    'Istio says that the Jwt is missing where none was sent',
    'A01',
    get('https://bookinfo.example.com/reviews/7', clients.go),
    answer(
      401,
      {
        server: 'istio-envoy',
        'www-authenticate': 'Bearer realm="https://bookinfo.example.com/reviews/7"',
        'content-type': 'text/plain',
      },
      'Jwt is missing',
    ),
  ),
  explained(
    'express-jwt found no token in a request without one',
    'A01',
    get('http://localhost:4000/api/profile', clients.node),
    answer(
      401,
      { 'X-Powered-By': 'Express', 'Content-Type': 'text/html; charset=utf-8' },
      page(
        'Error',
        '<pre>UnauthorizedError: No authorization token was found<br> &nbsp; &nbsp;at new UnauthorizedError</pre>',
      ),
    ),
  ),
  explained(
    'Django REST framework was given no credentials',
    'A01',
    get('https://shop.example.org/api/carts/', clients.java),
    answer(
      401,
      {
        Server: 'gunicorn',
        Allow: 'GET, POST, HEAD, OPTIONS',
        Vary: 'Accept',
        'WWW-Authenticate': 'Bearer realm="api"',
      },
      { detail: 'Authentication credentials were not provided.' },
    ),
  ),
  explained(
    'Laravel Sanctum got neither token nor cookie from a mobile client',
    'A01',
    get('https://api.bookings.example/api/user', { ...clients.java, Accept: 'application/json' }),
    answer(401, { Server: 'nginx/1.26.2', 'Cache-Control': 'no-cache, private' }, { message: 'Unauthenticated.' }),
  ),
  explained(
    'Apollo answers 200 with UNAUTHENTICATED where no credentials were sent',
    'A01',
    post('https://graphql.example.com/', clients.node, { query: '{ me { id } }' }),
    answer(
      200,
      { 'x-powered-by': 'Express' },
      {
        errors: [{ message: 'You must be logged in.', path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }],
        data: { me: null },
      },
    ),
  ),
  explained(
    'a good token is answered with a bare Bearer challenge, as if none had come',
    'A02',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="acme"' }, { error: 'unauthorized' }),
  ),
  explained(
    'the answer is the same with and without the credentials',
    'A02',
    get('https://api.inventory.example/items', { ...clients.go, Authorization: `Bearer ${keycloakToken()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, { error: 'missing_token' }),
    { probes: { withoutCredentials: answer(401, { 'WWW-Authenticate': 'Bearer' }, { error: 'missing_token' }) } },
  ),
];
