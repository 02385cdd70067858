import { resolve } from 'node:path';
import { promisify } from 'node:util';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rspack } from '@rspack/core';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite } from 'vite';
import webpack from 'webpack';
import { runInChromium } from './shared/chromium.js';
import { stormRows } from './shared/rows.js';
import { run } from './shared/run.js';

const entry = resolve('shared/page.js');

/** As webpack and its like are called: their defaults, for the web. */
const packed = (bundler) => async (folder) => {
  const configuration = {
    mode: 'production',
    target: 'web',
    entry,
    output: { path: resolve(folder), filename: 'page.js', chunkFilename: '[id].js', publicPath: '/' },
    performance: { hints: false },
  };
  const stats = await promisify(bundler)(configuration);
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
};

const bundlers = {
  'Vite 8': (outDir) =>
    vite({
      configFile: false,
      logLevel: 'error',
      build: { outDir, rollupOptions: { input: entry, output: { entryFileNames: 'page.js' } } },
    }),
  'webpack 5': packed(webpack),
  'Rollup 4': async (dir) => {
    const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true }), commonjs()] });
    await bundle.write({ dir, entryFileNames: 'page.js', format: 'es' });
  },
  'rspack 2': packed(rspack),
  esbuild: (folder) => esbuild({ entryPoints: [entry], bundle: true, outfile: `${folder}/page.js`, format: 'esm' }),
  // Its default resolver does not read `exports`.
  'Parcel 2': (folder) =>
    run(process.execPath, ['node_modules/parcel/lib/bin.js', 'build', entry, '--dist-dir', folder, '--no-autoinstall']),
};

for (const [name, bundle] of Object.entries(bundlers)) {
  await stormRows(`Chromium, from ${name}`, ['fetch', 'ky', 'axios, xhr', 'axios, fetch'], async (jobs) => {
    const folder = `built-${name.replace(' ', '-')}`;
    await bundle(folder);
    return runInChromium(folder, jobs);
  });
}
