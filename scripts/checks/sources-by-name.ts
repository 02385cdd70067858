import { existsSync } from 'node:fs';
import { entriesOf, readPackages } from './packages.ts';
import { root } from './report.ts';

/** Each name that can be imported, with its source: `@freshkey/core/tabs` → `packages/core/src/tabs.ts`. */
export function sourcesByName(): Record<string, string> {
  const pairs = readPackages().flatMap((one) =>
    entriesOf(one).map(({ specifier, code }): [string, string] => [
      specifier,
      `${one.folder}/${code.replace(/^\.\/dist\//, 'src/').replace(/\.c?js$/, '.ts')}`,
    ]),
  );
  for (const [name, file] of pairs)
    if (!existsSync(`${root}/${file}`)) throw new Error(`${name} has no source at ${file}.`);
  return Object.fromEntries(pairs);
}
