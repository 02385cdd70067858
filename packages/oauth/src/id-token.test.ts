import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flawOfIdToken, type IdTokenContext } from './id-token.ts';
import { idToken } from './test-support/id-token.ts';

const nowSec = 1_800_000_000;
const context: IdTokenContext = {
  issuer: 'https://id.test',
  clientId: 'app',
  clockToleranceSec: 30,
  nowMs: nowSec * 1000,
};
const good = { iss: 'https://id.test', aud: 'app', sub: 'ada', iat: nowSec, exp: nowSec + 60 };
const flaw = (claims: object, more: Partial<IdTokenContext> = {}, alg = 'ES256') =>
  flawOfIdToken(idToken({ ...good, ...claims }, alg), { ...context, ...more });
const held = { accessToken: 'a', idToken: idToken(good), receivedAtMs: 0 };
const heldWith = (claims: object) => ({ ...held, idToken: idToken({ ...good, ...claims }) });
const demands = { nonce: 'n', maxAgeSec: 60, acrValues: 'gold platinum' };
const demanded = { nonce: 'n', auth_time: nowSec - 50, acr: 'platinum' };

describe('an ID token has no flaw', () => {
  test.each<[string, object, Partial<IdTokenContext>]>([
    ['with what every one holds', {}, {}],
    ['for several audiences, where it names us as the authorized party', { aud: ['api', 'app'], azp: 'app' }, {}],
    ['in a renewal of the same login, with a nonce where that of the sign-in is not known', { nonce: 'x' }, { held }],
    ['in a renewal that repeats the nonce of the sign-in', { nonce: 'n' }, { held: heldWith({ nonce: 'n' }) }],
    ['in a renewal without the nonce of the sign-in', {}, { held: heldWith({ nonce: 'n' }) }],
    ['in a renewal at another time than the sign-in', { iat: nowSec + 9 }, { held: heldWith({ auth_time: 1 }) }],
    ['in a renewal of tokens that name nobody', {}, { held: { accessToken: 'a', receivedAtMs: 0 } }],
    ['of a sign-in that asked for all there is', demanded, { demands }],
    ['of a sign-in that asked for nothing', {}, { demands: {} }],
  ])('%s', (_name, claims, more) => {
    expect(flaw(claims, more)).toBeUndefined();
  });
});

describe('the flaw is named', () => {
  test.each<[string, object, Partial<IdTokenContext>]>([
    ['iss', { iss: 'https://id.test/' }, {}],
    ['iss', { iss: undefined }, {}],
    ['aud', { aud: 'other' }, {}],
    ['aud', { aud: ['other'] }, {}],
    ['aud', { aud: undefined }, {}],
    ['azp', { aud: ['api', 'app'] }, {}],
    ['azp', { azp: 'other' }, {}],
    ['sub', { sub: undefined }, {}],
    ['sub', { sub: 7 }, {}],
    ['sub', { sub: 'bob' }, { held }],
    ['iat', { iat: undefined }, {}],
    ['iat', { iat: String(nowSec) }, {}],
    ['aud', { aud: 'app ' }, {}],
    ['aud', { aud: [] }, {}],
    ['aud', { aud: ['api', 'App'], azp: 'app' }, {}],
    ['azp', { aud: ['api', 'app'], azp: 'api' }, {}],
    ['iss', { iss: 'https://ID.test' }, {}],
    ['iss', { iss: 'https://evil.test' }, { held }],
    ['sub', { sub: 'Ada' }, { held }],
    ['nonce', { nonce: 'of another sign-in' }, { held: heldWith({ nonce: 'n' }) }],
    ['exp', { exp: String(nowSec + 60) }, {}],
    ['auth_time', { ...demanded, auth_time: String(nowSec) }, { demands }],
    ['acr', { ...demanded, acr: 'gold platinum' }, { demands }],
    ['exp', { exp: undefined }, {}],
    ['exp', { exp: 'tomorrow' }, {}],
    ['exp', { exp: nowSec - 30 }, {}],
    ['nonce', { ...demanded, nonce: 'other' }, { demands }],
    ['nonce', { ...demanded, nonce: undefined }, { demands }],
    ['nonce', { nonce: 'unasked' }, { demands: {} }],
    ['auth_time', { ...demanded, auth_time: nowSec - 91 }, { demands }],
    ['auth_time', { ...demanded, auth_time: undefined }, { demands }],
    ['acr', { ...demanded, acr: 'silver' }, { demands }],
    ['acr', { ...demanded, acr: undefined }, { demands }],
  ])('%s: %j', (name, claims, more) => {
    expect(flaw(claims, more)).toBe(name);
  });

  test.each(['', 'x', 'x.y.z', 'a.b.c.d.e'])('alg: "%s" is no token that can be read', (text) => {
    expect(flawOfIdToken(text, context)).toBe('alg');
  });

  test('alg: without a signature, whatever its claims say of one', () => {
    expect(flaw({}, {}, 'none')).toBe('alg');
    expect(flaw({ alg: 'RS256' }, {}, 'none')).toBe('alg');
  });
});

test('its end counts up to the tolerance of the clocks, to the second', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -5000, max: 5000 }),
      fc.integer({ min: 0, max: 4000 }),
      (offSec, clockToleranceSec) => {
        const isGood = offSec > -clockToleranceSec;
        expect(flaw({ exp: nowSec + offSec }, { clockToleranceSec })).toBe(isGood ? undefined : 'exp');
      },
    ),
  );
});
