import { grouped, indexesOf, isAfter, overlaps, type Pattern } from './pattern.ts';
import type { TrailStep } from './trail.ts';

const loopRounds = 3;
const retryRounds = 5;

/**
 * The same request, refused again and again, with refreshes in between or without; and refreshes that are refused.
 *
 * @param steps sorted by time. @param inStorm those that went out together and so are nobody's retries.
 */
export function loops(steps: readonly TrailStep[], inStorm: ReadonlySet<TrailStep>): Pattern[] {
  const refreshes = steps.filter((step) => step.isRefresh);
  const requests = steps.filter((step) => !step.isRefresh);
  return [
    ...[...grouped(requests, (step) => step.key).values()]
      .flatMap(unansweredRuns)
      .flatMap((refused) => loopsOf(refused, refreshes, inStorm)),
    ...[...grouped(refreshes, (step) => step.key).values()].flatMap(refusedRefreshes),
  ];
}

/** The refusals of one request, cut wherever it was answered. */
const unansweredRuns = (steps: readonly TrailStep[]): TrailStep[][] => {
  const runs: TrailStep[][] = [[]];
  for (const step of steps) {
    if (step.isRefused) runs.at(-1)?.push(step);
    else if (step.status >= 200 && step.status < 400) runs.push([]);
  }
  return runs;
};

/** Refusals of one request, cut where a whole refresh lies between two of them. */
const loopsOf = (
  refused: readonly TrailStep[],
  refreshes: readonly TrailStep[],
  inStorm: ReadonlySet<TrailStep>,
): Pattern[] => {
  if (refused.length < loopRounds) return [];
  const rounds: TrailStep[][] = [];
  const between: TrailStep[] = [];
  for (const step of refused) {
    const before = rounds.at(-1)?.at(-1);
    const refresh = before && refreshBetween(before, step, refreshes);
    if (refresh) between.push(refresh);
    if (before === undefined || refresh) rounds.push([]);
    rounds.at(-1)?.push(step);
  }
  if (rounds.length >= loopRounds) return [refreshLoop(rounds, between)];
  return rounds.flatMap((round) => retryRuns(round.filter((step) => !inStorm.has(step)))).map(retryLoop);
};

/** The last refresh that began after one step and was over before the other. */
const refreshBetween = (before: TrailStep, step: TrailStep, refreshes: readonly TrailStep[]): TrailStep | undefined => {
  let at = placeOf(refreshes, step.startMs) - 1;
  // Refreshes are sorted by their beginnings; the one that is over may stand behind some that are not.
  for (let tries = 0; at >= 0 && tries < 16; at -= 1, tries += 1) {
    const refresh = refreshes[at] as TrailStep;
    if (refresh.startMs < before.startMs) return undefined;
    if (refresh.endMs <= step.startMs && (refresh.startMs > before.startMs || refresh.index > before.index))
      return refresh;
  }
  return undefined;
};

/** How many steps begin at this instant or before it. */
const placeOf = (steps: readonly TrailStep[], instantMs: number): number => {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] as TrailStep).startMs <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Runs of tries, each sent when the one before was answered, long enough to be told. */
const retryRuns = (steps: readonly TrailStep[]): TrailStep[][] => {
  const runs: TrailStep[][] = [];
  for (const [at, step] of steps.entries()) {
    const before = steps[at - 1];
    if (before === undefined || !isAfter(step, before)) runs.push([]);
    runs.at(-1)?.push(step);
  }
  return runs.filter((run) => run.length >= retryRounds);
};

const refreshLoop = (rounds: readonly TrailStep[][], refreshes: readonly TrailStep[]): Pattern => {
  const refused = rounds.flat();
  const times =
    refused.length === rounds.length
      ? `The same request was refused ${rounds.length} times, with a refresh before each new try.`
      : `The same request was refused ${refused.length} times, in ${rounds.length} rounds with a refresh between them.`;
  return {
    kind: 'loop',
    indexes: indexesOf([...refused, ...refreshes]),
    text: `${times} ${
      refreshes.every(({ status }) => status >= 400)
        ? 'Each refresh was refused, so that there was no new token to try: end the session and sign in again.'
        : 'The new token is refused as well (wrong audience, issuer or scope), or the refresh itself runs through the interceptor: replay once, then give up with the reason.'
    }`,
  };
};

const retryLoop = (refused: readonly TrailStep[]): Pattern => {
  const credentials = new Set(refused.map((step) => step.credential));
  const told = credentials.has(undefined)
    ? ''
    : credentials.size === 1
      ? ' with the same credential'
      : ` with ${credentials.size} credentials`;
  return {
    kind: 'loop',
    indexes: indexesOf(refused),
    text: `The same request was refused ${refused.length} times in a row${told}, without a refresh in between. Do not retry a 401: refresh once, or report it.`,
  };
};

/** Those that ran at the same time are a race, and no loop. */
const refusedRefreshes = (refreshes: readonly TrailStep[]): Pattern[] => {
  const runs: TrailStep[][] = [[]];
  for (const [at, step] of refreshes.entries()) {
    const before = refreshes[at - 1];
    if (step.status < 400 || (before && overlaps(step, before))) runs.push([]);
    if (step.status >= 400) runs.at(-1)?.push(step);
  }
  return runs
    .filter((failed) => failed.length >= loopRounds)
    .map((failed) => ({
      kind: 'loop',
      indexes: indexesOf(failed),
      text: `The refresh itself was refused ${failed.length} times in a row. A refused refresh token stays refused: end the session and sign in again, and keep the refresh out of the interceptor that starts it.`,
    }));
};
