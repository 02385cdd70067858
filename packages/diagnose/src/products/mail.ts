import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Mail that programs send. */
export const mail = [
  {
    id: 'sendgrid',
    name: 'SendGrid',
    page: 'https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/authentication',
    row: 'J23',
    hosts: ['api.sendgrid.com', 'api.eu.sendgrid.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Bearer $SENDGRID_API_KEY', token: 'SG.' },
      { label: 'an API key', send: 'Authorization: Bearer $SENDGRID_API_KEY' },
    ],
    says: {
      'grant-refused': {
        words: ['authorization grant is invalid', 'permission denied, wrong credentials', 'access forbidden'],
        row: 'J23',
        title: 'SendGrid does not know this key (any more)',
        fix: 'Make a new key under Settings, API Keys, with the right permissions: `-H "Authorization: Bearer $SENDGRID_API_KEY"`; for the EU region call api.eu.sendgrid.com.',
      },
      'sender-not-verified': {
        words: ['from address does not match a verified sender identity'],
        row: 'E02',
        title: 'SendGrid takes the key, and the sender’s address is not verified',
        fix: 'Verify it under Settings, Sender Authentication, or send from a domain that is authenticated.',
        isSure: true,
      },
    },
  },
  {
    id: 'mailgun',
    name: 'Mailgun',
    page: 'https://documentation.mailgun.com/docs/mailgun/api-reference/mg-auth',
    row: 'J23',
    hosts: ['api.mailgun.net', 'api.eu.mailgun.net'],
    credentials: [{ label: 'the user `api` with a key', send: 'Authorization: Basic api:$MAILGUN_API_KEY' }],
    says: {
      'key-refused': {
        words: ['forbidden', 'invalid private key', 'unauthorized'],
        row: 'J23',
        title: 'Mailgun does not accept the key at this host',
        fix: 'Send `-u "api:$MAILGUN_API_KEY"`; a domain of the EU region is at https://api.eu.mailgun.net, all others at https://api.mailgun.net.',
      },
    },
  },
  {
    id: 'postmark',
    name: 'Postmark',
    page: 'https://postmarkapp.com/developer/api/overview',
    hosts: ['api.postmarkapp.com'],
    credentials: [
      { label: 'a server’s token', send: 'X-Postmark-Server-Token: $POSTMARK_SERVER_TOKEN' },
      { label: 'the account’s token', send: 'X-Postmark-Account-Token: $POSTMARK_ACCOUNT_TOKEN' },
    ],
    says: {
      'token-refused': {
        codes: [10],
        words: [
          'no account found for provided token',
          'the server token you provided',
          'request does not contain a valid server token',
        ],
        statuses: [401, 422],
        row: 'D22',
        title:
          'Postmark does not know this token, or it is of the other kind: servers and account have tokens of their own',
        fix: 'Send mail with the server’s token, `-H "X-Postmark-Server-Token: $POSTMARK_SERVER_TOKEN"`; manage servers and domains with `X-Postmark-Account-Token`.',
        isSure: true,
      },
    },
  },
  {
    id: 'resend',
    name: 'Resend',
    page: 'https://resend.com/docs/api-reference/errors',
    hosts: ['api.resend.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Bearer $RESEND_API_KEY', token: 're_' },
      { label: 'an API key', send: 'Authorization: Bearer $RESEND_API_KEY' },
    ],
    says: {
      restricted: {
        codes: ['restricted_api_key'],
        row: 'E02',
        title: 'The Resend key may send mail only',
        fix: 'Use a key with full access for this call.',
        isSure: true,
      },
      'key-refused': {
        codes: ['missing_api_key', 'invalid_api_key'],
        words: ['api key is invalid'],
        row: 'D22',
        title: 'Resend does not know this key',
        fix: 'Make a new one at https://resend.com/api-keys: `-H "Authorization: Bearer $RESEND_API_KEY"`.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const mailExchanges: ProductExchanges<typeof mail> = {
  sendgrid: {
    refused: [
      {
        ask: 'POST https://api.sendgrid.com/v3/mail/send',
        send: ['Authorization: Basic ~b64(apikey:SG.~22.~43)'],
        body: '{}',
        status: 401,
        answer: { errors: [{ message: 'Permission denied, wrong credentials' }] },
        row: 'J23',
        tells: '-H "Authorization: Bearer $SENDGRID_API_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.sendgrid.com/v3/mail/send',
        send: ['Authorization: Bearer SG.~22.~43'],
        body: '{}',
        status: 400,
        answer: { errors: [{ message: 'The from object must be provided for every email send.' }] },
      },
    ],
  },
  mailgun: {
    refused: [
      {
        ask: 'POST https://api.mailgun.net/v3/mg.tern.example/messages',
        send: ['Authorization: Bearer ~hex32-~hex8-~hex8'],
        body: 'from=a&to=b',
        status: 401,
        answer: 'Forbidden',
        row: 'J23',
        tells: '-u "api:$MAILGUN_API_KEY"',
      },
      {
        ask: 'POST https://api.mailgun.net/v3/mg.tern.example/messages',
        send: ['Authorization: Basic ~b64(api:~hex32-~hex8-~hex8)'],
        body: 'from=a&to=b',
        status: 401,
        answer: 'Forbidden',
        row: 'J23',
        tells: 'https://api.eu.mailgun.net',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.mailgun.net/v3/none.tern.example/messages',
        send: ['Authorization: Basic ~b64(api:~hex32-~hex8-~hex8)'],
        body: 'from=a&to=b',
        status: 404,
        answer: { message: 'Domain not found: none.tern.example' },
      },
    ],
  },
  postmark: {
    refused: [
      {
        ask: 'POST https://api.postmarkapp.com/email',
        send: ['Authorization: Bearer ~hex8-~hex4-~hex4-~hex4-~hex12'],
        body: '{}',
        status: 401,
        answer: { ErrorCode: 10, Message: 'No Account or Server API tokens were supplied in the HTTP headers.' },
        row: 'C20',
        tells: 'X-Postmark-Server-Token: $POSTMARK_SERVER_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.postmarkapp.com/email',
        send: ['X-Postmark-Server-Token: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        body: '{}',
        status: 422,
        answer: { ErrorCode: 300, Message: "Invalid 'From' address: ''." },
      },
    ],
  },
  resend: {
    refused: [
      {
        ask: 'GET https://api.resend.com/domains',
        send: ['Authorization: Bearer re_~30'],
        status: 401,
        answer: {
          statusCode: 401,
          name: 'restricted_api_key',
          message: 'This API key is restricted to only send emails',
        },
        row: 'E02',
        tells: 'full access',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.resend.com/domains/none',
        send: ['Authorization: Bearer re_~30'],
        status: 404,
        answer: { statusCode: 404, name: 'not_found', message: 'Domain not found' },
      },
    ],
  },
};
