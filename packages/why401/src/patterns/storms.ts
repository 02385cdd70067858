import { clockGrainMs, grouped, indexesOf, type Pattern } from './pattern.ts';
import type { TrailStep } from './trail.ts';

/** So many refused together are more than a page that asks for two things at once. */
const stormSize = 4;
/** How long a request is taken to last where nobody measured it. */
const assumedMs = 50;
/** A refresh that begins so soon after a storm belongs to it. */
const followMs = 1_000;

/** Requests that went out before any of them could know that the token was refused, and what followed. */
export interface Storm {
  steps: TrailStep[];
  pattern: Pattern;
}

/** Every storm, by origin. @param steps sorted by time. */
export function storms(steps: readonly TrailStep[]): Storm[] {
  const byOrigin = grouped(
    steps.filter((step) => step.isRefused && !step.isRefresh),
    (step) => step.origin,
  );
  const refreshStartsMs = steps.filter((step) => step.isRefresh).map((step) => step.startMs);
  return [...byOrigin.values()]
    .flatMap(flights)
    .filter((flight) => flight.length >= stormSize)
    .map((together) => ({ steps: together, pattern: storm(together, refreshStartsMs) }));
}

/**
 * Refused requests that were under way together. One belongs to those before it when it was sent before the first of
 * them was answered, or while so many of them had no answer yet that it would be a storm even so.
 */
const flights = (refused: readonly TrailStep[]): TrailStep[][] => {
  const found: TrailStep[][] = [];
  let flight: TrailStep[] = [];
  let firstAnswerMs = Number.NEGATIVE_INFINITY;
  /** The last answers of the flight, the latest first: all of them to come means that so many are open. */
  let lastAnswersMs: number[] = [];
  for (const step of refused) {
    const areEnoughOpen = (lastAnswersMs[stormSize - 2] ?? Number.NEGATIVE_INFINITY) > step.startMs;
    const isAtOnce = step.startMs === flight[0]?.startMs;
    if (!areEnoughOpen && !isAtOnce && step.startMs + clockGrainMs >= firstAnswerMs) {
      flight = [];
      firstAnswerMs = Number.POSITIVE_INFINITY;
      lastAnswersMs = [];
      found.push(flight);
    }
    flight.push(step);
    firstAnswerMs = Math.min(firstAnswerMs, answeredMs(step));
    lastAnswersMs = [...lastAnswersMs, answeredMs(step)].sort((one, other) => other - one).slice(0, stormSize - 1);
  }
  return found;
};

const answeredMs = ({ startMs, endMs }: TrailStep): number => (endMs > startMs ? endMs : startMs + assumedMs);

const storm = (together: readonly TrailStep[], refreshStartsMs: readonly number[]): Pattern => {
  const startMs = (together[0] as TrailStep).startMs;
  const lastMs = (together.at(-1) as TrailStep).startMs;
  const endMs = together.reduce((latest, step) => Math.max(latest, step.endMs), lastMs);
  const refreshes = placeOf(refreshStartsMs, endMs + followMs) - placeOf(refreshStartsMs, startMs);
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
