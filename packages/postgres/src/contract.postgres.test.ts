import { lockContract, storeContract } from '@freshkey/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { postgres } from './postgres.ts';
import { families, isPooled, type OpenClient } from './test-support/clients.ts';
import { Database } from './test-support/database.ts';

let database: Database;

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());

const encryptionKey = { id: 'k1', key: new Uint8Array(32).fill(7) };

describe.each(families)('%s', (family) => {
  let open: OpenClient;

  beforeAll(() => {
    open = database.open(family);
  });
  afterAll(() => open.close());

  describe.each([
    { kind: 'in clear', options: {} },
    { kind: 'encrypted', options: { encryptionKey } },
    { kind: 'without notices', options: { listen: false } },
  ])('$kind', ({ options }) => {
    const create = (key: string) => postgres(open.client, { key, leaseMs: 600, ...options });
    const stores = storeContract({
      createStore: create,
      corrupt: (key, content) => database.put(key, content),
      // Behind a pooler nothing is heard, either.
      traits: { notices: !isPooled(family) && !('listen' in options) },
    });
    const locks = lockContract({
      createLock: (key) => create(key).lock,
      lose: (key) => database.change(key, { owner: 'another process' }),
      dieHolding: (key) => database.change(key, { owner: 'a process that died' }),
    });
    for (const { name, run } of [...stores, ...locks]) test(name, run);
  });
});
