import { indexesOf, isOneAfterTheOther, type Pattern } from './pattern.ts';
import type { TrailStep } from './trail.ts';

const loopRounds = 3;
const retryRounds = 5;

/** The same request, refused again and again, with refreshes in between or without. */
export const loops = (steps: readonly TrailStep[]): Pattern[] => {
  const rounds = new Map<string, { refused: TrailStep[]; refreshes: Set<TrailStep>; lastOrder: number }>();
  const failing = new Map<string, TrailStep[]>();
  const found: Pattern[] = [];
  let lastRefresh: { step: TrailStep; order: number } | undefined;
  const flush = (key: string) => {
    const round = rounds.get(key);
    rounds.delete(key);
    if (round === undefined) return;
    const { refused, refreshes } = round;
    if (refused.length >= loopRounds && refreshes.size >= loopRounds - 1)
      found.push(refreshLoop(refused, [...refreshes]));
    else if (refused.length >= retryRounds && isOneAfterTheOther(refused)) found.push(retryLoop(refused));
  };
  for (const [order, step] of steps.entries()) {
    if (step.isRefresh) {
      lastRefresh = { step, order };
      const failed = failing.get(step.key) ?? [];
      if (step.status >= 400) {
        failed.push(step);
        failing.set(step.key, failed);
      } else {
        failing.delete(step.key);
        if (failed.length >= loopRounds) found.push(refusedRefreshes(failed));
      }
      continue;
    }
    if (step.isRefused) {
      const round = rounds.get(step.key) ?? { refused: [], refreshes: new Set(), lastOrder: order };
      if (lastRefresh !== undefined && lastRefresh.order > round.lastOrder) round.refreshes.add(lastRefresh.step);
      round.refused.push(step);
      round.lastOrder = order;
      rounds.set(step.key, round);
    } else if (step.status >= 200 && step.status < 400) flush(step.key);
  }
  for (const key of [...rounds.keys()]) flush(key);
  for (const failed of failing.values()) if (failed.length >= loopRounds) found.push(refusedRefreshes(failed));
  return found;
};

const refreshLoop = (refused: readonly TrailStep[], refreshes: readonly TrailStep[]): Pattern => ({
  kind: 'loop',
  indexes: indexesOf([...refused, ...refreshes]),
  text: `The same request was refused ${refused.length} times, with a refresh before each new try. The new token is refused as well (wrong audience, issuer or scope), or the refresh itself runs through the interceptor: replay once, then give up with the reason.`,
});

const retryLoop = (refused: readonly TrailStep[]): Pattern => {
  const credentials = new Set(refused.map((step) => step.credential));
  const same = credentials.size === 1 && !credentials.has(undefined) ? ' with the same credential' : '';
  return {
    kind: 'loop',
    indexes: indexesOf(refused),
    text: `The same request was refused ${refused.length} times in a row${same}, and nothing was done in between. Do not retry a 401: refresh once, or report it.`,
  };
};

const refusedRefreshes = (failed: readonly TrailStep[]): Pattern => ({
  kind: 'loop',
  indexes: indexesOf(failed),
  text: `The refresh itself was refused ${failed.length} times in a row. A refused refresh token stays refused: end the session and sign in again, and keep the refresh out of the interceptor that starts it.`,
});
