import { grouped, indexesOf, overlaps, type Pattern } from './pattern.ts';
import type { TrailStep } from './trail.ts';

/** A second use after so long is no race any more: the server does not rotate its refresh tokens. */
const reuseMs = 10_000;

/**
 * Refreshes of one session that overlap, or that spend one refresh token twice. Those whose tokens are known to differ
 * belong to different sessions.
 *
 * @param steps sorted by time.
 */
export function refreshRaces(steps: readonly TrailStep[]): Pattern[] {
  const sessions = grouped(
    steps.filter((step) => step.isRefresh && !(step.status >= 300 && step.status < 400)),
    (step) => step.refreshToken ?? step.key,
  );
  return [...sessions.values()].flatMap(groupsOf).map(race);
}

const groupsOf = (refreshes: readonly TrailStep[]): TrailStep[][] => {
  const groups: TrailStep[][] = [];
  let latest: TrailStep | undefined;
  let isSpent = false;
  for (const step of refreshes) {
    const before = groups.at(-1)?.at(-1);
    // A token that was refused was not spent; one whose answer was lost may have been.
    const spendsAgain =
      step.refreshToken !== undefined && isSpent && before !== undefined && step.startMs - before.startMs <= reuseMs;
    const goesOn = latest !== undefined && (overlaps(step, latest) || spendsAgain);
    if (!goesOn) {
      groups.push([]);
      isSpent = false;
      latest = undefined;
    }
    groups.at(-1)?.push(step);
    isSpent ||= step.status < 400;
    if (latest === undefined || step.endMs > latest.endMs) latest = step;
  }
  return groups.filter((group) => group.length > 1);
};

const race = (group: readonly TrailStep[]): Pattern => {
  const isSame = group[0]?.refreshToken !== undefined;
  const areTogether = group.some((step, at) => at > 0 && overlaps(step, group[at - 1] as TrailStep));
  const failed = group.filter((step) => step.status >= 400).length;
  return {
    kind: 'refresh-race',
    indexes: indexesOf(group),
    text: `${group.length} refreshes ran ${areTogether ? 'at the same time' : 'one after the other'}${isSame ? ' with the same refresh token' : ''}${failed > 0 ? `, ${failed} of them refused` : ''}. A server that rotates refresh tokens takes the second use for theft and ends the session: let one refresh run, and everybody else wait for it.`,
  };
};
