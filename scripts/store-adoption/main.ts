/**
 * How long 8 processes take to go on with a token that one of them renewed, by the store that they share: from the
 * refresh's end at the server to the arrival of the last replay there. Rounds of all stores alternate. Needs a
 * redis-server, PostgreSQL and PgBouncer.
 *
 *   node --import ./scripts/fleet/from-source.ts scripts/store-adoption/main.ts [rounds] [kind of Redis]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestServer } from '@freshkey/testing/server';
import { families } from '../../packages/postgres/src/test-support/clients.ts';
import { Database } from '../../packages/postgres/src/test-support/database.ts';
import { startRedis } from '../../packages/redis/src/test-support/redis-server.ts';
import { startFleet } from '../fleet/fleet.ts';

const [rounds = '20', redisFamily = 'ioredis 6'] = process.argv.slice(2);
const now = () => performance.timeOrigin + performance.now();
const openerOf = (name: string) =>
  new URL(`../../packages/${name}/src/test-support/open-store.ts`, import.meta.url).href;

async function subject(name: string, opener: string, store: object) {
  const api = await createTestServer({ latencyMs: { token: 20 }, now });
  const setup = {
    opener: openerOf(opener),
    store: { key: 'bench', ...store },
    apiUrl: api.url,
    tokens: api.tokens.issue(),
  };
  return { name, api, workers: await startFleet(8, () => setup), figures: [] as number[] };
}

type Subject = Awaited<ReturnType<typeof subject>>;

async function round(number: number, { name, api, workers, figures }: Subject): Promise<void> {
  api.tokens.expireAll();
  api.journal.clear();
  const failed = await Promise.all(workers.map((worker, process) => worker.request([`${number}-${process}`], 1)));
  if (failed.flat().length > 0) {
    const said = workers.flatMap(({ events }) => events.map(({ event, because }) => `${event}: ${because ?? ''}`));
    throw new Error([name, ...failed.flat(), ...said].join('\n'));
  }
  api.journal.expectRefreshes(1);
  const refreshed = api.journal.entries.find(({ kind }) => kind === 'token');
  const replays = api.journal.entries.filter(({ kind, status }) => kind === 'api' && status === 200);
  if (number > 2) figures.push(Math.max(...replays.map(({ atMs }) => atMs)) - (refreshed?.endedAtMs ?? 0));
  await new Promise((resolve) => setTimeout(resolve, 50));
}

const redis = await startRedis();
const database = await Database.start();
const folder = mkdtempSync(join(tmpdir(), 'freshkey-bench-'));
const subjects: Subject[] = [await subject(`redis, ${redisFamily}`, 'redis', { family: redisFamily, url: redis.url })];
for (const family of families) {
  subjects.push(
    await subject(`postgres, ${family}`, 'postgres', { key: family, family, url: database.urlFor(family) }),
  );
}
subjects.push(await subject('files', 'node', { path: folder }));
for (let number = 0; number < Number(rounds) + 3; number++) for (const each of subjects) await round(number, each);

const medianOf = (figures: readonly number[]) => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;
const yardstick = medianOf(subjects[0]?.figures ?? []);
for (const { name, figures, api, workers } of subjects) {
  const median = medianOf(figures);
  console.log(`${name.padEnd(36)} ${median.toFixed(1).padStart(7)} ms  ${(median / yardstick).toFixed(2)} × Redis`);
  await Promise.all(workers.map((worker) => worker.end()));
  await api.close();
}
await redis.stop();
await database.stop();
rmSync(folder, { recursive: true, force: true });
