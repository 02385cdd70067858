import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFleet, type Worker } from '../../../../scripts/fleet/fleet.ts';
import { stressWrites } from '../../../../scripts/fleet/stress-writes.ts';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';

const opener = new URL('../test-support/open-store.ts', import.meta.url).href;
const processes = 16;

let folder: TemporaryFolder;
let api: TestServer;
let workers: Worker[] = [];

beforeEach(async () => {
  folder = new TemporaryFolder();
  api = await createTestServer({ latencyMs: { token: 20, api: 2 } });
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.end()));
  workers = [];
  await api.close();
  folder.remove();
});

async function start(leaseMs: number): Promise<[Worker, ...Worker[]]> {
  const tokens = api.tokens.issue();
  const store = { path: folder.path, key: 'fleet', leaseMs };
  workers = await startFleet(processes, () => ({ opener, store, apiUrl: api.url, tokens }));
  return workers as [Worker, ...Worker[]];
}

let serial = 0;
const idsFor = (count: number) => Array.from({ length: count }, () => `r${++serial}`);

async function requestEverywhere(perWorker: number, among = workers): Promise<string[]> {
  const shares = among.map(() => idsFor(perWorker));
  const failed = await Promise.all(among.map((worker, index) => worker.request(shares[index] as string[])));
  expect(failed.flat()).toEqual([]);
  return shares.flat();
}

const intact = () => {
  api.journal.expectNoReuse();
  api.journal.expectMaxConcurrentRefreshes(1);
};

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
  const ids: string[] = [];
  for (let expiry = 1; expiry <= 5; expiry++) {
    api.tokens.expireAll();
    ids.push(...(await requestEverywhere(20)));
    api.journal.expectRefreshes(expiry);
  }
  api.journal.expectNothingLost(ids);
  api.journal.expectNothingServedTwice(ids);
  intact();
});

test('goes on at once when the process that refreshes is killed', async () => {
  const [holder, ...others] = await start(60_000);
  api.tokens.expireAll();
  // The server never comes to the refresh of the one who dies: the token is not spent.
  api.faults.next('token', 'hang');
  const dying = holder.request(idsFor(5)).catch((error: Error) => error.message);
  await holder.until('refreshing');
  const rest = requestEverywhere(10, others);
  await new Promise((resolve) => setTimeout(resolve, 200));
  holder.signal('SIGKILL');
  // Nobody waited for its lease: none of them waits for a refresh so long.
  api.journal.expectNothingLost(await rest);
  expect(await dying).toBe('The worker ended with SIGKILL.');
  api.journal.expectRefreshes(2);
  api.journal.expectNoReuse();
});

test('takes back in a process that was asleep beyond its lease while it refreshed', async () => {
  const [holder, ...others] = await start(3000);
  api.tokens.expireAll();
  api.faults.next('token', { status: 503, delayMs: 7000 });
  const mine = idsFor(5);
  const sleeping = holder.request(mine);
  sleeping.catch(() => undefined);
  await expect
    .poll(() => api.journal.entries.filter(({ kind }) => kind === 'token').length, { timeout: 20_000 })
    .toBe(1);
  holder.signal('SIGSTOP');
  const ids = await requestEverywhere(10, others);
  api.journal.expectRefreshes(2);
  holder.signal('SIGCONT');
  expect(await sleeping).toEqual([]);
  api.journal.expectNothingLost([...ids, ...mine]);
  api.journal.expectNoReuse();
});

test('keeps everybody signed out who was so during the refresh of another process, and keeps no token', async () => {
  const [holder, leaver] = (await start(3000)) as unknown as [Worker, Worker];
  const gate = api.faults.hold('token');
  api.tokens.expireAll();
  const late = holder.request(idsFor(5));
  await gate.arrived();
  await leaver.ask({ name: 'sign-out' });
  gate.open();
  await late;
  const statuses = () => Promise.all(workers.map((worker) => worker.ask({ name: 'status' })));
  await expect.poll(statuses, { timeout: 5000 }).toEqual(Array(processes).fill('signed-out'));
  await expect.poll(() => stored().newest.record).toContain('"tokens":null');
  // What was replaced is emptied right after.
  await expect.poll(() => stored().full, { timeout: 5000 }).toBe(1);
  api.journal.expectRefreshes(1);
  intact();
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
