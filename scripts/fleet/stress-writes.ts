import { fileURLToPath } from 'node:url';
import { startFleet, Worker } from './fleet.ts';
import type { WorkerSetup } from './worker.ts';

const program = fileURLToPath(new URL('./writer.ts', import.meta.url));

/** What many writers said that the store has taken. */
export interface StressOutcome {
  /** Every generation that was acknowledged, once for each who was told so. */
  readonly acknowledged: readonly number[];
  readonly kills: number;
}

/**
 * Processes that write one record as fast as they can, one of which is killed again and again and replaced by another. The
 * caller compares what was acknowledged with what is stored.
 */
export async function stressWrites(
  setup: Pick<WorkerSetup, 'opener' | 'store'>,
  { processes, kills, betweenMs }: { processes: number; kills: number; betweenMs: number },
): Promise<StressOutcome> {
  const whole = { ...setup, apiUrl: '' };
  const all = await startFleet(processes, () => whole, program);
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, betweenMs * (0.5 + Math.random())));
    const victim = all.at(-processes + (kill % processes)) as Worker;
    victim.signal('SIGKILL');
    all.splice(all.length - processes + (kill % processes), 1);
    all.unshift(victim);
    all.push(await new Worker(whole, program).ready());
  }
  await Promise.all(all.map((worker) => worker.end()));
  const acknowledged = all.flatMap(({ events }) =>
    events.filter(({ event }) => event === 'wrote').map(({ operation }) => Number(operation)),
  );
  return { acknowledged, kills };
}
