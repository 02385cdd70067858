import { describe, expect, test } from 'vitest';
import { FreshkeyError } from '../errors.ts';
import { type Intake, isTokenSet, toTokenSet } from './token-set.ts';

/** As `Secret` of @freshkey/env. */
class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  reveal() {
    return this.#text;
  }
}

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
      { accessToken: 'abc', refreshToken: 'def', idToken: 'ghi', scope: 'a b', tokenType: 'Bearer' },
    ],
    [
      'an answer of axios',
      { status: 200, headers: {}, config: {}, data: { access_token: 'abc' } },
      { accessToken: 'abc' },
    ],
    [
      'an answer of axios with a bare token',
      { status: 200, headers: {}, config: {}, data: 'abc' },
      { accessToken: 'abc' },
    ],
    ['tokens in data', { data: { accessToken: 'abc' } }, { accessToken: 'abc' }],
    ['a list of scopes', { access_token: 'abc', scope: ['a', 'b'] }, { accessToken: 'abc', scope: 'a b' }],
    [
      'what belongs to the tokens',
      {
        accessToken: 'abc',
        tokenType: 'DPoP',
        binding: { issuer: 'https://as.test', clientId: 'c', key: 'k', other: 1 },
      },
      { accessToken: 'abc', tokenType: 'DPoP', binding: { issuer: 'https://as.test', clientId: 'c', key: 'k' } },
    ],
    [
      'further members',
      { access_token: 'abc', instance_url: 'https://i.test', user: { id: 1 }, at: new Date(0), none: undefined },
      {
        accessToken: 'abc',
        extra: { instance_url: 'https://i.test', user: { id: 1 }, at: '1970-01-01T00:00:00.000Z' },
      },
    ],
    [
      'extra of ours',
      { accessToken: 'abc', extra: { scope: 'x', a: 1 }, b: 2 },
      { accessToken: 'abc', extra: { scope: 'x', a: 1, b: 2 } },
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
    ['expiresIn', { accessToken: 'a', expiresIn: '3600' }, hour],
    ['expiresAtMs', { accessToken: 'a', expiresAtMs: hour }, hour],
    ['expires_at in seconds', { access_token: 'a', expires_at: hour / 1000 }, hour],
    ['expires_at as a date', { access_token: 'a', expires_at: new Date(hour).toISOString() }, hour],
    ['expiresAt in milliseconds', { accessToken: 'a', expiresAt: hour }, hour],
    ['expiresAt as a Date', { accessToken: 'a', expiresAt: new Date(hour) }, hour],
    ['exp rather than an instant', { accessToken: jwt({ exp: nowSec + 3600 }), expiresAtMs: 1 }, hour],
    ['expires_in rather than the claims', { access_token: jwt({ iat: 1000, exp: 9999 }), expires_in: 3600 }, hour],
    ['exp where there is no iat', { access_token: jwt({ exp: nowSec + 3600 }) }, hour],
  ])('of tokens just received counts from now: %s', (_name, input, expected) => {
    expect(toTokenSet(input, received).expiresAtMs).toBe(expected);
  });

  test("counts from the refresh's start, however slow its answer", () => {
    const slow = { ...received, startedAtMs: nowMs - 20_000 };
    expect(toTokenSet({ access_token: 'a', expires_in: 3600 }, slow).expiresAtMs).toBe(hour - 20_000);
    expect(toTokenSet({ access_token: 'a', expires_in: 20 }, slow).expiresAtMs).toBeUndefined();
  });

  test('is moved by the assumed error of our clock where exp is all that is known', () => {
    const clock = { leastMs: 60_000, mostMs: 90_000, seenAtMs: 0 };
    const token = jwt({ exp: nowSec + 3600 });
    expect(toTokenSet(token, { ...received, clock }).expiresAtMs).toBe(hour + 60_000);
    expect(toTokenSet(token, { ...found, clock }).expiresAtMs).toBe(hour + 60_000);
    expect(toTokenSet({ access_token: token, expires_in: 3600 }, { ...received, clock }).expiresAtMs).toBe(hour);
  });

  test('is corrected by the very token that shows that our clock is slow', () => {
    const token = jwt({ iat: nowSec + 1800, exp: nowSec + 5400 });
    expect(toTokenSet(token, received).expiresAtMs).toBe(hour);
    expect(toTokenSet(token, found).expiresAtMs).toBe(hour);
  });

  test('of tokens of unknown age is a lifetime from now where there is no exp', () => {
    expect(toTokenSet({ access_token: 'a', expires_in: 3600 }, found).expiresAtMs).toBe(hour);
  });

  test('of tokens of unknown age is the absolute exp', () => {
    const input = { access_token: jwt({ iat: nowSec - 7200, exp: nowSec - 3600 }), expires_in: 3600 };
    expect(toTokenSet(input, found).expiresAtMs).toBe(nowMs - 3_600_000);
  });

  test.each([
    ['nothing was said', { access_token: 'opaque' }],
    ['it is over at its receipt: our clock is wrong', { access_token: 'a', expires_at: nowSec - 60 }],
    ['exp is past: our clock is wrong', { access_token: jwt({ iat: nowSec - 7200, exp: nowSec - 3600 }) }],
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
    [{ token: secret }, 'no access token in { token }; if "token" is it, return { accessToken: answer.token }.'],
    [{ AccessToken: secret, Type: 'x' }, 'no access token in { AccessToken, Type }; if "AccessToken" is it'],
    [{ access: secret, refresh: secret }, 'no access token in { access, refresh }; if "access" is it'],
    [{ data: { token: secret } }, 'no access token in { data }.'],
    [{ status: 200, config: {}, data: { user: 1 } }, 'no access token in { user }.'],
    [{ [secret]: 1 }, 'no access token in an object without members'],
    [[], 'no access token in an array'],
    [new Secret(secret), 'no access token in a Secret: call reveal() on it'],
    [{ accessToken: new Secret(secret) }, 'accessToken is a Secret: call reveal() on it'],
    [{ accessToken: 'a', refreshToken: new Secret(secret) }, 'refreshToken is a Secret'],
    [{ accessToken: 'a', scope: 5 }, 'scope is of type number'],
    [{ accessToken: 'a', binding: { issuer: 5 } }, 'issuer is of type number'],
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

describe('further members', () => {
  test('that do not fit into 8 KiB are left out', () => {
    const { extra } = toTokenSet({ access_token: 'a', first: 1, large: 'x'.repeat(8192), last: 2 }, received);
    expect(extra).toEqual({ first: 1 });
    const fitting = { text: 'x'.repeat(8192 - '{"text":""}'.length) };
    expect(toTokenSet({ access_token: 'a', ...fitting }, received).extra).toEqual(fitting);
    expect(toTokenSet({ access_token: 'a', text: `${fitting.text}x` }, received).extra).toBeUndefined();
  });

  test('that are no JSON are left out', () => {
    const cycle: Record<string, unknown> = {};
    cycle.cycle = cycle;
    expect(toTokenSet({ access_token: 'a', cycle, big: 1n, act() {}, ok: true }, received).extra).toEqual({ ok: true });
  });
});

describe('what comes out of a store', () => {
  const stored = { accessToken: 'a', refreshToken: 'r', scope: 'x', receivedAtMs: 1, expiresAtMs: 2, extra: { a: 1 } };

  test('is a token set where it could have been made here', () => {
    expect(isTokenSet(stored)).toBe(true);
    expect(isTokenSet({ accessToken: '', receivedAtMs: 1 })).toBe(true);
    expect(isTokenSet({ accessToken: 'jürgen:pass word', receivedAtMs: 1 })).toBe(true);
    expect(isTokenSet(toTokenSet({ access_token: 'a', scope: ['b'], more: 1 }, received))).toBe(true);
  });

  test.each([
    [{ scope: 5 }],
    [{ accessToken: 'a\nb' }],
    [{ accessToken: undefined }],
    [{ accessToken: 5 }],
    [{ refreshToken: 'r\r\n' }],
    [{ refreshToken: '' }],
    [{ refreshToken: null }],
    [{ idToken: {} }],
    [{ tokenType: 1 }],
    [{ receivedAtMs: '1' }],
    [{ expiresAtMs: 'soon' }],
    [{ extra: 'x' }],
    [{ extra: null }],
    [{ binding: { key: 5 } }],
    [{ binding: null }],
  ])('is none where it has %j', (damage) => {
    expect(isTokenSet({ ...stored, ...damage })).toBe(false);
  });

  test.each([[undefined], [null], ['a'], [[]]])('is none where it is %j', (value) => {
    expect(isTokenSet(value)).toBe(false);
  });

  test('is none where its scheme could not send it', () => {
    expect(
      isTokenSet({ ...stored, accessToken: 'a b' }, (token) => (token.includes(' ') ? 'has a space' : undefined)),
    ).toBe(false);
  });
});
