import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linksOf } from './causes/references.ts';
import { causes, causesOfRules, errorPageOf, pageOf } from './causes.ts';
import { corpus } from './corpus/index.ts';
import { diagnose } from './index.ts';
import { rules } from './rules/index.ts';

const ids = new Set(causesOfRules.map(({ id }) => id));

describe('the rules as data', () => {
  test('say of every row and every finding why, what to do, what people paste and what it rests on', () => {
    for (const { title, why, fix, pasted, references } of [...causes, ...causesOfRules]) {
      expect(title.length).toBeGreaterThan(10);
      expect(why).toMatch(/^\S.{30,400}[.]$/s);
      expect(fix).toMatch(/^\S.{9,}$/s);
      expect(pasted.every((text) => text.trim() === text && text.length > 0)).toBe(true);
      expect(pasted.length).toBeGreaterThan(0);
      for (const { text, url } of references) {
        expect(URL.canParse(url) && url.startsWith('https://')).toBe(true);
        expect(text).not.toBe('');
      }
    }
    expect(causesOfRules.filter(({ references }) => references.length === 0)).toEqual([]);
    expect(causes.filter(({ references }) => references.length === 0)).toEqual([]);
    expect(causes.filter(({ ids: own }) => own.length === 0)).toEqual([]);
  });

  test('link every part of a reference but those that stand for many vendors', () => {
    const parts = new Set(rules.flatMap(({ reference }) => reference.split('; ')));
    expect([...parts].filter((part) => linksOf(part).length === 0)).toMatchInlineSnapshot(`
      [
        "the sender’s documentation",
        "documentation of the API: request signing",
        "Documentation of the API: request signing",
        "Documentation of the platform",
        "documentation of the filter",
        "the vendors’ documentation of their token lengths",
        "The vendor’s documentation of its token prefixes",
        "The vendors’ documentation of their token prefixes",
      ]
    `);
    expect(linksOf('RFC 7519 §4.1.4; RFC 6750 §3.1')).toEqual([
      { text: 'RFC 7519 §4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4' },
      { text: 'RFC 6750 §3.1', url: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1' },
    ]);
  });

  test('have a page for whatever a diagnosis of the corpus finds', () => {
    const found = corpus.flatMap(({ exchange, context }) => {
      const { cause, alsoCheck } = diagnose(exchange, context);
      return [...(cause ? [cause] : []), ...alsoCheck];
    });
    expect(found.length).toBeGreaterThan(400);
    expect(new Set(found.map(({ id }) => id).filter((id) => !ids.has(id)))).toEqual(new Set());
    expect(found.filter(({ id, url }) => url !== pageOf(id))).toEqual([]);
  });

  test('put pages under the home page of the root package', () => {
    const { homepage } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      homepage: string;
    };
    expect(pageOf('Token-Expired')).toBe(`${homepage}/why/token-expired`);
    expect(errorPageOf('refresh-failed')).toBe(`${homepage}/errors/refresh-failed`);
  });
});
