import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChallengeInput,
  parseAuthenticationInfo,
  parseChallenges,
  parseCredentials,
  serializeAuthenticationInfo,
  serializeChallenges,
  serializeCredentials,
} from './index.ts';

const tokenCharacters = "!#$%&'*+-.^_`|~0123456789ABCXYZabcxyz";
const token = fc.string({ unit: fc.constantFrom(...tokenCharacters), minLength: 1, maxLength: 12 });
const token68 = fc
  .tuple(fc.string({ unit: fc.constantFrom(...'-._~+/09AZaz'), minLength: 1, maxLength: 20 }), fc.nat(3))
  .map(([text, padding]) => text + '='.repeat(padding));
const byte = fc.oneof(
  fc.constantFrom('"', '\\', ',', '=', ' ', '\t'),
  fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
);
const value = fc.oneof(token, fc.string({ unit: byte, maxLength: 20 })).filter((text) => !text.includes('\x7f'));
const param = fc.record({ nameAsSent: token, value, quoted: fc.boolean() });
const params = fc.uniqueArray(param, { selector: ({ nameAsSent }) => nameAsSent.toLowerCase(), maxLength: 4 });
const challenge = fc.oneof(
  fc.record({ schemeAsSent: token, params }),
  fc.record({ schemeAsSent: token, token68, params: fc.constant([]) }),
);

interface Written {
  readonly schemeAsSent: string;
  readonly token68?: string;
  readonly params: readonly { readonly nameAsSent: string; readonly value: string; readonly quoted: boolean }[];
}

const isToken = (text: string) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(text);
const input = ({ params: written, ...rest }: Written): ChallengeInput => ({
  ...rest,
  scheme: rest.schemeAsSent.toLowerCase(),
  params: written.map((one) => ({ ...one, name: one.nameAsSent.toLowerCase() })),
});
const expected = (written: Written) => {
  const { schemeAsSent, params: all, ...rest } = input(written);
  return {
    ...rest,
    schemeAsSent,
    offset: expect.any(Number),
    params: all?.map((one) => ({ ...one, quoted: one.quoted || !isToken(one.value), offset: expect.any(Number) })),
  };
};

