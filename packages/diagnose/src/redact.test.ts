import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import { jwt, keyText } from './fixtures/fixture.ts';
import { redact, redactText, redactUrl } from './redact.ts';

describe('redact', () => {
  test('shows both ends, the length and a hash', () => {
    const token = jwt();
    expect(redact(token)).toBe(
      `${token.slice(0, 4)}…${token.slice(-4)} (length ${token.length}, hash ${fingerprint(token)})`,
    );
  });

  test('shows nothing of what is shorter than twelve characters', () => {
    expect(redact('hunter2hunt')).toBe('[hidden]');
    expect(redact('')).toBe('[empty]');
  });

  test('shows no more than a quarter of a value', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 80, unit: 'grapheme-ascii' }), (value) => {
        const [shown = ''] = redact(value).split(' (length');
        expect(shown.length - 1).toBeLessThanOrEqual(Math.min(8, value.length / 4));
      }),
    );
  });

  test('writes invisible characters as escapes', () => {
    expect(redact(`\u200b${keyText(40)}`)).toMatch(/^\\u200b/);
  });
});

describe('redactUrl', () => {
  const secret = keyText(24);
  test.each([
    ['user information', `https://ada:${secret}@api.example.com/x`, 'https://[hidden]@api.example.com/x'],
    [
      'a key in the query',
      `https://api.example.com/x?page=2&api_key=${secret}`,
      'https://api.example.com/x?page=2&api_key=[hidden]',
    ],
    [
      'a code and a signature',
      `https://x.example/cb?code=${secret}&sig=${secret}&state=1`,
      'https://x.example/cb?code=[hidden]&sig=[hidden]&state=1',
    ],
    [
      'a token in the fragment',
      `https://x.example/#access_token=${secret}&ok=1`,
      'https://x.example/#access_token=[hidden]&ok=1',
    ],
    [
      'a name that is encoded',
      `https://x.example/?access%5Ftoken=${secret}`,
      'https://x.example/?access%5Ftoken=[hidden]',
    ],
  ])('cuts %s', (_, url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });

  test('leaves a URL without secrets as it is', () => {
    const url = 'https://api.example.com:8443/v1/items/42?page=2&sort=name#top';
    expect(redactUrl(url)).toBe(url);
  });

  test('cuts the token of a Telegram bot out of the path', () => {
    expect(redactUrl(`https://api.telegram.org/bot1234567890:${keyText(35)}/getMe`)).not.toContain(keyText(35));
  });
});

describe('redactText', () => {
  test.each([
    ['a JWT', jwt()],
    ['a JWT without its signature', jwt().split('.').slice(0, 2).join('.')],
    ['a bearer credential', `Bearer ${keyText(20)}`],
    ['a vendor’s key', ['sk', '_live_', keyText(24)].join('')],
    ['another vendor’s key', ['gh', 'p_', keyText(36)].join('')],
    ['a password in a message', `password=${keyText(9)}!`],
    ['a field of JSON', `"client_secret": "${keyText(14)}"`],
    ['a long run of hexadecimal digits', '0123456789abcdef'.repeat(4)],
  ])('cuts %s out of free text', (_, secret) => {
    const value =
      secret
        .split(/[ =]"?/)
        .at(-1)
        ?.replaceAll('"', '') ?? secret;
    expect(redactText(`the server got ${secret} and refused`)).not.toContain(value);
  });

  test.each([
    'Basic Authentication Failure',
    'secret_key_required',
    'the global-timeout of key-management',
    'token management',
    'Bearer authentication',
  ])('leaves %j alone', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test('leaves plain words alone', () => {
    const text =
      'The token expired at 2026-06-01T12:00:00Z; issuer https://issuer.example.com/realms/shop, audience orders-api.';
    expect(redactText(text)).toBe(text);
  });
});
