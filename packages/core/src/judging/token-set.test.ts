import { describe, expect, test } from 'vitest';
import { FreshkeyError } from '../errors.ts';
import { type Intake, toTokenSet } from './token-set.ts';

const nowMs = 1_700_000_000_000;
const nowSec = nowMs / 1000;
const received: Intake = { nowMs, fresh: true };
const found: Intake = { nowMs, fresh: false };

const part = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const jwt = (claims: unknown) => `${part({ alg: 'none' })}.${part(claims)}.sig`;

describe('every accepted shape', () => {
  test.each([
    ['an access token alone', 'abc', { accessToken: 'abc' }],
    [
      'an OAuth token response',
      { access_token: 'abc', refresh_token: 'def', id_token: 'ghi', scope: 'a b', token_type: 'Bearer' },
      { accessToken: 'abc', refreshToken: 'def', idToken: 'ghi', scope: 'a b' },
    ],
    ['ours', { accessToken: 'abc', refreshToken: 'def' }, { accessToken: 'abc', refreshToken: 'def' }],
    ['nulls where nothing is', { access_token: 'abc', refresh_token: null, scope: null }, { accessToken: 'abc' }],
  ])('is read: %s', (_name, input, expected) => {
    expect(toTokenSet(input, received)).toEqual({ ...expected, receivedAtMs: nowMs });
  });

  test('is nothing at all where the platform carries the credential', () => {
    expect(toTokenSet(undefined, { ...received, ambient: true })).toEqual({ accessToken: '', receivedAtMs: nowMs });
  });

  test('comes out frozen', () => {
    expect(Object.isFrozen(toTokenSet('abc', received))).toBe(true);
  });
});

describe('the lifetime', () => {
  const hour = nowMs + 3_600_000;
  test.each([
    ['expires_in as a number', { access_token: 'a', expires_in: 3600 }, hour],
    ['expires_in as a string', { access_token: 'a', expires_in: '3600' }, hour],
    ['expiresInSec', { accessToken: 'a', expiresInSec: 3600 }, hour],
    ['expiresAtMs', { accessToken: 'a', expiresAtMs: hour }, hour],
    ['expires_at in seconds', { access_token: 'a', expires_at: hour / 1000 }, hour],
    ['expires_at as a date', { access_token: 'a', expires_at: new Date(hour).toISOString() }, hour],
    ['exp minus iat, whatever our clock says', { access_token: jwt({ iat: 1000, exp: 4600 }) }, hour],
    ['expires_in rather than the claims', { access_token: jwt({ iat: 1000, exp: 9999 }), expires_in: 3600 }, hour],
    ['exp where there is no iat', { access_token: jwt({ exp: nowSec + 3600 }) }, hour],
  ])('of tokens just received counts from now: %s', (_name, input, expected) => {
    expect(toTokenSet(input, received).expiresAtMs).toBe(expected);
  });

  test('of tokens of unknown age is the absolute exp', () => {
    const input = { access_token: jwt({ iat: nowSec - 7200, exp: nowSec - 3600 }), expires_in: 3600 };
    expect(toTokenSet(input, found).expiresAtMs).toBe(nowMs - 3_600_000);
  });

  test.each([
    ['nothing was said', { access_token: 'opaque' }],
    ['it is over at its receipt: our clock is wrong', { access_token: 'a', expires_at: nowSec - 60 }],
    ['zero', { access_token: 'a', expires_in: 0 }],
    ['negative', { access_token: 'a', expires_in: -5 }],
    ['nonsense', { access_token: 'a', expires_in: 'soon' }],
    ['exp in milliseconds', { access_token: jwt({ exp: nowMs + 3_600_000 }) }],
    ['exp as text', { access_token: jwt({ exp: String(nowSec + 3600) }) }],
    ['a payload that is no object', { access_token: jwt(null) }],
    ['a payload that is no JSON', { access_token: 'aaa.bbb.ccc' }],
    ['five segments', { access_token: 'a.b.c.d.e' }],
  ])('is unknown where %s', (_name, input) => {
    expect(toTokenSet(input, received).expiresAtMs).toBeUndefined();
  });
});

describe('what is no good', () => {
  const secret = 'planted-secret';
  test.each([
    [undefined, 'no access token in a value of type undefined'],
    [null, 'no access token in null'],
    [12, 'no access token in a value of type number'],
    [{ token: secret }, 'no access token'],
    [{ access_token: 12 }, 'accessToken is of type number'],
    ['', 'is empty'],
    ['undefined', 'missing value'],
    ['[object Promise]', 'missing value'],
    [`Bearer ${secret}`, 'scheme name'],
    [`"${secret}"`, 'in quotes'],
    [`${secret}\n`, 'line break'],
    [`${secret} x`, 'white space'],
    [`${secret}\u200b`, 'non-ASCII'],
    [{ access_token: 'a', refresh_token: `${secret}\r\n` }, 'refresh token contains a line break'],
  ])('is refused with what is wrong, and never shown: %j', (input, message) => {
    const attempt = () => toTokenSet(input, received);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(FreshkeyError);
    expect(attempt).not.toThrow(secret);
  });
});
