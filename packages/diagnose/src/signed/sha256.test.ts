import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64Of, base64urlOf, hexOf, sha256 } from './sha256.ts';

test('computes what Node computes, at every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'é'.repeat(length % 3) + 'a'.repeat(length);
    expect(hexOf(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'));
  }
});

test('computes what Node computes, of any text and in every spelling', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      const hash = createHash('sha256').update(text);
      const bytes = sha256(text);
      expect(base64Of(bytes)).toBe(hash.copy().digest('base64'));
      expect(base64urlOf(bytes)).toBe(hash.digest('base64url'));
    }),
  );
});
