import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.ts';

/** A package as it would be published. */
export interface Tarball {
  readonly name: string;
  readonly path: string;
  /** The names of those of our packages that it needs. */
  readonly needs: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Packs every package that is not private into `folder`. */
export async function packAll(packages: string, folder: string): Promise<ReadonlyMap<string, Tarball>> {
  const manifests = await Promise.all(
    (await readdir(packages)).map(async (entry) => {
      const from = join(packages, entry);
      return { from, manifest: JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as Manifest };
    }),
  );
  const published = manifests.filter(({ manifest }) => !manifest.private);
  const ours = new Set(published.map(({ manifest }) => manifest.name));
  const tarballs = new Map<string, Tarball>();
  for (const { from, manifest } of published) {
    const { name, dependencies = {} } = manifest;
    const packed = await run(['npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder], from);
    const path = join(folder, `${name.replace('@freshkey/', '')}.tgz`);
    await rename(join(folder, filenameIn(packed)), path);
    tarballs.set(name, { name, path, needs: Object.keys(dependencies).filter((dependency) => ours.has(dependency)) });
  }
  return tarballs;
}

/** npm prints a list, or, from 12 on, an object by package name. */
function filenameIn(packed: string): string {
  const [file] = Object.values(JSON.parse(packed.slice(packed.search(/[[{]/))) as Record<string, { filename: string }>);
  if (!file) throw new Error(`npm pack named no file:\n${packed}`);
  return file.filename;
}

/** The packages and everything of ours that they need: none of it is in a registry yet. */
export function closureOf(names: readonly string[], tarballs: ReadonlyMap<string, Tarball>): Tarball[] {
  const found = new Map<string, Tarball>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    const tarball = tarballs.get(name);
    if (!tarball) throw new Error(`There is no package "${name}" to install.`);
    found.set(name, tarball);
    queue.push(...tarball.needs);
  }
  return [...found.values()];
}
