import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { OptionReader, type SharedStoreOptions, type SharedTokenStore, sharedStores } from '@freshkey/core/shared';
import { FileCell } from './file-cell.ts';
import { systemFacts } from './process-identity.ts';

export interface FileStoreOptions extends SharedStoreOptions {
  /**
   * The folder for all sessions of the application, such as `join(homedir(), '.my-tool')`; made where it is missing, for
   * this user alone. On a local file system with hard links.
   */
  readonly path: string;
  /** Names the session, such as `default` or `work`; the folder shows its SHA-256 alone. At least one character. */
  readonly key: string;
}

const reader = new OptionReader('fileStore');

/**
 * One session for every process of one machine, in files: for command lines that run several times at once. The lock is
 * a lease in the file, guarded by compare-and-set, and is free at once where its holder is known to be dead.
 *
 * @example
 * const store = fileStore({ path: join(homedir(), '.my-tool'), key: 'default' });
 * const session = createSession({ store, refresh });
 * @throws TypeError for a wrong option: it names the option, never a secret.
 */
export function fileStore(options: FileStoreOptions): SharedTokenStore {
  reader.names(options, ['path', 'key']);
  const path = reader.text('path', options.path);
  if (path.startsWith('~')) reader.fail('path', 'a path that Node.js knows: os.homedir() instead of "~"', path);
  const name = createHash('sha256').update(reader.text('key', options.key)).digest('hex');
  const storeOf = sharedStores(options, 'fileStore');
  return storeOf(new FileCell(join(resolve(path), name), name, systemFacts()));
}
