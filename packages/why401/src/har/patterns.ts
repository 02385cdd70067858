import type { TrailStep } from './trail.ts';

/** Something that only the order and the times of several entries show. */
export interface Pattern {
  kind: 'storm' | 'refresh-race' | 'loop';
  /** Positions in `log.entries`, from 0. */
  indexes: number[];
  text: string;
}

/** So many refused together are more than a page that asks for two things at once. */
const stormSize = 4;
const stormMs = 1_000;
/** A storm goes on as long as the next request follows within this time. */
const chainMs = 250;
const reuseMs = 10_000;
const loopRounds = 3;
const retryRounds = 5;
const maxIndexes = 1_000;

/** Every pattern of a recording, in the order of their first entries. */
export const patternsOf = (trail: readonly TrailStep[]): Pattern[] => {
  const isTimed = trail.every((step) => !Number.isNaN(step.startMs));
  const steps = isTimed
    ? [...trail].sort((one, other) => one.startMs - other.startMs || one.index - other.index)
    : [...trail];
  const found = [...(isTimed ? storms(steps) : []), ...refreshRaces(steps), ...loops(steps)];
  return found
    .sort((one, other) => (one.indexes[0] as number) - (other.indexes[0] as number))
    .map((pattern) => ({ ...pattern, indexes: pattern.indexes.slice(0, maxIndexes) }));
};

const grouped = (steps: readonly TrailStep[], keyOf: (step: TrailStep) => string): Map<string, TrailStep[]> => {
  const groups = new Map<string, TrailStep[]>();
  for (const step of steps) {
    const group = groups.get(keyOf(step));
    if (group) group.push(step);
    else groups.set(keyOf(step), [step]);
  }
  return groups;
};

const indexesOf = (steps: readonly TrailStep[]): number[] =>
  steps.map((step) => step.index).sort((one, other) => one - other);

/** Requests that went out before any of them could know that the token was refused. */
const storms = (steps: readonly TrailStep[]): Pattern[] => {
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

const isOneAfterTheOther = (steps: readonly TrailStep[]): boolean =>
  steps.every((step) => step.key === steps[0]?.key) &&
  steps.every(
    (step, at) =>
      at === 0 ||
      ((steps[at - 1] as TrailStep).endMs <= step.startMs &&
        (steps[at - 1] as TrailStep).endMs > (steps[at - 1] as TrailStep).startMs),
  );

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

/** Refreshes that overlap, or that spend one refresh token twice. */
const refreshRaces = (steps: readonly TrailStep[]): Pattern[] => {
  const byKey = grouped(
    steps.filter((step) => step.isRefresh),
    (step) => step.key,
  );
  const found: Pattern[] = [];
  for (const refreshes of byKey.values()) {
    let group: TrailStep[] = [];
    let tokens = new Set<string | undefined>();
    let latestEndMs = Number.NaN;
    const flush = () => {
      if (group.length > 1) found.push(race(group));
    };
    for (const step of refreshes) {
      const last = group.at(-1);
      const overlaps = step.startMs < latestEndMs || step.startMs === last?.startMs;
      const spendsAgain =
        step.refreshToken !== undefined &&
        tokens.has(step.refreshToken) &&
        !(step.startMs - (last?.startMs ?? Number.NaN) > reuseMs);
      if (last !== undefined && !overlaps && !spendsAgain) {
        flush();
        group = [];
        tokens = new Set();
        latestEndMs = Number.NaN;
      }
      group.push(step);
      tokens.add(step.refreshToken);
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

/** The same request, refused again and again, with refreshes in between or without. */
const loops = (steps: readonly TrailStep[]): Pattern[] => {
  const rounds = new Map<string, { refused: TrailStep[]; refreshes: Set<TrailStep>; lastOrder: number }>();
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
    if (step.isRefresh) lastRefresh = { step, order };
    else if (step.isRefused) {
      const round = rounds.get(step.key) ?? { refused: [], refreshes: new Set(), lastOrder: order };
      if (lastRefresh !== undefined && lastRefresh.order > round.lastOrder) round.refreshes.add(lastRefresh.step);
      round.refused.push(step);
      round.lastOrder = order;
      rounds.set(step.key, round);
    } else if (step.status >= 200 && step.status < 400) flush(step.key);
  }
  for (const key of [...rounds.keys()]) flush(key);
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
