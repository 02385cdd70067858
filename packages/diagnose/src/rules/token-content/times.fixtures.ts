import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../../fixtures/fixture.ts';

const invalid = (description: string) => ({
  headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}"` },
});
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
const withToken = (claims: object, header: object = {}) =>
  bearer(jwt(claims as Record<string, unknown>, header as Record<string, unknown>));
const undated = { headers: { Date: '' } };

export const timesFixtures: Fixtures = {
  'token-expired': {
    finds: [
      {
        name: 'a token past its life by the server’s clock',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 840 }) }),
        tells: /14 minutes ago by the server’s clock/,
      },
      {
        name: 'the same token where the local clock is slow',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 30 }) }),
        context: { now: serverNowMs - 60_000 },
        tells: /slow against the server’s/,
      },
      {
        name: 'a day-old token where the server does not tell its clock',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 86_400 }), answer: undated }),
        context: { now: serverNowMs },
        tells: /local clock/,
      },
      {
        name: 'a token that the server calls expired where no clock is known',
        exchange: exchangeOf({
          headers: withToken({ exp: serverNowSec - 60 }),
          answer: { headers: { ...undated.headers, ...invalid('The token expired').headers } },
        }),
        tells: /expired at/,
      },
      {
        name: 'an expired token in a cookie',
        exchange: exchangeOf({ headers: { Cookie: `session=${jwt({ exp: serverNowSec - 840 })}` } }),
      },
    ],
    misses: [
      { name: 'a token within its life', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 5 }) }) },
      {
        name: 'a token that looks expired by a fast local clock',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 60 }) }),
        context: { now: serverNowMs + 600_000 },
      },
      {
        name: 'a token of which no clock is known',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 840 }), answer: undated }),
      },
      {
        name: 'an expired token that was not refused',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 840 }), answer: { status: 200 } }),
      },
    ],
  },
  'token-not-yet-valid': {
    finds: [
      {
        name: 'a token for tomorrow',
        exchange: exchangeOf({ headers: withToken({ nbf: serverNowSec + 86_400, exp: serverNowSec + 172_800 }) }),
      },
    ],
    misses: [
      { name: 'a token that has begun', exchange: exchangeOf({ headers: withToken({ nbf: serverNowSec - 1 }) }) },
    ],
  },
  'local-clock-wrong': {
    finds: [
      {
        name: 'a slow clock that takes a dead token for alive',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 300 }) }),
        context: { now: serverNowMs - 900_000 },
        tells: /15 minutes slow/,
      },
      {
        name: 'a fast clock that dates its own token ahead',
        exchange: exchangeOf({ headers: withToken({ iat: serverNowSec + 600, exp: serverNowSec + 4_200 }) }),
        context: { now: serverNowMs + 600_000 },
      },
      {
        name: 'a server that speaks of clock skew',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { message: 'Request timestamp too far from system time' } },
          probes: { clockOffsetsMs: [-400_000, -399_000] },
        }),
      },
    ],
    misses: [
      {
        name: 'a clock that is right',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 300 }) }),
        context: { now: serverNowMs + 1_000 },
      },
      {
        name: 'an answer from a cache, whose date is old',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec - 300 }), answer: { headers: { Age: '10' } } }),
        context: { now: serverNowMs + 900_000 },
      },
    ],
  },
  'token-time-in-milliseconds': {
    finds: [
      { name: 'exp in milliseconds', exchange: exchangeOf({ headers: withToken({ exp: serverNowMs + 3_600_000 }) }) },
    ],
    misses: [
      {
        name: 'exp in seconds, far ahead',
        exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 3_153_600_000 }) }),
      },
    ],
  },
  'token-time-of-wrong-type': {
    finds: [
      {
        name: 'exp as text',
        exchange: exchangeOf({ headers: withToken({ exp: String(serverNowSec + 60) }) }),
        tells: /is text/,
      },
      {
        name: 'no exp where the server wants one',
        exchange: exchangeOf({
          headers: withToken({ exp: undefined }),
          answer: invalid('The token has no expiration'),
        }),
      },
    ],
    misses: [
      {
        name: 'no exp where nobody misses it',
        exchange: exchangeOf({ headers: withToken({ exp: undefined }), answer: invalidToken }),
      },
      { name: 'exp with a fraction', exchange: exchangeOf({ headers: withToken({ exp: serverNowSec + 60.5 }) }) },
    ],
  },
  'token-issued-in-future': {
    finds: [
      {
        name: 'a token from in seven minutes',
        exchange: exchangeOf({ headers: withToken({ iat: serverNowSec + 420 }), answer: invalidToken }),
      },
      {
        name: 'the server’s words',
        exchange: exchangeOf({
          headers: withToken({ iat: serverNowSec + 420 }),
          answer: invalid('Token used before issued'),
        }),
      },
    ],
    misses: [
      {
        name: 'a token from in half a minute',
        exchange: exchangeOf({ headers: withToken({ iat: serverNowSec + 30 }), answer: invalidToken }),
      },
    ],
  },
  'token-revoked': {
    finds: [
      {
        name: 'the server’s words',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: invalid('Token has been revoked') }),
      },
      { name: 'a 498', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { status: 498 } }) },
    ],
    misses: [
      {
        name: 'a server that says one of three things',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { message: 'The grant is invalid, expired, or revoked' } },
        }),
      },
      { name: 'a server that says nothing', exchange: exchangeOf({ headers: bearer(jwt()), answer: invalidToken }) },
    ],
  },
  'account-disabled-or-recreated': {
    finds: [
      {
        name: 'a service account that was made anew',
        exchange: exchangeOf({
          headers: withToken({ sub: 'system:serviceaccount:shop:web' }),
          answer: { body: { kind: 'Status', reason: 'Unauthorized', code: 401 } },
        }),
      },
      {
        name: 'the server’s words',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { message: 'User account is disabled' } },
        }),
      },
    ],
    misses: [
      {
        name: 'a service account’s token that is old',
        exchange: exchangeOf({
          headers: withToken({ sub: 'system:serviceaccount:shop:web', exp: serverNowSec - 60 }),
          answer: { body: { kind: 'Status', reason: 'Unauthorized' } },
        }),
      },
      {
        name: 'somebody else at Kubernetes',
        exchange: exchangeOf({ headers: withToken({}), answer: { body: { kind: 'Status', reason: 'Unauthorized' } } }),
      },
    ],
  },
};
