import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.ts';
import type { Consumer } from './consumer.ts';
import { closureOf, type Tarball } from './tarballs.ts';

interface Manifest {
  scripts?: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies?: Record<string, string>;
}

export interface Installed {
  readonly folder: string;
  /** The names of its npm scripts. */
  readonly scripts: readonly string[];
}

/** Lays a project outside the tree and installs it with npm, our packages from their tarballs. */
export async function install(
  consumer: Consumer,
  projects: string,
  folder: string,
  tarballs: ReadonlyMap<string, Tarball>,
): Promise<Installed> {
  await cp(join(projects, consumer.project), folder, { recursive: true });
  if (consumer.family) await cp(join(projects, 'shared'), join(folder, 'shared'), { recursive: true });
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  const { dependencies, devDependencies = {} } = manifest;
  for (const [name, version] of Object.entries(consumer.versions ?? {})) {
    (name in devDependencies ? devDependencies : dependencies)[name] = version;
  }
  const ours = Object.keys(dependencies).filter((name) => tarballs.has(name));
  for (const tarball of closureOf(ours, tarballs)) dependencies[tarball.name] = `file:${tarball.path}`;
  await writeFile(path, JSON.stringify(manifest, null, 2));
  await run(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'], folder);
  return { folder, scripts: Object.keys(manifest.scripts ?? {}) };
}
