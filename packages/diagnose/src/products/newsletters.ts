import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** The data center that the key of Mailchimp names after its hyphen, as a host. */
function mailchimpHome(key: string): string | undefined {
  const center = /^[0-9a-f]{32}-([a-z]{2}\d{1,3})$/.exec(key)?.[1];
  return center === undefined ? undefined : `${center}.api.mailchimp.com`;
}

/** Mail to many. */
export const newsletters = [
  {
    id: 'mailchimp',
    name: 'Mailchimp',
    page: 'https://mailchimp.com/developer/marketing/docs/fundamentals/#authenticate-your-requests',
    hosts: ['api.mailchimp.com'],
    credentials: [
      {
        label: 'an API key',
        send: 'Authorization: Basic key:$MAILCHIMP_API_KEY',
        token: /^[0-9a-f]{32}-[a-z]{2}\d{1,3}$/,
        home: mailchimpHome,
      },
      {
        label: 'an API key',
        send: 'Authorization: Bearer $MAILCHIMP_API_KEY',
        token: /^[0-9a-f]{32}-[a-z]{2}\d{1,3}$/,
        home: mailchimpHome,
      },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $MAILCHIMP_TOKEN' },
    ],
    says: {
      'key-refused': {
        words: ['your api key may be invalid', 'api key invalid', 'wrong api key', 'data center'],
        row: 'D22',
        title: 'Mailchimp does not take this key at this data center',
        fix: 'The key ends with its data center: `curl -u "key:$MAILCHIMP_API_KEY" "https://${MAILCHIMP_API_KEY##*-}.api.mailchimp.com/3.0/ping"`.',
      },
    },
  },
  {
    id: 'brevo',
    name: 'Brevo',
    page: 'https://developers.brevo.com/docs/getting-started',
    hosts: ['api.brevo.com', 'api.sendinblue.com'],
    credentials: [
      { label: 'an API key', send: 'api-key: $BREVO_API_KEY', token: 'xkeysib-' },
      { label: 'an API key', send: 'api-key: $BREVO_API_KEY' },
    ],
    notCredentials: [
      {
        label: 'a key for SMTP',
        token: 'xsmtpsib-',
        row: 'C23',
        fix: 'Send an API key (`xkeysib-…`): `-H "api-key: $BREVO_API_KEY"`. This one is the password of smtp-relay.brevo.com.',
      },
    ],
    says: {
      'key-refused': {
        words: ['key not found', 'api-key not found'],
        row: 'D22',
        title: 'Brevo does not know this key',
        fix: 'Make a new one under SMTP & API, API Keys: `-H "api-key: $BREVO_API_KEY"`.',
      },
      'address-not-allowed': {
        words: ['we have detected you are using an unrecognised ip address'],
        row: 'B16',
        title: 'Brevo does not allow the address that the request comes from',
        fix: 'Add it at https://app.brevo.com/security/authorised_ips, or switch the block off.',
        isSure: true,
      },
    },
  },
  {
    id: 'sparkpost',
    name: 'SparkPost',
    page: 'https://developers.sparkpost.com/api/',
    hosts: ['api.sparkpost.com', 'api.eu.sparkpost.com'],
    credentials: [{ label: 'an API key, bare', send: 'Authorization: $SPARKPOST_API_KEY' }],
    says: {
      'key-refused': {
        words: ['unauthorized.', 'forbidden.'],
        row: 'D22',
        title: 'SparkPost does not take this key at this host',
        fix: 'Send it bare, `-H "Authorization: $SPARKPOST_API_KEY"`, to https://api.sparkpost.com, or to https://api.eu.sparkpost.com where the account was made there.',
      },
    },
  },
  {
    id: 'klaviyo',
    name: 'Klaviyo',
    page: 'https://developers.klaviyo.com/en/docs/authenticate_',
    hosts: ['a.klaviyo.com'],
    credentials: [
      { label: 'a private API key', send: 'Authorization: Klaviyo-API-Key $KLAVIYO_API_KEY', token: 'pk_' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $KLAVIYO_TOKEN' },
    ],
    needs: [{ send: 'revision: 2025-07-15', label: 'the revision of the API', words: ['revision'] }],
    says: {
      'key-refused': {
        codes: ['not_authenticated', 'authentication_failed'],
        row: 'D22',
        title: 'Klaviyo finds no valid key',
        fix: 'Send a private key: `-H "Authorization: Klaviyo-API-Key $KLAVIYO_API_KEY" -H "revision: 2025-07-15"`; the public key (six letters) is for /client/ alone.',
      },
    },
  },
] as const satisfies readonly Product[];

export const newsletterExchanges: ProductExchanges<typeof newsletters> = {
  mailchimp: {
    refused: [
      {
        ask: 'GET https://us1.api.mailchimp.com/3.0/lists',
        send: ['Authorization: Basic ~b64(key:~hex32-us21)'],
        status: 401,
        answer: {
          title: 'API Key Invalid',
          status: 401,
          detail: "Your API key may be invalid, or you've attempted to access the wrong datacenter.",
        },
        row: 'G11',
        tells: 'https://us21.api.mailchimp.com',
      },
      {
        ask: 'GET https://us21.api.mailchimp.com/3.0/lists',
        send: ['Authorization: Basic ~b64(key:~hex32-us21)'],
        status: 401,
        answer: {
          title: 'API Key Invalid',
          status: 401,
          detail: "Your API key may be invalid, or you've attempted to access the wrong datacenter.",
        },
        row: 'D22',
        tells: '/3.0/ping',
      },
    ],
    healthy: [
      {
        ask: 'GET https://us21.api.mailchimp.com/3.0/lists/none',
        send: ['Authorization: Basic ~b64(key:~hex32-us21)'],
        status: 404,
        answer: { title: 'Resource Not Found', status: 404, detail: 'The requested resource could not be found.' },
      },
    ],
  },
  brevo: {
    refused: [
      {
        ask: 'POST https://api.brevo.com/v3/smtp/email',
        send: ['api-key: xsmtpsib-~hex64-~16'],
        body: '{}',
        status: 401,
        answer: { message: 'Key not found', code: 'unauthorized' },
        row: 'C23',
        tells: 'xkeysib-',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.brevo.com/v3/contacts/none',
        send: ['api-key: xkeysib-~hex64-~16'],
        status: 404,
        answer: { message: 'Contact does not exist', code: 'document_not_found' },
      },
    ],
  },
  sparkpost: {
    refused: [
      {
        ask: 'POST https://api.sparkpost.com/api/v1/transmissions',
        send: ['Authorization: Bearer ~hex40'],
        body: '{}',
        status: 401,
        answer: { errors: [{ message: 'Unauthorized.' }] },
        row: 'C06',
        tells: '-H "Authorization: $SPARKPOST_API_KEY"',
      },
      {
        ask: 'POST https://api.sparkpost.com/api/v1/transmissions',
        send: ['Authorization: ~hex40'],
        body: '{}',
        status: 401,
        answer: { errors: [{ message: 'Unauthorized.' }] },
        row: 'D22',
        tells: 'https://api.eu.sparkpost.com',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.sparkpost.com/api/v1/transmissions',
        send: ['Authorization: ~hex40'],
        body: '{}',
        status: 422,
        answer: { errors: [{ message: 'required field is missing', code: '1400' }] },
      },
    ],
  },
  klaviyo: {
    refused: [
      {
        ask: 'GET https://a.klaviyo.com/api/profiles',
        send: ['Authorization: Bearer pk_~hex34', 'revision: 2025-07-15'],
        status: 401,
        answer: { errors: [{ code: 'not_authenticated', title: 'Authentication credentials were not provided.' }] },
        row: 'C06',
        tells: 'Klaviyo-API-Key $KLAVIYO_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://a.klaviyo.com/api/profiles/none',
        send: ['Authorization: Klaviyo-API-Key pk_~hex34', 'revision: 2025-07-15'],
        status: 404,
        answer: { errors: [{ code: 'not_found', title: 'Not found.' }] },
      },
    ],
  },
};
