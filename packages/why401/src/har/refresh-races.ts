import { grouped, indexesOf, type Pattern } from './pattern.ts';
import type { TrailStep } from './trail.ts';

const reuseMs = 10_000;

/** Refreshes that overlap, or that spend one refresh token twice. */
export const refreshRaces = (steps: readonly TrailStep[]): Pattern[] => {
  const byKey = grouped(
    steps.filter((step) => step.isRefresh),
    (step) => step.key,
  );
  const found: Pattern[] = [];
  for (const refreshes of byKey.values()) {
    let group: TrailStep[] = [];
    let spent = new Set<string>();
    let latestEndMs = Number.NaN;
    const flush = () => {
      if (group.length > 1) found.push(race(group));
    };
    for (const step of refreshes) {
      const last = group.at(-1);
      const overlaps = step.startMs < latestEndMs || step.startMs === last?.startMs;
      const spendsAgain =
        step.refreshToken !== undefined &&
        spent.has(step.refreshToken) &&
        !(step.startMs - (last?.startMs ?? Number.NaN) > reuseMs);
      if (last !== undefined && !overlaps && !spendsAgain) {
        flush();
        group = [];
        spent = new Set();
        latestEndMs = Number.NaN;
      }
      group.push(step);
      // A token that was refused was not spent; one whose answer was lost may have been.
      if (step.refreshToken !== undefined && step.status < 400) spent.add(step.refreshToken);
      latestEndMs = Number.isNaN(latestEndMs) ? step.endMs : Math.max(latestEndMs, step.endMs);
    }
    flush();
  }
  return found;
};

const race = (group: readonly TrailStep[]): Pattern => {
  const tokens = new Set(group.map((step) => step.refreshToken));
  const isSame = tokens.size < group.length && !tokens.has(undefined);
  const failed = group.filter((step) => step.status >= 400).length;
  return {
    kind: 'refresh-race',
    indexes: indexesOf(group),
    text: `${group.length} refreshes ran at the same time${isSame ? ' with the same refresh token' : ''}${failed > 0 ? `, ${failed} of them refused` : ''}. A server that rotates refresh tokens takes the second use for theft and ends the session: let one refresh run, and everybody else wait for it.`,
  };
};
