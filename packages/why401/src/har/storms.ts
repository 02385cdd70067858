import { grouped, indexesOf, isOneAfterTheOther, type Pattern } from './pattern.ts';
import type { TrailStep } from './trail.ts';

/** So many refused together are more than a page that asks for two things at once. */
const stormSize = 4;
const stormMs = 1_000;
/** A storm goes on as long as the next request follows within this time. */
const chainMs = 250;

/** Requests that went out before any of them could know that the token was refused. @param steps sorted by time. */
export const storms = (steps: readonly TrailStep[]): Pattern[] => {
  const byOrigin = grouped(
    steps.filter((step) => step.isRefused && !step.isRefresh),
    (step) => step.origin,
  );
  const refreshStartsMs = steps.filter((step) => step.isRefresh).map((step) => step.startMs);
  const found: Pattern[] = [];
  for (const refused of byOrigin.values()) {
    let at = 0;
    while (at < refused.length) {
      const first = refused[at] as TrailStep;
      const untilMs = Math.max(first.endMs, first.startMs + stormMs);
      let end = at + 1;
      while (end < refused.length && isTogether(refused[end] as TrailStep, refused[end - 1] as TrailStep, untilMs))
        end += 1;
      const together = refused.slice(at, end);
      if (together.length >= stormSize && !isOneAfterTheOther(together)) found.push(storm(together, refreshStartsMs));
      at = end;
    }
  }
  return found;
};

const isTogether = ({ startMs }: TrailStep, before: TrailStep, untilMs: number): boolean =>
  startMs <= untilMs || startMs - before.startMs <= chainMs;

const storm = (together: readonly TrailStep[], refreshStartsMs: readonly number[]): Pattern => {
  const startMs = (together[0] as TrailStep).startMs;
  const lastMs = (together.at(-1) as TrailStep).startMs;
  const endMs = together.reduce((latest, step) => Math.max(latest, step.endMs), lastMs);
  const refreshes = placeOf(refreshStartsMs, endMs + stormMs) - placeOf(refreshStartsMs, startMs);
  const followed =
    refreshes === 0
      ? 'no refresh followed'
      : refreshes === 1
        ? 'one refresh followed'
        : `${refreshes} refreshes followed, where one is enough`;
  return {
    kind: 'storm',
    indexes: indexesOf(together),
    text: `${together.length} requests to ${(together[0] as TrailStep).origin || 'one origin'} were sent within ${durationText(lastMs - startMs)} of each other and all refused; ${followed}. Hold requests while one refresh is under way, and refresh before the token expires.`,
  };
};

const durationText = (ms: number): string => (ms < 2_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1_000)} s`);

/** How many of the sorted instants lie before this one. */
const placeOf = (sorted: readonly number[], instantMs: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
};
