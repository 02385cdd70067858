import { library } from '../../scripts/build/tsup.ts';

/**
 * `client.js` carries 'use client' and `index.js` does not, so that a server component may import `createSession` from
 * here and still render the provider. Two files that import each other by name: a shared chunk would lose the directive.
 */
export default library(['src/index.ts', 'src/client.ts'], {
  treeshake: false,
  splitting: false,
  esbuildPlugins: [
    {
      name: 'client-apart',
      setup(build) {
        const { '.js': extension = '.js' } = build.initialOptions.outExtension ?? {};
        build.onResolve({ filter: /^\.\/client\.ts$/ }, () => ({ path: `./client${extension}`, external: true }));
      },
    },
  ],
});
