import { library } from '../../scripts/build/tsup.ts';

const command = library(['src/index.ts', 'src/bin.ts'], {
  platform: 'node',
  // Each mode is loaded when it is asked for.
  splitting: true,
  dts: { entry: ['src/index.ts'] },
  // Both builds run at once: what the other has written stays.
  clean: ['!**/*.cjs'],
});

/** What goes into other people's programs: nothing to resolve there, and syntax that Node 8 reads without a complaint. */
const inPrograms = library([], {
  entry: { register: 'src/run/register/index.ts', judge: 'src/run/judging/index.ts' },
  format: ['cjs'],
  platform: 'node',
  target: 'es2017',
  noExternal: [/./],
  dts: false,
  clean: false,
  sourcemap: false,
  minify: true,
  splitting: false,
  treeshake: false,
  outExtension: () => ({ js: '.cjs' }),
  banner: { js: "'use strict';if(!(process.versions.modules>=127))return;" },
});

export default [command, inPrograms];
