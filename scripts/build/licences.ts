import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The licences of packages whose code is inside a build, as one text. */
export function licencesOf(names: readonly string[]): string {
  return names.map((name) => `${name}\n\n${licenceOf(name).trim()}\n`).join('\n');
}

function licenceOf(name: string): string {
  const manifest = findPackageJSON(name, pathToFileURL(join(process.cwd(), 'package.json')));
  const folder = manifest && dirname(manifest);
  const file = folder && readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (!folder || !file) throw new Error(`${name} goes into the build, and no licence of it was found.`);
  return readFileSync(join(folder, file), 'utf8');
}
