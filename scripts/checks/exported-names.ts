/**
 * The names that every entry exports, compared with exported-names.txt beside this file: nothing appears in, or goes
 * from, the public surface by accident. `--update` writes the list anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { compilerOptions } from './compiler-options.ts';
import { fail, root } from './report.ts';
import { sourcesByName } from './sources-by-name.ts';

const listFile = fileURLToPath(new URL('exported-names.txt', import.meta.url));
const sources = Object.entries(sourcesByName());
const program = ts.createProgram(
  sources.map(([, file]) => `${root}/${file}`),
  compilerOptions(),
);
const checker = program.getTypeChecker();

function namesIn(file: string): string[] {
  const source = program.getSourceFile(`${root}/${file}`);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module.`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => {
      const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return flags & ts.SymbolFlags.Value ? symbol.name : `type ${symbol.name}`;
    })
    .sort();
}

function namesByEntry(text: string): Set<string> {
  const names = new Set<string>();
  let entry = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('  ')) names.add(`${entry}: ${line.trim()}`);
    else entry = line;
  }
  return names;
}

const lines = sources.flatMap(([name, file]) => [name, ...namesIn(file).map((line) => `  ${line}`), '']);
const list = `${lines.join('\n').trimEnd()}\n`;

if (process.argv.includes('--update')) {
  writeFileSync(listFile, list);
  console.log(`Exported names: written, ${sources.length} entries.`);
} else {
  const known = existsSync(listFile) ? readFileSync(listFile, 'utf8') : '';
  const [now, before] = [namesByEntry(list), namesByEntry(known)];
  const complaints = [
    ...[...now].filter((name) => !before.has(name)).map((name) => `new      ${name}`),
    ...[...before].filter((name) => !now.has(name)).map((name) => `missing  ${name}`),
  ];
  if (complaints.length > 0) {
    fail(
      'Exported names',
      complaints,
      'If that is meant: node scripts/checks/exported-names.ts --update, and a changeset.',
    );
  }
  console.log(`Exported names: ${now.size} of ${sources.length} entries, as listed.`);
}
