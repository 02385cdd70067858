import { answer, browser, type CorpusCase, clients, explained, get, post } from './case.ts';
import { auth0Token, basic, chars, checksummed, hex, keycloakToken } from './tokens.ts';

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

/** The credential is there and damaged: family C, second part. */
export const headerDamage: readonly CorpusCase[] = [
  explained(
    'the placeholder of the documentation is still there',
    'C10',
    post(
      'https://api.openai.com/v1/chat/completions',
      { ...clients.python, Authorization: 'Bearer YOUR_API_KEY' },
      { model: 'gpt-5', messages: [] },
    ),
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
    get('https://api.digitalocean.com/v2/account', {
      ...clients.go,
      Authorization: `Bearer ${['dop', '_v1_'].join('')}${hex('do', 8)}...`,
    }),
    answer(401, {}, { id: 'Unauthorized', message: 'Unable to authenticate you' }),
  ),
  explained(
    'the masked form of a key was copied',
    'C11',
    get('https://api.openai.com/v1/models', {
      ...clients.curl,
      Authorization: `Bearer ${['sk', '-proj-'].join('')}************************${chars('tail', 4)}`,
    }),
    answer(401, openai, openaiRefusal('sk-proj-****************************abcd')),
  ),
  explained(
    'a character of a GitHub token is wrong',
    'C11',
    get('https://api.github.com/user', {
      ...clients.curl,
      Authorization: `Bearer ${checksummed(['ghp', '_'].join('')).replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))}`,
    }),
    answer(
      401,
      { server: 'github.com' },
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    ),
  ),
  explained(
    'the token was encoded for a URL and put into a header',
    'C12',
    get('https://api.storage.example/v1/buckets', {
      ...clients.java,
      Authorization: `Bearer ${chars('enc', 30)}%2B${chars('enc2', 20)}%2F${chars('enc3', 12)}%3D%3D`,
    }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'an interceptor appended to a header that was there',
    'C13',
    get('https://api.acme.example/orders', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token()}, Bearer ${auth0Token({ jti: '2' })}`,
    }),
    answer(401, invalidToken, unauthorized),
  ),
  explained(
    'two Authorization lines went out',
    'C14',
    get('https://api.acme.example/orders', {
      ...clients.curl,
      Authorization: [`Bearer ${keycloakToken({ aud: 'old-api' })}`, `Bearer ${keycloakToken()}`],
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'user and password were not encoded',
    'C15',
    get('https://registry.example.com/v2/', { ...clients.curl, Authorization: 'Basic deploy:correct-horse' }),
    answer(
      401,
      { 'WWW-Authenticate': 'Basic realm="Registry"' },
      { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] },
    ),
  ),
  explained(
    'both halves of the Basic credential were undefined',
    'C15',
    get('https://api.twilio.com/2010-04-01/Accounts.json', {
      ...clients.node,
      authorization: basic('undefined', 'undefined'),
    }),
    answer(
      401,
      { 'WWW-Authenticate': 'Basic realm="Twilio API"' },
      { code: 20003, message: 'Authenticate', more_info: 'https://www.twilio.com/docs/errors/20003', status: 401 },
    ),
  ),
  explained(
    'echo put a newline behind the password',
    'C16',
    get('https://nexus.example.com/service/rest/v1/repositories', {
      ...clients.curl,
      Authorization: `Basic ${base64('deploy:correct-horse\n')}`,
    }),
    answer(401, {
      Server: 'Nexus/3.76.0-03 (OSS)',
      'WWW-Authenticate': 'BASIC realm="Sonatype Nexus Repository Manager"',
    }),
  ),
  explained(
    'the Basic credential was encoded twice',
    'C17',
    get('https://acme.atlassian.net/rest/api/3/myself', {
      ...clients.python,
      Authorization: `Basic ${base64(base64('ops@acme.example:correct-horse-battery'))}`,
    }),
    answer(
      401,
      { Server: 'AtlassianEdge', 'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Facme.atlassian.net"' },
      'Client must be authenticated to access this resource.',
    ),
  ),
  explained(
    'the user name holds a colon',
    'C18',
    post(
      'https://auth.example.com/introspect',
      { ...clients.go, Authorization: basic('urn:client:orders', 'correct-horse') },
      { token: 'x' },
    ),
    answer(401, { 'WWW-Authenticate': 'Basic realm="introspection"' }, { error: 'unknown user' }),
  ),
  explained(
    'btoa wrote the umlaut in Latin-1',
    'C19',
    get('https://dav.example.de/remote.php/dav/files/juergen/', {
      ...browser('https://files.example.de', 'same-site'),
      Authorization: `Basic ${base64('jürgen:Straße-und-Tür', 'latin1')}`,
    }),
    answer(
      401,
      { 'WWW-Authenticate': 'Basic realm="Nextcloud", charset="UTF-8"' },
      '<?xml version="1.0" encoding="utf-8"?><d:error xmlns:d="DAV:"/>',
    ),
  ),
];
