import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FleetTest } from '../../../../scripts/fleet/fleet-test.ts';
import { stressWrites } from '../../../../scripts/fleet/stress-writes.ts';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';

const opener = new URL('../test-support/open-store.ts', import.meta.url).href;

let folder: TemporaryFolder;
let fleet: FleetTest;

beforeEach(async () => {
  folder = new TemporaryFolder();
  fleet = await FleetTest.open();
});
afterEach(async () => {
  await fleet.close();
  folder.remove();
});

const start = (leaseMs: number) => fleet.start(16, { opener, store: { path: folder.path, key: 'fleet', leaseMs } });

/** What lies in the folder of the one session. */
function stored(): { names: string[]; full: number; newest: { generation?: number; record?: string } } {
  const [id = ''] = readdirSync(folder.path);
  const names = readdirSync(join(folder.path, id));
  const full = names.filter((name) => readFileSync(join(folder.path, id, name)).length > 0).length;
  const newest = Math.max(...names.map(Number).filter(Number.isInteger));
  return { names, full, newest: JSON.parse(readFileSync(join(folder.path, id, String(newest)), 'utf8')) };
}

test('refreshes once per expiry for 16 processes', async () => {
  await start(2000);
  await fleet.expectOneRefreshAnExpiry(20);
});

test('goes on at once when the process that refreshes is killed', async () => {
  // Nobody waits for its lease: no request waits for a refresh so long.
  await start(60_000);
  await fleet.expectToOutliveItsHolder(10);
});

test('takes back in a process that was asleep beyond its lease while it refreshed', async () => {
  await start(3000);
  await fleet.expectToTakeBackASleeper({ perWorker: 10, gatewayGivesUpMs: 7000 });
});

test('keeps everybody signed out who was so during the refresh of another process, and keeps no token', async () => {
  await start(3000);
  await fleet.signOutDuringARefresh();
  await fleet.expectStatusEverywhere('signed-out');
  await expect.poll(() => stored().newest.record).toContain('"tokens":null');
  // What was replaced is emptied right after.
  await expect.poll(() => stored().full, { timeout: 5000 }).toBe(1);
  fleet.api.journal.expectRefreshes(1);
  fleet.expectIntact();
});

test('loses no write that it has acknowledged though writers are killed', async () => {
  const store = { path: folder.path, key: 'stress', storeTimeoutMs: 20_000 };
  const { acknowledged } = await stressWrites({ opener, store }, { processes: 4, kills: 10, betweenMs: 200 });
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(stored().newest.generation).toBeGreaterThanOrEqual(Math.max(...acknowledged));
  // What the killed ones left goes with the next write.
  await stressWrites({ opener, store }, { processes: 1, kills: 0, betweenMs: 0 });
  expect(stored().names.filter((name) => name.startsWith('.new-')).length).toBeLessThanOrEqual(1);
});
