import { loops } from './loops.ts';
import type { Pattern } from './pattern.ts';
import { refreshRaces } from './refresh-races.ts';
import { storms } from './storms.ts';
import type { TrailStep } from './trail.ts';

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
