/** No import cycle, types included, and imports that run downward only. */
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { coreRows, onlyImports, onlyInTests, packageRows } from './layers.ts';
import { fail, root } from './report.ts';
import { sourcesByName } from './sources-by-name.ts';

const tsConfigFile = `${root}/scripts/tsconfig.json`;
const options = {
  baseDir: root,
  includeOnly: '^packages/[^/]+/src/',
  tsPreCompilationDeps: true,
  validate: true,
  tsConfig: { fileName: tsConfigFile },
  ruleSet: { forbidden: [{ name: 'no-cycle', severity: 'error' as const, from: {}, to: { circular: true } }] },
};
const alias = Object.fromEntries(
  Object.entries(sourcesByName()).map(([name, file]) => [`${name}$`, `${root}/${file}`]),
);
const { output } = await cruise(['packages'], options, { alias } as never, { tsConfig: extractTsConfig(tsConfigFile) });
const { modules, summary } = output as ICruiseResult;

const complaints = new Set<string>();

for (const { from, cycle } of summary.violations) {
  complaints.add(`cycle: ${from} → ${cycle?.map(({ name }) => name).join(' → ')}`);
}

const placeOf = (path: string) => /^packages\/(?<name>[^/]+)\/src\/(?<file>.+)\.tsx?$/.exec(path)?.groups ?? {};
const rowIn = (rows: readonly (readonly string[])[], name = '') =>
  rows.findIndex((row) =>
    row.some((entry) => entry === name || (entry.endsWith('*') && name.startsWith(entry.slice(0, -1)))),
  );

function complaintAbout(from: string, to: string): string | undefined {
  const [own, other] = [placeOf(from), placeOf(to)];
  if (onlyInTests.test(from)) return undefined;
  if (onlyInTests.test(to)) return 'which serves tests alone';
  if (own.name === other.name) {
    return own.name === 'core' && rowIn(coreRows, other.file) > rowIn(coreRows, own.file)
      ? 'which is in a higher row'
      : undefined;
  }
  const allowed = onlyImports[own.name ?? ''];
  if (allowed && !allowed.includes(other.name ?? '')) return `but may import ${allowed.join(', ')} alone`;
  return rowIn(packageRows, other.name) >= rowIn(packageRows, own.name) ? 'which is not below it' : undefined;
}

let imports = 0;
for (const { source, dependencies } of modules) {
  const { name, file } = placeOf(source);
  if (rowIn(packageRows, name) < 0) complaints.add(`${name} is in no row of scripts/checks/layers.ts`);
  if (name === 'core' && !onlyInTests.test(source) && rowIn(coreRows, file) < 0) {
    complaints.add(`${source} is in no row of scripts/checks/layers.ts`);
  }
  for (const { resolved } of dependencies) {
    imports++;
    const complaint = complaintAbout(source, resolved);
    if (complaint) complaints.add(`${source} imports ${resolved}, ${complaint}`);
  }
}

if (imports < 100) complaints.add(`only ${imports} imports were seen: the check looks at the wrong place`);
if (complaints.size > 0) fail('Imports', [...complaints]);
console.log(`Imports: ${imports} between ${modules.length} files, no cycle, all downward.`);
