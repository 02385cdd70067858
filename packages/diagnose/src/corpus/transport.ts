import { answer, browser, type CorpusCase, clients, explained, get, page, post, send, unanswered } from './case.ts';
import { auth0Token, hex, key } from './tokens.ts';

/** Browsers and proxies in between: family B, first part. */
export const transport: readonly CorpusCase[] = [
  explained(
    'the preflight meets the authentication before the CORS layer',
    'B01',
    send('OPTIONS', 'https://api.acme.example/orders', {
      ...browser('https://app.acme.example'),
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, { message: 'Unauthorized' }),
  ),
  explained(
    'API Gateway has no OPTIONS method for the preflight',
    'B01',
    send('OPTIONS', 'https://k3x9s0b1l2.execute-api.eu-central-1.amazonaws.com/prod/orders', {
      ...browser('https://app.acme.example'),
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    }),
    answer(
      403,
      {
        'x-amzn-requestid': 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
        'x-amzn-errortype': 'MissingAuthenticationTokenException',
      },
      { message: 'Missing Authentication Token' },
    ),
  ),
  explained(
    'the browser hides a 401 that has no CORS headers',
    'B02',
    get('https://api.acme.example/orders', {
      ...browser('https://app.acme.example'),
      Authorization: `Bearer ${auth0Token()}`,
    }),
    answer(401, { Server: 'nginx' }, { message: 'Unauthorized' }),
    { runtime: 'browser', error: new TypeError('Failed to fetch') },
  ),
  unanswered(
    'a browser says Failed to fetch and nobody has looked behind it',
    [null, 'B02'],
    get('https://api.acme.example/orders', {
      ...browser('https://app.acme.example'),
      Authorization: `Bearer ${auth0Token()}`,
    }),
    new TypeError('Failed to fetch'),
    { runtime: 'browser', client: 'fetch' },
  ),
  unanswered(
    'a probe finds the 401 behind axios’s Network Error',
    'B02',
    get('https://api.acme.example/orders', {
      ...browser('https://app.acme.example'),
      Authorization: `Bearer ${auth0Token()}`,
    }),
    Object.assign(new Error('Network Error'), { name: 'AxiosError', code: 'ERR_NETWORK' }),
    {
      runtime: 'browser',
      client: 'axios/1.21.0',
      probes: {
        preflight: answer(204, {
          'Access-Control-Allow-Origin': 'https://app.acme.example',
          'Access-Control-Allow-Headers': 'authorization',
        }),
        crossOrigin: answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { message: 'Unauthorized' }),
      },
    },
  ),
  explained(
    'the preflight is granted without the Authorization header',
    'B03',
    send('OPTIONS', 'https://api.acme.example/orders', {
      ...browser('https://app.acme.example'),
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    }),
    answer(204, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET,POST',
      'Access-Control-Allow-Headers': 'content-type',
    }),
    { error: new TypeError('Failed to fetch') },
  ),
  explained(
    'a wildcard origin meets a request with cookies',
    'B04',
    get('https://api.forum.example/me', {
      ...browser('https://forum.example', 'same-site'),
      Cookie: `sid=${key(['s', ':'], 32)}`,
    }),
    answer(401, { 'Access-Control-Allow-Origin': '*' }, { error: 'not signed in' }),
    {
      runtime: 'browser',
      error: new TypeError('Failed to fetch'),
      fetchOptions: { credentials: 'include', mode: 'cors' },
    },
  ),
  explained(
    'the proxy of the company asks for its own password',
    'B06',
    get('http://api.acme.example/orders', { ...clients.java, Authorization: `Bearer ${auth0Token()}` }),
    answer(
      407,
      {
        Via: '1.1 proxy01.corp.example (squid/6.6)',
        'Proxy-Authenticate': 'Basic realm="Corporate proxy"',
        'X-Squid-Error': 'ERR_CACHE_ACCESS_DENIED 0',
      },
      page('Cache Access Denied'),
    ),
  ),
  explained(
    'a proxy asks with a 401 and the wrong header',
    'B06',
    get('http://feeds.example.com/rates.json', clients.curl),
    answer(401, { 'Proxy-Authenticate': 'NTLM', 'Proxy-Connection': 'close' }, page('Proxy Authentication Required')),
  ),
  explained(
    'the hotel’s network wants a log-in first',
    'B07',
    get('http://api.acme.example/health', clients.curl),
    answer(
      511,
      { 'Content-Type': 'text/html' },
      page('Network Authentication Required', '<a href="http://login.hotel.example/">Log in</a>'),
    ),
  ),
  explained(
    'a webhook’s signature does not fit',
    'K03',
    post(
      'https://hooks.acme.example/in',
      { ...clients.go, 'X-Hub-Signature-256': `sha256=${hex('hub', 64)}` },
      { event: 'ping' },
    ),
    answer(401, {}, { error: 'signature mismatch' }),
  ),
];
