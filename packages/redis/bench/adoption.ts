/**
 * How long 8 processes take to go on with a token that one of them renewed: from the refresh's end at the server to the
 * arrival of the last replay there. Rounds of ours and of the comparator alternate. Needs a redis-server.
 *
 *   node --import ../../scripts/fleet/from-source.ts bench/adoption.ts [family] [rounds] [requests per process]
 */
import { fileURLToPath } from 'node:url';
import { createTestServer } from '@freshkey/testing/server';
import { startFleet, type Worker } from '../../../scripts/fleet/fleet.ts';
import { startRedis } from '../src/test-support/redis-server.ts';

const [family = 'node-redis 6', rounds = '40', each = '1'] = process.argv.slice(2);
const now = () => performance.timeOrigin + performance.now();
const redis = await startRedis();

async function subject(name: string, program?: string) {
  const api = await createTestServer({ latencyMs: { token: 20 }, now });
  const setup = {
    opener: new URL('../src/test-support/open-store.ts', import.meta.url).href,
    store: { family, url: redis.url, key: 'bench' },
    apiUrl: api.url,
    tokens: api.tokens.issue(),
  };
  return { name, api, workers: await startFleet(8, () => setup, program), figures: [] as number[] };
}

async function round(number: number, { api, workers, figures }: Awaited<ReturnType<typeof subject>>): Promise<void> {
  api.tokens.expireAll();
  api.journal.clear();
  const ask = (worker: Worker, process: number) => {
    const ids = Array.from({ length: Number(each) }, (_, index) => `${number}-${process}-${index}`);
    return worker.request(ids, ids.length);
  };
  const failed = (await Promise.all(workers.map(ask))).flat();
  if (failed.length > 0) throw new Error(failed.join('\n'));
  api.journal.expectRefreshes(1);
  const refreshed = api.journal.entries.find(({ kind }) => kind === 'token');
  const replays = api.journal.entries.filter(({ kind, status }) => kind === 'api' && status === 200);
  const last = Math.max(...replays.map(({ atMs }) => atMs));
  if (number > 2) figures.push(last - (refreshed?.endedAtMs ?? 0));
  await new Promise((resolve) => setTimeout(resolve, 50));
}

const subjects = [
  await subject(`freshkey, ${family}`),
  await subject('redis-semaphore, read again', fileURLToPath(new URL('./mutex-worker.ts', import.meta.url))),
];
for (let number = 0; number < Number(rounds) + 3; number++) {
  for (const each of subjects) await round(number, each);
}
for (const { name, figures, api, workers } of subjects) {
  figures.sort((one, other) => one - other);
  const at = (share: number) => figures[Math.floor(figures.length * share)]?.toFixed(1);
  console.log(`${name}: ${at(0.5)} ms (median of ${figures.length}; ${at(0.1)} to ${at(0.9)})`);
  await Promise.all(workers.map((worker) => worker.end()));
  await api.close();
}
await redis.stop();
