import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'tsup';
import { library } from '../../scripts/build/tsup.ts';

const command = library(['src/index.ts', 'src/paste.ts', 'src/bin.ts'], {
  platform: 'node',
  // Each mode is loaded when it is asked for.
  splitting: true,
  dts: false,
  // The builds run at once: what the others have written stays.
  clean: ['!**/*.cjs', '!**/*.d.cts'],
});

/** On their own: a build of declarations that clears away first takes those of the others with it. */
const declarations = library(['src/index.ts', 'src/paste.ts'], { dts: { only: true }, clean: false });

/** What goes into other people's programs: one file each, with nothing to resolve there. */
const inPrograms = (entry: string, overrides: Options) =>
  library([entry], {
    format: ['cjs'],
    platform: 'node',
    noExternal: [/./],
    dts: false,
    clean: false,
    sourcemap: false,
    minify: true,
    splitting: false,
    treeshake: false,
    ...overrides,
  });

const recorder = inPrograms('src/register.ts', {
  // Node of any age may be started with the same NODE_OPTIONS: it reads this and goes on without.
  target: 'es2017',
  banner: { js: 'if(!(process.versions.modules>=127))return;' },
  dts: true,
});

const licence = join('..', '..', 'node_modules', 'jwt-decode', 'LICENSE');
const judge = inPrograms('src/judge.ts', {
  banner: { js: `/*! Holds jwt-decode:\n${readFileSync(licence, 'utf8').trim()}\n*/` },
});

export default [...command, ...declarations, ...recorder, ...judge];
