import { expect, test } from 'vitest';
import { readAuthorization } from './authorization.ts';
import { schemeText } from './scheme-text.ts';

test.each([
  ['Bearer abc', 'Bearer'],
  ['SSWS abc', 'SSWS'],
  ['AWS4-HMAC-SHA256 Credential=x', 'another scheme'],
  [`${['ghp', 'abcdefghijklmnop'].join('_')} abc`, 'another scheme'],
])('names the scheme of %j and no credential', (value, text) => {
  expect(schemeText(readAuthorization([value]))).toBe(text);
});

test('names a value without a scheme', () => {
  expect(schemeText(undefined)).toBe('a value without a scheme');
});
