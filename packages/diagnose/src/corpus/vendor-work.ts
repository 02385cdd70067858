import { answer, browser, type CorpusCase, clients, explained, get, page, post } from './case.ts';
import { chars, hex, jwt, lifetime } from './tokens.ts';

/** Work, media, sessions and frameworks: family J, sixth part. */
export const vendorWork: readonly CorpusCase[] = [
  explained(
    'Salesforce’s session does not belong to this instance',
    'J25',
    get('https://login.salesforce.com/services/data/v62.0/sobjects', {
      ...clients.java,
      Authorization: `Bearer 00D${chars('sf', 12)}!${chars('sf2', 96)}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Token' }, [
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    ]),
  ),
  explained(
    'HubSpot says that the authentication has expired',
    'J26',
    get('https://api.hubapi.com/crm/v3/objects/contacts', {
      ...clients.node,
      authorization: `Bearer C${chars('hs', 80)}`,
    }),
    answer(
      401,
      { server: 'cloudflare' },
      {
        status: 'error',
        message: 'The OAuth token used to make this call expired 40 minute(s) ago.',
        correlationId: '8b',
        category: 'EXPIRED_AUTHENTICATION',
      },
    ),
  ),
  explained(
    'HubSpot’s old hapikey is gone',
    'J26',
    get(
      `https://api.hubapi.com/contacts/v1/lists/all/contacts/all?hapikey=${hex('hapi', 8)}-${hex('hapi2', 4)}-4${hex('hapi3', 3)}-8${hex('hapi4', 3)}-${hex('hapi5', 12)}`,
      clients.python,
    ),
    answer(
      401,
      { server: 'cloudflare' },
      {
        status: 'error',
        message: "This API Key doesn't exist. API Keys have been sunset.",
        category: 'INVALID_AUTHENTICATION',
      },
    ),
  ),
  explained(
    'Spotify’s token lives an hour',
    ['J27', 'D01', 'E01'],
    get('https://api.spotify.com/v1/me/player', {
      ...clients.axios,
      Authorization: `Bearer BQ${chars('spotify', 180)}`,
    }),
    answer(
      401,
      {
        'www-authenticate':
          'Bearer realm="spotify", error="invalid_token", error_description="The access token expired"',
      },
      { error: { status: 401, message: 'The access token expired' } },
    ),
  ),
  explained(
    'Zoom says that the access token has expired',
    ['J27', 'D01'],
    get('https://api.zoom.us/v2/users/me', { ...clients.go, Authorization: `Bearer ${chars('zoom', 120)}` }),
    answer(401, { 'x-zm-trackingid': 'WEB_1' }, { code: 124, message: 'Access token is expired.' }),
  ),
  explained(
    'X wants a user and gets an application',
    'J28',
    post(
      'https://api.x.com/2/tweets',
      { ...clients.python, Authorization: `Bearer ${['A', 'AAA'].join('')}${chars('x', 100)}` },
      { text: 'hi' },
    ),
    answer(
      403,
      {},
      {
        title: 'Unsupported Authentication',
        detail:
          'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint. Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].',
        type: 'https://api.twitter.com/2/problems/unsupported-authentication',
        status: 403,
      },
    ),
  ),
  explained(
    'X cannot authenticate the signature',
    'J28',
    get('https://api.twitter.com/1.1/account/verify_credentials.json', {
      ...clients.node,
      authorization: `OAuth oauth_consumer_key="${chars('xc', 25)}", oauth_nonce="a1", oauth_signature="b2%3D", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1773135000", oauth_token="7-${chars('xt', 40)}", oauth_version="1.0"`,
    }),
    answer(401, {}, { errors: [{ code: 32, message: 'Could not authenticate you.' }] }),
  ),
  explained(
    'an MCP server wants a token made for it',
    ['J32', 'E07'],
    post(
      'https://mcp.tracker.example/',
      {
        ...clients.node,
        accept: 'application/json, text/event-stream',
        'mcp-session-id': '1868a90c',
        'mcp-protocol-version': '2025-06-18',
        authorization: `Bearer ${jwt({ iss: 'https://as.tracker.example', aud: 'https://api.tracker.example', ...lifetime })}`,
      },
      { jsonrpc: '2.0', id: 2, method: 'tools/list' },
    ),
    answer(
      401,
      {
        'WWW-Authenticate':
          'Bearer error="invalid_token", resource_metadata="https://mcp.tracker.example/.well-known/oauth-protected-resource"',
      },
      { jsonrpc: '2.0', error: { code: -32001, message: 'Unauthorized' }, id: null },
    ),
  ),
  explained(
    'the session cookie of NextAuth is marked secure and the page is http',
    ['J33', 'A16'],
    get('http://192.168.1.20:3000/api/account', {
      ...browser('http://192.168.1.20:3000', 'same-origin'),
      Cookie: 'next-auth.csrf-token=5f1c%7Cabcd; next-auth.callback-url=http%3A%2F%2Flocalhost%3A3000',
    }),
    answer(
      401,
      {
        'Set-Cookie':
          '__Secure-next-auth.session-token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
      },
      { message: 'Unauthorized' },
    ),
    { runtime: 'browser' },
  ),
  explained(
    'Sanctum finds no user in the session of another stateful domain',
    ['J33', 'A16'],
    get('https://api.bookings.example/api/user', {
      ...browser('https://bookings.example', 'same-site'),
      Cookie: `XSRF-TOKEN=${chars('xsrf', 40)}; bookings_session=${chars('sess', 40)}`,
      'X-XSRF-TOKEN': chars('xsrf', 40),
    }),
    answer(
      401,
      {
        'Access-Control-Allow-Origin': 'https://bookings.example',
        'Access-Control-Allow-Credentials': 'true',
        'Set-Cookie': 'bookings_session=n3w; path=/; httponly; samesite=lax',
      },
      { message: 'Unauthenticated.' },
    ),
    { runtime: 'browser' },
  ),
  explained(
    'Airtable’s old key is dead',
    'J22',
    get('https://api.airtable.com/v0/meta/bases', {
      ...clients.curl,
      Authorization: `Bearer ${['k', 'ey'].join('')}${chars('airtable', 14)}`,
    }),
    answer(401, {}, { error: { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' } }),
  ),
  explained(
    'a devise application wants a browser’s sign-in',
    ['A01'],
    get('https://forum.example.org/api/topics', { ...clients.axios }),
    answer(
      401,
      { 'X-Request-Id': '4f', 'WWW-Authenticate': 'Bearer' },
      { error: 'You need to sign in or sign up before continuing.' },
    ),
  ),
  explained(
    'Rails asks for its own Token scheme',
    ['C06', 'C05'],
    get('https://api.rails.example/posts', { ...clients.java, Authorization: `Bearer ${hex('rails', 32)}` }),
    answer(
      401,
      { 'WWW-Authenticate': 'Token realm="Application"', 'Content-Type': 'text/html' },
      'HTTP Token: Access denied.\n',
    ),
  ),
  explained(
    'a page of Vercel’s cousin Netlify wants the site’s password',
    'B09',
    get('https://preview--acme-shop.netlify.app/api/orders', { ...clients.node }),
    answer(
      401,
      { Server: 'Netlify', 'X-Nf-Request-Id': '01HX', 'Content-Type': 'text/html; charset=utf-8' },
      page('Password protected site', '<form method="post"><input type="password" name="password"></form>'),
    ),
  ),
];
