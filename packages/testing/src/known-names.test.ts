import { expect, test } from 'vitest';
import { createTestServer } from './server.ts';
import { createTestFetch } from './test-fetch.ts';
import { createWorld } from './world/world.ts';

const wrong = (value: unknown) => value as never;

test.each([
  [{ accessLifeTimeMs: 5 }, 'createTestFetch: there is no option "accessLifeTimeMs". Did you mean "accessLifetimeMs"?'],
  [{ baseUrl: 'https://api.test' }, 'createTestFetch: there is no option "baseUrl". There are "url"'],
  [{ users: ['ada'] }, 'createWorld: "users" expects passwords by user, such as { ada: \'lovelace\' }.'],
  [{ users: { ada: 1 } }, 'createWorld: "users" expects passwords by user'],
  [{ tokenFormat: 'JWT' }, "createWorld: \"tokenFormat\" expects 'opaque' or 'jwt'."],
  [{ accessLifetimeMs: '5' }, 'createWorld: "accessLifetimeMs" expects a number of milliseconds, 0 or more.'],
  [{ latencyMs: { tokens: 5 } }, 'createWorld: latencyMs: there is no option "tokens". Did you mean "token"?'],
  [{ latencyMs: 5 }, 'createWorld: "latencyMs" expects { token, api } in milliseconds.'],
  [{ cors: { origins: '*' } }, 'createWorld: cors: there is no option "origins". Did you mean "origin"?'],
  [['ada'], 'createTestFetch: expected an object of options.'],
])('refuses the options %j in words', (options, message) => {
  expect(() => createTestFetch(wrong(options))).toThrow(message);
});

test('refuses options that a test server and a world do not have', async () => {
  await expect(createTestServer(wrong({ hosts: '::1' }))).rejects.toThrow(
    'createTestServer: there is no option "hosts". Did you mean "host"?',
  );
  expect(() => createWorld(wrong({ url: 'https://api.test' }))).toThrow('createWorld: there is no option "url".');
});

test('takes an option that is undefined for one that was not given', () => {
  const { settings } = createTestFetch(wrong({ accessLifetimeMs: undefined, url: undefined, rotation: false }));
  expect(settings).toMatchObject({ accessLifetimeMs: 3_600_000, rotation: false });
});

test.each([
  [['tokens', 'reset'], 'faults.next: there is no endpoint "tokens". Did you mean "token"?'],
  [['api/orders', 'reset'], 'Or name a path, such as "/api/orders".'],
  [['token', 'rest'], 'faults.next: there is no fault "rest". Did you mean "reset"?'],
  [['token', 'explode'], 'There are "reset", "lost", "hang", "garbage".'],
  [['token', { statusCode: 500 }], 'faults.next: there is no option "statusCode".'],
  [['token', null], 'faults.next: expected an object of options.'],
  [['token', 'reset', 0], 'faults.next: "times" expects a number, 1 or more.'],
])('refuses the fault %j, which no request would ever meet', (parameters, message) => {
  const { faults } = createWorld();
  expect(() => (faults.next as (...all: unknown[]) => void)(...parameters)).toThrow(message);
});

test('refuses a gate and a lasting fault where no request comes', () => {
  const { faults } = createWorld();
  expect(() => faults.hold(wrong('refresh'))).toThrow('faults.hold: there is no endpoint "refresh".');
  expect(() => faults.hold('token', wrong('behind'))).toThrow('faults.hold: expected "before" or "after".');
  expect(() => faults.always(wrong('apis'), 'hang')).toThrow('faults.always: there is no endpoint "apis".');
});
