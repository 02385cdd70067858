import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type EnvFile, readEnvFile } from '@freshkey/env';
import { shortPath } from './call-text.ts';

const maxFiles = 20;
const maxBytes = 65_536;
const maxFolders = 5;
const examples = /\.(?:example|sample|template|dist|defaults?|schema|test-example|bak|swp|vault|me|keys)$|~$/i;

/**
 * The `.env` files that a program in this folder may have read: those that Node was told to read, else what lies in it and above
 * it, the nearest first.
 */
export function envFiles(cwd: string, execArgv: readonly string[]): EnvFile[] {
  const named = namedFiles(execArgv).map((path) => resolve(cwd, path));
  const paths = named.length > 0 ? named : filesAround(cwd);
  return [...new Set(paths)].slice(0, maxFiles).flatMap((path) => {
    const file = readSmall(path);
    return file === undefined ? [] : [{ ...file, path: shortPath(path, cwd) }];
  });
}

const filesAround = (cwd: string): string[] => {
  const paths: string[] = [];
  let folder = cwd;
  for (let up = 0; up < maxFolders; up += 1) {
    const names = listed(folder);
    for (const name of names.filter((each) => /^\.env(?:\.|$)/.test(each) && !examples.test(each)).sort())
      paths.push(join(folder, name));
    const above = dirname(folder);
    if (above === folder || names.includes('.git')) break;
    folder = above;
  }
  return paths;
};

/** Files that Node itself was told to read. */
const namedFiles = (execArgv: readonly string[]): string[] =>
  execArgv.flatMap((word, at) => {
    const found = /^--env-file(?:-if-exists)?(?:=(.*))?$/.exec(word);
    if (!found) return [];
    return [found[1] ?? execArgv[at + 1] ?? ''].filter((path) => path !== '');
  });

const listed = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const readSmall = (path: string): EnvFile | undefined => {
  try {
    return statSync(path).size <= maxBytes ? readEnvFile(path) : undefined;
  } catch {
    return undefined;
  }
};
