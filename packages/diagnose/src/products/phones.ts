import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Calls and text messages. */
export const phones = [
  {
    id: 'twilio',
    name: 'Twilio',
    page: 'https://www.twilio.com/docs/api/errors/20003',
    row: 'J23',
    hosts: ['twilio.com'],
    credentials: [
      {
        label: 'an API key’s SID with its secret',
        send: 'Authorization: Basic $TWILIO_API_KEY:$TWILIO_API_SECRET',
        token: /^SK[0-9a-f]{32}$/,
      },
      {
        label: 'Account SID and Auth Token',
        send: 'Authorization: Basic $TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN',
        token: /^AC[0-9a-f]{32}$/,
      },
      { label: 'Account SID and Auth Token', send: 'Authorization: Basic $TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $TWILIO_TOKEN', token: /^ey[\w-]{10,}\.ey/ },
    ],
    says: {
      authenticate: {
        codes: [20003],
        words: ['authenticate', 'authentication error'],
        row: 'J23',
        title: 'Twilio does not accept account and token',
        fix: 'Send `-u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN"`, or an API key’s SID (SK…) with its secret, of the same (sub)account, region and mode as the path: test credentials work for a few resources only.',
      },
      'test-credentials': {
        codes: [20008],
        row: 'G10',
        title: 'Twilio’s test credentials do not work for this resource',
        fix: 'Use the live Account SID and Auth Token.',
        isSure: true,
      },
      'account-suspended': {
        codes: [20005],
        row: 'D23',
        title: 'The Twilio account is suspended or closed',
        fix: 'Look into the Console, Billing; a new token changes nothing.',
        isSure: true,
      },
    },
  },
  {
    id: 'vonage',
    name: 'Vonage',
    page: 'https://developer.vonage.com/en/getting-started/concepts/authentication',
    hosts: ['api.nexmo.com', 'rest.nexmo.com', 'api.vonage.com', 'api-eu.vonage.com', 'api-us.vonage.com'],
    credentials: [
      { label: 'a JWT that is signed with the application’s key', send: 'Authorization: Bearer $VONAGE_JWT' },
      { label: 'key and secret', send: 'Authorization: Basic $VONAGE_API_KEY:$VONAGE_API_SECRET' },
      { label: 'key and secret', send: '?api_key=$VONAGE_API_KEY&api_secret=$VONAGE_API_SECRET' },
    ],
    says: {
      'credentials-refused': {
        words: ['you did not provide correct credentials', 'bad credentials', 'invalid credentials'],
        row: 'D22',
        title:
          'Vonage does not take these credentials for this API: some want key and secret, others the application’s JWT',
        fix: 'Voice and Video: a JWT with `application_id`, `iat`, `exp` and `jti`, signed with the application’s private key, `-H "Authorization: Bearer $VONAGE_JWT"`. Account and SMS: `-u "$VONAGE_API_KEY:$VONAGE_API_SECRET"`.',
      },
    },
  },
  {
    id: 'messagebird',
    name: 'Bird (MessageBird)',
    page: 'https://developers.messagebird.com/api/#authentication',
    hosts: ['rest.messagebird.com', 'conversations.messagebird.com', 'api.bird.com'],
    credentials: [{ label: 'an access key', send: 'Authorization: AccessKey $MESSAGEBIRD_ACCESS_KEY' }],
    says: {
      'key-refused': {
        words: ['request not allowed (incorrect access_key)', 'incorrect login credentials'],
        row: 'D22',
        title: 'MessageBird does not know this access key: test and live keys differ',
        fix: 'Take a live key from the Dashboard, Developers: `-H "Authorization: AccessKey $MESSAGEBIRD_ACCESS_KEY"`.',
      },
    },
  },
  {
    id: 'telnyx',
    name: 'Telnyx',
    page: 'https://developers.telnyx.com/api/errors/10009',
    hosts: ['api.telnyx.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Bearer $TELNYX_API_KEY', token: 'KEY' },
      { label: 'an API key', send: 'Authorization: Bearer $TELNYX_API_KEY' },
    ],
    says: {
      'key-refused': {
        codes: [10009, 10006, 20006],
        words: ['authentication failed', 'could not find any usable credentials in the request'],
        row: 'D22',
        title: 'Telnyx does not know this key: version 1 and 2 of the API had keys of their own',
        fix: 'Make one under API Keys in Mission Control (`KEY…`): `-H "Authorization: Bearer $TELNYX_API_KEY"`.',
      },
    },
  },
  {
    id: 'plivo',
    name: 'Plivo',
    page: 'https://www.plivo.com/docs/account/api/request/',
    hosts: ['api.plivo.com'],
    credentials: [{ label: 'Auth ID and Auth Token', send: 'Authorization: Basic $PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN' }],
    says: {
      'credentials-refused': {
        words: ['could not verify your access level for that url', 'authentication failed'],
        row: 'D22',
        title: 'Plivo does not know this Auth ID and Token, or they are of another (sub)account than the path',
        fix: '`curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" "https://api.plivo.com/v1/Account/$PLIVO_AUTH_ID/"`: the same id in both places.',
      },
    },
  },
] as const satisfies readonly Product[];

