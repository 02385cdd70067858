import { answer, browser, type CorpusCase, clients, explained, get, page, post, send } from './case.ts';
import { auth0Token, basic, chars, hex, jwt, keycloakToken, key, lifetime } from './tokens.ts';

/** Nothing usable arrived: family A. */
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
      { 'X-elastic-product': 'Elasticsearch', 'WWW-Authenticate': ['Basic realm="security", charset="UTF-8"', 'Bearer realm="security"', 'ApiKey'] },
      {
        error: {
          root_cause: [{ type: 'security_exception', reason: 'missing authentication credentials for REST request [/_cluster/health]' }],
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
    answer(401, { server: 'istio-envoy', 'www-authenticate': 'Bearer realm="https://bookinfo.example.com/reviews/7"', 'content-type': 'text/plain' }, 'Jwt is missing'),
  ),
  explained(
    'express-jwt found no token in a request without one',
    'A01',
    get('http://localhost:4000/api/profile', clients.node),
    answer(
      401,
      { 'X-Powered-By': 'Express', 'Content-Type': 'text/html; charset=utf-8' },
      page('Error', '<pre>UnauthorizedError: No authorization token was found<br> &nbsp; &nbsp;at new UnauthorizedError</pre>'),
    ),
  ),
  explained(
    'Django REST framework was given no credentials',
    'A01',
    get('https://shop.example.org/api/carts/', clients.java),
    answer(
      401,
      { Server: 'gunicorn', Allow: 'GET, POST, HEAD, OPTIONS', Vary: 'Accept', 'WWW-Authenticate': 'Bearer realm="api"' },
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
    answer(200, { 'x-powered-by': 'Express' }, {
      errors: [{ message: 'You must be logged in.', path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }],
      data: { me: null },
    }),
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
  explained(
    'a redirect to the European host loses the header',
    'A03',
    get('https://api.payroll.example/v2/staff', { ...clients.node, authorization: `Bearer ${key(['pr', '_live_'], 32)}` }),
    { ...answer(401, { 'www-authenticate': 'Bearer' }, { error: 'unauthorized', message: 'Missing bearer token' }), url: 'https://eu1.payroll.example/v2/staff' },
    { redirects: [{ from: 'https://api.payroll.example/v2/staff', to: 'https://eu1.payroll.example/v2/staff', status: 307, headersDropped: ['authorization'] }] },
  ),
  explained(
    'a redirect to another port loses the header',
    'A03',
    get('http://build.intern.example:8080/api/json', { ...clients.curl, Authorization: basic('ci', 'correct-horse') }),
    { ...answer(401, { Server: 'Jetty(12.0.16)', 'WWW-Authenticate': 'Basic realm="Jenkins"' }, page('Unauthorized')), url: 'http://build.intern.example:8443/api/json' },
    { client: 'curl', redirects: [{ from: 'http://build.intern.example:8080/api/json', to: 'http://build.intern.example:8443/api/json', status: 302 }] },
  ),
  explained(
    'the base URL says http and the upgrade to https loses the header',
    'A04',
    get('http://api.weather.example/v1/now?city=Bern', { ...clients.axios, Authorization: `Bearer ${key(['wx', '_'], 40)}` }),
    { ...answer(401, { Server: 'cloudflare', 'WWW-Authenticate': 'Bearer' }, { message: 'No token provided' }), url: 'https://api.weather.example/v1/now?city=Bern' },
    { client: 'axios/1.21.0', redirects: [{ from: 'http://api.weather.example/v1/now?city=Bern', to: 'https://api.weather.example/v1/now?city=Bern', status: 301 }] },
  ),
  explained(
    'the bare domain redirects to www and loses the header',
    'A05',
    get('https://recipes.example/api/v1/me', { ...clients.python, Authorization: `Token ${hex('recipes', 40)}` }),
    { ...answer(401, { Server: 'nginx', 'WWW-Authenticate': 'Token' }, { detail: 'Authentication credentials were not provided.' }), url: 'https://www.recipes.example/api/v1/me' },
    { redirects: [{ from: 'https://recipes.example/api/v1/me', to: 'https://www.recipes.example/api/v1/me', status: 301 }] },
  ),
  explained(
    'FastAPI behind a TLS proxy redirects the missing slash to http',
    ['A06', 'A03'],
    get('https://api.parcels.example/items', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    { ...answer(401, { server: 'uvicorn', 'www-authenticate': 'Bearer' }, { detail: 'Not authenticated' }), url: 'http://api.parcels.example/items/' },
    { redirects: [{ from: 'https://api.parcels.example/items', to: 'http://api.parcels.example/items/', status: 307 }] },
  ),
  explained(
    'Django appends a slash by redirect and the key header is gone afterwards',
    'A06',
    get('https://data.museum.example/api/objects', { ...clients.java, Authorization: `Token ${hex('museum', 40)}` }),
    { ...answer(401, { Server: 'gunicorn', 'WWW-Authenticate': 'Token' }, { detail: 'Authentication credentials were not provided.' }), url: 'https://data.museum.example/api/objects/' },
    { redirects: [{ from: 'https://data.museum.example/api/objects', to: 'https://data.museum.example/api/objects/', status: 301, headersDropped: ['Authorization'] }] },
  ),
  explained(
    'a 302 turns the POST that carried the credentials into a GET',
    'A07',
    post('https://api.fleet.example/v1/sessions', clients.axios, { user: 'ops', password: 'correct-horse' }),
    { ...answer(401, { Server: 'nginx' }, { error: 'session required' }), url: 'https://api.fleet.example/v1/sessions/new' },
    { redirects: [{ from: 'https://api.fleet.example/v1/sessions', to: 'https://api.fleet.example/v1/sessions/new', status: 302, method: 'GET' }] },
  ),
  explained(
    'Laravel sends a client that did not ask for JSON to the login page',
    'A08',
    get('https://crm.example.net/api/contacts', { ...clients.curl, Authorization: `Bearer 12|${chars('sanctum', 40)}` }),
    answer(302, { Location: 'https://crm.example.net/login', 'Content-Type': 'text/html; charset=utf-8' }, page('Redirecting to https://crm.example.net/login')),
  ),
  explained(
    'an API call ends on the sign-in page of Entra with a 200',
    'A08',
    get('https://intranet.contoso.example/api/rooms', clients.node),
    {
      ...answer(200, { 'content-type': 'text/html; charset=utf-8', 'x-ms-request-id': '5f1c1e2a-7f0b-4f61-9d4f-2b8f5b6e2c00' }, page('Sign in to your account')),
      url: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=3b8f1c1e&response_type=code',
    },
    {
      redirects: [
        {
          from: 'https://intranet.contoso.example/api/rooms',
          to: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=3b8f1c1e&response_type=code',
          status: 302,
        },
      ],
    },
  ),
  explained(
    'Spring form login answers an API call with its own login page',
    'A08',
    get('https://admin.example.com/api/reports', { ...clients.java, Authorization: `Bearer ${keycloakToken()}` }),
    { ...answer(200, { 'Content-Type': 'text/html;charset=UTF-8' }, page('Please sign in', '<form method="post" action="/login"></form>')), url: 'https://admin.example.com/login' },
    { redirects: [{ from: 'https://admin.example.com/api/reports', to: 'https://admin.example.com/login', status: 302 }] },
  ),
  explained(
    'Apache with PHP keeps the header from WordPress',
    'A09',
    get('https://blog.example.org/wp-json/wp/v2/users/me', { ...clients.python, Authorization: basic('editor', 'abcd EFGH ijkl MNOP qrst UVWX') }),
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
    answer(401, { Server: 'Apache/2.4.57 (Unix) mod_wsgi/4.9.4 Python/3.11', 'WWW-Authenticate': 'Token' }, { detail: 'Authentication credentials were not provided.' }),
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
    get('https://grafana.example.com/api/dashboards/home', { ...clients.go, Authorization: `Bearer ${keycloakToken({ aud: 'grafana' })}` }),
    answer(401, { Server: 'envoy', Via: '1.1 oauth2-proxy', 'WWW-Authenticate': 'Bearer', 'X-Forwarded-Host': 'grafana.example.com' }, { message: 'No token in request' }),
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
    get(`https://api.bank.example/accounts?access_token=${jwt({ ...lifetime, sub: 'u-7' })}`, { ...clients.java, Authorization: `Bearer ${jwt({ ...lifetime, sub: 'u-7' })}` }),
    answer(400, {
      'WWW-Authenticate': 'Bearer error="invalid_request", error_description="Found multiple bearer tokens in the request", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    }),
  ),
  explained(
    'a GET carries its key in the body',
    'A15',
    send('GET', 'https://api.books.example/v1/search', { ...clients.python, 'Content-Type': 'application/json' }, { api_key: key(['bk', '_'], 32), q: 'dune' }),
    answer(401, { Server: 'nginx' }, { error: 'API key missing' }),
  ),
  explained(
    'a page of another site calls a cookie API without its cookie',
    'A16',
    get('https://api.bookings.example/api/user', browser('http://localhost:3000')),
    answer(
      401,
      { Server: 'nginx', 'Access-Control-Allow-Origin': 'http://localhost:3000', 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' },
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
