import type { Conditions } from '../build/manifest.ts';

/** These are ES modules and nothing else: ky is, a command and tools for tests need no second build. */
const modulesOnly = ['@freshkey/ky', '@freshkey/testing', '@freshkey/devtools', 'why401'];

/** axios has two copies of itself in a process that uses both module systems: each of our builds takes the one beside it. */
const beside = ['@freshkey/axios'];

/** What is not the same in a browser. */
const ofBrowsers: Readonly<Record<string, readonly string[]>> = {
  '@freshkey/axios': ['.'],
  '@freshkey/core': ['./redirects'],
};

/** Servers whose bundlers say `browser` as well: there redirects are in sight. */
const servers = ['workerd', 'edge-light', 'worker'];

/**
 * p-queue is inside their CommonJS build, without its events. The ES build leaves it outside, which is no good where there
 * is no `CustomEvent`, and where `exports` are not read: p-queue has nothing else.
 */
const queueing = ['@freshkey/core'];

export function isModulesOnly(name: string): boolean {
  return modulesOnly.includes(name);
}

/**
 * What the package.json of a package with a CommonJS build says. `module-sync` stands first, so that a process of Node has
 * one copy of core whoever asks for it; `main`, `module` and `types` are for what does not read `exports`.
 */
export function conditionsFor(name: string, paths: readonly string[]) {
  const entry = (path: string): [string, Conditions | string] => {
    if (path.endsWith('.json')) return [path, path];
    const file = `./dist/${path === '.' ? 'index' : path.slice(2)}`;
    const browser = {
      ...Object.fromEntries(servers.map((server) => [server, `${file}.js`])),
      require: { types: `${file}.d.cts`, default: `${file}.browser.cjs` },
      default: { types: `${file}.d.ts`, default: `${file}.browser.js` },
    };
    return [
      path,
      {
        ...(queueing.includes(name) && { 'react-native': `${file}.cjs`, 'edge-light': `${file}.cjs` }),
        ...(ofBrowsers[name]?.includes(path) && { browser }),
        ...(beside.includes(name) ? {} : { 'module-sync': `${file}.js` }),
        require: { types: `${file}.d.cts`, default: `${file}.cjs` },
        default: { types: `${file}.d.ts`, default: `${file}.js` },
      },
    ];
  };
  return {
    main: './dist/index.cjs',
    module: queueing.includes(name) ? undefined : './dist/index.js',
    types: './dist/index.d.cts',
    exports: Object.fromEntries(paths.map(entry)),
  };
}
