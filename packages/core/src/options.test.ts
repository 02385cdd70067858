import { expect, test } from 'vitest';
import { readOptions, type SessionOptions } from './options.ts';
import { cookie } from './sending/schemes/cookie.ts';

test.each([
  [undefined, 'options'],
  [{ refresh: 'x' }, '"refresh" expects a value of type function; got a value of type string'],
  [{ refreshWhenEmpty: true }, '"refresh" expects a function, since "refreshWhenEmpty" is set'],
  [{ refreshWhenEmpty: 'yes', refresh() {} }, '"refreshWhenEmpty"'],
  [{ store: {} }, '"store" expects a TokenStore'],
  [{ scheme: 'bearer' }, '"scheme" expects a Scheme such as bearer()'],
  [{ origins: 'https://api.test' }, '"origins" expects an array'],
  [{ origins: ['api.test'] }, '"origins[0]" expects scheme, host and port alone'],
  [{ origins: ['https://api.test/v1'] }, '"origins[0]"'],
  [{ origins: ['https://ok.test', 'https://*.test'] }, '"origins[1]"'],
  [{ origins: ['https://user:pw@api.test'] }, '"origins[0]"'],
  [{ refreshTimeoutMs: 0 }, '"refreshTimeoutMs" expects a number from 1 to 2147483647; got 0'],
  [{ refreshTimeoutMs: Number.NaN }, '"refreshTimeoutMs"'],
  [{ refreshTimeoutMs: '8s' }, '"refreshTimeoutMs" expects a number from 1 to 2147483647; got a value of type string'],
  [{ refreshTimeoutMs: 9000, abandonAfterMs: 8000 }, '"abandonAfterMs" expects a number from 9000'],
  [{ expiry: { refreshAheadMs: -1 } }, '"expiry.refreshAheadMs"'],
  [{ expiry: null }, '"expiry"'],
  [{ replay: { limit: 1.5 } }, '"replay.limit" expects an integer'],
  [{ replay: { concurrency: 0 } }, '"replay.concurrency"'],
  [{ isUnauthorized: true }, '"isUnauthorized"'],
  [{ diagnose: {} }, '"diagnose"'],
  [{ now: 5 }, '"now"'],
  [{ log: 'console' }, '"log"'],
  [{ tokens: 'Bearer planted-secret' }, '"tokens": The access token starts with a scheme name'],
  [{ tokens: {} }, '"tokens": There is no access token'],
])('a wrong option is a TypeError that names it: %j', (options, message) => {
  const attempt = () => readOptions(options as SessionOptions);
  expect(attempt).toThrow(TypeError);
  expect(attempt).toThrow(message);
  expect(attempt).not.toThrow('planted-secret');
});

test('every default is in place', () => {
  const { windows, ...settings } = readOptions({});
  expect(settings).toMatchObject({
    seed: undefined,
    refreshWhenEmpty: false,
    origins: undefined,
    refreshTimeoutMs: 8000,
    abandonAfterMs: 60_000,
    replayLimit: 1,
    replayConcurrency: Number.POSITIVE_INFINITY,
    log: undefined,
  });
  expect(windows).toMatchObject({ refreshAheadMs: 60_000, minValidityMs: 5000 });
});

test('options are read once and never changed', () => {
  const options = Object.freeze({
    tokens: Object.freeze({ accessToken: 'a' }),
    origins: Object.freeze(['https://api.test']),
  });
  expect(readOptions(options).origins).toEqual(new Set(['https://api.test']));
});

test('a cookie session is seeded without tokens', () => {
  expect(readOptions({ scheme: cookie() }).seed).toMatchObject({ accessToken: '' });
});
