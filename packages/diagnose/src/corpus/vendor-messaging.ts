import { answer, type CorpusCase, clients, explained, get, post, postForm } from './case.ts';
import { basic, chars, digits, hex, key } from './tokens.ts';

/** Bots, offices and mailers: family J, fifth part. */
export const vendorMessaging: readonly CorpusCase[] = [
  explained(
    'Discord reset the token of the bot',
    'J19',
    get('https://discord.com/api/v10/gateway/bot', {
      ...clients.node,
      authorization: `Bot ${Buffer.from(digits('discord', 18)).toString('base64url')}.GxYz12.${chars('discord-2', 38)}`,
    }),
    answer(401, { server: 'cloudflare' }, { message: '401: Unauthorized', code: 0 }),
  ),
  explained(
    'Telegram knows no bot of that token',
    'J20',
    get(
      `https://api.telegram.org/bot${digits('tg', 10)}:${['A', 'A'].join('')}${chars('tg-2', 33)}/getMe`,
      clients.curl,
    ),
    answer(401, { Server: 'nginx/1.18.0' }, { ok: false, error_code: 401, description: 'Unauthorized' }),
  ),
  explained(
    'Jira Cloud gets its API token as a bearer token',
    'J21',
    get('https://acme.atlassian.net/rest/api/3/myself', {
      ...clients.go,
      Authorization: `Bearer ${key(['ATA', 'TT3x'], 184)}`,
    }),
    answer(
      401,
      {
        Server: 'AtlassianEdge',
        'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Facme.atlassian.net"',
        'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED',
      },
      'Client must be authenticated to access this resource.',
    ),
  ),
  explained(
    'Jira Cloud gets the password of the account',
    'J21',
    get('https://acme.atlassian.net/rest/api/3/search?jql=project=OPS', {
      ...clients.python,
      Authorization: basic('ada@acme.example', 'correct-horse'),
    }),
    answer(
      401,
      {
        Server: 'AtlassianEdge',
        'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED',
        'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Facme.atlassian.net"',
      },
      'Basic auth with password is not allowed on this instance',
    ),
  ),
  explained(
    'Notion says that the token is invalid',
    'J22',
    get('https://api.notion.com/v1/users', {
      ...clients.node,
      authorization: `Bearer ${key(['ntn', '_'], 46)}`,
      'Notion-Version': '2022-06-28',
    }),
    answer(
      401,
      { server: 'cloudflare' },
      { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.', request_id: '7a' },
    ),
  ),
  explained(
    'Linear wants its key without Bearer',
    'J22',
    post(
      'https://api.linear.app/graphql',
      { ...clients.node, authorization: `Bearer ${key(['lin', '_api_'], 40)}` },
      { query: '{ viewer { id } }' },
    ),
    answer(
      401,
      { server: 'cloudflare' },
      {
        errors: [
          {
            message:
              "It looks like you're trying to use an API key as a Bearer token. Remove the Bearer prefix from the Authorization header.",
            extensions: { code: 'AUTHENTICATION_ERROR', type: 'authentication error', statusCode: 401 },
          },
        ],
      },
    ),
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
    postForm(
      `https://api.twilio.com/2010-04-01/Accounts/${['A', 'C'].join('')}${hex('tw', 32)}/Messages.json`,
      { ...clients.node, authorization: basic(`${['A', 'C'].join('')}${hex('tw', 32)}`, hex('tw-2', 32)) },
      { To: '+15005550006', From: '+15005550006', Body: 'hi' },
    ),
    answer(
      401,
      { 'WWW-Authenticate': 'Basic realm="Twilio API"', 'Twilio-Request-Id': 'RQ1' },
      { code: 20003, message: 'Authenticate', more_info: 'https://www.twilio.com/docs/errors/20003', status: 401 },
    ),
  ),
  explained(
    'SendGrid says that the grant is invalid, expired or revoked',
    'J23',
    post(
      'https://api.sendgrid.com/v3/mail/send',
      { ...clients.python, Authorization: `Bearer ${['SG', '.'].join('')}${chars('sg', 22)}.${chars('sg2', 43)}` },
      { personalizations: [] },
    ),
    answer(
      401,
      { Server: 'nginx', 'Access-Control-Allow-Origin': 'https://sendgrid.api-docs.io' },
      {
        errors: [
          { message: 'The provided authorization grant is invalid, expired, or revoked', field: null, help: null },
        ],
      },
    ),
  ),
  explained(
    'a domain of Mailgun’s EU region is asked for at the US host',
    ['J23', 'G11'],
    postForm(
      'https://api.mailgun.net/v3/mg.acme.example/messages',
      { ...clients.node, authorization: basic('api', key(['key', '-'], 32, '0123456789abcdef')) },
      { to: 'a@acme.example' },
    ),
    answer(401, { 'Www-Authenticate': 'Basic realm="MG API"', Server: 'nginx' }, 'Forbidden'),
  ),
  explained(
    'PayPal does not know the client',
    ['J24', 'E13'],
    postForm(
      'https://api-m.sandbox.paypal.com/v1/oauth2/token',
      { ...clients.java, Authorization: basic(`A${chars('pp3', 79)}`, `E${chars('pp4', 79)}`) },
      { grant_type: 'client_credentials' },
    ),
    answer(
      401,
      { 'Paypal-Debug-Id': 'f2c3' },
      { error: 'invalid_client', error_description: 'Client Authentication failed' },
    ),
  ),
];
