import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockContract, storeContract } from '@freshkey/testing';
import { afterAll, describe, test } from 'vitest';
import { ddl, sqliteStores } from './sqlite-stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'example-store-'));
const open = () => {
  const database = new DatabaseSync(join(folder, 'sessions.db'), { timeout: 500 });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  return database;
};
const admin = open();
admin.exec(ddl);
const databases = [admin];

afterAll(() => {
  for (const database of databases) database.close();
  rmSync(folder, { recursive: true });
});

/** Every handle has a connection of its own, as processes have. */
function create(key: string) {
  const database = open();
  databases.push(database);
  return sqliteStores(database, { leaseMs: 300 })(key);
}

const idOf = (key: string) => createHash('sha256').update(key).digest('hex');

function put(key: string, document: string): void {
  admin
    .prepare('insert or replace into sessions (id, version, document) values (?, ?, ?)')
    .run(idOf(key), crypto.randomUUID(), document);
}

/** Somebody else's hand in the document. */
function change(key: string, changes: object): void {
  const row = admin.prepare('select document from sessions where id = ?').get(idOf(key));
  const document = JSON.parse(String(row?.document ?? '{}')) as { beat?: number };
  put(key, JSON.stringify({ ...document, beat: (document.beat ?? 0) + 1, ...changes }));
}

const stores = storeContract({ createStore: create, corrupt: put, traits: { notices: false } });
const locks = lockContract({
  createLock: (key) => create(key).lock,
  lose: (key) => change(key, { owner: 'another process' }),
  dieHolding: (key) => change(key, { owner: 'a process that died' }),
});

describe('the store', () => {
  for (const { name, run } of stores) test(name, run);
});
describe('the lock', () => {
  for (const { name, run } of locks) test(name, run);
});
