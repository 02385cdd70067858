import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FleetTest, pause } from '../../../scripts/fleet/fleet-test.ts';
import { type ClientFamily, families } from './test-support/clients.ts';
import { Database } from './test-support/database.ts';

let database: Database;
let fleet: FleetTest;

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  fleet = await FleetTest.open();
});
afterEach(() => fleet.close());

/** One with notices, one without. */
const unlike = ['pg', 'porsager, through PgBouncer'] as const;

const opener = new URL('./test-support/open-store.ts', import.meta.url).href;

const start = (count: number, family: ClientFamily, leaseMs = 1500, more: { confirms?: boolean } = {}) =>
  fleet.start(count, { opener, store: { family, url: database.urlFor(family), key: 'fleet', leaseMs }, ...more });

async function restart(): Promise<void> {
  await database.server.shutDown();
  await pause(500);
  await database.server.start();
  await pause(1000);
}

test.each(families)('refreshes once per expiry for 8 processes: %s', async (family) => {
  await start(8, family);
  await fleet.expectOneRefreshAnExpiry(50);
});

test.each(unlike)('goes on when the process that refreshes is killed: %s', async (family) => {
  await start(8, family);
  await fleet.expectToOutliveItsHolder(25);
});

test.each(unlike)('takes back in a process that was asleep beyond its lease while it refreshed: %s', async (family) => {
  await start(8, family, 1000);
  await fleet.expectToTakeBackASleeper({ perWorker: 25, gatewayGivesUpMs: 3000 });
});

test('stops a process that slept beyond its lease before it spends the token, where it asks', async () => {
  await start(4, 'pg', 1000, { confirms: true });
  await fleet.expectToStopASleeperThatAsks(10);
});

test.each(['pg', 'porsager'] as const)(
  'refreshes once although PostgreSQL is restarted under load, with %s',
  async (family) => {
    await start(8, family, 3000);
    await fleet.expectOneRefreshThrough(50, restart);
    await database.server.crash();
    fleet.api.tokens.expireAll();
    const next = fleet.requestEverywhere(20);
    await pause(1500);
    await database.server.start();
    fleet.api.journal.expectNothingLost(await next);
    fleet.api.journal.expectRefreshes(2);
    fleet.expectIntact();
  },
);

test('refreshes once through PgBouncer although PostgreSQL is restarted behind it', async () => {
  await start(8, 'pg, through PgBouncer', 3000);
  await fleet.expectOneRefreshThrough(50, restart);
  fleet.expectIntact();
});

test.each(['pg', 'porsager'] as const)(
  'spends nothing while PostgreSQL is stopped, and goes on when it is back, with %s',
  async (family) => {
    await start(8, family);
    const { workers, api } = fleet;
    expect(await fleet.requestEverywhere(5)).toHaveLength(40);
    await database.server.crash();
    api.tokens.expireAll();
    const failed = await Promise.all(workers.map((worker) => worker.request(fleet.ids(5))));
    expect(failed.flat()).toHaveLength(40);
    expect(failed.flat().every((line) => line.includes(': 401 '))).toBe(true);
    api.journal.expectRefreshes(0);
    await database.server.start();
    await expect
      .poll(async () => (await Promise.all(workers.map((worker) => worker.request(fleet.ids(1))))).flat(), {
        timeout: 30_000,
        interval: 300,
      })
      .toEqual([]);
    api.journal.expectRefreshes(1);
    fleet.expectIntact();
  },
);

test.each(unlike)('keeps everybody signed out who was so during the refresh of another process: %s', async (family) => {
  await start(8, family, 3000);
  await fleet.signOutDuringARefresh();
  expect((await database.document('fleet'))?.record).toContain('"tokens":null');
  // Behind a pooler nobody is told: they learn it when they refresh next.
  await Promise.all(fleet.workers.map((worker) => worker.ask({ name: 'refresh' }).catch(() => undefined)));
  await fleet.expectStatusEverywhere('signed-out');
  fleet.api.journal.expectRefreshes(1);
  fleet.expectIntact();
});
