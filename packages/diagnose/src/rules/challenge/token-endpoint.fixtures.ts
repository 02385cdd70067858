import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs } from '../../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const tokenUrl = 'https://as.example.com/oauth/token';
const posted = (fields: Record<string, string>) => ({
  method: 'POST',
  url: tokenUrl,
  headers: form,
  body: new URLSearchParams(fields).toString(),
});
const refresh = { grant_type: 'refresh_token', refresh_token: keyText(40, 7), client_id: 'web' };

export const tokenEndpointFixtures: Fixtures = {
  'invalid-client': {
    finds: [
      {
        name: 'a client that is not known',
        exchange: exchangeOf({
          ...posted({ grant_type: 'client_credentials', client_id: 'a', client_secret: keyText(30) }),
          answer: { body: { error: 'invalid_client' } },
        }),
      },
      {
        name: 'a secret that is sent twice',
        exchange: exchangeOf({
          ...posted({ grant_type: 'client_credentials', client_secret: keyText(30) }),
          headers: { ...form, Authorization: `Basic ${btoa(`a:${keyText(30)}`)}` },
          answer: { body: { error: 'invalid_client' } },
        }),
        tells: /sent twice/,
      },
      {
        name: 'Keycloak’s word for it',
        exchange: exchangeOf({
          ...posted({ grant_type: 'client_credentials', client_secret: keyText(30) }),
          answer: { body: { error: 'unauthorized_client' } },
        }),
      },
    ],
    misses: [
      {
        name: 'a client that may not use the grant',
        exchange: exchangeOf({
          ...posted({ grant_type: 'password', password: 'x' }),
          answer: { status: 400, body: { error: 'unauthorized_client' } },
        }),
      },
      {
        name: 'the same word from an API',
        exchange: exchangeOf({ headers: opaque, answer: { body: { error: 'invalid_client' } } }),
      },
    ],
  },
  'invalid-grant': {
    finds: [
      {
        name: 'a refresh token that is over',
        exchange: exchangeOf({
          ...posted(refresh),
          answer: { status: 400, body: { error: 'invalid_grant', error_description: 'Token expired' } },
        }),
        tells: /Sign the user in again/,
      },
      {
        name: 'a code that was used before',
        exchange: exchangeOf({
          ...posted({ grant_type: 'authorization_code', code: 'x' }),
          answer: { status: 400, body: { error: 'invalid_grant' } },
        }),
        tells: /Exchange the code once/,
      },
      {
        name: 'an assertion',
        exchange: exchangeOf({
          ...posted({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt() }),
          answer: { status: 400, body: { error: 'invalid_grant' } },
        }),
        tells: /Sign the assertion/,
      },
    ],
    misses: [
      {
        name: 'a grant that the server does not offer',
        exchange: exchangeOf({
          ...posted(refresh),
          answer: { status: 400, body: { error: 'unsupported_grant_type' } },
        }),
      },
    ],
  },
  'refresh-token-used-twice': {
    finds: [
      {
        name: 'a server that says so',
        exchange: exchangeOf({
          ...posted(refresh),
          answer: {
            status: 400,
            body: { error_code: 'refresh_token_already_used', message: 'Invalid Refresh Token: Already Used' },
          },
        }),
      },
      {
        name: 'a recording with the same token two seconds before',
        exchange: exchangeOf({
          ...posted(refresh),
          sentAtMs: serverNowMs,
          answer: { status: 400, body: { error: 'invalid_grant' } },
          history: [
            exchangeOf({
              ...posted(refresh),
              sentAtMs: serverNowMs - 2_000,
              answer: { status: 200, body: { access_token: keyText(30) } },
            }),
          ],
        }),
        tells: /2 seconds earlier/,
      },
    ],
    misses: [
      {
        name: 'a recording with the same token an hour before',
        exchange: exchangeOf({
          ...posted(refresh),
          sentAtMs: serverNowMs,
          answer: { status: 400, body: { error: 'invalid_grant' } },
          history: [
            exchangeOf({
              ...posted(refresh),
              sentAtMs: serverNowMs - 3_600_000,
              answer: { status: 200, body: { access_token: keyText(30) } },
            }),
          ],
        }),
      },
      {
        name: 'a code that was used before',
        exchange: exchangeOf({
          ...posted({ grant_type: 'authorization_code', code: 'x' }),
          answer: { status: 400, body: { error: 'invalid_grant', error_description: 'Code already used' } },
        }),
      },
    ],
  },
};
