import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright';
import { findChromium, launchChromium } from '../browser/chromium.ts';
import { browserStorm } from './browser-storm.ts';
import { bundleBudget, bundleSize } from './bundle-size.ts';
import { checkClientDirective } from './client-directive.ts';
import { run } from './command.ts';
import { type Consumer, consumers } from './consumer.ts';
import { install } from './install.ts';
import { checkRows, rowsIn, writeRows } from './platforms.ts';
import { packAll } from './tarballs.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = at('../..');
const screenshots = join(root, '.artifacts', 'consumers');
/** How many projects are under way at once: installing waits for the network, building for a core. */
const concurrency = 2;

const document = join(root, 'docs', 'platforms.md');

const [flags, wanted] = [
  process.argv.slice(2).filter((word) => word.startsWith('--')),
  process.argv.slice(2).filter((word) => !word.startsWith('--')),
];
const families = flags.includes('--families');
const chosen = consumers.filter(({ name, family = false }) =>
  wanted.length === 0 ? family === families : wanted.includes(name),
);
if (chosen.length === 0) {
  console.error(`No such project. There are: ${consumers.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const folder = await realpath(await mkdtemp(join(tmpdir(), 'freshkey-consumers-')));
await mkdir(screenshots, { recursive: true });
await run(['turbo', 'run', 'build', '--filter=./packages/*', '--output-logs=errors-only'], root);
const tarballs = await packAll(join(root, 'packages'), folder);
// Only now: it is what has just been built.
const { createTestServer } = await import('@freshkey/testing/server');

const browser = chosen.some((consumer) => consumer.browser) ? await launchChromium() : undefined;
let weight: number | undefined;

async function timed<T>(times: string[], what: string, work: Promise<T>): Promise<T> {
  const startedAtMs = performance.now();
  const result = await work;
  times.push(`${what} ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return result;
}

/** A family starts its own servers, and says itself what ran where. */
async function consumeFamily(consumer: Consumer): Promise<string> {
  const times: string[] = [];
  const own = join(folder, consumer.name);
  await timed(times, 'install', install(consumer, at('./projects'), own, tarballs));
  const output = await timed(times, 'rows', run([process.execPath, 'main.js'], own, { CHROME_PATH: findChromium() }));
  console.log(output.trim().replace(/^/gm, '    '));
  if (flags.includes('--write')) writeRows(document, consumer.name, rowsIn(output));
  else checkRows(document, consumer.name, rowsIn(output));
  return times.join(', ');
}

async function consume(consumer: Consumer): Promise<string> {
  if (consumer.family) return consumeFamily(consumer);
  const server = await createTestServer();
  try {
    const times: string[] = [];
    const own = join(folder, consumer.name);
    const { scripts } = await timed(times, 'install', install(consumer, at('./projects'), own, tarballs));
    const env = {
      SERVER_URL: server.url,
      VITE_API_URL: server.url,
      TOKENS: JSON.stringify(server.tokens.issue({ expired: true })),
    };
    for (const script of ['types', 'build', 'storm'].filter((name) => scripts.includes(name))) {
      await timed(times, script, run(['npm', 'run', '--silent', script], own, env));
    }
    if (consumer.browser) {
      const screenshot = join(screenshots, `${consumer.name}.png`);
      await timed(times, 'storm', browserStorm(browser as BrowserContext, own, server, screenshot));
    }
    if (consumer.name === 'vite-react-19') {
      await checkClientDirective(own);
      weight = await bundleSize(own);
    }
    const { journal } = server;
    const ids = Array.from({ length: 20 }, (_, id) => String(id));
    journal.expectRefreshes(1);
    journal.expectNoReuse();
    journal.expectNothingLost(ids);
    journal.expectNothingServedTwice(ids);
    return times.join(', ');
  } finally {
    await server.close();
  }
}

const startedAtMs = performance.now();
const queue = [...chosen];
const failures: string[] = [];

async function work(): Promise<void> {
  for (let consumer = queue.shift(); consumer; consumer = queue.shift()) {
    const { name } = consumer;
    try {
      console.log(`✓ ${name.padEnd(20)} ${await consume(consumer)}`);
    } catch (error) {
      failures.push(name);
      console.log(`✗ ${name.padEnd(20)} ${(error as Error).message}`);
    }
  }
}

await Promise.all(Array.from({ length: concurrency }, work));
await browser?.[Symbol.asyncDispose]();
await rm(folder, { recursive: true, force: true });

if (weight !== undefined) {
  const isWithin = weight <= bundleBudget;
  if (!isWithin) failures.push('bundle');
  console.log(
    `\nOurs in the bundle of vite-react-19: ${weight} bytes brotli, of ${bundleBudget}${isWithin ? '' : ': too much'}`,
  );
}
const checks = chosen.length + (weight === undefined ? 0 : 1);
console.log(`Took ${((performance.now() - startedAtMs) / 1000).toFixed(0)} s, ${tarballs.size} packages packed.`);
console.log(`${checks - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
