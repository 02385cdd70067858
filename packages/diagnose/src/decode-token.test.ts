import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { decodeToken } from './decode-token.ts';
import { jwt } from './fixtures/fixture.ts';

const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const header = part({ alg: 'RS256' });
const payload = part({ sub: 'ada' });

describe('decodeToken', () => {
  test('reads what jose reads', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
        const token = new UnsecuredJWT(JSON.parse(JSON.stringify(claims))).encode();
        const decoded = decodeToken(token);
        expect(decoded.claims).toEqual(decodeJwt(token));
        expect(decoded.header).toEqual({ alg: 'none' });
      }),
    );
    expect(decodeToken(jwt()).header).toEqual(decodeProtectedHeader(jwt()));
  });

  test('reads claims in UTF-8', () => {
    expect(decodeToken(`${header}.${part({ name: 'Jürgen 🦊' })}.c2ln`).claims).toEqual({ name: 'Jürgen 🦊' });
  });

  test.each([
    ['two segments', `${header}.${payload}`, 'segments'],
    ['four segments', `${header}.${payload}.a.b`, 'segments'],
    ['padding', `${header}.${payload}.c2lnbg==`, 'padding'],
    ['base64 in place of base64url', `${header}.${payload}.c2+/`, 'alphabet'],
    ['a character of no alphabet', `${header}.${payload.slice(0, 4)}!${payload.slice(4)}.c2ln`, 'alphabet'],
    ['a length that no base64url has', `${header}.${payload}.abcde`, 'length'],
    ['an empty payload', `${header}..c2ln`, 'length'],
    ['a payload that is no JSON', `${header}.${part('{"sub":')}.c2ln`, 'json'],
    ['a payload that is a list', `${header}.${part([1])}.c2ln`, 'not-object'],
  ])('calls a token with %s damaged', (_, token, code) => {
    const decoded = decodeToken(token);
    expect(decoded.kind).toBe('damaged');
    expect(decoded.flaws.map((flaw) => flaw.code)).toContain(code);
  });

  test('says where the damage is', () => {
    const { flaws } = decodeToken(`${header}.${payload.slice(0, 4)}!${payload.slice(4)}.c2ln`);
    expect(flaws[0]).toMatchObject({ segment: 'payload', offset: header.length + 1 + 4 });
  });

  test.each([
    ['a word', 'opaque-token'],
    ['a text that begins like a JWT', 'eyes-wide-open'],
    ['a token of three words', 'one.two.three'],
    ['nothing', ''],
  ])('calls %s opaque', (_, token) => {
    expect(decodeToken(token)).toMatchObject({ kind: 'opaque', flaws: [] });
  });

  test('tells a JWE by its five segments and its encryption', () => {
    expect(decodeToken(`${part({ alg: 'dir', enc: 'A256GCM' })}..a.b.c`)).toMatchObject({
      kind: 'jwe',
      segments: 5,
      flaws: [],
    });
    expect(decodeToken(`${header}.a.b.c.d`).kind).toBe('damaged');
  });
});
