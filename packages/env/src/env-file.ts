/** One variable of a `.env` file. */
export interface EnvFileEntry {
  /** As Node's own parser reads it. */
  readonly value: string;
  /** The text after `=` as it stands in the file, comments and quotes included; the first line only. */
  readonly rawValue: string;
  /** From 1. */
  readonly line: number;
}

/** A `.env` file, read. */
export interface EnvFile {
  readonly path: string;
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16';
  readonly entries: ReadonlyMap<string, EnvFileEntry>;
  /** Lines from 1 on which a name is defined, of those that are defined more than once with different values. */
  readonly redefined: ReadonlyMap<string, readonly number[]>;
  /** Whether lines end with CR LF or CR, which some loaders take for a part of the value. */
  readonly hasCarriageReturns: boolean;
  /** Names that the file's encoding hides from loaders: the first one, or in UTF-16 all. */
  readonly hiddenNames: readonly string[];
}

const byteOrderMark = '\uFEFF';
/** A PEM key has fewer. */
const maxValueLines = 200;
const assignment = /^[ \t]*(?:export[ \t]+)?([^\s=#][^=\r\n]{0,200}?)[ \t]*=(.*)$/;

/**
 * Puts the values that a parser read and the lines that they came from together. A value that goes over several lines,
 * in quotes, hides what looks like variables inside it.
 */
export function envFile(
  path: string,
  text: string,
  encoding: EnvFile['encoding'],
  parsed: Readonly<Record<string, string>>,
): EnvFile {
  const lines = new Map<string, { rawValue: string; line: number }>();
  const definitions = new Map<string, { rawValue: string; line: number }[]>();
  const all = text.replace(byteOrderMark, '').split('\n');
  for (let at = 0; at < all.length; at += 1) {
    const found = assignment.exec((all[at] as string).replace(/\r$/, ''));
    if (!found) continue;
    const [, name = '', rawValue = ''] = found;
    lines.set(name, { rawValue, line: at + 1 });
    definitions.set(name, [...(definitions.get(name) ?? []), { rawValue: rawValue.trim(), line: at + 1 }]);
    const quote = /^[ \t]*(["'`])/.exec(rawValue)?.[1];
    if (quote !== undefined && !rawValue.replace(/^[ \t]*["'`]/, '').includes(quote)) {
      const rest = all.slice(at + 1, at + 1 + maxValueLines);
      const end = rest.findIndex((line) => line.includes(quote));
      if (end >= 0 && parsed[name]?.includes('\n')) at += end + 1;
    }
  }
  const entries = new Map<string, EnvFileEntry>();
  const placed = Object.entries(parsed).map(
    ([name, value]) => [name, { value, rawValue: '', line: 0, ...lines.get(name) }] as const,
  );
  for (const [name, entry] of placed.sort(([, one], [, other]) => one.line - other.line)) entries.set(name, entry);
  const redefined = new Map(
    [...definitions]
      .filter(([, found]) => found.some(({ rawValue }) => rawValue !== found[0]?.rawValue))
      .map(([name, found]) => [name, found.map(({ line }) => line)] as const),
  );
  return {
    path,
    encoding,
    entries,
    redefined,
    hasCarriageReturns: /\r(?:\n|[A-Za-z_])/.test(text),
    hiddenNames: hiddenNames(encoding, [...lines]),
  };
}

const hiddenNames = (
  encoding: EnvFile['encoding'],
  lines: readonly (readonly [string, { line: number }])[],
): string[] =>
  encoding === 'utf-8' ? [] : lines.filter(([, { line }]) => encoding === 'utf-16' || line === 1).map(([name]) => name);
