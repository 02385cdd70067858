import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const [lock, installed] = [`${folder}package-lock.json`, `${folder}node_modules/.package-lock.json`];

/** Installs what these checks alone need, beside them, so that nobody else waits for it: before the tests run. */
export function setup(): void {
  if (existsSync(installed) && statSync(installed).mtimeMs > statSync(lock).mtimeMs) return;
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('The SDKs of the Model Context Protocol were not installed; npm says why.');
}
