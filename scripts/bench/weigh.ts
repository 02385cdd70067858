/**
 * What each module of a bundle weighs, from the sources: `node scripts/bench/weigh.ts axios|ky|fetch|core`. Minified, and
 * brotli: what the bundle loses when the module is left out.
 */
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { inBrowser } from '../build/in-browser.ts';

const root = process.cwd();
const imports: Readonly<Record<string, string>> = {
  core: "export { createSession } from '@freshkey/core'",
  axios: "export { createSession, attach } from '@freshkey/axios'",
  ky: "export { createSession, extend } from '@freshkey/ky'",
  fetch: "export { createSession, createFetch } from '@freshkey/fetch'",
};

/** The sources in place of what was built of them, each behind a comment that minifying keeps. */
const fromSources: Plugin = {
  name: 'from-sources',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@freshkey\// }, ({ path }) => {
      const [, name = '', entry = 'index'] = path.split('/');
      return { path: `${root}/packages/${name}/src/${entry}.ts`, sideEffects: false };
    });
    onLoad({ filter: /\.[jt]s$/ }, ({ path }) => ({
      contents: `/*!@@${path.slice(root.length + 1)}*/\n${readFileSync(path, 'utf8')}`,
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

const brotli = (text: string) => brotliCompressSync(text).length;

for (const name of process.argv.slice(2)) {
  const contents = imports[name];
  if (!contents) throw new Error(`There are: ${Object.keys(imports).join(', ')}.`);
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'inline',
    external: ['axios', 'ky'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [inBrowser, fromSources],
  });
  const [start = '', ...rest] = (outputFiles[0]?.text ?? '').split('/*!@@');
  const modules = rest.map((part) => {
    const end = part.indexOf('*/');
    return { file: part.slice(0, end), text: part.slice(end + 2).trim() };
  });
  const without = (left?: object) => start + modules.map((one) => (one === left ? '' : one.text)).join('');
  const whole = brotli(without());
  console.log(`${name}: ${without().length} minified, ${whole} brotli`);
  const rows = modules.map((one) => ({ ...one, weight: whole - brotli(without(one)) }));
  for (const { file, text, weight } of rows.sort((a, b) => b.weight - a.weight))
    if (weight > 0) console.log(`${String(weight).padStart(6)} ${String(text.length).padStart(6)}  ${file}`);
}
