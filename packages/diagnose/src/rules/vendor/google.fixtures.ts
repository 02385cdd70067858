import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const ya29 = bearer(['ya29', keyText(60)].join('.'));
const drive = 'https://www.googleapis.com/drive/v3/files';
const google = (reason: string, url = drive, headers: Record<string, string> = ya29, status = 401) =>
  exchangeOf({
    url,
    headers,
    answer: {
      status,
      body: {
        error: { code: status, message: 'Refused.', details: [{ '@type': 'x', reason, domain: 'googleapis.com' }] },
      },
    },
  });
const googleSays = (message: string, headers: Record<string, string> = ya29, status = 401) =>
  exchangeOf({ url: drive, headers, answer: { status, body: { error: { code: status, message } } } });
const firebase = (body: unknown, token = jwt()) => exchangeOf({ headers: bearer(token), answer: { body } });
const fcm = (path: string, headers: Record<string, string>) =>
  exchangeOf({ method: 'POST', url: `https://fcm.googleapis.com${path}`, headers, body: '{}' });

export const googleFixtures: Fixtures = {
  'google-error-reason': {
    finds: [
      {
        name: 'a key where a token is wanted',
        exchange: google('CREDENTIALS_MISSING', `${drive}?key=${['AIza', keyText(35)].join('')}`, {}),
        tells: /API key was sent/,
      },
      { name: 'a token whose hour is over', exchange: google('ACCESS_TOKEN_EXPIRED') },
      {
        name: 'a scope that is missing',
        exchange: google('ACCESS_TOKEN_SCOPE_INSUFFICIENT', drive, ya29, 403),
        tells: /scope/,
      },
    ],
    misses: [
      { name: 'an API that is switched off', exchange: google('SERVICE_DISABLED', drive, ya29, 403) },
      { name: 'a reason with the name of an object’s own member', exchange: google('constructor', drive, ya29, 403) },
    ],
  },
  'google-api-key-not-enough': {
    finds: [
      {
        name: 'a key that Google calls invalid',
        exchange: googleSays(
          'API key not valid. Please pass a valid API key.',
          { 'X-Goog-Api-Key': ['AIza', keyText(35)].join('') },
          400,
        ),
      },
    ],
    misses: [
      {
        name: 'a token that Google calls invalid',
        exchange: googleSays('Request had invalid authentication credentials.'),
      },
    ],
  },
  'google-invalid-credentials': {
    finds: [
      {
        name: 'a token without a reason',
        exchange: googleSays('Request had invalid authentication credentials. Expected OAuth 2 access token.'),
      },
    ],
    misses: [
      { name: 'a caller without permission', exchange: googleSays('The caller does not have permission', ya29, 403) },
    ],
  },
  'fcm-legacy-key': {
    finds: [
      { name: 'a server key at the old path', exchange: fcm('/fcm/send', { Authorization: `key=${keyText(60)}` }) },
    ],
    misses: [{ name: 'a token at the new path', exchange: fcm('/v1/projects/acme/messages:send', ya29) }],
  },
  'firebase-other-project': {
    finds: [
      {
        name: 'a token of the development project',
        exchange: firebase({
          code: 'auth/argument-error',
          message: 'Firebase ID token has incorrect "aud" (audience) claim. Expected "a" but got "b".',
        }),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'a token that has expired',
        exchange: firebase({ code: 'auth/id-token-expired', message: 'Firebase ID token has expired.' }),
      },
    ],
  },
  'firebase-id-token-problem': {
    finds: [
      {
        name: 'a token that was revoked',
        exchange: firebase({ code: 'auth/id-token-revoked', message: 'The Firebase ID token has been revoked.' }),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'a user who may not',
        exchange: exchangeOf({
          headers: opaque,
          answer: { status: 403, body: { code: 'auth/insufficient-permission' } },
        }),
      },
    ],
  },
};