describe('what is written', () => {
  it('is read back as challenges', () => {
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 4 }), (written) => {
        expect(parseChallenges(serializeChallenges(written.map(input)))).toEqual({
          challenges: written.map(expected),
          issues: [],
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('is read back as credentials', () => {
    fc.assert(
      fc.property(
        // What the grammar allows and nobody means: no credential, a quote in front, the scheme as its own token.
        challenge.filter(
          (one) =>
            !/^['`]/.test(one.schemeAsSent) &&
            !/^['`]/.test(one.params[0]?.nameAsSent ?? '') &&
            ('token68' in one ? one.token68.toLowerCase() !== one.schemeAsSent.toLowerCase() : one.params.length > 0),
        ),
        (written) => {
          expect(parseCredentials(serializeCredentials(input(written)))).toEqual({
            credentials: expected(written),
            issues: [],
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is read back as parameters', () => {
    fc.assert(
      fc.property(params, (written) => {
        const { params: all = [] } = input({ schemeAsSent: 'x', params: written });
        expect(parseAuthenticationInfo(serializeAuthenticationInfo(all))).toEqual({
          params: expected({ schemeAsSent: 'x', params: written }).params,
          issues: [],
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('is what was parsed, where that was well-formed', () => {
    const header = String.raw`Basic realm="a \"b\"", charset="UTF-8", Negotiate YII=, DPoP algs="ES256", Error=x, NTLM`;
    expect(serializeChallenges(parseChallenges(header).challenges)).toBe(header);
  });

  it('is well-formed, where what was parsed was not', () => {
    const { challenges } = parseChallenges('Bearer realm=https://a.b/c error="x, Basic');
    expect(serializeChallenges(challenges)).toBe('Bearer realm="https://a.b/c", error="x, Basic"');
  });
});

describe('writing', () => {
  it('needs no more than a scheme, names and values', () => {
    expect(
      serializeChallenges([
        {
          scheme: 'Bearer',
          params: [
            { name: 'realm', value: 'a "b" \\ c' },
            { name: 'error', value: 'invalid_token' },
          ],
        },
        { scheme: 'Negotiate' },
        { scheme: 'NTLM', token68: 'TlRM' },
      ]),
    ).toBe(String.raw`Bearer realm="a \"b\" \\ c", error="invalid_token", Negotiate, NTLM TlRM`);
    expect(serializeCredentials({ scheme: 'Bearer', token68: 'abc' })).toBe('Bearer abc');
    expect(serializeAuthenticationInfo([{ name: 'nextnonce', value: 'x' }])).toBe('nextnonce="x"');
    expect([serializeChallenges([]), serializeAuthenticationInfo([])]).toEqual(['', '']);
  });

  it('leaves quotes out only where it was told to and the value allows it', () => {
    expect(
      serializeAuthenticationInfo([
        { name: 'a', value: 'b', quoted: false },
        { name: 'c', value: 'd e', quoted: false },
        { name: 'f', value: '', quoted: false },
        { name: 'g', value: 'h' },
      ]),
    ).toBe('a=b, c="d e", f="", g="h"');
  });
});

describe('what cannot be written', () => {
  const secret = `planted${'-'}credential`;
  const wrong: [what: string, credentials: unknown, message: RegExp][] = [
    ['a scheme with a space', { scheme: `Bearer ${secret}` }, /^A scheme must be a token/],
    ['an empty scheme', { scheme: '', token68: secret }, /^A scheme must be a token/],
    ['no scheme', { token68: secret }, /^A scheme must be a token/],
    ['a token68 with a line break', { scheme: 'Bearer', token68: `${secret}\n` }, /^A token68 must hold/],
    ['a token68 with a space', { scheme: 'Bearer', token68: `${secret} x` }, /^A token68 must hold/],
    ['an empty token68', { scheme: 'Bearer', token68: '' }, /^A token68 must hold/],
    ['a token68 that is no string', { scheme: 'Bearer', token68: null }, /^A token68 must hold/],
    [
      'a token68 beside parameters',
      { scheme: 'Bearer', token68: secret, params: [{ name: 'a', value: 'b' }] },
      /^A scheme is followed by a token68 or by parameters/,
    ],
    ['a name with a space', { scheme: 'X', params: [{ name: `a ${secret}`, value: 'b' }] }, /^The name of a parameter/],
    ['a name that is no string', { scheme: 'X', params: [{ value: secret }] }, /^The name of a parameter/],
    [
      'a value with a line break',
      { scheme: 'X', params: [{ name: 'a', value: `${secret}\r\nX: y` }] },
      /^The value of "a"/,
    ],
    ['a value with a NUL', { scheme: 'X', params: [{ name: 'a', value: `${secret}\0` }] }, /^The value of "a"/],
    ['a value above U+00FF', { scheme: 'X', params: [{ name: 'a', value: `${secret}\u20ac` }] }, /^The value of "a"/],
    [
      'a value that is no string',
      { scheme: 'X', params: [{ name: 'a', value: undefined, quoted: false }] },
      /^The value of "a"/,
    ],
    [
      'a name twice',
      {
        scheme: 'X',
        params: [
          { name: 'a', value: secret },
          { name: 'b', nameAsSent: 'A', value: secret },
        ],
      },
      /^A parameter must occur only once/,
    ],
  ];

  it.each(wrong)('is %s: a TypeError that says so without the value', (_what, credentials, message) => {
    for (const write of [
      () => serializeCredentials(credentials as ChallengeInput),
      () => serializeChallenges([credentials as ChallengeInput]),
    ]) {
      expect(write).toThrow(TypeError);
      expect(write).toThrow(message);
      expect(write).not.toThrow(secret);
    }
  });
});
