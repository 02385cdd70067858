import { describe, expect, test } from 'vitest';
import { bearer, checkCredential } from './scheme.ts';
import { apiKey } from './schemes/api-key.ts';
import { basic } from './schemes/basic.ts';
import { cookie } from './schemes/cookie.ts';

const tokens = (accessToken: string) => ({ accessToken, receivedAtMs: 0 });
const request = { method: 'GET', url: 'https://api.test/' };

describe('schemes', () => {
  test('bearer sends the token behind its name, or behind another one', () => {
    expect(bearer().credential(tokens('abc'), request)).toEqual({ headers: { authorization: 'Bearer abc' } });
    expect(bearer('Token').credential(tokens('abc'), request)).toEqual({ headers: { authorization: 'Token abc' } });
  });

  test('bearer refuses a token that is bound to a key, and does not show it', () => {
    const bound = { ...tokens('abc-secret'), tokenType: 'dpop' };
    expect(() => bearer().credential(bound, request)).toThrow(/bound to a key.*"dpop"/);
    expect(() => bearer().credential(bound, request)).not.toThrow(/abc-secret/);
    expect(bearer().credential({ ...tokens('abc'), tokenType: 'Bearer' }, request)).toBeDefined();
  });

  test('basic is UTF-8', () => {
    expect(basic().credential(tokens('ü:日本'), request)).toEqual({ headers: { authorization: 'Basic w7w65pel5pys' } });
    expect(basic().flawOf?.('no-colon')).toMatch(/no colon/);
    expect(basic().flawOf?.('user:pass word')).toBeUndefined();
    expect(basic().flawOf?.('user:pass\n')).toMatch(/control/);
  });

  test('basic says where the pair belongs when it is given one, and shows none', () => {
    const given = basic as (...parameters: unknown[]) => unknown;
    for (const parameters of [[{ username: 'ada', password: 'secret' }], ['ada', 'secret'], [undefined]]) {
      expect(() => given(...parameters)).toThrow(/basic\(\) takes nothing.*tokens: "user-id:password"/);
      expect(() => given(...parameters)).not.toThrow(/secret/);
    }
  });

  test('apiKey goes into a header or into the query', () => {
    expect(apiKey({ header: 'X-Api-Key' }).credential(tokens('k'), request)).toEqual({ headers: { 'x-api-key': 'k' } });
    expect(apiKey({ query: 'key' }).credential(tokens('k'), request)).toEqual({ query: { key: 'k' } });
  });

  test.each([[{}], [{ header: 'a', query: 'b' }], [{ header: 'a b' }], [{ header: '' }]])(
    'apiKey refuses %j',
    (options) => {
      expect(() => apiKey(options)).toThrow(TypeError);
    },
  );

  test('cookie adds nothing, and answers to any challenge but a well-known gate', () => {
    expect(cookie().credential(tokens(''), request)).toEqual({});
    expect(cookie().answers?.('session')).toBe(true);
    expect(cookie().answers?.('basic')).toBe(false);
  });
});

describe('the last check', () => {
  test.each([
    ['Bearer  two-spaces'],
    ['Bearer Bearer twice'],
    ['no-scheme'],
    ['Bearer "quoted"'],
    ['Bearer undefined'],
    ['Bearer null'],
    ['Bearer [object Promise]'],
    ['Bearer '],
    ['Bearer a\nb'],
    ['Bearer é'],
    [''],
  ])('refuses %j, and does not show it', (authorization) => {
    const check = () => checkCredential({ headers: { authorization } });
    expect(check).toThrow(/The credential in "authorization"/);
    expect(check).not.toThrow('quoted');
  });

  test.each([['Bearer abc'], ['Basic dTpw'], ['DPoP abc'], ['AWS4-HMAC-SHA256 Credential=a, Signature=b']])(
    'lets %j pass',
    (authorization) => {
      expect(() => checkCredential({ headers: { authorization } })).not.toThrow();
    },
  );

  test('looks at other headers, and lets a key be without a scheme', () => {
    expect(() => checkCredential({ headers: { 'x-api-key': 'abc' } })).not.toThrow();
    expect(() => checkCredential({ headers: { 'x-api-key': 'a\r\nb' } })).toThrow(/x-api-key/);
    expect(() => checkCredential({ query: { key: undefined as never } })).toThrow(/key/);
  });
});
