import { expect, test } from 'vitest';
import { withoutSecrets } from './secrets.ts';

test.each([
  ['a secret', 'the token abcd is unknown', ['abcd'], 'the token [secret] is unknown'],
  ['each of them, each time', 'abcd efgh abcd', ['abcd', undefined, 'efgh'], '[secret] [secret] [secret]'],
  ['a percent-encoded one', 'token=ab%2Fcd', ['ab/cd'], 'token=[secret]'],
  [
    'what looks like one in the path of an address',
    'see https://id.test:8443/a/0123456789abcdef01234567/b',
    [],
    'see https://id.test:8443/a/[secret]/b',
  ],
  [
    'what looks like one in its query',
    'see https://id.test/?c=0123456789abcdef01234567',
    [],
    'see https://id.test/?[secret]',
  ],
  ['what looks like one', 'no: 0123456789abcdef01234567.', [], 'no: [secret].'],
])('cuts %s', (_name, text, secrets, cut) => {
  expect(withoutSecrets(text, secrets)).toBe(cut);
});

test.each([
  ['what is too short to be one', 'an abc', ['abc'], 'an abc'],
  ['an address', 'http://127.0.0.1:8080/realms/x/token (400)', [], 'http://127.0.0.1:8080/realms/x/token (400)'],
  ['a long host', 'https://login.tenant-42.region-1.example.com', [], 'https://login.tenant-42.region-1.example.com'],
  ['long words', 'authentication_configuration_of_tenants', [], 'authentication_configuration_of_tenants'],
])('leaves %s', (_name, text, secrets, left) => {
  expect(withoutSecrets(text, secrets)).toBe(left);
});

test('gives one line of bounded length', () => {
  expect(withoutSecrets(' a\r\n\tb\u0000 ', [])).toBe('a b');
  expect(withoutSecrets('x'.repeat(10), [], 10)).toBe('x'.repeat(10));
  expect(withoutSecrets('x'.repeat(11), [], 10)).toBe(`${'x'.repeat(9)}…`);
});
