/** A project of a stranger: what it is made from, and with which versions. */
export interface Consumer {
  /** As it is named in the output, and on the command line to run it alone. */
  readonly name: string;
  /** Its folder in `projects/`. */
  readonly project: string;
  /** Versions in the place of those that its package.json asks for. */
  readonly versions?: Readonly<Record<string, string>>;
  /** The storm runs in Chromium, in what the project's build made. */
  readonly browser?: boolean;
  /**
   * One install for many platforms: its main.js starts its own servers and prints a row a platform and adapter,
   * which stand in docs/platforms.md.
   */
  readonly family?: boolean;
}

/** Every module system, bundler and version that we promise to work with. */
export const consumers: readonly Consumer[] = [
  { name: 'node-esm', project: 'node-esm' },
  { name: 'node-require', project: 'node-require' },
  { name: 'typescript-bundler', project: 'ts-bundler' },
  { name: 'typescript-nodenext', project: 'ts-nodenext' },
  { name: 'jest-esm', project: 'jest-esm' },
  { name: 'axios-1.7.0', project: 'node-axios', versions: { axios: '1.7.0' } },
  { name: 'axios-newest', project: 'node-axios' },
  { name: 'ky-1.14.0', project: 'node-ky', versions: { ky: '1.14.0' } },
  { name: 'ky-newest', project: 'node-ky' },
  { name: 'vite-react-19', project: 'vite-react', browser: true },
  {
    name: 'vite-react-18',
    project: 'vite-react',
    browser: true,
    versions: { react: '18.0.0', 'react-dom': '18.0.0', '@types/react': '^18.3.0', '@types/react-dom': '^18.3.0' },
  },
  { name: 'vite-vue-3.5', project: 'vite-vue', browser: true },
  { name: 'vite-vue-3.4', project: 'vite-vue', browser: true, versions: { vue: '3.4.0' } },
  { name: 'runtimes', project: 'runtimes', family: true },
  { name: 'compilers', project: 'compilers', family: true },
  { name: 'test-runners', project: 'test-runners', family: true },
  { name: 'bundlers', project: 'bundlers', family: true },
  { name: 'react-native', project: 'react-native', family: true },
];
