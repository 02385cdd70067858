import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'tsup';
import { classicEntries } from './classic-entries.ts';
import { inBrowser } from './in-browser.ts';
import { licencesOf } from './licences.ts';
import { isForCommonJs, type PackageManifest } from './manifest.ts';
import { quietQueue } from './quiet-queue.ts';

/** ES modules, one declaration file an entry, dependencies left outside. */
const modules: Options = {
  format: ['esm'],
  dts: true,
  clean: true,
  treeshake: true,
  sourcemap: true,
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  removeNodeProtocol: false,
};

/**
 * How every package is built, from its own folder: as ES modules, and as CommonJS where its `exports` name a `require`.
 * The CommonJS build holds what the package depends on besides our own (some of that is ES modules alone), with its
 * licence, and its entries share chunks. Each of the three builds clears away what it wrote the last time and no more,
 * since they run at once.
 */
export function library(entry: string[], overrides: Options = {}): Options[] {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as PackageManifest;
  const build: Options = { ...modules, entry, ...overrides };
  if (!isForCommonJs(manifest)) return [build];
  const inside = Object.keys(manifest.dependencies ?? {}).filter((name) => !name.startsWith('@freshkey/'));
  const isOthers = ['!**/*.d.ts', '!**/*.d.cts', '!**/*.browser.*'];
  const writeWhatBelongsToIt = () => {
    if (inside.length > 0) writeFileSync(join('dist', 'licences.txt'), licencesOf(inside));
    classicEntries(manifest);
  };
  return [
    { ...build, dts: false, clean: [...isOthers, '!**/*.cjs', '!licences.txt'] },
    {
      ...build,
      format: ['cjs'],
      noExternal: inside,
      esbuildPlugins: [quietQueue],
      splitting: overrides.splitting ?? true,
      dts: false,
      sourcemap: false,
      clean: [...isOthers, '!**/*.js', '!**/*.js.map'],
      onSuccess: async () => writeWhatBelongsToIt(),
    },
    { ...build, format: ['esm', 'cjs'], dts: { only: true } },
    ...forBrowsers(manifest, build, inside),
  ];
}

/** The entries that are not the same in a browser, each a file by itself: `dist/index.browser.js`. */
function forBrowsers({ exports }: PackageManifest, build: Options, inside: string[]): Options[] {
  const names = Object.entries(exports)
    .filter(([, target]) => typeof target === 'object' && target.browser)
    .map(([path]) => (path === '.' ? 'index' : path.slice(2)));
  if (names.length === 0) return [];
  const entry = Object.fromEntries(names.map((name) => [`${name}.browser`, `src/${name}.ts`]));
  const inBrowsers: Options = { ...build, entry, noExternal: inside, esbuildPlugins: [inBrowser], dts: false };
  return [
    { ...inBrowsers, format: ['esm'], clean: ['**/*.browser.js*'] },
    { ...inBrowsers, format: ['cjs'], clean: ['**/*.browser.cjs'], sourcemap: false },
  ];
}
