import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../checks/report.ts';
import { titledFilesOf } from './titled-files.ts';

/** Writes the files that docs/start/<name>.md shows into a folder of their own, as its reader does. Returns the folder. */
export function writeStartPage(name: string): string {
  const folder = join(root, '.artifacts/start', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = titledFilesOf(readFileSync(`${root}/docs/start/${name}.md`, 'utf8'));
  if (files.size === 0) throw new Error(`docs/start/${name}.md shows no file: its blocks are to carry a title.`);
  for (const [path, text] of files) writeFileSync(join(folder, path), text);
  return folder;
}
