import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HeaderInput,
  type HeaderIssue,
  parseAuthenticationInfo,
  parseChallenges,
  parseCredentials,
} from './index.ts';
import { scan } from './scan.ts';

/** RFC 9110 §5.6.1, §11.2 and §11.3, with one liberty: a tab counts as a space after the scheme. */
const grammar = (() => {
  const ows = '[ \\t]*';
  const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  const quotedString = '"(?:[\\t !#-\\[\\]-~\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*"';
  const param = `${token}${ows}=${ows}(?:${token}|${quotedString})`;
  const params = `(?:${param})?(?:${ows},(?:${ows}${param})?)*`;
  const challenge = `${token}(?:[ \\t]+(?:[A-Za-z0-9._~+/-]+=*|${params}))?`;
  return new RegExp(`^${ows}(?:${challenge})?(?:${ows},(?:${ows}${challenge})?)*${ows}$`);
})();

const splinters = [...' \t,,=="\\/:\xa0a', 'b ', '==', '="x"'];
const blocks = ['Bearer ', 'Basic', ' ', ', ', ', ', ',', 'a=b', 'c="d, e"', 'f = "g\\""', 'YII==', 'h=', '"', '\t'];
const joinedFrom = (parts: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...parts), { maxLength }).map((chosen) => chosen.join(''));
const nearlyHeaders = fc.oneof(
  joinedFrom(splinters, 12),
  joinedFrom(blocks, 8),
  joinedFrom(blocks, 8).map((text) => `Bearer ${text}`),
);
const anyHeader: fc.Arbitrary<unknown> = fc.oneof(
  nearlyHeaders,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(nearlyHeaders, fc.anything()), { maxLength: 4 }),
  fc.anything(),
);

const parsers: readonly ((header: HeaderInput) => { issues: HeaderIssue[] })[] = [
  parseChallenges,
  parseCredentials,
  parseAuthenticationInfo,
];

describe('any header', () => {
  it('has issues exactly where RFC 9110 does not allow it', () => {
    fc.assert(
      fc.property(nearlyHeaders, (header) => {
        const flaws = parseChallenges(header).issues.filter(({ code }) => code !== 'duplicate-param');
        expect(flaws.length === 0).toBe(grammar.test(header));
      }),
      { numRuns: 20_000 },
    );
  });

  it('is read without throwing, whatever it is', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        for (const parse of parsers) expect(() => parse(header as HeaderInput)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });

  it('is read from several lines as from one', () => {
    fc.assert(
      fc.property(
        fc.array(
          nearlyHeaders.filter((line) => grammar.test(line)),
          { maxLength: 3 },
        ),
        (lines) => {
          expect(parseChallenges(lines).challenges).toEqual(parseChallenges(lines.join(', ')).challenges);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('has issues only inside it, with excerpts of public words and punctuation', () => {
    fc.assert(
      fc.property(nearlyHeaders, (header) => {
        for (const parse of parsers) {
          for (const { offset, excerpt } of parse(header).issues) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset).toBeLessThanOrEqual(header.length);
            expect(excerpt.replaceAll(/Bearer|Basic/g, '')).toMatch(/^[ ,="…]*$/);
          }
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('never has a planted credential in an excerpt, wherever it was planted', () => {
    const credential = fc.string({ unit: fc.constantFrom(...'abcXYZ019-._~+/!:;{}'), minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(nearlyHeaders, nearlyHeaders, credential, (before, after, secret) => {
        for (const parse of parsers) {
          for (const { excerpt } of parse(before + secret + after).issues) {
            for (let start = 0; start + 3 <= secret.length; start++) {
              expect(excerpt).not.toContain(secret.slice(start, start + 3));
            }
          }
        }
      }),
      { numRuns: 5000 },
    );
  }, 120_000);
});

describe('hostile headers', () => {
  const repeated = [
    ' ',
    ',',
    '\t,',
    'a',
    'a ',
    'a,',
    'a=',
    'a =',
    'a= ',
    'a=b ',
    'a=b,',
    'a=b c ',
    'a="b" ',
    'a="',
    '"',
    '\\',
    '"\\',
    '\\"',
    '=',
    '==',
    '/',
    '/=',
    'a/= ',
    '@',
    '(a',
    'a b= c=" ',
    'a /==b, ',
    "x='",
    '\xa0 ',
  ];
  const openings = ['', 'a ', 'a b', 'a b=', 'a b="', 'a b=c ', 'a b=c d', 'a /'];

  /** Of the processor's time: a machine that is busy with other work changes nothing. */
  const msOf = (text: string): number => {
    const start = process.cpuUsage();
    scan(text, []);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };

  /** Linear is a factor of 16, quadratic one of 256. The least of some runs is what a text costs, all else is noise. */
  const expectLinear = (text: (length: number) => string, what: string) => {
    const factor = 16;
    const [small, large] = [text(2048), text(2048 * factor)];
    let leastSmall = Number.POSITIVE_INFINITY;
    let leastLarge = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 20 && (run < 2 || leastLarge > leastSmall * factor * 4); run++) {
      leastSmall = Math.max(0.1, Math.min(leastSmall, msOf(small)));
      leastLarge = Math.min(leastLarge, msOf(large));
    }
    expect(leastLarge, what).toBeLessThanOrEqual(leastSmall * factor * 4);
  };

  it.each(openings)('take time in proportion to their length after %j', (opening) => {
    for (const part of repeated) {
      expectLinear((length) => opening + part.repeat(length / part.length), `${opening}${part}…`);
    }
  });

  it.each(['=', '= ', ' ', ',', '="x",'])(
    'take time in proportion to their length with ever new words before %j',
    (end) => {
      const words = (length: number) => Array.from({ length: length / 4 }, (_, index) => index.toString(36) + end);
      expectLinear((length) => `a ${words(length).join('')}`, end);
    },
  );
});
