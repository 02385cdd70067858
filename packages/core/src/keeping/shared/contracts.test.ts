import { lockContract, storeContract } from '@freshkey/testing';
import { describe, test } from 'vitest';
import { sharedStores } from './shared-store.ts';
import { MemoryDatabase } from './test-support/memory-database.ts';

const encryptionKey = { id: 'k1', key: new Uint8Array(32).fill(7) };

describe.each([
  { kind: 'with notices', isWatched: true, options: {} },
  { kind: 'without notices', isWatched: false, options: {} },
  { kind: 'encrypted', isWatched: true, options: { encryptionKey } },
])('a shared store, $kind', ({ isWatched, options }) => {
  const database = new MemoryDatabase();
  const storeOf = sharedStores({ leaseMs: 300, ...options });
  const stores = storeContract({
    createStore: (name) => storeOf(database.cell(name, { isWatched })),
    corrupt: (name, content) => void database.put(name, content),
    traits: { notices: isWatched },
  });
  const locks = lockContract({
    createLock: (name) => storeOf(database.cell(name, { isWatched })).lock,
    lose: (name) => database.change(name, { owner: 'another process' }),
    dieHolding: (name) => database.change(name, { owner: 'a process that died' }),
  });
  for (const { name, run } of [...stores, ...locks]) test(name, run);
});
