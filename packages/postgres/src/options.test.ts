import { expect, test } from 'vitest';
import { keyOf, type PostgresStoresOptions, readOptions } from './options.ts';
import { postgresStores } from './postgres.ts';

const client = { query: async () => [] };

test('fills in every default', () => {
  expect(readOptions({})).toEqual({ table: 'freshkey_sessions', tenant: '', isListening: true });
  expect(readOptions({ table: 'auth.sessions', tenant: 'acme', listen: false })).toEqual({
    table: 'auth.sessions',
    tenant: 'acme',
    isListening: false,
  });
});

test.each<[unknown, RegExp]>([
  [null, /postgres: "options" expects one options object; got null/],
  [{ table: 'a; drop table b' }, /postgres: "table" expects a name such as "auth.sessions"/],
  [{ table: '' }, /"table"/],
  [{ table: 'a.b.c' }, /"table"/],
  [{ tenant: 7 }, /"tenant" expects a string; got 7/],
  [{ tables: 'x' }, /postgres: there is no option "tables"\. Did you mean "table"\?/],
  [{ listen: 'yes' }, /"listen" expects true or false/],
  [{ leaseMs: 5 }, /postgres: "leaseMs" expects milliseconds from 100 to 60000; got 5/],
  [{ encryptionKey: 'very secret' }, /postgres: "encryptionKey" expects .* got a value of type string/],
])('names a wrong option and shows no secret: %j', (options, message) => {
  const make = () => postgresStores(client, options as PostgresStoresOptions);
  expect(make).toThrow(TypeError);
  expect(make).toThrow(message);
  expect(make).not.toThrow(/very secret/);
});

test('refuses a key that is none', () => {
  expect(() => keyOf('')).toThrow(/"key" expects a string that is not empty/);
  expect(() => postgresStores(client)(undefined as unknown as string)).toThrow(TypeError);
});
