/** The packed files as npm would publish them: what is in them, what they ask for, and whether their types resolve. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isForCommonJs } from '../build/manifest.ts';
import { packAll, type Tarball } from '../consumers/tarballs.ts';
import { conditionsFor, isModulesOnly } from './conditions.ts';
import { type Package, readPackages } from './packages.ts';
import { fail, root } from './report.ts';
import { run } from './run.ts';

/** What a package may ask npm for besides packages of our own (design: at most these). */
const dependencies: Readonly<Record<string, readonly string[]>> = {
  '@freshkey/core': ['jwt-decode', 'p-queue'],
  '@freshkey/diagnose': ['jwt-decode'],
  '@freshkey/oauth': ['oauth4webapi'],
  why401: ['yaml'],
};
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'];
const expected =
  /^(([a-z-]+\/)?package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/(licences\.txt|.+\.(c?js|d\.c?ts|js\.map)))$/;
const required = ['package.json', 'README.md', 'LICENSE'];

const packages = readPackages();
const folder = mkdtempSync(join(tmpdir(), 'freshkey-packed-'));
const complaints: string[] = [];

function checkManifest({ folder: where, manifest }: Package): void {
  const { name, scripts, optionalDependencies } = manifest;
  for (const script of installScripts)
    if (scripts?.[script]) complaints.push(`${name} has a script "${script}", which runs at its user's`);
  if (optionalDependencies) complaints.push(`${name} has optional dependencies`);
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    const isOurs = packages.some((one) => one.manifest.name === dependency);
    if (!isOurs && !dependencies[name]?.includes(dependency))
      complaints.push(`${name} depends on ${dependency}, which no design names`);
  }
  if (readFileSync(`${root}/${where}/LICENSE`, 'utf8') !== readFileSync(`${root}/LICENSE`, 'utf8')) {
    complaints.push(`${where}/LICENSE is not the repository's`);
  }
}

function checkConditions({ manifest }: Package): void {
  const { name, main, module, types, exports } = manifest;
  if (isModulesOnly(name)) return;
  const wanted = conditionsFor(name, Object.keys(exports));
  if (!isDeepStrictEqual({ main, module, types, exports }, wanted))
    complaints.push(`${name} is built as CommonJS too: its package.json has to say ${JSON.stringify(wanted, null, 2)}`);
}

async function checkContents({ name, path }: Tarball, { manifest }: Package): Promise<void> {
  const { stdout } = await run('tar', ['-tzf', path]);
  const files = stdout
    .split('\n')
    .filter(Boolean)
    .map((file) => file.replace(/^package\//, ''));
  for (const file of files) if (!expected.test(file)) complaints.push(`${name} would publish ${file}`);
  const needed = isForCommonJs(manifest)
    ? [
        ...required,
        ...Object.values(manifest.exports).flatMap(filesNamedIn),
        ...(dependencies[name] ? ['dist/licences.txt'] : []),
        ...Object.keys(manifest.exports)
          .filter((path) => /^\.\/[a-z-]+$/.test(path))
          .map((path) => `${path.slice(2)}/package.json`),
      ]
    : required;
  for (const file of needed) if (!files.includes(file)) complaints.push(`${name} would be published without ${file}`);
}

function filesNamedIn(conditions: object | string): string[] {
  if (typeof conditions === 'string') return [conditions.replace(/^\.\//, '')];
  return Object.values(conditions).flatMap(filesNamedIn);
}

async function checkTool(name: string, program: string, args: string[]): Promise<void> {
  const { code, output } = await run(program, args);
  if (code !== 0) complaints.push(`${name}: ${program} ${args.join(' ')}\n${output.trim().replace(/^/gm, '      ')}`);
}

try {
  for (const one of packages) {
    checkManifest(one);
    checkConditions(one);
  }
  const tarballs = await packAll(`${root}/packages`, folder);
  for (const one of packages) {
    const { name } = one.manifest;
    const tarball = tarballs.get(name);
    if (!tarball) continue;
    await checkContents(tarball, one);
    await checkTool(name, 'publint', ['run', tarball.path, '--strict']);
    const profile = isModulesOnly(name) ? 'esm-only' : 'strict';
    await checkTool(name, 'attw', [tarball.path, '--profile', profile, '--format', 'ascii', '--no-emoji']);
  }
  if (tarballs.size !== packages.length) complaints.push(`${tarballs.size} of ${packages.length} packages were packed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (complaints.length > 0) fail('Packages', complaints);
console.log(
  `Packages: ${packages.length} packed; publint and attw have nothing to say, no install script, no dependency too many.`,
);
