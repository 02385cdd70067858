import { defineConfig, type Options } from 'tsup';

/** How every package is built: ESM only, one declaration file an entry, dependencies left outside. */
export const library = (entry: string[], overrides: Options = {}) =>
  defineConfig({
    entry,
    format: ['esm'],
    dts: true,
    clean: true,
    treeshake: true,
    sourcemap: true,
    target: 'es2022',
    platform: 'neutral',
    external: [/^node:/],
    removeNodeProtocol: false,
    ...overrides,
  });
