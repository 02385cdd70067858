import { afterEach, expect, test, vi } from 'vitest';
import { readOptions, type SessionOptions } from './options.ts';
import { bearer } from './sending/scheme.ts';
import { cookie } from './sending/schemes/cookie.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** As `Secret` of @freshkey/env, and as what its `apiKey()` and `basic()` return. */
class Secret {
  reveal() {
    return 'planted-secret';
  }
}
const envKind = { [Symbol.for('freshkey.env.read')]: () => {}, '~standard': {} };

test.each([
  [undefined, 'options'],
  [{ refresh: 'x' }, '"refresh" expects a function; got a value of type string.'],
  [{ refreshWhenEmpty: true }, '"refresh" expects a function, since "refreshWhenEmpty" is set'],
  [
    { refresh: Promise.resolve('planted-secret') },
    '"refresh" expects a function; got a Promise. It was called: pass the function itself, "refresh: () => …"',
  ],
  [{ refesh() {} }, 'there is no option "refesh". Did you mean "refresh"?'],
  [{ baseURL: 'https://api.test' }, 'there is no option "baseURL".'],
  [{ expiry: { refreshAhead: 5 } }, 'there is no option "expiry.refreshAhead". Did you mean "refreshAheadMs"?'],
  [{ replay: { limits: 5 } }, 'there is no option "replay.limits". Did you mean "limit"?'],
  [{ expiry: 5 }, '"expiry" expects an object; got 5.'],
  [{ refreshWhenEmpty: 'yes', refresh() {} }, '"refreshWhenEmpty"'],
  [{ store: {} }, '"store" expects a TokenStore'],
  [{ scheme: 'bearer' }, '"scheme" expects a Scheme such as bearer()'],
  [{ scheme: bearer }, '"scheme" expects a Scheme such as bearer(); got a function. Write "scheme: bearer()".'],
  [{ scheme: envKind }, 'It is of @freshkey/env, which reads the environment: import the scheme from @freshkey/core.'],
  [{ scheme: { credential() {} } }, '"scheme" expects a Scheme with a name'],
  [{ store: new Map() }, 'Write "store: webStorage(() => localStorage, { key: "my-app" })".'],
  [{ store: () => {} }, '"store" expects a TokenStore; got a function. Call it: it makes one.'],
  [{ store: Promise.resolve() }, 'got a Promise. Await it first.'],
  [
    { authorize: () => 'a' },
    '"authorize" expects an Authorizer such as authorizer(fn); got a function. Write "authorize: authorizer(fn)".',
  ],
  [{ isRefused: /x/ }, '"isRefused" expects a function'],
  [{ onSignOut: true }, '"onSignOut" expects a function; got true.'],
  [{ learnTokens: {} }, '"learnTokens"'],
  [{ waitUntil: {} }, '"waitUntil"'],
  [{ log: true }, '"log" expects a function; got true.'],
  [{ origins: ['api.test:8080'] }, 'Did you mean "https://api.test:8080"?'],
  [{ origins: ['https://api.test/v1'] }, 'Did you mean "https://api.test"?'],
  [{ origins: ['https://*.api.test'] }, 'Name each origin'],
  [{ origins: [5] }, '"origins[0]" expects scheme, host and port alone, such as "https://api.example.com"; got 5.'],
  [{ origins: [''] }, '"origins[0]"'],
  [{ tokens: new Secret() }, '"tokens": There is no access token in a Secret: call reveal() on it.'],
  [{ tokens: { accessToken: 'a', refreshToken: new Secret() } }, 'refreshToken is a Secret: call reveal() on it.'],
  [{ tokens: Promise.resolve('planted-secret') }, '"tokens": There is no access token in a Promise: await it first.'],
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
    log: expect.any(Function),
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

test.each([
  ['development', true],
  ['test', true],
  ['', true],
  ['production', false],
])('where NODE_ENV is "%s", the line for the developer goes out: %s', (mode, goesOut) => {
  vi.stubEnv('NODE_ENV', mode);
  expect(readOptions({}).log !== undefined).toBe(goesOut);
  const log = () => {};
  expect(readOptions({ log }).log).toBe(log);
  expect(readOptions({ log: false }).log).toBeUndefined();
});

test('where nobody knows the mode, the line for the developer goes out', () => {
  vi.stubGlobal('process', undefined);
  expect(readOptions({}).log).toBeDefined();
});

test('sessions that set nothing share what does not differ', () => {
  const one = readOptions({});
  const other = readOptions({});
  expect(one.scheme).toBe(other.scheme);
  expect(one.log).toBe(other.log);
  expect(one.store).toBeUndefined();
});

test('every other option is handed on as it came', () => {
  const functions = {
    isUnauthorized() {},
    isRefused() {},
    onSignOut() {},
    learnTokens() {},
    waitUntil() {},
    diagnose() {},
  };
  const authorize = { authorize() {}, createRoom: {} };
  const given = { ...functions, authorize } as unknown as SessionOptions;
  expect(readOptions(given)).toMatchObject({ ...functions, authorize });
});
