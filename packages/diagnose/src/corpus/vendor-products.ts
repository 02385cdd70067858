import { answer, browser, type CorpusCase, clients, explained, get, page, post, postForm } from './case.ts';
import { basic, chars, digits, hex, jwt, key, lifetime } from './tokens.ts';

const anthropic = { server: 'cloudflare', 'request-id': 'req_011C' };
const slack = { server: 'Apache', 'x-slack-req-id': '9f1c', 'content-type': 'application/json; charset=utf-8' };

/** Products with an API: family J, second part. */
export const vendorProducts: readonly CorpusCase[] = [
  explained(
    'Stripe says that the key is invalid',
    'J03',
    get('https://api.stripe.com/v1/charges', { ...clients.node, authorization: `Bearer ${key(['sk', '_test_'], 99)}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="Stripe"', 'Stripe-Version': '2025-03-31.basil' }, { error: { message: 'Invalid API Key provided: sk_test_****************abcd', type: 'invalid_request_error' } }),
  ),
  explained(
    'Stripe says that the key was rolled',
    'J03',
    get('https://api.stripe.com/v1/balance', { ...clients.python, Authorization: basic(key(['sk', '_live_'], 99), '') }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="Stripe"' }, { error: { code: 'api_key_expired', message: 'Expired API Key provided: sk_live_****************abcd', type: 'invalid_request_error' } }),
  ),
  explained(
    'Stripe was called without a key',
    ['A01', 'J03'],
    get('https://api.stripe.com/v1/customers', clients.curl),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="Stripe"' }, { error: { message: 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. \'Authorization: Bearer YOUR_SECRET_KEY\').', type: 'invalid_request_error' } }),
  ),
  explained(
    'Slack answers 200 and says invalid_auth',
    'J11',
    post('https://slack.com/api/chat.postMessage', { ...clients.node, authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('slack', 12)}-${digits('slack2', 13)}-${chars('slack3', 24)}` }, { channel: 'C1', text: 'hi' }),
    answer(200, slack, { ok: false, error: 'invalid_auth' }),
  ),
  explained(
    'Slack answers 200 and says token_expired',
    ['J11', 'D01'],
    post('https://slack.com/api/auth.test', { ...clients.go, Authorization: `Bearer ${['xo', 'xe.xo', 'xp-1-'].join('')}${chars('slack-rot', 140)}` }, {}),
    answer(200, slack, { ok: false, error: 'token_expired' }),
  ),
  explained(
    'Slack answers 200 and says not_authed',
    ['A01', 'J11'],
    post('https://slack.com/api/conversations.list', clients.java, {}),
    answer(200, slack, { ok: false, error: 'not_authed' }),
  ),
  explained(
    'Shopify’s token was sent as a bearer token',
    ['J12', 'C06'],
    get('https://acme-shop.myshopify.com/admin/api/2026-01/orders.json', { ...clients.axios, Authorization: `Bearer ${key(['shp', 'at_'], 32, '0123456789abcdef')}` }),
    answer(401, { server: 'cloudflare', 'x-shopid': '548380009', 'WWW-Authenticate': 'Basic Realm="Shopify API Authentication"' }, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }),
  ),
  explained(
    'Shopify does not know the token of the uninstalled app',
    'J12',
    get('https://acme-shop.myshopify.com/admin/api/2026-01/products.json', { ...clients.python, 'X-Shopify-Access-Token': key(['shp', 'at_'], 32, '0123456789abcdef') }),
    answer(401, { server: 'cloudflare', 'x-shopid': '548380009' }, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }),
  ),
  explained(
    'OpenAI says that the key is incorrect',
    'J13',
    post('https://api.openai.com/v1/responses', { ...clients.node, authorization: `Bearer ${key(['sk', '-proj-'], 156)}` }, { model: 'gpt-5', input: 'hi' }),
    answer(401, { server: 'cloudflare', 'x-request-id': 'req_1' }, { error: { message: 'Incorrect API key provided: sk-proj-********************abcd. You can find your API key at https://platform.openai.com/account/api-keys.', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }),
  ),
  explained(
    'OpenAI’s organisation header does not fit the key',
    'J13',
    get('https://api.openai.com/v1/models', { ...clients.python, Authorization: `Bearer ${key(['sk', '-proj-'], 156)}`, 'OpenAI-Organization': 'org-acme' }),
    answer(401, { server: 'cloudflare', 'openai-organization': 'user-1' }, { error: { message: 'You must be a member of an organization to use the API.', type: 'invalid_request_error', param: null, code: null } }),
  ),
  explained(
    'Azure’s OpenAI wants the key in its own header',
    'J13',
    post('https://acme.openai.azure.com/openai/deployments/chat/chat/completions?api-version=2024-10-21', { ...clients.node, authorization: `Bearer ${hex('azure-openai', 32)}` }, { messages: [] }),
    answer(401, { 'apim-request-id': '4c' }, { error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.' } }),
  ),
  explained(
    'Anthropic’s key was sent as a bearer token',
    'J14',
    post('https://api.anthropic.com/v1/messages', { ...clients.node, authorization: `Bearer ${key(['sk', '-ant-', 'api03-'], 95)}`, 'anthropic-version': '2023-06-01' }, { model: 'm', max_tokens: 8, messages: [] }),
    answer(401, anthropic, { type: 'error', error: { type: 'authentication_error', message: 'x-api-key header is required' } }),
  ),
  explained(
    'Anthropic refuses a key of its own form',
    'J14',
    post('https://api.anthropic.com/v1/messages', { ...clients.python, 'x-api-key': key(['sk', '-ant-', 'api03-'], 95), 'anthropic-version': '2023-06-01' }, { model: 'm', max_tokens: 8, messages: [] }),
    answer(401, anthropic, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  ),
  explained(
    'Anthropic’s OAuth token stands in the key header',
    'J14',
    post('https://api.anthropic.com/v1/messages', { ...clients.node, 'x-api-key': key(['sk', '-ant-', 'oat01-'], 95), 'anthropic-version': '2023-06-01' }, { model: 'm', max_tokens: 8, messages: [] }),
    answer(401, anthropic, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  ),
  explained(
    'Discord reset the token of the bot',
    'J19',
    get('https://discord.com/api/v10/gateway/bot', { ...clients.node, authorization: `Bot ${Buffer.from(digits('discord', 18)).toString('base64url')}.GxYz12.${chars('discord-2', 38)}` }),
    answer(401, { server: 'cloudflare' }, { message: '401: Unauthorized', code: 0 }),
  ),
  explained(
    'Telegram knows no bot of that token',
    'J20',
    get(`https://api.telegram.org/bot${digits('tg', 10)}:${['A', 'A'].join('')}${chars('tg-2', 33)}/getMe`, clients.curl),
    answer(401, { Server: 'nginx/1.18.0' }, { ok: false, error_code: 401, description: 'Unauthorized' }),
  ),
  explained(
    'Jira Cloud gets its API token as a bearer token',
    'J21',
    get('https://acme.atlassian.net/rest/api/3/myself', { ...clients.go, Authorization: `Bearer ${key(['ATA', 'TT3x'], 184)}` }),
    answer(401, { Server: 'AtlassianEdge', 'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Facme.atlassian.net"', 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' }, 'Client must be authenticated to access this resource.'),
  ),
  explained(
    'Jira Cloud gets the password of the account',
    'J21',
    get('https://acme.atlassian.net/rest/api/3/search?jql=project=OPS', { ...clients.python, Authorization: basic('ada@acme.example', 'correct-horse') }),
    answer(401, { Server: 'AtlassianEdge', 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED', 'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Facme.atlassian.net"' }, 'Basic auth with password is not allowed on this instance'),
  ),
  explained(
    'Notion says that the token is invalid',
    'J22',
    get('https://api.notion.com/v1/users', { ...clients.node, authorization: `Bearer ${key(['ntn', '_'], 46)}`, 'Notion-Version': '2022-06-28' }),
    answer(401, { server: 'cloudflare' }, { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.', request_id: '7a' }),
  ),
  explained(
    'Linear wants its key without Bearer',
    'J22',
    post('https://api.linear.app/graphql', { ...clients.node, authorization: `Bearer ${key(['lin', '_api_'], 40)}` }, { query: '{ viewer { id } }' }),
    answer(401, { server: 'cloudflare' }, { errors: [{ message: "It looks like you're trying to use an API key as a Bearer token. Remove the Bearer prefix from the Authorization header.", extensions: { code: 'AUTHENTICATION_ERROR', type: 'authentication error', statusCode: 401 } }] }),
  ),
  explained(
    'Figma’s token stands in Authorization',
    'J22',
    get('https://api.figma.com/v1/me', { ...clients.axios, Authorization: `Bearer ${key(['fi', 'gd_'], 40)}` }),
    answer(403, {}, { status: 403, err: 'Invalid token' }),
  ),
  explained(
    'Twilio does not take account and token',
    'J23',
    postForm(`https://api.twilio.com/2010-04-01/Accounts/${['A', 'C'].join('')}${hex('tw', 32)}/Messages.json`, { ...clients.node, authorization: basic(`${['A', 'C'].join('')}${hex('tw', 32)}`, hex('tw-2', 32)) }, { To: '+15005550006', From: '+15005550006', Body: 'hi' }),
    answer(401, { 'WWW-Authenticate': 'Basic realm="Twilio API"', 'Twilio-Request-Id': 'RQ1' }, { code: 20003, message: 'Authenticate', more_info: 'https://www.twilio.com/docs/errors/20003', status: 401 }),
  ),
  explained(
    'SendGrid says that the grant is invalid, expired or revoked',
    'J23',
    post('https://api.sendgrid.com/v3/mail/send', { ...clients.python, Authorization: `Bearer ${['SG', '.'].join('')}${chars('sg', 22)}.${chars('sg2', 43)}` }, { personalizations: [] }),
    answer(401, { Server: 'nginx', 'Access-Control-Allow-Origin': 'https://sendgrid.api-docs.io' }, { errors: [{ message: 'The provided authorization grant is invalid, expired, or revoked', field: null, help: null }] }),
  ),
  explained(
    'a domain of Mailgun’s EU region is asked for at the US host',
    ['J23', 'G11'],
    postForm('https://api.mailgun.net/v3/mg.acme.example/messages', { ...clients.node, authorization: basic('api', key(['key', '-'], 32, '0123456789abcdef')) }, { to: 'a@acme.example' }),
    answer(401, { 'Www-Authenticate': 'Basic realm="MG API"', Server: 'nginx' }, 'Forbidden'),
  ),
  explained(
    'PayPal does not know the client',
    ['J24', 'E13'],
    postForm('https://api-m.sandbox.paypal.com/v1/oauth2/token', { ...clients.java, Authorization: basic(`A${chars('pp3', 79)}`, `E${chars('pp4', 79)}`) }, { grant_type: 'client_credentials' }),
    answer(401, { 'Paypal-Debug-Id': 'f2c3' }, { error: 'invalid_client', error_description: 'Client Authentication failed' }),
  ),
  explained(
    'Salesforce’s session does not belong to this instance',
    'J25',
    get('https://login.salesforce.com/services/data/v62.0/sobjects', { ...clients.java, Authorization: `Bearer 00D${chars('sf', 12)}!${chars('sf2', 96)}` }),
    answer(401, { 'WWW-Authenticate': 'Token' }, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]),
  ),
  explained(
    'HubSpot says that the authentication has expired',
    'J26',
    get('https://api.hubapi.com/crm/v3/objects/contacts', { ...clients.node, authorization: `Bearer C${chars('hs', 80)}` }),
    answer(401, { server: 'cloudflare' }, { status: 'error', message: 'The OAuth token used to make this call expired 40 minute(s) ago.', correlationId: '8b', category: 'EXPIRED_AUTHENTICATION' }),
  ),
  explained(
    'HubSpot’s old hapikey is gone',
    'J26',
    get(`https://api.hubapi.com/contacts/v1/lists/all/contacts/all?hapikey=${hex('hapi', 8)}-${hex('hapi2', 4)}-4${hex('hapi3', 3)}-8${hex('hapi4', 3)}-${hex('hapi5', 12)}`, clients.python),
    answer(401, { server: 'cloudflare' }, { status: 'error', message: "This API Key doesn't exist. API Keys have been sunset.", category: 'INVALID_AUTHENTICATION' }),
  ),
  explained(
    'Spotify’s token lives an hour',
    ['J27', 'D01', 'E01'],
    get('https://api.spotify.com/v1/me/player', { ...clients.axios, Authorization: `Bearer BQ${chars('spotify', 180)}` }),
    answer(401, { 'www-authenticate': 'Bearer realm="spotify", error="invalid_token", error_description="The access token expired"' }, { error: { status: 401, message: 'The access token expired' } }),
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
    post('https://api.x.com/2/tweets', { ...clients.python, Authorization: `Bearer ${['A', 'AAA'].join('')}${chars('x', 100)}` }, { text: 'hi' }),
    answer(403, {}, { title: 'Unsupported Authentication', detail: 'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint. Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].', type: 'https://api.twitter.com/2/problems/unsupported-authentication', status: 403 }),
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
    post('https://mcp.tracker.example/', { ...clients.node, accept: 'application/json, text/event-stream', 'mcp-session-id': '1868a90c', 'mcp-protocol-version': '2025-06-18', authorization: `Bearer ${jwt({ iss: 'https://as.tracker.example', aud: 'https://api.tracker.example', ...lifetime })}` }, { jsonrpc: '2.0', id: 2, method: 'tools/list' }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token", resource_metadata="https://mcp.tracker.example/.well-known/oauth-protected-resource"' }, { jsonrpc: '2.0', error: { code: -32001, message: 'Unauthorized' }, id: null }),
  ),
  explained(
    'the session cookie of NextAuth is marked secure and the page is http',
    ['J33', 'A16'],
    get('http://192.168.1.20:3000/api/account', { ...browser('http://192.168.1.20:3000', 'same-origin'), Cookie: 'next-auth.csrf-token=5f1c%7Cabcd; next-auth.callback-url=http%3A%2F%2Flocalhost%3A3000' }),
    answer(401, { 'Set-Cookie': '__Secure-next-auth.session-token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax' }, { message: 'Unauthorized' }),
    { runtime: 'browser' },
  ),
  explained(
    'Sanctum finds no user in the session of another stateful domain',
    ['J33', 'A16'],
    get('https://api.bookings.example/api/user', { ...browser('https://bookings.example', 'same-site'), Cookie: `XSRF-TOKEN=${chars('xsrf', 40)}; bookings_session=${chars('sess', 40)}`, 'X-XSRF-TOKEN': chars('xsrf', 40) }),
    answer(401, { 'Access-Control-Allow-Origin': 'https://bookings.example', 'Access-Control-Allow-Credentials': 'true', 'Set-Cookie': 'bookings_session=n3w; path=/; httponly; samesite=lax' }, { message: 'Unauthenticated.' }),
    { runtime: 'browser' },
  ),
  explained(
    'Airtable’s old key is dead',
    'J22',
    get('https://api.airtable.com/v0/meta/bases', { ...clients.curl, Authorization: `Bearer ${['k', 'ey'].join('')}${chars('airtable', 14)}` }),
    answer(401, {}, { error: { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' } }),
  ),
  explained(
    'a devise application wants a browser’s sign-in',
    ['A01'],
    get('https://forum.example.org/api/topics', { ...clients.axios }),
    answer(401, { 'X-Request-Id': '4f', 'WWW-Authenticate': 'Bearer' }, { error: 'You need to sign in or sign up before continuing.' }),
  ),
  explained(
    'Rails asks for its own Token scheme',
    ['C06', 'C05'],
    get('https://api.rails.example/posts', { ...clients.java, Authorization: `Bearer ${hex('rails', 32)}` }),
    answer(401, { 'WWW-Authenticate': 'Token realm="Application"', 'Content-Type': 'text/html' }, 'HTTP Token: Access denied.\n'),
  ),
  explained(
    'a page of Vercel’s cousin Netlify wants the site’s password',
    'B09',
    get('https://preview--acme-shop.netlify.app/api/orders', { ...clients.node }),
    answer(401, { Server: 'Netlify', 'X-Nf-Request-Id': '01HX', 'Content-Type': 'text/html; charset=utf-8' }, page('Password protected site', '<form method="post"><input type="password" name="password"></form>')),
  ),
];
