import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnose-with-products.ts';
import type { Exchange } from '../exchange.ts';

/** One input of a kind that was once diagnosed wrongly. */
interface KindInput {
  /** What went wrong with it. */
  readonly why: string;
  readonly now: number;
  readonly exchange: Exchange & { readonly error?: { readonly name: string; readonly message: string } };
  readonly want: {
    /** Rows that are right; `X…` for a cause that had no row. */
    readonly rows: readonly string[];
    readonly forbid?: readonly string[];
    readonly forbidAlso?: readonly string[];
    readonly also?: readonly string[];
    /** Words of which one must be said. */
    readonly mention?: string;
    /** A word that must stand in the evidence. */
    readonly mentionWord?: string;
    readonly note?: string;
  };
}

/** Keys are written with `%%` inside, so that none stands in the sources. */
const folder = new URL('kinds/', import.meta.url);

for (const file of readdirSync(folder).sort()) {
  const inputs = JSON.parse(readFileSync(new URL(file, folder), 'utf8').replaceAll('%%', '')) as KindInput[];
  describe(file.replace('.json', ''), () => {
    test.each(inputs)('$why', ({ exchange, now, want }) => {
      const { error, ...rest } = exchange;
      const thrown = error && Object.assign(new TypeError(error.message), { name: error.name });
      const { cause, alsoCheck } = diagnose({ ...rest, ...(thrown && { error: thrown }) }, { now });
      const said = JSON.stringify([cause, alsoCheck]);
      const rows = want.rows.filter((row) => !row.startsWith('X'));
      if (rows.length > 0 && !want.note?.startsWith('or no cause')) expect(rows, said).toContain(cause?.row);
      for (const row of want.forbid ?? []) expect(cause?.row, said).not.toBe(row);
      for (const row of want.forbidAlso ?? []) expect(alsoCheck.map((one) => one.row)).not.toContain(row);
      for (const row of want.also ?? []) expect(alsoCheck.map((one) => one.row)).toContain(row);
      const words = (want.mention ?? '').split(/[^\w-]+/).filter((word) => word.length > 3);
      if (words.length > 0)
        expect(
          words.some((word) => said.toLowerCase().includes(word.toLowerCase())),
          said,
        ).toBe(true);
      if (want.mentionWord) expect(cause?.evidence.join('\n')).toContain(want.mentionWord);
    });
  });
}
