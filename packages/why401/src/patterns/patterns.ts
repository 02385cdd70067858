import { loops } from './loops.ts';
import type { Pattern } from './pattern.ts';
import { refreshRaces } from './refresh-races.ts';
import { storms } from './storms.ts';
import type { TrailStep } from './trail.ts';

const maxIndexes = 1_000;

/**
 * Every pattern of a recording, in the order of their first requests: storms, refresh races, loops. A request that went
 * out in a storm is no retry.
 */
export function patternsOf(trail: readonly TrailStep[]): Pattern[] {
  const isTimed = trail.every((step) => !Number.isNaN(step.startMs));
  // Without times the order is all that is known.
  const steps = isTimed
    ? [...trail].sort((one, other) => one.startMs - other.startMs || one.index - other.index)
    : trail.map((step, place) => ({ ...step, startMs: place, endMs: place }));
  const stormy = isTimed ? storms(steps) : [];
  const inStorm = new Set(stormy.flatMap((storm) => storm.steps));
  const found = [...stormy.map((storm) => storm.pattern), ...refreshRaces(steps), ...loops(steps, inStorm)];
  return found
    .sort((one, other) => (one.indexes[0] as number) - (other.indexes[0] as number))
    .map((pattern) => ({ ...pattern, indexes: pattern.indexes.slice(0, maxIndexes) }));
}
