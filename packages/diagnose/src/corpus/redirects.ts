import { answer, type CorpusCase, clients, explained, get, page, post } from './case.ts';
import { basic, chars, hex, key, keycloakToken } from './tokens.ts';

/** A redirect is to blame: family A, second part. */
export const redirects: readonly CorpusCase[] = [
  explained(
    'a redirect to the European host loses the header',
    'A03',
    get('https://api.payroll.example/v2/staff', {
      ...clients.node,
      authorization: `Bearer ${key(['pr', '_live_'], 32)}`,
    }),
    {
      ...answer(401, { 'www-authenticate': 'Bearer' }, { error: 'unauthorized', message: 'Missing bearer token' }),
      url: 'https://eu1.payroll.example/v2/staff',
    },
    {
      redirects: [
        {
          from: 'https://api.payroll.example/v2/staff',
          to: 'https://eu1.payroll.example/v2/staff',
          status: 307,
          headersDropped: ['authorization'],
        },
      ],
    },
  ),
  explained(
    'a redirect to another port loses the header',
    'A03',
    get('http://build.intern.example:8080/api/json', { ...clients.curl, Authorization: basic('ci', 'correct-horse') }),
    {
      ...answer(401, { Server: 'Jetty(12.0.16)', 'WWW-Authenticate': 'Basic realm="Jenkins"' }, page('Unauthorized')),
      url: 'http://build.intern.example:8443/api/json',
    },
    {
      client: 'curl',
      redirects: [
        {
          from: 'http://build.intern.example:8080/api/json',
          to: 'http://build.intern.example:8443/api/json',
          status: 302,
        },
      ],
    },
  ),
  explained(
    'the base URL says http and the upgrade to https loses the header',
    'A04',
    get('http://api.weather.example/v1/now?city=Bern', {
      ...clients.axios,
      Authorization: `Bearer ${key(['wx', '_'], 40)}`,
    }),
    {
      ...answer(401, { Server: 'cloudflare', 'WWW-Authenticate': 'Bearer' }, { message: 'No token provided' }),
      url: 'https://api.weather.example/v1/now?city=Bern',
    },
    {
      client: 'axios/1.21.0',
      redirects: [
        {
          from: 'http://api.weather.example/v1/now?city=Bern',
          to: 'https://api.weather.example/v1/now?city=Bern',
          status: 301,
        },
      ],
    },
  ),
  explained(
    'the bare domain redirects to www and loses the header',
    'A05',
    get('https://recipes.example/api/v1/me', { ...clients.python, Authorization: `Token ${hex('recipes', 40)}` }),
    {
      ...answer(
        401,
        { Server: 'nginx', 'WWW-Authenticate': 'Token' },
        { detail: 'Authentication credentials were not provided.' },
      ),
      url: 'https://www.recipes.example/api/v1/me',
    },
    {
      redirects: [
        { from: 'https://recipes.example/api/v1/me', to: 'https://www.recipes.example/api/v1/me', status: 301 },
      ],
    },
  ),
  explained(
    'FastAPI behind a TLS proxy redirects the missing slash to http',
    ['A06', 'A03'],
    get('https://api.parcels.example/items', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    {
      ...answer(401, { server: 'uvicorn', 'www-authenticate': 'Bearer' }, { detail: 'Not authenticated' }),
      url: 'http://api.parcels.example/items/',
    },
    {
      redirects: [{ from: 'https://api.parcels.example/items', to: 'http://api.parcels.example/items/', status: 307 }],
    },
  ),
  explained(
    'Django appends a slash by redirect and the key header is gone afterwards',
    'A06',
    get('https://data.museum.example/api/objects', { ...clients.java, Authorization: `Token ${hex('museum', 40)}` }),
    {
      ...answer(
        401,
        { Server: 'gunicorn', 'WWW-Authenticate': 'Token' },
        { detail: 'Authentication credentials were not provided.' },
      ),
      url: 'https://data.museum.example/api/objects/',
    },
    {
      redirects: [
        {
          from: 'https://data.museum.example/api/objects',
          to: 'https://data.museum.example/api/objects/',
          status: 301,
          headersDropped: ['Authorization'],
        },
      ],
    },
  ),
  explained(
    'a 302 turns the POST that carried the credentials into a GET',
    'A07',
    post('https://api.fleet.example/v1/sessions', clients.axios, { user: 'ops', password: 'correct-horse' }),
    {
      ...answer(401, { Server: 'nginx' }, { error: 'session required' }),
      url: 'https://api.fleet.example/v1/sessions/new',
    },
    {
      redirects: [
        {
          from: 'https://api.fleet.example/v1/sessions',
          to: 'https://api.fleet.example/v1/sessions/new',
          status: 302,
          method: 'GET',
        },
      ],
    },
  ),
  explained(
    'Laravel sends a client that did not ask for JSON to the login page',
    'A08',
    get('https://crm.example.net/api/contacts', {
      ...clients.curl,
      Authorization: `Bearer 12|${chars('sanctum', 40)}`,
    }),
    answer(
      302,
      { Location: 'https://crm.example.net/login', 'Content-Type': 'text/html; charset=utf-8' },
      page('Redirecting to https://crm.example.net/login'),
    ),
  ),
  explained(
    'an API call ends on the sign-in page of Entra with a 200',
    'A08',
    get('https://intranet.contoso.example/api/rooms', clients.node),
    {
      ...answer(
        200,
        { 'content-type': 'text/html; charset=utf-8', 'x-ms-request-id': '5f1c1e2a-7f0b-4f61-9d4f-2b8f5b6e2c00' },
        page('Sign in to your account'),
      ),
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
    {
      ...answer(
        200,
        { 'Content-Type': 'text/html;charset=UTF-8' },
        page('Please sign in', '<form method="post" action="/login"></form>'),
      ),
      url: 'https://admin.example.com/login',
    },
    {
      redirects: [
        { from: 'https://admin.example.com/api/reports', to: 'https://admin.example.com/login', status: 302 },
      ],
    },
  ),
];
