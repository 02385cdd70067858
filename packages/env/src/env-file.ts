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
}

/** A PEM key has fewer. */
const maxValueLines = 200;
const assignment = /^[ \t]*(?:export[ \t]+)?([^\s=#][^=\r\n]{0,200}?)[ \t]*=(.*)$/;

/**
 * Puts the values that a parser read and the lines that they came from together. A value that goes over several lines,
 * in quotes, hides what looks like variables inside it.
 */
export const envFile = (
  path: string,
  text: string,
  encoding: EnvFile['encoding'],
  parsed: Readonly<Record<string, string>>,
): EnvFile => {
  const lines = new Map<string, { rawValue: string; line: number }>();
  const all = text.split('\n');
  for (let at = 0; at < all.length; at += 1) {
    const found = assignment.exec((all[at] as string).replace(/\r$/, ''));
    if (!found) continue;
    const [, name = '', rawValue = ''] = found;
    lines.set(name, { rawValue, line: at + 1 });
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
  return { path, encoding, entries };
};
