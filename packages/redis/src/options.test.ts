import { expect, test } from 'vitest';
import { keyOf, type RedisOptions, readOptions } from './options.ts';

const key = (fill: number) => new Uint8Array(32).fill(fill);

test('fills in every default', () => {
  expect(readOptions({})).toEqual({
    prefix: 'freshkey',
    leaseMs: 5000,
    isLocal: false,
    storeTimeoutMs: 5000,
    restoreMs: 250,
    retainMs: undefined,
    encryptionKeys: [],
    acceptUnencrypted: false,
  });
});

test('takes one encryption key or a list', () => {
  expect(readOptions({ encryptionKey: { id: 'k', key: key(1) } }).encryptionKeys).toHaveLength(1);
  const encryptionKey = [
    { id: 'k2', key: key(2) },
    { id: 'k1', key: key(1) },
  ];
  expect(readOptions({ encryptionKey }).encryptionKeys.map(({ id }) => id)).toEqual(['k2', 'k1']);
});

test.each<[string, unknown, RegExp]>([
  ['options', null, /"options" expects one options object; got null/],
  ['key', { key: '' }, /"key" expects a string that is not empty/],
  ['key', { key: 7 }, /"key" .* got 7/],
  ['prefix', { key: 'a', prefix: 'a{b}' }, /"prefix" expects a string without spaces and braces/],
  ['leaseMs', { key: 'a', leaseMs: 5 }, /"leaseMs" expects milliseconds from 100 to 60000; got 5/],
  ['leaseMs', { key: 'a', leaseMs: Number.NaN }, /"leaseMs"/],
  ['storeTimeoutMs', { key: 'a', storeTimeoutMs: '5000' }, /"storeTimeoutMs" .* got a value of type string/],
  ['restoreMs', { key: 'a', restoreMs: -1 }, /"restoreMs"/],
  ['retainMs', { key: 'a', retainMs: 10 }, /"retainMs"/],
  ['onStoreFailure', { key: 'a', onStoreFailure: 'retry' }, /"onStoreFailure" expects 'fail' or 'local'/],
  ['acceptUnencrypted', { key: 'a', acceptUnencrypted: 'yes' }, /"acceptUnencrypted" expects true or false/],
  ['encryptionKey', { key: 'a', encryptionKey: [] }, /"encryptionKey" expects/],
  [
    'encryptionKey',
    { key: 'a', encryptionKey: 'very secret' },
    /"encryptionKey" expects .* got a value of type string/,
  ],
  ['encryptionKey.id', { key: 'a', encryptionKey: { id: 'a.b', key: key(1) } }, /"id" of 1 to 64 letters/],
  ['encryptionKey.key', { key: 'a', encryptionKey: { id: 'k', key: new Uint8Array(16) } }, /"key" of 32 bytes/],
  ['prefx', { key: 'a', prefx: 'b' }, /redis: there is no option "prefx"\. Did you mean "prefix"\?/],
  [
    'encryptionKey, twice',
    {
      key: 'a',
      encryptionKey: [
        { id: 'k', key: key(1) },
        { id: 'k', key: key(2) },
      ],
    },
    /every "id" once/,
  ],
])('names a wrong option, and shows no secret: %s', (_, options, message) => {
  const read = () => {
    readOptions(options as RedisOptions);
    keyOf((options as RedisOptions).key);
  };
  expect(read).toThrow(TypeError);
  expect(read).toThrow(message);
  expect(read).not.toThrow(/very secret/);
});
