import { readFileSync, writeFileSync } from 'node:fs';

/** One line of the matrix: what ran where, and that it held. */
export interface Row {
  readonly platform: string;
  readonly adapter: string;
  readonly result: string;
}

/** The rows in what a family printed: `✓ Bun | fetch | storm, bearer and key`. */
export function rowsIn(output: string): Row[] {
  return [...output.matchAll(/^✓ (.+?) \| (.+?) \| (.+)$/gm)].map(([, platform = '', adapter = '', result = '']) => ({
    platform,
    adapter,
    result,
  }));
}

/** As a table: a line for each platform and result, with its adapters together. */
function tableOf(rows: readonly Row[]): string {
  const adapters = new Map<string, string[]>();
  for (const { platform, adapter, result } of rows) {
    const line = `| ${platform} | ${result} |`;
    adapters.set(line, [...(adapters.get(line) ?? []), adapter]);
  }
  const lines = [...adapters].map(([line, names]) => {
    const [, platform, result] = line.split('|');
    return `|${platform}| ${names.join(' · ')} |${result}|`;
  });
  return ['| platform | adapters | what runs |', '| --- | --- | --- |', ...lines].join('\n');
}

const sectionOf = (family: string) => new RegExp(`(<!-- ${family} -->\n)[^]*?(\n<!-- /${family} -->)`);

/** Writes what a family printed into its section of the document. */
export function writeRows(document: string, family: string, rows: readonly Row[]): void {
  const text = readFileSync(document, 'utf8');
  if (!sectionOf(family).test(text)) throw new Error(`${document} has no section "${family}".`);
  writeFileSync(document, text.replace(sectionOf(family), `$1${tableOf(rows)}$2`));
}

/**
 * What the document claims of a family is what ran.
 *
 * @throws Error with the table as it should be.
 */
export function checkRows(document: string, family: string, rows: readonly Row[]): void {
  const section = sectionOf(family).exec(readFileSync(document, 'utf8'))?.[0];
  const table = tableOf(rows);
  if (!section?.includes(`\n${table}\n`))
    throw new Error(`docs/platforms.md says something else of ${family} than what ran; --write would write:\n${table}`);
}
