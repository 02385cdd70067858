import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MutantSet, sets } from './sets.ts';
import { judgeRun, readMutants, type Survivor } from './survivors.ts';

/**
 * Mutation testing: breaks the sources, one place at a time, and says what no test noticed. On a copy, with tools of its own.
 *
 *   npm run mutants                 every set
 *   npm run mutants -- verdict ky   these alone
 */
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const leastKilled = 0.9;

function run(command: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<number> {
  const [file = '', ...parameters] = command;
  const child = spawn(file, parameters, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** The sources, their dependencies as links, and the tools. */
async function lay(folder: string): Promise<void> {
  const left = new Set(['node_modules', 'dist', 'coverage', '.turbo']);
  await mkdir(join(folder, 'packages'), { recursive: true });
  for (const name of await readdir(join(root, 'packages'))) {
    const from = join(root, 'packages', name);
    const to = join(folder, 'packages', name);
    await cp(from, to, { recursive: true, filter: (path) => !left.has(path.split('/').at(-1) ?? '') });
    await symlink(join(from, 'node_modules'), join(to, 'node_modules')).catch(() => {});
  }
  for (const name of ['package.json', 'tsconfig.json', 'vitest.config.ts', 'scripts/vitest', 'scripts/build'])
    await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const tools = join(folder, 'tools');
  for (const name of ['package.json', 'package-lock.json']) await cp(join(here, name), join(tools, name));
  // Vitest is the tree's own: two of them would not know each other.
  const code = await run(['npm', 'ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'], tools);
  if (code !== 0) throw new Error('The tools could not be installed.');
  await rm(join(tools, 'node_modules/vitest'), { recursive: true, force: true });
  await symlink(join(root, 'node_modules/vitest'), join(tools, 'node_modules/vitest'));
}

async function mutate(folder: string, name: string, set: MutantSet): Promise<string> {
  const cwd = join(folder, 'packages', set.package);
  const report = join(folder, `${name}.json`);
  await writeFile(
    join(cwd, 'vitest.mutants.config.ts'),
    `import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.ts';
const config = mergeConfig(base, {});
config.test.include = ${JSON.stringify(set.tests)};
config.test.exclude.push('src/**/{oidc-provider,p-queue-9}.test.ts');
export default config;
`,
  );
  const options = {
    testRunner: 'vitest',
    plugins: [join(folder, 'tools/node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
    vitest: { configFile: 'vitest.mutants.config.ts' },
    mutate: set.files,
    inPlace: true,
    concurrency: Number(process.env.FRESHKEY_MUTANTS_AT_ONCE ?? 1),
    coverageAnalysis: 'perTest',
    reporters: ['clear-text', 'json', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
    jsonReporter: { fileName: report },
    thresholds: { break: null },
    // A loaded machine is no endless loop, and a run that is cut off costs a new one.
    timeoutMS: 60_000,
    disableTypeChecks: false,
    allowConsoleColors: false,
  };
  await writeFile(join(cwd, 'stryker.json'), JSON.stringify(options));
  const stryker = join(folder, 'tools/node_modules/@stryker-mutator/core/bin/stryker.js');
  // The interleavings are random: fewer of them, since a mutant that one test kills must not need luck.
  const code = await run([process.execPath, stryker, 'run', 'stryker.json'], cwd, { FRESHKEY_SCHEDULES: '40' });
  if (code !== 0) throw new Error(`Stryker ended with ${code}.`);
  return report;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in sets));
if (unknown.length > 0)
  throw new Error(`There is no set ${unknown.join(', ')}; there are ${Object.keys(sets).join(', ')}.`);
const listed = JSON.parse(await readFile(join(here, 'survivors.json'), 'utf8')) as Survivor[];
const folder = await mkdtemp(join(tmpdir(), 'freshkey-mutants-'));
let isGood = true;
try {
  await lay(folder);
  for (const [name, set] of Object.entries(sets)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const mutants = await readMutants(await mutate(folder, name, set), `packages/${set.package}`);
    const { total, killed, unlisted, gone } = judgeRun(mutants, listed);
    const percent = ((100 * killed) / total).toFixed(1);
    console.log(`\n${name}: ${killed} of ${total} killed (${percent} %)`);
    for (const { file, lineNumber, line, mutator, replacement } of unlisted)
      console.log(`  ✗ ${file}:${lineNumber} ${mutator}: ${line}\n      → ${replacement}`);
    for (const { file, line, mutator } of gone)
      console.log(`  ✗ listed, but it does not survive: ${file} ${mutator}: ${line}`);
    isGood &&= killed >= leastKilled * total && unlisted.length === 0 && gone.length === 0;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (!isGood) process.exitCode = 1;
