import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Firebase. */
export const firebase = [
  {
    id: 'fcm',
    name: 'Firebase Cloud Messaging',
    maker: 'google',
    page: 'https://firebase.google.com/docs/cloud-messaging/migrate-v1',
    row: 'J16',
    hosts: ['fcm.googleapis.com', 'iid.googleapis.com'],
    credentials: [
      {
        label: 'an OAuth access token of a service account',
        send: 'Authorization: Bearer $GOOGLE_TOKEN',
        check: {
          id: 'legacy-key',
          row: 'J16',
          title: 'The legacy API of Firebase Cloud Messaging and its server keys are gone',
          find: (_, request) => {
            const isLegacy = request.location?.pathname === '/fcm/send';
            const hasKey = request.header('authorization')?.startsWith('key=') === true;
            const seen = [
              ...(isLegacy ? ['The path is that of the legacy API, /fcm/send.'] : []),
              ...(hasKey ? ['Authorization carries `key=…`, a server key.'] : []),
            ];
            return seen.length > 0 ? seen : undefined;
          },
          fix: 'Use HTTP v1: `curl -X POST -H "Authorization: Bearer $GOOGLE_TOKEN" "https://fcm.googleapis.com/v1/projects/<project>/messages:send"` with a token of a service account (Firebase Admin SDK).',
        },
      },
    ],
    says: {
      'sender-mismatch': {
        codes: ['SENDER_ID_MISMATCH', 'THIRD_PARTY_AUTH_ERROR'],
        row: 'J16',
        title: 'The device’s token is of another Firebase project, or the key for APNs or web push is wrong',
        fix: 'Send with a service account of the project in which the device registered; check the APNs key under Project settings, Cloud Messaging.',
        isSure: true,
      },
    },
  },
  {
    id: 'firebase',
    name: 'Firebase',
    maker: 'google',
    page: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens',
    row: 'J16',
    anywhere: true,
    says: {
      'other-project': {
        words: [
          'firebase id token has incorrect "aud',
          'firebase id token has incorrect "iss',
          'firebase id token has incorrect aud',
        ],
        row: 'J16',
        title: 'The Firebase ID token is that of another project',
        fix: 'Initialise client and server with the same project (`projectId`, service account, emulator settings).',
        isSure: true,
      },
      'id-token-problem': {
        words: [
          'auth/id-token-expired',
          'auth/id-token-revoked',
          'auth/argument-error',
          'auth/invalid-id-token',
          'auth/session-cookie-expired',
          'auth/session-cookie-revoked',
          'auth/user-disabled',
          'firebase id token has expired',
        ],
        row: 'J16',
        title: 'Firebase does not accept the ID token',
        fix: 'Get a fresh ID token from the client (`getIdToken(true)`) of the same project, and send that and no custom token.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const firebaseExchanges: ProductExchanges<typeof firebase> = {
  fcm: {
    refused: [
      {
        ask: 'POST https://fcm.googleapis.com/fcm/send',
        send: ['Authorization: key=AAAA~140'],
        body: '{}',
        status: 401,
        answer: 'INVALID_KEY',
        row: 'J16',
        tells: '/messages:send',
      },
    ],
    healthy: [
      {
        ask: 'POST https://fcm.googleapis.com/v1/projects/tern/messages:send',
        send: ['Authorization: Bearer ya29.~120'],
        body: '{}',
        status: 404,
        answer: {
          error: { code: 404, message: 'Requested entity was not found.', details: [{ errorCode: 'UNREGISTERED' }] },
        },
      },
    ],
  },
  firebase: {
    refused: [
      {
        ask: 'GET https://api.tern.example/me',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://securetoken.google.com/tern-dev', aud: 'tern-dev' },
        status: 401,
        answer: {
          code: 'auth/argument-error',
          message: 'Firebase ID token has incorrect "aud" (audience) claim. Expected "tern" but got "tern-dev".',
        },
        row: 'J16',
        tells: '`projectId`',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.tern.example/help/auth-id-token-expired',
        status: 200,
        answer: { text: 'What to do about auth/id-token-expired: call getIdToken(true).' },
      },
    ],
  },
};
