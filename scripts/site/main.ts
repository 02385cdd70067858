/**
 * `npm run docs` makes the site in docs/site/dist, `npm run docs:dev` serves it while one writes. Its tools are installed
 * on the first run, from a lock file of their own. `FRESHKEY_SITE_URL` and `FRESHKEY_SITE_BASE` say where it will stand.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fail, root } from '../checks/report.ts';
import { deadLinks } from './links.ts';
import { allPages } from './pages/all-pages.ts';
import { writePages } from './pages/write-pages.ts';

const folder = `${root}/docs/site`;
const { homepage } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { homepage: string };
const { origin, pathname } = new URL(homepage);
const place = {
  origin: process.env.FRESHKEY_SITE_URL ?? origin,
  base: (process.env.FRESHKEY_SITE_BASE ?? pathname).replace(/\/$/, ''),
};
const env = {
  ...process.env,
  FRESHKEY_SITE_URL: place.origin,
  FRESHKEY_SITE_BASE: place.base,
  ASTRO_TELEMETRY_DISABLED: '1',
};

function inFolder(program: string, ...args: string[]): void {
  const { status } = spawnSync(program, args, { cwd: folder, env, stdio: 'inherit' });
  if (status !== 0) fail('Site', [`${program} ${args.join(' ')} failed`]);
}

const beganMs = Date.now();
if (!existsSync(`${folder}/node_modules/astro`)) inFolder('npm', 'ci');
const pages = allPages(place.base);
writePages(pages, place);
if (process.argv.includes('--dev')) inFolder('npx', '--no', 'astro', 'dev');
else {
  inFolder('npx', '--no', 'astro', 'build');
  const { links, dead } = deadLinks(`${folder}/dist`, place.base);
  if (dead.length > 0) fail('Links of the site', dead);
  const seconds = ((Date.now() - beganMs) / 1000).toFixed(0);
  console.log(`Site: ${pages.length} pages, ${links} links and none of them dead, in ${seconds} s.`);
}
