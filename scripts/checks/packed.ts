/** The packed files as npm would publish them: what is in them, what they ask for, and whether their types resolve. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll, type Tarball } from '../consumers/tarballs.ts';
import { type Package, readPackages } from './packages.ts';
import { fail, root } from './report.ts';
import { run } from './run.ts';

/** What a package may ask npm for besides packages of our own (design: at most these). */
const dependencies: Readonly<Record<string, readonly string[]>> = {
  '@freshkey/core': ['jwt-decode', 'p-queue'],
  '@freshkey/diagnose': ['jwt-decode'],
  why401: ['yaml'],
};
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'];
const expected = /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/.+\.(c?js|d\.c?ts|js\.map))$/;
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

async function checkContents({ name, path }: Tarball): Promise<void> {
  const { stdout } = await run('tar', ['-tzf', path]);
  const files = stdout
    .split('\n')
    .filter(Boolean)
    .map((file) => file.replace(/^package\//, ''));
  for (const file of files) if (!expected.test(file)) complaints.push(`${name} would publish ${file}`);
  for (const file of required) if (!files.includes(file)) complaints.push(`${name} would be published without ${file}`);
}

async function checkTool(name: string, program: string, args: string[]): Promise<void> {
  const { code, output } = await run(program, args);
  if (code !== 0) complaints.push(`${name}: ${program} ${args.join(' ')}\n${output.trim().replace(/^/gm, '      ')}`);
}

try {
  for (const one of packages) checkManifest(one);
  const tarballs = await packAll(`${root}/packages`, folder);
  for (const tarball of tarballs.values()) {
    const { name, path } = tarball;
    await checkContents(tarball);
    await checkTool(name, 'publint', ['run', path, '--strict']);
    await checkTool(name, 'attw', [path, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji']);
  }
  if (tarballs.size !== packages.length) complaints.push(`${tarballs.size} of ${packages.length} packages were packed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (complaints.length > 0) fail('Packages', complaints);
console.log(
  `Packages: ${packages.length} packed; publint and attw have nothing to say, no install script, no dependency too many.`,
);
