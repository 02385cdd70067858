import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { FreshkeyError } from '@freshkey/core';

/**
 * Makes a folder and those above it that are missing, for this user alone; each is tried once. (Node's own `recursive` never comes
 * to an end where the system makes nothing below a folder that is there, as in /proc.)
 *
 * @throws FreshkeyError `store-failed` where none can be made there, or what the system says.
 */
export function makeFolder(path: string): void {
  if (isMade(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  if (!isMade(path)) {
    throw new FreshkeyError('store-failed', `The folder ${path} cannot be made there: choose another "path".`);
  }
}

/** False: what is above it is missing. */
function isMade(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return true;
    if (code === 'ENOENT') return false;
    throw error;
  }
}
