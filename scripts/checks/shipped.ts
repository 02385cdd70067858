/**
 * What an application's bundle does not ship: a browser's nothing of Node's redirects, a session in memory nothing of
 * shared stores, and the room of `authorize` only who uses it. Reads the packages as built, through their source maps, so
 * that the conditions in their package.json are tried as well.
 */
import { SourceMap } from 'node:module';
import { build } from 'esbuild';
import { fail, root } from './report.ts';

const redirects = /(core|axios)\/src\/(sending\/platform-fetch\/)?(redirects?|hops)\.ts$/;
const sharedStores = /core\/src\/keeping\/(sharing|lineage|web-storage|lock|memory|shared\/.*|tabs\/.*)\.ts$/;
const authorizing = /core\/src\/coordinating\/authorizing\.ts$/;

const clients: Readonly<Record<string, string>> = {
  fetch: "export { createSession, createFetch } from '@freshkey/fetch'",
  ky: "export { createSession, extend } from '@freshkey/ky'",
  axios: "export { createSession, attach } from '@freshkey/axios'",
};

/** The sources that something in the bundle was made of. */
async function sourcesIn(contents: string, conditions?: string[]): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    tsconfigRaw: {},
    outfile: 'bundle.js',
    bundle: true,
    minify: true,
    sourcemap: 'external',
    logLevel: 'error',
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['axios', 'ky'],
    ...(conditions ? { platform: 'browser', conditions } : { platform: 'node' }),
  });
  const textOf = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const map = new SourceMap(JSON.parse(textOf('.map')));
  const lines = textOf('.js').split('\n');
  const sources = lines.flatMap((line, row) =>
    Array.from(line, (_, column) => (map.findEntry(row, column) as { originalSource?: string }).originalSource ?? ''),
  );
  return [...new Set(sources)];
}

const complaints: string[] = [];

/** `isShipped: false` is what is promised; `true` says that the check would have seen it. */
function expectIn(sources: readonly string[], part: RegExp, isShipped: boolean, what: string): void {
  const found = sources.filter((source) => part.test(source));
  if (!isShipped) complaints.push(...found.map((source) => `${what} ships ${source.replace(/^.*packages\//, '')}`));
  else if (found.length === 0) complaints.push(`${what} ships nothing of ${part}: the check looks at the wrong place`);
}

for (const [client, contents] of Object.entries(clients)) {
  const inBrowser = await sourcesIn(contents, []);
  expectIn(inBrowser, redirects, false, `${client} in a browser`);
  expectIn(inBrowser, sharedStores, false, `${client} in a browser, in memory`);
  expectIn(inBrowser, authorizing, false, `${client} in a browser, without "authorize"`);
  expectIn(await sourcesIn(contents, ['workerd', 'worker']), redirects, true, `${client} in a worker of a server`);
  expectIn(await sourcesIn(contents), redirects, true, `${client} in Node`);
}
const all = await sourcesIn(
  "export { authorizer, createSession } from '@freshkey/core'; export * from '@freshkey/core/tabs'",
  [],
);
expectIn(all, sharedStores, true, 'core with tabs');
expectIn(all, authorizing, true, 'core with "authorize"');

if (complaints.length > 0) fail('Shipped', complaints);
console.log('Shipped: no redirects in browsers, no shared stores in memory, "authorize" with its users alone.');
