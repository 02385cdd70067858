import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockContract, storeContract } from '@freshkey/testing';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';
import { type FileStoreOptions, fileStore } from './file-store.ts';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

const open = (more: Partial<FileStoreOptions> = {}) =>
  fileStore({ path: folder.path, key: 's', leaseMs: 300, ...more });

function newestOf(key: string): { number: number; text: string; in: string } {
  const path = fileStoreFolder(key);
  const number = Math.max(0, ...readdirSync(path).map(Number).filter(Number.isInteger));
  return { number, text: number === 0 ? '{}' : readFileSync(join(path, String(number)), 'utf8'), in: path };
}

function fileStoreFolder(key: string): string {
  const path = join(folder.path, createHash('sha256').update(key).digest('hex'));
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Somebody else's hand. */
function put(key: string, content: string): void {
  const { number, in: path } = newestOf(key);
  writeFileSync(join(path, String(number + 1)), content);
}

function change(key: string, changes: Record<string, unknown>): void {
  const document = JSON.parse(newestOf(key).text) as Record<string, unknown>;
  put(key, JSON.stringify({ ...document, beat: Number(document.beat ?? 0) + 1, ...changes }));
}

describe.each([
  { kind: 'in clear', options: {} },
  { kind: 'encrypted', options: { encryptionKey: { id: 'k1', key: new Uint8Array(32).fill(7) } } },
])('$kind', ({ options }) => {
  const create = (key: string) => open({ key, ...options });
  const stores = storeContract({ createStore: create, corrupt: put });
  const locks = lockContract({
    createLock: (key) => create(key).lock,
    lose: (key) => change(key, { owner: 'another process' }),
    dieHolding: (key) => change(key, { owner: 'a process of another machine', process: '1 2 elsewhere' }),
  });
  for (const { name, run } of [...stores, ...locks]) test(name, run);
});
