import { afterAll, beforeAll, expect, test } from 'vitest';
import { stressWrites } from '../../../scripts/fleet/stress-writes.ts';
import { Database } from './test-support/database.ts';

let database: Database;

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());

const opener = new URL('./test-support/open-store.ts', import.meta.url).href;

test.each(['pg', 'porsager', 'pg, through PgBouncer'] as const)(
  'loses no write that it has acknowledged though writers are killed, with %s',
  async (family) => {
    const store = { family, url: database.urlFor(family), key: family, storeTimeoutMs: 20_000 };
    const { acknowledged } = await stressWrites({ opener, store }, { processes: 4, kills: 6, betweenMs: 200 });
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const { generation } = (await database.document(family)) ?? {};
    expect(generation).toBeGreaterThanOrEqual(Math.max(...acknowledged));
  },
);
