import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds what the examples use: like any application they take the packages as they are published. */
export function setup(): void {
  const packages = ['example-react^...', 'example-vue^...', '@freshkey/fetch', '@freshkey/node', '@freshkey/testing'];
  const { status } = spawnSync(
    'turbo',
    ['run', 'build', ...packages.map((name) => `--filter=${name}`), '--output-logs=errors-only'],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) throw new Error('The packages could not be built: "npm run build" says why.');
}
