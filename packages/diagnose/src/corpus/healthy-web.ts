import {
  answer,
  browser,
  type CorpusCase,
  clients,
  get,
  healthy,
  page,
  post,
  postForm,
  send,
  unanswered,
} from './case.ts';
import { auth0Token, chars, keycloakToken } from './tokens.ts';

const navigation = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'none',
  'Sec-Fetch-User': '?1',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36',
};
const html = { 'Content-Type': 'text/html; charset=utf-8' };

/** Pages, redirects, CORS and connections without a refusal. */
export const healthyWeb: readonly CorpusCase[] = [
  healthy('a home page', get('https://www.acme.example/', navigation), answer(200, html, page('Acme'))),
  healthy(
    'a page that was not found',
    get('https://www.acme.example/nowhere', navigation),
    answer(404, html, page('404 Not Found')),
  ),
  healthy(
    'the login page, asked for by its name',
    get('https://app.acme.example/login', navigation),
    answer(
      200,
      html,
      page('Sign in', '<form method="post" action="/login"><input name="password" type="password"></form>'),
    ),
  ),
  healthy(
    'an article about logging in',
    get('https://docs.acme.example/guides/tokens', navigation),
    answer(200, html, page('Tokens', '<p>A 401 Unauthorized with invalid_token means that the token has expired.</p>')),
  ),
  healthy(
    'a sign-in that went well',
    postForm('https://app.acme.example/login', navigation, { user: 'ada', password: 'correct-horse' }),
    answer(302, {
      Location: '/dashboard',
      'Set-Cookie': `sid=${chars('sid', 32)}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    }),
  ),
  healthy(
    'a sign-out that ends on the login page',
    postForm(
      'https://app.acme.example/logout',
      { ...navigation, Cookie: `sid=${chars('sid', 32)}` },
      { _csrf: chars('csrf', 20) },
    ),
    answer(302, { Location: 'https://app.acme.example/login?signed-out', 'Set-Cookie': 'sid=; Max-Age=0; Path=/' }),
  ),
  healthy(
    'the authorization endpoint sends a browser to its login form',
    get('https://sso.acme.example/oauth2/authorize?response_type=code&client_id=shop-web&scope=openid', navigation),
    answer(302, { Location: 'https://sso.acme.example/login?flow=9f1c' }),
  ),
  healthy(
    'a redirect to the right host before anybody sent a credential',
    get('https://acme.example/', navigation),
    { ...answer(200, html, page('Acme')), url: 'https://www.acme.example/' },
    { redirects: [{ from: 'https://acme.example/', to: 'https://www.acme.example/', status: 301 }] },
  ),
  healthy(
    'a redirect within the origin that cost nothing',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    { ...answer(200, {}, { items: [] }), url: 'https://api.acme.example/orders/' },
    { redirects: [{ from: 'https://api.acme.example/orders', to: 'https://api.acme.example/orders/', status: 308 }] },
  ),
  healthy(
    'a preflight that allows what was asked for',
    send('OPTIONS', 'https://api.acme.example/orders', {
      ...browser('https://app.acme.example'),
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'authorization,content-type',
    }),
    answer(204, {
      'Access-Control-Allow-Origin': 'https://app.acme.example',
      'Access-Control-Allow-Methods': 'GET,PUT',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': '600',
    }),
  ),
  healthy(
    'a preflight for a header that is no credential',
    send('OPTIONS', 'https://api.acme.example/catalogue', {
      ...browser('https://app.acme.example'),
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'x-request-id',
    }),
    answer(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }),
  ),
  healthy(
    'a request of the same origin, which needs no CORS',
    get('https://app.acme.example/api/orders', {
      ...browser('https://app.acme.example', 'same-origin'),
      Authorization: `Bearer ${auth0Token()}`,
    }),
    answer(200, {}, { items: [] }),
    { runtime: 'browser' },
  ),
  healthy(
    'a public answer for every origin',
    get('https://api.rates.example/latest', browser('https://app.acme.example')),
    answer(200, { 'Access-Control-Allow-Origin': '*' }, { EUR: 1 }),
    { runtime: 'browser' },
  ),
  healthy(
    'a WebSocket that was opened',
    get('wss://live.acme.example/socket', {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      Origin: 'https://app.acme.example',
    }),
    answer(101, {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    }),
  ),
  healthy(
    'an image from a cache',
    get('https://cdn.acme.example/logo.svg', clients.node),
    answer(
      200,
      { Age: '9120', 'X-Cache': 'HIT', 'Content-Type': 'image/svg+xml' },
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ),
  ),
  healthy(
    'a HEAD for the size of a file',
    send('HEAD', 'https://files.acme.example/big', { ...clients.curl, Authorization: `Bearer ${keycloakToken()}` }),
    answer(200, { 'Content-Length': '900000000', 'Accept-Ranges': 'bytes' }),
  ),
  healthy(
    'a part of a file',
    get('https://files.acme.example/big', { ...clients.curl, Range: 'bytes=0-1023' }),
    answer(206, { 'Content-Range': 'bytes 0-1023/900000000' }),
  ),
  healthy('a page that is gone', get('https://www.acme.example/2019', navigation), answer(410, html, page('Gone'))),
  healthy(
    'a page that the law keeps away',
    get('https://www.acme.example/blocked', navigation),
    answer(451, html, page('Unavailable For Legal Reasons')),
  ),
  healthy(
    'a chat message with every word that a refusal has',
    post(
      'https://chat.acme.example/api/messages',
      { ...clients.node, authorization: `Bearer ${keycloakToken()}` },
      { text: '401 Unauthorized: invalid_token, jwt expired' },
    ),
    answer(201, {}, { id: 9, text: '401 Unauthorized: invalid_token, jwt expired' }),
  ),
  unanswered(
    'nobody listens on the port',
    null,
    get('http://localhost:4000/api', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:4000'), { code: 'ECONNREFUSED' }),
    }),
  ),
  unanswered(
    'the name of the host does not exist',
    null,
    get('https://api.acme.invalid/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    Object.assign(new Error('getaddrinfo ENOTFOUND api.acme.invalid'), { name: 'AxiosError', code: 'ENOTFOUND' }),
    { client: 'axios/1.21.0' },
  ),
  unanswered(
    'the server took too long',
    null,
    get('https://api.acme.example/slow', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    Object.assign(new Error('timeout of 5000ms exceeded'), { name: 'AxiosError', code: 'ECONNABORTED' }),
    { client: 'axios/1.21.0' },
  ),
  unanswered(
    'the caller gave up',
    null,
    get('https://api.acme.example/slow', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    new DOMException('This operation was aborted', 'AbortError'),
  ),
  unanswered(
    'the server’s certificate is not trusted',
    null,
    get('https://self-signed.example/api', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    }),
  ),
];
