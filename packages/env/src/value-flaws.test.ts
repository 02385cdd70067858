import { describe, expect, test } from 'vitest';
import { valueFlaws } from './value-flaws.ts';

const token = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA';
const idsOf = (value: string | undefined, alphabet: 'token' | 'text' = 'token') =>
  valueFlaws(value, alphabet).map(({ id }) => id);

describe('a token', () => {
  test.each<[string, string | undefined, string[]]>([
    ['that is not set', undefined, ['missing']],
    ['that is empty', '', ['empty']],
    ['of blanks', ' \t ', ['blank']],
    ['in double quotes', `"${token}"`, ['quotes-kept']],
    ['in single quotes', `'${token}'`, ['quotes-kept']],
    ['in typographic quotes', `“${token}”`, ['quotes-kept']],
    ['with one quote', `"${token}`, ['quotes-kept']],
    ['with a line break at the end', `${token}\n`, ['newline']],
    ['with a Windows line break at the end', `${token}\r\n`, ['newline']],
    ['with a carriage return at the end', `${token}\r`, ['carriage-return']],
    ['wrapped like base64', `${token}\n${token}`, ['newline-inside']],
    ['with a blank in front', ` ${token}`, ['white-space']],
    ['with a blank inside', `${token} ${token}`, ['space-inside']],
    ['with its scheme', `Bearer ${token}`, ['scheme-inside']],
    ['with its whole header', `Authorization: bearer ${token}`, ['scheme-inside']],
    ['in quotes with its scheme', `"Bearer ${token}"`, ['quotes-kept', 'scheme-inside']],
    ['that is a placeholder', 'your-api-key-here', ['placeholder']],
    ['that is a placeholder in brackets', '<token>', ['placeholder']],
    ['that is a placeholder in quotes', '"changeme"', ['quotes-kept', 'placeholder']],
    ['that was never expanded', '${API_TOKEN}', ['unexpanded']],
    ['that was never expanded in part', 'prefix-${SUFFIX}', ['unexpanded']],
    ['that was never rendered', '{{ api_token }}', ['unexpanded']],
    ['that was undefined', 'undefined', ['missing-value']],
    ['that was an object', '[object Object]', ['missing-value']],
    ['that is masked', 'sk-****************', ['masked']],
    ['that is cut', `${token}...`, ['masked']],
    ['in a whole response', '{"access_token":"abc"}', ['json']],
    ['that is percent-encoded', `${token}%2F%3D`, ['url-encoded']],
    ['with a zero-width space', `${token}\u200B`, ['invisible']],
    ['with a byte order mark', `\uFEFF${token}`, ['invisible']],
    ['with a no-break space', `${token}\u00A0`, ['invisible']],
    ['with a typographic dash', `abc–${token}`, ['non-ascii']],
    ['with a control character', `abc\u0007${token}`, ['control-character']],
  ])('%s is told', (_, value, expected) => {
    expect(idsOf(value)).toEqual(expected);
  });

  test.each([
    token,
    'short',
    'a.b.c',
    'sk-ant-api03_x',
    'abc==',
    'user:pass',
    'MTIz$NDU2',
    'abc#def',
    'xxAbC1',
    "O'Brien-1",
  ])('that is fine is left alone: %s', (value) => {
    expect(idsOf(value)).toEqual([]);
  });
});

describe('a password', () => {
  test.each(['pass word', 'pässwörd', 'ends with "', '50%2Boff', 'what...', 'a"b'])('may be any text: %s', (value) => {
    expect(idsOf(value, 'text')).toEqual([]);
  });

  test.each<[string, string]>([
    ['"s3cret"', 'quotes-kept'],
    ['s3cret\n', 'newline'],
    ['changeme', 'placeholder'],
    ['pass\u200Bword', 'invisible'],
  ])('still has flaws that no password has: %j', (value, expected) => {
    expect(idsOf(value, 'text')).toEqual([expected]);
  });
});

describe('a PEM key', () => {
  const pem = (end: string) => ['-----BEGIN PRIVATE KEY-----', token, '-----END PRIVATE KEY-----'].join(end);

  test('goes over several lines', () => {
    expect(idsOf(`${pem('\n')}\n`)).toEqual([]);
  });

  test('with its line ends written out is told', () => {
    expect(idsOf(pem('\\n'))).toEqual(['pem-flattened']);
  });
});

test('takes time in proportion to the value', () => {
  const hostile = [
    '"'.repeat(200_000),
    `${'\n '.repeat(100_000)}x`,
    '${'.repeat(100_000),
    '{{'.repeat(100_000),
    '*'.repeat(200_000),
    '.'.repeat(200_000),
    '%2'.repeat(100_000),
    'authorization : '.repeat(20_000),
  ];
  const startMs = performance.now();
  for (const value of hostile) valueFlaws(`x${value}x`, 'token');
  expect(performance.now() - startMs).toBeLessThan(1_000);
});
