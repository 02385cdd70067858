import { answer, browser, type CorpusCase, clients, explained, get, post, unanswered } from './case.ts';
import { auth0Token, basic, chars, checksummed, hex, key, keycloakToken } from './tokens.ts';

const unauthorized = { message: 'Unauthorized' };
const invalidToken = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
const openai = { server: 'cloudflare', 'x-request-id': 'req_8d1c' };
const openaiRefusal = (shown: string) => ({
  error: {
    message: `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_api_key',
  },
});
const base64 = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64');

/** The credential is there and misspelt: family C, bearer and keys. */
export const headerSyntax: readonly CorpusCase[] = [
  explained(
    'the variable was undefined when the header was built',
    'C01',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: 'Bearer undefined' }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'localStorage held no token and null was sent',
    'C01',
    get('https://api.acme.example/orders', { ...browser('https://app.acme.example', 'same-site'), Authorization: 'Bearer null' }),
    answer(401, { 'Access-Control-Allow-Origin': 'https://app.acme.example' }, { statusCode: 401, message: 'Unauthorized' }),
  ),
  explained(
    'an object was put into the header',
    'C01',
    get('http://localhost:3001/me', { ...clients.node, authorization: 'Bearer [object Object]' }),
    answer(401, { 'X-Powered-By': 'Express' }, { error: 'jwt malformed' }),
  ),
  explained(
    'nothing stands after the scheme',
    'C02',
    get('https://api.github.com/user/repos', { ...clients.node, 'user-agent': 'release-bot', authorization: 'Bearer ' }),
    answer(401, { server: 'github.com', 'x-github-media-type': 'github.v3' }, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }),
  ),
  explained(
    'the scheme stands there twice',
    'C03',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer Bearer ${auth0Token()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="Bearer token is malformed"' }),
  ),
  explained(
    'the scheme stands there twice in different cases',
    'C03',
    get('https://gitlab.com/api/v4/projects', { ...clients.python, Authorization: `Bearer bearer ${key(['glpat', '-'], 20)}` }),
    answer(401, { server: 'cloudflare', 'x-gitlab-meta': '{"correlation_id":"01HS"}' }, { message: '401 Unauthorized' }),
  ),
  explained(
    'a JWT stands there without its scheme',
    'C04',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: auth0Token() }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'a GitHub token stands there without its scheme',
    'C04',
    get('https://api.github.com/user', { ...clients.curl, Authorization: checksummed(['ghp', '_'].join('')) }),
    answer(401, { server: 'github.com' }, { message: 'Requires authentication', documentation_url: 'https://docs.github.com/rest', status: '401' }),
  ),
  explained(
    'user and password were sent to a resource server of Spring',
    'C05',
    get('https://api.acme.example/accounts', { ...clients.java, Authorization: basic('alice', 'correct-horse') }),
    answer(401, { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate' }),
  ),
  explained(
    'Django REST framework wants the word Token',
    'C06',
    get('https://shop.example.org/api/orders/', { ...clients.axios, Authorization: `Bearer ${hex('drf', 40)}` }),
    answer(401, { Server: 'gunicorn', 'WWW-Authenticate': 'Token' }, { detail: 'Authentication credentials were not provided.' }),
  ),
  explained(
    'a Discord bot signs on as a user',
    ['C06', 'J19'],
    get('https://discord.com/api/v10/users/@me', {
      ...clients.node,
      authorization: `Bearer ${base64(`11${chars('discord-id', 16, '0123456789')}`).replace(/=+$/, '')}.GxYz12.${chars('discord', 38)}`,
    }),
    answer(401, { server: 'cloudflare' }, { message: '401: Unauthorized', code: 0 }),
  ),
  explained(
    'the quotes of the .env file came along',
    'C07',
    get('https://api.openai.com/v1/models', { ...clients.python, Authorization: `Bearer "${key(['sk', '-proj-'], 120)}"` }),
    answer(401, openai, openaiRefusal('"sk-proj********************6x0"')),
  ),
  explained(
    'docker passed single quotes on in a key header',
    'C07',
    get('https://api.anthropic.com/v1/models', { ...clients.node, 'x-api-key': `'${key(['sk', '-ant-', 'api03-'], 95)}'`, 'anthropic-version': '2023-06-01' }),
    answer(401, { server: 'cloudflare' }, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  ),
  unanswered(
    'fetch refuses a token that ends with a newline from a secret file',
    'C08',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${key(['acme', '_'], 40)}\n` }),
    new TypeError('Headers.append: "Bearer acme_" is an invalid header value.'),
    { client: 'fetch', sources: { authorization: { file: '/run/secrets/api_token', from: 'file' } } },
  ),
  explained(
    'a wrapped line left a space inside the token',
    'C08',
    get('https://api.acme.example/orders', { ...clients.curl, Authorization: `Bearer ${auth0Token().replace(/^(.{80})/, '$1 ')}` }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'a zero-width space came along from the chat',
    'C09',
    get('https://slack.example.com/api/lists', { ...clients.java, Authorization: `Bearer ${key(['lst', '_'], 32)}\u200b` }),
    answer(401, { Server: 'nginx' }, { error: 'invalid token' }),
  ),
  explained(
    'the placeholder of the documentation is still there',
    'C10',
    post('https://api.openai.com/v1/chat/completions', { ...clients.python, Authorization: 'Bearer YOUR_API_KEY' }, { model: 'gpt-5', messages: [] }),
    answer(401, openai, openaiRefusal('YOUR_API_KEY')),
  ),
  explained(
    'single quotes kept the shell from putting the token in',
    'C10',
    get('https://gitlab.example.com/api/v4/user', { ...clients.curl, 'PRIVATE-TOKEN': '${GITLAB_TOKEN}' }),
    answer(401, { server: 'nginx' }, { message: '401 Unauthorized' }),
  ),
  explained(
    'Postman has no environment selected',
    'C10',
    get('https://api.acme.example/orders', { ...clients.postman, Authorization: 'Bearer {{access_token}}' }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'the shortened form of a token was copied',
    'C11',
    get('https://api.digitalocean.com/v2/account', { ...clients.go, Authorization: `Bearer ${['dop', '_v1_'].join('')}${hex('do', 8)}...` }),
    answer(401, {}, { id: 'Unauthorized', message: 'Unable to authenticate you' }),
  ),
  explained(
    'the masked form of a key was copied',
    'C11',
    get('https://api.openai.com/v1/models', { ...clients.curl, Authorization: `Bearer ${['sk', '-proj-'].join('')}************************${chars('tail', 4)}` }),
    answer(401, openai, openaiRefusal('sk-proj-****************************abcd')),
  ),
  explained(
    'a character of a GitHub token is wrong',
    'C11',
    get('https://api.github.com/user', { ...clients.curl, Authorization: `Bearer ${checksummed(['ghp', '_'].join('')).replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))}` }),
    answer(401, { server: 'github.com' }, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }),
  ),
  explained(
    'the token was encoded for a URL and put into a header',
    'C12',
    get('https://api.storage.example/v1/buckets', { ...clients.java, Authorization: `Bearer ${chars('enc', 30)}%2B${chars('enc2', 20)}%2F${chars('enc3', 12)}%3D%3D` }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'an interceptor appended to a header that was there',
    'C13',
    get('https://api.acme.example/orders', { ...clients.axios, Authorization: `Bearer ${auth0Token()}, Bearer ${auth0Token({ jti: '2' })}` }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'two Authorization lines went out',
    'C14',
    get('https://api.acme.example/orders', { ...clients.curl, Authorization: [`Bearer ${keycloakToken({ aud: 'old-api' })}`, `Bearer ${keycloakToken()}`] }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'user and password were not encoded',
    'C15',
    get('https://registry.example.com/v2/', { ...clients.curl, Authorization: 'Basic deploy:correct-horse' }),
    answer(401, { 'WWW-Authenticate': 'Basic realm="Registry"' }, { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] }),
  ),
  explained(
    'both halves of the Basic credential were undefined',
    'C15',
    get('https://api.twilio.com/2010-04-01/Accounts.json', { ...clients.node, authorization: basic('undefined', 'undefined') }),
    answer(401, { 'WWW-Authenticate': 'Basic realm="Twilio API"' }, { code: 20003, message: 'Authenticate', more_info: 'https://www.twilio.com/docs/errors/20003', status: 401 }),
  ),
  explained(
    'echo put a newline behind the password',
    'C16',
    get('https://nexus.example.com/service/rest/v1/repositories', { ...clients.curl, Authorization: `Basic ${base64('deploy:correct-horse\n')}` }),
    answer(401, { Server: 'Nexus/3.76.0-03 (OSS)', 'WWW-Authenticate': 'BASIC realm="Sonatype Nexus Repository Manager"' }),
  ),
  explained(
    'the Basic credential was encoded twice',
    'C17',
    get('https://acme.atlassian.net/rest/api/3/myself', { ...clients.python, Authorization: `Basic ${base64(base64('ops@acme.example:correct-horse-battery'))}` }),
    answer(401, { Server: 'AtlassianEdge', 'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Facme.atlassian.net"' }, 'Client must be authenticated to access this resource.'),
  ),
  explained(
    'the user name holds a colon',
    'C18',
    post('https://auth.example.com/introspect', { ...clients.go, Authorization: basic('urn:client:orders', 'correct-horse') }, { token: 'x' }),
    answer(401, { 'WWW-Authenticate': 'Basic realm="introspection"' }, { error: 'unknown user' }),
  ),
  explained(
    'btoa wrote the umlaut in Latin-1',
    'C19',
    get('https://dav.example.de/remote.php/dav/files/juergen/', { ...browser('https://files.example.de', 'same-site'), Authorization: `Basic ${base64('jürgen:Straße-und-Tür', 'latin1')}` }),
    answer(401, { 'WWW-Authenticate': 'Basic realm="Nextcloud", charset="UTF-8"' }, '<?xml version="1.0" encoding="utf-8"?><d:error xmlns:d="DAV:"/>'),
  ),
  explained(
    'the header’s name is spelt the British way',
    'C20',
    get('https://api.acme.example/orders', { ...clients.java, Authorisation: `Bearer ${auth0Token()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'the header is called Authentication',
    'C20',
    get('https://api.notion.com/v1/users/me', { ...clients.python, Authentication: `Bearer ${key(['ntn', '_'], 46)}`, 'Notion-Version': '2022-06-28' }),
    answer(401, { server: 'cloudflare' }, { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' }),
  ),
  explained(
    'the whole token response was pasted in',
    'C21',
    get('https://api.spotify.com/v1/me', { ...clients.curl, Authorization: `Bearer {"access_token":"${chars('spotify', 60)}","token_type":"Bearer","expires_in":3600}` }),
    answer(400, { 'www-authenticate': 'Bearer realm="spotify", error="invalid_request", error_description="Only valid bearer authentication supported"' }, { error: { status: 400, message: 'Only valid bearer authentication supported' } }),
  ),
  explained(
    'a token of eleven kilobytes does not pass nginx',
    'C22',
    get('https://api.contoso.example/files', { ...clients.node, authorization: `Bearer ${auth0Token({ groups: Array.from({ length: 220 }, (_, index) => `group-${index}-${hex(`g${index}`, 24)}`) })}` }),
    answer(400, { Server: 'nginx/1.26.2', 'Content-Type': 'text/html' }, '<html><head><title>400 Request Header Or Cookie Too Large</title></head><body><center><h1>400 Bad Request</h1></center></body></html>'),
  ),
  explained(
    'a refresh token of Google was sent to an API',
    'C23',
    get('https://www.googleapis.com/drive/v3/files', { ...clients.node, authorization: `Bearer ${['1', '//'].join('')}0g${chars('google-refresh', 60)}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' }, { error: { code: 401, message: 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.', status: 'UNAUTHENTICATED' } }),
  ),
  explained(
    'a refresh token of GitHub was sent to its API',
    'C23',
    get('https://api.github.com/user', { ...clients.node, 'user-agent': 'acme-app', authorization: `Bearer ${key(['ghr', '_'], 76)}` }),
    answer(401, { server: 'github.com' }, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }),
  ),
  explained(
    'a key of Anthropic was sent to OpenAI',
    'C24',
    get('https://api.openai.com/v1/models', { ...clients.node, authorization: `Bearer ${key(['sk', '-ant-', 'api03-'], 95)}` }),
    answer(401, openai, openaiRefusal('sk-ant-a****************************AA')),
  ),
  explained(
    'a key of Groq was sent to Anthropic',
    'C24',
    get('https://api.anthropic.com/v1/models', { ...clients.python, 'x-api-key': key(['gsk', '_'], 52), 'anthropic-version': '2023-06-01' }),
    answer(401, { server: 'cloudflare' }, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  ),
  explained(
    'the publishable key of Stripe was used on the server',
    'C25',
    get('https://api.stripe.com/v1/customers', { ...clients.python, Authorization: `Bearer ${key(['pk', '_test_'], 99)}` }),
    answer(401, { 'Stripe-Version': '2025-03-31.basil' }, {
      error: { code: 'secret_key_required', message: 'This API call cannot be made with a publishable API key. Please use a secret API key.', type: 'invalid_request_error' },
    }),
  ),
  explained(
    'a bearer token was sent to an AWS API that wants a signature',
    'C26',
    get('https://dynamodb.eu-west-1.amazonaws.com/', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(403, { 'x-amzn-requestid': 'K1M2', 'x-amzn-errortype': 'IncompleteSignatureException' }, { __type: 'IncompleteSignatureException', message: 'Authorization header requires \'Credential\' parameter.' }),
  ),
];
