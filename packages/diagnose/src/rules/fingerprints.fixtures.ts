import { bearer, exchangeOf, type Fixture, type Fixtures, keyText } from '../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const texted = (
  name: string,
  body: unknown,
  more: { status?: number; headers?: Record<string, string>; sent?: Record<string, string> } = {},
): Fixture => ({
  name,
  exchange: exchangeOf({
    headers: more.sent ?? opaque,
    answer: { status: more.status ?? 401, headers: more.headers ?? {}, body },
  }),
  as: 'finding',
});
const described = (name: string, description: string): Fixture =>
  texted(name, '', {
    headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"` },
  });
const message = (name: string, text: string, status = 401): Fixture => texted(name, { message: text }, { status });
const basic = { Authorization: `Basic ${btoa(`ada:${keyText(24)}`)}` };
const nginxPage =
  '<html><head><title>401 Authorization Required</title></head><body><center><h1>401 Authorization Required</h1></center><hr><center>nginx</center></body></html>';

/** Words about the same thing in another sense. */
const other = (text: string): Fixture => message(`“${text}”`, text);

export const fingerprintsFixtures: Fixtures = {
  'framework-found-no-credential': {
    finds: [
      texted('Envoy', 'Jwt is missing'),
      message('express-jwt', 'No authorization token was found'),
      texted('Django REST framework', { detail: 'Authentication credentials were not provided.' }),
      texted('FastAPI', { detail: 'Not authenticated' }),
      texted('Devise', { error: 'You need to sign in or sign up before continuing.' }),
      texted('Flask', { msg: 'Missing Authorization Header' }),
    ],
    misses: [
      other('Not authenticated by two factors'),
      {
        ...message('a request without a token', 'No authorization token was found'),
        exchange: exchangeOf({ answer: { body: { message: 'No authorization token was found' } } }),
      },
    ],
  },
  'framework-found-no-token': {
    finds: [
      message('express-jwt', 'Format is Authorization: Bearer [token]'),
      texted('Django REST framework', { detail: 'Invalid token header. No credentials provided.' }),
    ],
    misses: [other('Invalid token header. Unknown key.')],
  },
  'framework-says-expired': {
    finds: [
      described('ASP.NET', "The token expired at '06/01/2026 11:00:00'"),
      described('Spring', 'An error occurred while attempting to decode the Jwt: Jwt expired at 2026-06-01T11:00:00Z'),
      texted('Envoy', 'Jwt is expired'),
      message('jsonwebtoken', 'jwt expired'),
      texted('SimpleJWT', {
        detail: 'Given token not valid for any token type',
        code: 'token_not_valid',
        messages: [{ message: 'Token is expired' }],
      }),
      texted('Flask', { msg: 'Token has expired' }),
      texted('PostgREST', { code: 'PGRST303', message: 'JWT expired' }),
      message('Kong', 'token expired'),
      message('jose', '"exp" claim timestamp check failed'),
      message('Go', 'token is expired by 5m0s'),
    ],
    misses: [
      other('Your trial has expired'),
      texted('SimpleJWT without a reason', {
        detail: 'Given token not valid for any token type',
        messages: [{ message: 'Token is invalid or expired' }],
      }),
    ],
  },
  'framework-says-not-yet-valid': {
    finds: [
      described('ASP.NET', "The token is not valid before '06/01/2026 13:00:00'"),
      texted('Envoy', 'Jwt not yet valid'),
      message('jsonwebtoken', 'jwt not active'),
      message('jose', '"nbf" claim timestamp check failed'),
    ],
    misses: [other('The account is not active')],
  },
  'framework-misses-expiration': {
    finds: [described('ASP.NET', 'The token has no expiration')],
    misses: [other('The token is expired')],
  },
  'framework-says-audience': {
    finds: [
      described('ASP.NET', "The audience 'api://a' is invalid"),
      described('Spring', 'The aud claim is not valid'),
      texted('Envoy', 'Audiences in Jwt are not allowed'),
      message('jsonwebtoken', 'jwt audience invalid. expected: api'),
      texted('Flask', { msg: 'Invalid audience' }),
      message('jose', 'unexpected "aud" claim value'),
    ],
    misses: [other('The audience of this post is friends only')],
  },
  'framework-says-issuer': {
    finds: [
      described('ASP.NET', "The issuer 'https://a.example' is invalid"),
      described('Spring', 'The iss claim is not valid'),
      texted('Envoy', 'Jwt issuer is not configured'),
      message('jsonwebtoken', 'jwt issuer invalid. expected: a'),
      message('Kong', "No credentials found for given 'iss'"),
      message('jose', 'unexpected "iss" claim value'),
    ],
    misses: [other('The issuer of this bond is unknown')],
  },
  'framework-wants-access-token': {
    finds: [
      texted('SimpleJWT', {
        detail: 'Given token not valid for any token type',
        messages: [{ token_type: 'access', message: 'Token has wrong type' }],
      }),
      texted('Flask', { msg: 'Only non-refresh tokens are allowed' }, { status: 422 }),
    ],
    misses: [other('This operation needs a token')],
  },
  'framework-cannot-read-token': {
    finds: [
      described('Spring', 'Bearer token is malformed'),
      texted('Envoy', 'Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections'),
      message('jsonwebtoken', 'jwt malformed'),
      texted('Flask', { msg: 'Not enough segments' }, { status: 422 }),
      texted('Supabase', { code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT format' }),
      message('jose', 'Invalid Compact JWS'),
      message('Go', 'token contains an invalid number of segments'),
    ],
    misses: [message('a body that cannot be read', 'malformed JSON in request body', 400)],
  },
  'framework-says-algorithm': {
    finds: [message('jsonwebtoken', 'invalid algorithm')],
    misses: [other('Unknown compression algorithm')],
  },
  'framework-says-key-unknown': {
    finds: [
      described('ASP.NET', 'The signature key was not found'),
      described('Spring', 'Signed JWT rejected: Another algorithm expected, or no matching key(s) found'),
      texted('Envoy', "Jwks doesn't have key to match kid or alg from Jwt"),
      message('jose', 'no applicable key found in the JSON Web Key Set'),
    ],
    misses: [other('The idempotency key was not found')],
  },
  'framework-says-signature': {
    finds: [
      described('ASP.NET', 'The signature is invalid'),
      described('Spring', 'Signed JWT rejected: Invalid signature'),
      texted('Envoy', 'Jwt verification fails'),
      message('jsonwebtoken', 'invalid signature'),
      texted('Flask', { msg: 'Signature verification failed' }, { status: 422 }),
      message('Kong', 'Invalid signature'),
    ],
    misses: [
      other('The document lacks a signature'),
      {
        ...message('a webhook', 'invalid signature'),
        exchange: exchangeOf({ method: 'POST', body: '{}', answer: { body: { message: 'invalid signature' } } }),
      },
    ],
  },
  'framework-says-type': {
    finds: [message('jose', 'unexpected "typ" JWT header value')],
    misses: [other('unexpected "type" of item')],
  },
  'framework-says-revoked': {
    finds: [texted('Devise', { error: 'revoked token' }), texted('Flask', { msg: 'Token has been revoked' })],
    misses: [other('Your invitation has been revoked')],
  },
  'server-says-expired': {
    finds: [{ ...message('an opaque token', 'Your access token has expired'), as: 'cause' }],
    misses: [other('The grant is invalid, expired, or revoked'), other('Your password has expired')],
  },
  'nginx-itself-refuses': {
    finds: [texted('auth_request', nginxPage, { headers: { Server: 'nginx', 'Content-Type': 'text/html' } })],
    misses: [
      texted('auth_basic', nginxPage, {
        headers: { Server: 'nginx', 'Content-Type': 'text/html', 'WWW-Authenticate': 'Basic realm="x"' },
      }),
    ],
  },
  'elastic-credentials-refused': {
    finds: [
      texted(
        'a wrong password',
        { error: { type: 'security_exception', reason: 'unable to authenticate user [ada] for REST request [/]' } },
        {
          sent: basic,
          headers: { 'X-elastic-product': 'Elasticsearch', 'WWW-Authenticate': 'Basic realm="security"' },
        },
      ),
    ],
    misses: [
      texted(
        'a role that is missing',
        {
          error: {
            type: 'security_exception',
            reason: 'action [indices:data/read/search] is unauthorized for user [ada]',
          },
        },
        { status: 403, sent: basic },
      ),
    ],
  },
  'wordpress-nonce-invalid': {
    finds: [
      texted(
        'an old nonce',
        { code: 'rest_cookie_invalid_nonce', message: 'Cookie check failed' },
        { status: 403, sent: { Cookie: `wordpress_logged_in_1=${keyText(30)}` } },
      ),
    ],
    misses: [
      texted(
        'a right that is missing',
        { code: 'rest_forbidden', message: 'Sorry, you are not allowed to do that.' },
        { status: 403 },
      ),
    ],
  },
  'wordpress-application-password': {
    finds: [
      texted(
        'a wrong password',
        { code: 'incorrect_password', message: 'The provided password is an invalid application password.' },
        { sent: basic },
      ),
    ],
    misses: [
      texted(
        'a header that did not arrive',
        { code: 'rest_not_logged_in', message: 'You are not currently logged in.' },
        { sent: basic },
      ),
    ],
  },
};
