import { describe, expect, test } from 'vitest';
import { opaque } from '../test-support/tokens.ts';
import { SecretSet } from './secret-set.ts';

const cleaned = (fill: (secrets: SecretSet) => void, text: string) => {
  const secrets = new SecretSet();
  fill(secrets);
  return secrets.clean(text);
};

describe('a set of secrets', () => {
  test('hides what was added, wherever it stands, and nothing else', () => {
    expect(cleaned((secrets) => secrets.add('hunter2!'), 'no hunter2! here, hunter2')).toBe(
      'no [hidden] here, hunter2',
    );
    expect(cleaned((secrets) => secrets.add(' abc def \n'), 'x abc def y')).toBe('x [hidden] y');
    expect(cleaned((secrets) => secrets.add('a/b c+d'), 'a%2Fb%20c%2Bd')).toBe('[hidden]');
  });

  test('hides a credential without its scheme, the password that Basic packs, and the parts of a token', () => {
    const add = (value: string) => (secrets: SecretSet) => secrets.addCredential(value);
    expect(cleaned(add(`Bearer ${opaque}`), `Bearer ${opaque}; ${opaque}`)).toBe('[hidden]; [hidden]');
    expect(cleaned(add(`Basic ${btoa('anna:pass word 1')}`), 'anna says pass word 1')).toBe('anna says [hidden]');
    expect(cleaned(add(`DPoP abcdefgh.ijklmnop.${opaque}`), opaque)).toBe('[hidden]');
  });

  test('hides a long part of a secret, as servers repeat it', () => {
    const add = (secrets: SecretSet) => secrets.add(`first${opaque}last`);
    expect(cleaned(add, `ends with ${opaque.slice(8)}last`)).toBe('ends with [hidden]');
    expect(cleaned(add, `ends with ${opaque.slice(-4)}`)).toBe(`ends with ${opaque.slice(-4)}`);
  });

  test('leaves placeholders, schemes and short words readable', () => {
    const text = 'Bearer undefined <token> Basic abc';
    const add = (secrets: SecretSet) => {
      for (const value of ['Bearer', 'undefined', '<token>', 'Basic', 'abc', 'Bearer undefined'])
        secrets.addCredential(value);
    };
    expect(cleaned(add, text)).toBe(text);
  });

  test('hides what the parts of a request carry', () => {
    const add = (secrets: SecretSet) =>
      secrets.addRequest({
        method: 'POST',
        url: 'https://user:pa%24%24word@a.example/?access_token=query-secret&page=2',
        headers: [
          ['Cookie', 'a=cookie-secret; b=2'],
          ['X-Whatever', 'custom-s3cret'],
          ['Accept', 'text/plain'],
        ],
        body: Buffer.from('grant_type=refresh_token&refresh_token=form-secret'),
      });
    expect(
      cleaned(add, 'pa$$word query-secret page cookie-secret custom-s3cret text/plain form-secret refresh_token'),
    ).toBe('[hidden] [hidden] page [hidden] [hidden] text/plain [hidden] refresh_token');
    expect(
      cleaned((secrets) => secrets.addBody('{"password":"json-secret","name":"anna-marie"}'), 'json-secret anna-marie'),
    ).toBe('[hidden] anna-marie');
    expect(
      cleaned(
        (secrets) =>
          secrets.addAnswer([
            ['Set-Cookie', 'sid=fresh-secret; Path=/'],
            ['Location', '/?code=code-secret'],
          ]),
        'fresh-secret code-secret',
      ),
    ).toBe('[hidden] [hidden]');
  });

  test('leaves the place of the request readable, whatever headers repeat it', () => {
    const add = (secrets: SecretSet) =>
      secrets.addRequest({
        method: 'GET',
        url: 'https://api.example.com/orders/7',
        headers: [
          ['X-Forwarded-Host', 'api.example.com'],
          ['X-Original-Url', 'https://api.example.com/orders/7?token=url-secret'],
        ],
      });
    expect(cleaned(add, 'GET https://api.example.com/orders/7 url-secret')).toBe(
      'GET https://api.example.com/orders/7 [hidden]',
    );
  });

  test('cleans plain data at every depth', () => {
    const secrets = new SecretSet();
    secrets.add(opaque);
    expect(secrets.cleanData({ a: [{ b: `x ${opaque}` }, 1, null, true], c: undefined })).toEqual({
      a: [{ b: 'x [hidden]' }, 1, null, true],
      c: undefined,
    });
  });
});
