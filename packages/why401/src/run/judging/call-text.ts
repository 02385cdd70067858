import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the stack of a call says of it. */
export interface CallText {
  /** Where in the program it stands: `src/app.js:12:9`. */
  at?: string;
  /** The package that the program called: `ky`. */
  package?: string;
}

const place = /(?:\(|^at (?:async )?)((?:file:\/\/|[A-Za-z]:\\|\/)[^()\n]+):(\d+):(\d+)\)?$/;
const inPackages = /[\\/]node_modules[\\/]/;
const packageName = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

/**
 * Reads the stack of a call: the innermost line that is the program's own, and the package that it called.
 *
 * @param own the folder of this package, whose lines are no part of the program.
 */
export function callText(stack: unknown, cwd: string, own: string): CallText {
  if (typeof stack !== 'string') return {};
  let called: string | undefined;
  for (const line of stack.split('\n', 80)) {
    const found = place.exec(line.trim());
    if (!found) continue;
    const path = pathOf(found[1] as string);
    if (path === undefined || path.startsWith(own)) continue;
    if (inPackages.test(path)) {
      called = packageName.exec(path)?.[1]?.replace('\\', '/');
      continue;
    }
    return {
      at: `${shortPath(path, cwd)}:${found[2]}:${found[3]}`,
      ...(called !== undefined && { package: called }),
    };
  }
  return called === undefined ? {} : { package: called };
}

const pathOf = (text: string): string | undefined => {
  const start = text.indexOf('file://');
  if (start < 0) return text;
  try {
    return fileURLToPath(text.slice(start).split('?', 1)[0] as string);
  } catch {
    return undefined;
  }
};

/** A path as it is reached from here, where that is shorter. */
export function shortPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  const ups = near.split(sep).filter((part) => part === '..').length;
  return near !== '' && !isAbsolute(near) && ups <= 2 ? near : path;
}
