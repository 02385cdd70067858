import { readUtf8 } from '../bytes.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { ReadFile } from './files.ts';

interface ReadHeaders {
  headers: HeaderList;
  /** In lower case: headers that `-H 'Name:'` takes away. */
  removed: Set<string>;
  /** How many lines had no colon, so that curl leaves them out. */
  withoutColon: number;
}

/** Reads `-H` values as curl does: `Name: value`, `Name;` for an empty one, `Name:` to take one away, `@file` for many. */
export async function readHeaderLines(lines: readonly string[], readFile: ReadFile): Promise<ReadHeaders> {
  const read: ReadHeaders = { headers: [], removed: new Set(), withoutColon: 0 };
  for (const line of lines) {
    if (!line.startsWith('@')) {
      addLine(read, line);
      continue;
    }
    const content = readUtf8(await readFile(line.slice(1), 'The file after @ of -H'));
    for (const fileLine of content.split(/\r?\n/)) if (fileLine !== '') addLine(read, fileLine);
  }
  return read;
}

const addLine = (read: ReadHeaders, line: string): void => {
  // Browsers copy the pseudo headers of HTTP/2; they are no headers.
  const at = line.indexOf(':', 1);
  if (line.startsWith(':')) return;
  if (at < 0) {
    const name = line.trimEnd();
    if (name.endsWith(';') && name.length > 1) read.headers.push([name.slice(0, -1), '']);
    else read.withoutColon += 1;
    return;
  }
  const name = line.slice(0, at);
  const value = line.slice(at + 1).replace(/^[ \t]+/, '');
  if (value === '') read.removed.add(name.trim().toLowerCase());
  else read.headers.push([name, value]);
};
