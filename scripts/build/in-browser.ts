import { existsSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Builds for a browser: where `name.browser.ts` stands beside `name.ts`, it takes its place. */
export const inBrowser: Plugin = {
  name: 'in-browser',
  setup(build) {
    build.onResolve({ filter: /\.ts$|^@freshkey\// }, async ({ path, pluginData, ...from }) => {
      if (pluginData === inBrowser) return undefined;
      const { importer, namespace, resolveDir, kind } = from;
      const resolved = await build.resolve(path, { importer, namespace, resolveDir, kind, pluginData: inBrowser });
      const standIn = resolved.path.replace(/\.ts$/, '.browser.ts');
      return standIn !== resolved.path && existsSync(standIn) ? { path: standIn } : undefined;
    });
  },
};
