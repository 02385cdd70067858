import { globSync } from 'node:fs';
import { EdgeRuntime } from 'edge-runtime';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { stormRows } from './shared/rows.js';
import { run } from './shared/run.js';

const onNode = ['fetch', 'ky', 'axios, http', 'axios, fetch'];
const onWorkers = ['fetch', 'ky', 'axios, fetch'];

/** Runs the program with another runtime: its binary comes out of a package, no install script is needed. */
async function withRuntime(platform, pattern, args, clients) {
  await stormRows(platform, clients, async (jobs) => {
    const [binary] = globSync(pattern);
    if (!binary) throw new Error(`There is no ${pattern}: the package for this machine is missing.`);
    const output = await run(binary, [...args, 'program.js'], { env: { JOBS: JSON.stringify(jobs), NO_COLOR: '1' } });
    return JSON.parse(output.trim().split('\n').at(-1));
  });
}

for (const [platform, name] of [
  ['Node 22.12.0', 'node-22-lowest'],
  ['Node 22', 'node-22'],
  ['Node 24', 'node-24'],
  ['Node 26', 'node-26'],
])
  await withRuntime(platform, `node_modules/${name}/bin/node`, [], onNode);
await withRuntime('Bun', 'node_modules/{@oven/bun-*/bin/bun,bun/bin/bun.exe}', ['run'], onNode);
await withRuntime('Deno', 'node_modules/@deno/*/deno', ['run', '--allow-all', '--no-lock'], onNode);

async function bundle(entry, format, alias = {}) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    target: 'es2022',
    alias,
  });
  return outputFiles[0].text;
}

const script = await bundle('worker.js', 'esm');
for (const [platform, compatibilityFlags] of [
  ['workerd', []],
  ['workerd, nodejs_compat', ['nodejs_compat']],
]) {
  await stormRows(platform, onWorkers, async (jobs) => {
    const options = { modules: true, script, compatibilityDate: '2026-07-01', compatibilityFlags };
    const miniflare = new Miniflare(options);
    try {
      const answer = await miniflare.dispatchFetch('http://worker.test/', {
        method: 'POST',
        body: JSON.stringify(jobs),
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      return await answer.json();
    } finally {
      await miniflare.dispose();
    }
  });
}

// p-queue 10 makes a CustomEvent for each task, which is not there: 9, which core works with as well, makes none.
const initialCode = await bundle('edge.js', 'iife', { 'p-queue': 'p-queue-9' });
await stormRows('edge-runtime, with p-queue 9', onWorkers, async (jobs) => {
  const runtime = new EdgeRuntime({ initialCode });
  const answer = await runtime.dispatchFetch('http://edge.test/', { method: 'POST', body: JSON.stringify(jobs) });
  return answer.json();
});