export const phoneExchanges: ProductExchanges<typeof phones> = {
  twilio: {
    refused: [
      {
        ask: 'GET https://api.twilio.com/2010-04-01/Accounts/AC~hex32.json',
        send: ['Authorization: Bearer ~hex32'],
        status: 401,
        answer: { code: 20003, message: 'Authenticate', status: 401 },
        row: 'J23',
        tells: '-u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN"',
      },
      {
        ask: 'GET https://api.twilio.com/2010-04-01/Accounts/AC~hex32/Messages.json',
        send: ['Authorization: Basic ~b64(AC~hex32:~hex32)'],
        status: 403,
        answer: { code: 20008, message: 'Resource not accessible with Test Account Credentials', status: 403 },
        row: 'G10',
        tells: 'live Account SID',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.twilio.com/2010-04-01/Accounts/AC~hex32/Messages/none.json',
        send: ['Authorization: Basic ~b64(AC~hex32:~hex32)'],
        status: 404,
        answer: { code: 20404, message: 'The requested resource was not found', status: 404 },
      },
    ],
  },
  vonage: {
    refused: [
      {
        ask: 'GET https://api.nexmo.com/v1/calls',
        send: ['Authorization: Basic ~b64(abcdef12:~16)'],
        status: 401,
        answer: {
          type: 'https://developer.vonage.com/api-errors#unauthorized',
          title: 'Unauthorized',
          detail: 'You did not provide correct credentials.',
        },
        row: 'D22',
        tells: 'application_id',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.nexmo.com/v1/calls/none',
        send: ['Authorization: Bearer ~jwt'],
        status: 404,
        answer: { title: 'Not Found', detail: 'Call not found' },
      },
    ],
  },
  messagebird: {
    refused: [
      {
        ask: 'GET https://rest.messagebird.com/balance',
        send: ['Authorization: Bearer ~25'],
        status: 401,
        answer: {
          errors: [{ code: 2, description: 'Request not allowed (incorrect access_key)', parameter: 'access_key' }],
        },
        row: 'C06',
        tells: 'AccessKey $MESSAGEBIRD_ACCESS_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://rest.messagebird.com/messages/none',
        send: ['Authorization: AccessKey ~25'],
        status: 404,
        answer: { errors: [{ code: 20, description: 'message not found' }] },
      },
    ],
  },
  telnyx: {
    refused: [
      {
        ask: 'GET https://api.telnyx.com/v2/phone_numbers',
        send: ['Authorization: Bearer ~30'],
        status: 401,
        answer: {
          errors: [
            { code: '10009', title: 'Authentication failed', detail: 'Could not understand the provided credentials.' },
          ],
        },
        row: 'D22',
        tells: 'KEY…',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.telnyx.com/v2/phone_numbers/none',
        send: ['Authorization: Bearer KEY~60'],
        status: 404,
        answer: { errors: [{ code: '10005', title: 'Resource not found' }] },
      },
    ],
  },
  plivo: {
    refused: [
      {
        ask: 'GET https://api.plivo.com/v1/Account/MA~18/',
        send: ['Authorization: Basic ~b64(MA~18:~40)'],
        status: 401,
        answer: 'Could not verify your access level for that URL.\nYou have to login with proper credentials',
        row: 'D22',
        tells: '/v1/Account/$PLIVO_AUTH_ID/',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.plivo.com/v1/Account/MA~18/Message/none/',
        send: ['Authorization: Basic ~b64(MA~18:~40)'],
        status: 404,
        answer: { api_id: '1', error: 'not found' },
      },
    ],
  },
};
