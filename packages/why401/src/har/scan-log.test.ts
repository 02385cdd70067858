import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogScanner } from './scan-log.ts';

const scan = (bytes: Buffer, pieceSize: number, limits?: { value: number; string: number }) => {
  const found: { entries: unknown[]; members: Record<string, unknown>; oversized: number } = {
    entries: [],
    members: {},
    oversized: 0,
  };
  const scanner = new LogScanner(
    {
      entry: (json) => found.entries.push(JSON.parse(json.toString())),
      member: (name, json) => {
        found.members[name] = JSON.parse(json.toString());
      },
      oversized: () => {
        found.oversized += 1;
      },
    },
    ['creator'],
    limits,
  );
  // One buffer for all pieces, as a file is read.
  const buffer = Buffer.alloc(pieceSize);
  for (let at = 0; at < bytes.length; at += pieceSize) {
    const length = bytes.copy(buffer, 0, at, Math.min(at + pieceSize, bytes.length));
    scanner.push(buffer.subarray(0, length));
  }
  return { ...found, isComplete: scanner.isComplete, brokenAt: scanner.brokenAt, foundEntries: scanner.foundEntries };
};

describe('the scanner of a recording', () => {
  test('finds every entry of any document, in pieces of any size, before and behind other members', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.jsonValue(),
        fc.jsonValue(),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        fc.boolean(),
        (entries, creator, other, pieceSize, isLast, isPretty) => {
          const log = isLast ? { other, creator, entries } : { entries, other, creator, '"quoted\\"': other };
          const text = JSON.stringify({ before: other, log, after: [other] }, null, isPretty ? 2 : 0);
          const found = scan(Buffer.from(text), pieceSize);
          expect(found.entries).toEqual(JSON.parse(JSON.stringify(entries)));
          expect(found.members).toEqual({ creator: JSON.parse(JSON.stringify(creator)) });
          expect([found.isComplete, found.brokenAt]).toEqual([true, undefined]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('reads past a byte order mark', () => {
    expect(scan(Buffer.from('\uFEFF{"log":{"entries":[1]}}'), 2).entries).toEqual([1]);
  });

  test('keeps what was complete when the document breaks off', () => {
    const text = '{"log":{"entries":[{"a":"]}"},{"b":[1]},{"c":';
    expect(scan(Buffer.from(text), 7)).toMatchObject({
      entries: [{ a: ']}' }, { b: [1] }],
      isComplete: false,
      brokenAt: undefined,
      foundEntries: true,
    });
  });

  test('says where the document breaks', () => {
    expect(scan(Buffer.from('{"log":{"entries":[1,2}'), 5)).toMatchObject({ entries: [1, 2], brokenAt: 22 });
    expect(scan(Buffer.from('<html>'), 5)).toMatchObject({ brokenAt: 0, foundEntries: false });
    expect(scan(Buffer.from('{"log":{"entries":[]}} x'), 5)).toMatchObject({ brokenAt: 23 });
  });

  test('passes an entry over that is larger than the limit', () => {
    const text = JSON.stringify({ log: { entries: [1, 'x'.repeat(100), 2] } });
    expect(scan(Buffer.from(text), 8, { value: 50, string: 1_000 })).toMatchObject({
      entries: [1, 2],
      oversized: 1,
      isComplete: true,
    });
  });

  test('cuts strings that nobody reads to the end, never inside a character or an escape', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('\\', '"', '\n', 'é', '漢', '😀', '\u0000', 'abcdefghijklmnop'),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
          { maxLength: 5 },
        ),
        fc.integer({ min: 1, max: 50 }),
        (texts, pieceSize) => {
          const entries = texts.map((text) => ({ text, after: 1 }));
          const { entries: found, isComplete } = scan(Buffer.from(JSON.stringify({ log: { entries } })), pieceSize, {
            value: 10_000,
            string: 30,
          });
          expect(isComplete).toBe(true);
          expect(found).toHaveLength(entries.length);
          for (const [index, one] of (found as typeof entries).entries()) {
            expect(one.after).toBe(1);
            expect(JSON.parse(JSON.stringify(entries[index]?.text)).startsWith(one.text)).toBe(true);
            if (/^[a-p]{31,}$/.test(entries[index]?.text ?? '')) expect(one.text.length).toBe(30);
          }
        },
      ),
      { numRuns: 3_000 },
    );
    expect(
      scan(Buffer.from(JSON.stringify({ log: { entries: ['x'.repeat(100), 'y'] } })), 7, { value: 50, string: 20 })
        .entries,
    ).toEqual(['x'.repeat(20), 'y']);
  });

  test('finds no entries where the name stands elsewhere', () => {
    const text = JSON.stringify({ entries: [1], log: { pages: [{ entries: [2] }], text: '"entries":[3]' } });
    expect(scan(Buffer.from(text), 9)).toMatchObject({ entries: [], foundEntries: false, isComplete: true });
  });

  test('never throws or hangs, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string().map((text) => Buffer.from(`{"log":{"entries":[${text}`)),
        ),
        fc.integer({ min: 1, max: 20 }),
        (bytes, pieceSize) => {
          const scanner = new LogScanner({ entry: () => {}, member: () => {}, oversized: () => {} }, ['creator']);
          for (let at = 0; at < bytes.length; at += pieceSize)
            scanner.push(Buffer.from(bytes.slice(at, at + pieceSize)));
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
