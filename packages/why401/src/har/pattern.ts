import type { TrailStep } from './trail.ts';

/** Something that only the order and the times of several entries show. */
export interface Pattern {
  kind: 'storm' | 'refresh-race' | 'loop';
  /** Positions in `log.entries`, from 0. */
  indexes: number[];
  text: string;
}

/** Positions of steps in the recording, in order. */
export const indexesOf = (steps: readonly TrailStep[]): number[] =>
  steps.map((step) => step.index).sort((one, other) => one - other);

/** Steps by a key, in their order. */
export const grouped = (steps: readonly TrailStep[], keyOf: (step: TrailStep) => string): Map<string, TrailStep[]> => {
  const groups = new Map<string, TrailStep[]>();
  for (const step of steps) {
    const group = groups.get(keyOf(step));
    if (group) group.push(step);
    else groups.set(keyOf(step), [step]);
  }
  return groups;
};

/** Whether all are one and the same request, each sent when the one before was answered. */
export const isOneAfterTheOther = (steps: readonly TrailStep[]): boolean =>
  steps.every((step) => step.key === steps[0]?.key) &&
  steps.every(
    (step, at) =>
      at === 0 ||
      ((steps[at - 1] as TrailStep).endMs <= step.startMs &&
        (steps[at - 1] as TrailStep).endMs > (steps[at - 1] as TrailStep).startMs),
  );
