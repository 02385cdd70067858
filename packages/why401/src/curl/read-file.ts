import { readFile } from 'node:fs/promises';
import { shownPath } from '../output/shown-path.ts';
import { textOf } from '../text-of.ts';
import { UsageError } from '../usage-error.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * A file that a command line names.
 *
 * @throws {UsageError} When it cannot be read, or is larger than 64 MiB.
 */
export async function readNamedFile(path: string, what: string): Promise<Buffer> {
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (code ?? 'unknown reason');
    throw new UsageError(`${what}, ${shownPath(path)}, cannot be read: ${why}.`);
  }
  if (content.length > maxBytes) throw new UsageError(`${what}, ${shownPath(path)}, is larger than 64 MiB.`);
  return content;
}

/**
 * The same as text.
 *
 * @throws {UsageError} When it is in another encoding than UTF-8, too.
 */
export async function readNamedText(path: string, what: string): Promise<string> {
  return textOf(await readNamedFile(path, what), `${what}, ${shownPath(path)},`);
}
