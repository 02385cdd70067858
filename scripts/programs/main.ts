/**
 * `npm run programs`: real programs under `why401 run`, with clients that only this needs. `--nodes` runs some of them on
 * other versions of Node, too (Linux), and Next.js, Bun and Deno. What is installed for it has lock files of its own, in packages/why401/programs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const programs = `${root}/packages/why401/programs`;
const withNodes = process.argv.includes('--nodes');

function run(program: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(program, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, PROGRAMS_NODES: withNodes ? '1' : '' },
  });
  if (status !== 0) process.exit(status ?? 1);
}

function install(folder: string): void {
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return;
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
}

install(programs);
if (withNodes) for (const folder of ['nodes', 'dev-servers']) install(`${programs}/${folder}`);
run('npx', ['turbo', 'run', 'build', '--filter=why401'], root);
run('npm', ['run', 'test:programs', '--workspace', 'why401'], root);
