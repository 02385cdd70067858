import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const xoxb = bearer(['xoxb', '123456789012', '1234567890123', keyText(24)].join('-'));
const slack = (body: unknown) =>
  exchangeOf({
    method: 'POST',
    url: 'https://slack.com/api/chat.postMessage',
    headers: xoxb,
    body: '{}',
    answer: { status: 200, body },
  });
const discord = (authorization: string, body: unknown, status = 401) =>
  exchangeOf({
    url: 'https://discord.com/api/v10/gateway/bot',
    headers: { Authorization: authorization },
    answer: { status, body },
  });
const telegram = (path: string, status = 401) =>
  exchangeOf({
    url: `https://api.telegram.org${path}`,
    answer: { status, body: { ok: false, error_code: status, description: 'Unauthorized' } },
  });
const account = ['AC', '0a'.repeat(16)].join('');
const twilio = (user: string, body: unknown = { code: 20003, message: 'Authenticate' }, status = 401) =>
  exchangeOf({
    url: `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages.json`,
    headers: { Authorization: `Basic ${btoa(`${user}:${keyText(32)}`)}` },
    answer: { status, body },
  });
const sendgrid = (message: string, status: number) =>
  exchangeOf({
    method: 'POST',
    url: 'https://api.sendgrid.com/v3/mail/send',
    headers: bearer(['SG', keyText(22), keyText(43)].join('.')),
    body: '{}',
    answer: { status, body: { errors: [{ message }] } },
  });
const mailgun = (body: unknown, status = 401) =>
  exchangeOf({
    method: 'POST',
    url: 'https://api.mailgun.net/v3/mg.acme.example/messages',
    headers: { Authorization: `Basic ${btoa(`api:${['key', keyText(32)].join('-')}`)}` },
    body: 'to=a',
    answer: { status, body },
  });
const x = (body: unknown, status: number) =>
  exchangeOf({
    method: 'POST',
    url: 'https://api.x.com/2/tweets',
    headers: bearer(keyText(100)),
    body: '{}',
    answer: { status, body },
  });

export const messagingFixtures: Fixtures = {
  'slack-error': {
    finds: [
      { name: 'a token that is not accepted', exchange: slack({ ok: false, error: 'invalid_auth' }) },
      {
        name: 'a scope that is missing',
        exchange: slack({ ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'users:read' }),
        tells: /chat:write/,
      },
    ],
    misses: [{ name: 'a channel that is not there', exchange: slack({ ok: false, error: 'channel_not_found' }) }],
  },
  'discord-unauthorized': {
    finds: [
      {
        name: 'a bot whose token was reset',
        exchange: discord(`Bot ${keyText(70)}`, { message: '401: Unauthorized', code: 0 }),
        tells: /as it should be/,
      },
    ],
    misses: [
      {
        name: 'a guild that is closed',
        exchange: discord(`Bot ${keyText(70)}`, { message: 'Missing Access', code: 50001 }, 403),
      },
    ],
  },
  'telegram-bot-token-refused': {
    finds: [
      {
        name: 'a bot that is gone',
        exchange: telegram(`/bot${['1234567890', `AA${keyText(33)}`].join(':')}/getMe`),
        tells: /BotFather/,
      },
      { name: 'a path without a token', exchange: telegram('/getMe'), tells: /there is none/ },
    ],
    misses: [
      {
        name: 'a bot that was blocked',
        exchange: telegram(`/bot${['1234567890', `AA${keyText(33)}`].join(':')}/sendMessage`, 403),
      },
    ],
  },
  'twilio-authenticate': {
    finds: [
      { name: 'a wrong token', exchange: twilio(account) },
      { name: 'a user that is no SID', exchange: twilio('acme'), tells: /neither an Account SID/ },
    ],
    misses: [
      {
        name: 'a number that may not be called',
        exchange: twilio(account, { code: 21408, message: 'Permission to send an SMS has not been enabled' }, 403),
      },
    ],
  },
  'sendgrid-grant-refused': {
    finds: [
      {
        name: 'a key that was revoked',
        exchange: sendgrid('The provided authorization grant is invalid, expired, or revoked', 401),
      },
    ],
    misses: [
      {
        name: 'a sender that is not verified',
        exchange: sendgrid('The from address does not match a verified Sender Identity', 403),
      },
    ],
  },
  'mailgun-forbidden': {
    finds: [{ name: 'a key at the wrong region', exchange: mailgun('Forbidden'), tells: /api\.eu\.mailgun\.net/ }],
    misses: [
      { name: 'an account that is closed', exchange: mailgun({ message: 'Domain is not allowed to send' }, 403) },
    ],
  },
  'x-other-authentication': {
    finds: [
      {
        name: 'an application where a user is wanted',
        exchange: x(
          {
            title: 'Unsupported Authentication',
            detail: 'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.',
          },
          403,
        ),
      },
    ],
    misses: [
      {
        name: 'a plan that is too small',
        exchange: x({ title: 'Client Forbidden', detail: 'client-not-enrolled' }, 403),
      },
    ],
  },
  'x-could-not-authenticate': {
    finds: [
      {
        name: 'a token that is not accepted',
        exchange: x({ errors: [{ code: 89, message: 'Invalid or expired token' }] }, 401),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'the same words of another host',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { message: 'Could not authenticate you' } },
        }),
      },
    ],
  },
};
