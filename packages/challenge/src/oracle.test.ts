import fc from 'fast-check';
import * as oauth from 'oauth4webapi';
import { expect, it } from 'vitest';
import { parseChallenges } from './index.ts';

/** How oauth4webapi reads challenges; its parser is reachable only through the error of a refused request. */
const readByOracle = async (header: string): Promise<unknown> => {
  const answer = new Response(null, { status: 401, headers: { 'www-authenticate': header } });
  try {
    await oauth.protectedResourceRequest('token', 'GET', new URL('https://api.example.com/'), undefined, undefined, {
      [oauth.customFetch]: async () => answer,
    });
  } catch (error) {
    if (error instanceof oauth.WWWAuthenticateChallengeError) return error.cause;
    throw error;
  }
  return undefined;
};

const readByUs = (header: string) => {
  const { challenges, issues } = parseChallenges(header);
  expect(issues).toEqual([]);
  return challenges.map(({ scheme, token68, params }) => ({
    scheme,
    parameters: Object.fromEntries(params.map(({ name, value }) => [name, value])),
    ...(token68 && { token68 }),
  }));
};

// Inside what both read alike: oauth4webapi wants schemes in the letters of token68, at most two equals signs behind
// a token68, and no space between a scheme alone and its comma.
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019-._~+'), minLength: 1, maxLength: 10 });
const token = fc.string({ unit: fc.constantFrom(..."abcXYZ019!#$%&'*+-.^_`|~"), minLength: 1, maxLength: 10 });
const token68 = fc
  .tuple(fc.string({ unit: fc.constantFrom(...'-._~+/09AZaz'), minLength: 1, maxLength: 24 }), fc.nat(2))
  .map(([text, padding]) => text + '='.repeat(padding));
const character = fc.oneof(
  fc.constantFrom(...' \t,;=:/[]{}()<>@?'),
  fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)),
);
const quotedString = fc
  .array(
    fc
      .tuple(character, fc.boolean())
      .map(([one, escaped]) => (escaped || one === '"' || one === '\\' ? `\\${one}` : one)),
    { maxLength: 20 },
  )
  .map((parts) => `"${parts.join('')}"`);
const blank = fc.constantFrom('', '', ' ', '\t', '  ');
const comma = fc.constantFrom(', ', ',', ' , ', ',\t', ', ,', ' ,, ');
const params = fc
  .uniqueArray(fc.tuple(token, blank, blank, fc.oneof(token, quotedString), comma), {
    selector: ([name]) => name.toLowerCase(),
    minLength: 1,
    maxLength: 5,
  })
  .map((all) =>
    all
      .map(([name, before, after, value, gap], index) => `${index ? gap : ''}${name}${before}=${after}${value}`)
      .join(''),
  );
const challenge = fc.oneof(
  { weight: 1, arbitrary: word },
  { weight: 2, arbitrary: fc.tuple(word, token68).map(([scheme, text]) => `${scheme} ${text}`) },
  { weight: 5, arbitrary: fc.tuple(word, fc.constantFrom(' ', '  '), params).map((parts) => parts.join('')) },
);
const header = fc
  .array(fc.tuple(challenge, fc.constantFrom(', ', ',', ',\t', ',  , ')), { minLength: 1, maxLength: 5 })
  .map((all) => all.map(([one, gap], index) => `${index ? gap : ''}${one}`).join(''));

it('agrees with oauth4webapi on well-formed headers', async () => {
  await fc.assert(
    fc.asyncProperty(header, async (text) => {
      expect(readByUs(text)).toEqual(await readByOracle(text));
    }),
    { numRuns: 3000 },
  );
});

it.each([
  'Bearer',
  'bearer realm=x',
  'Basic realm="a, b", Bearer realm="x", error="invalid_token"',
  'Negotiate YII=, Basic realm="x"',
  'Bearer error = "invalid_token"',
  'Digest qop="auth,auth-int", nonce="x"',
  'DPoP algs="ES256 PS256", error="use_dpop_nonce"',
])('agrees with oauth4webapi on %s', async (text) => {
  expect(readByUs(text)).toEqual(await readByOracle(text));
});

it.each(['Bearer realm=https://x.y/z', 'Bearer realm="unterminated', 'Basic , Bearer realm="x"'])(
  'reads %s, where oauth4webapi gives up',
  async (text) => {
    expect(parseChallenges(text).challenges.some(({ scheme }) => scheme === 'bearer')).toBe(true);
    await expect(readByOracle(text)).resolves.toBeUndefined();
  },
);
