import { randomBytes } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpoolPlace } from '../spool-place.ts';

const prefix = 'why401-run-';
const ownName = /^why401-run-(\d{1,10})-[A-Za-z0-9]{6}$/;

/** Makes the folder of this run, for nobody else to read, and sweeps those of runs that could not sweep themselves. */
export function makeSpoolFolder(temporary: string = tmpdir()): SpoolPlace {
  sweep(temporary);
  // mkdtemp makes it with mode 0700.
  const folder = mkdtempSync(join(temporary, `${prefix}${process.pid}-`));
  return { folder, salt: randomBytes(12).toString('base64url') };
}

export function removeSpoolFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

const sweep = (temporary: string): void => {
  for (const name of listed(temporary)) {
    const pid = Number(ownName.exec(name)?.[1] ?? 0);
    const folder = join(temporary, name);
    if (pid > 0 && !isAlive(pid) && isOurs(folder)) removeSpoolFolder(folder);
  }
};

const listed = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** A folder, no link, and of the user who runs this. */
const isOurs = (path: string): boolean => {
  try {
    const { uid } = lstatSync(path);
    return lstatSync(path).isDirectory() && (process.getuid === undefined || process.getuid() === uid);
  } catch {
    return false;
  }
};
