import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';
import { makeFolder } from './make-folder.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

test('makes a folder with all that is missing above it, for this user alone, and takes one that is there', () => {
  const path = join(folder.path, 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  for (const made of [path, join(folder.path, 'a')]) expect(statSync(made).mode & 0o777).toBe(0o700);
});

test('hands on what the system says of a part that is a file', () => {
  writeFileSync(join(folder.path, 'file'), '');
  expect(() => makeFolder(join(folder.path, 'file', 'x'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
});

test.runIf(process.platform === 'linux')('comes to an end where the system makes nothing, and says so', () => {
  expect(() => makeFolder('/proc/freshkey/x')).toThrow('The folder /proc/freshkey cannot be made there');
});

test('leaves a folder that is there as it is', () => {
  const path = join(folder.path, 'open');
  mkdirSync(path, { mode: 0o755 });
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o755);
});
