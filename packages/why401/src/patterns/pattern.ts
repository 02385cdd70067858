import type { TrailStep } from './trail.ts';

/** Something that only the order and the times of several requests show. */
export interface Pattern {
  kind: 'storm' | 'refresh-race' | 'loop';
  /** Places of its requests among all, from 0, in order. */
  indexes: number[];
  text: string;
}

/** Places of steps among all requests, in order. */
export function indexesOf(steps: readonly TrailStep[]): number[] {
  return steps.map((step) => step.index).sort((one, other) => one - other);
}

/** Steps by a key, in their order. */
export function grouped(steps: readonly TrailStep[], keyOf: (step: TrailStep) => string): Map<string, TrailStep[]> {
  const groups = new Map<string, TrailStep[]>();
  for (const step of steps) {
    const group = groups.get(keyOf(step));
    if (group) group.push(step);
    else groups.set(keyOf(step), [step]);
  }
  return groups;
}

/** Recordings round beginnings to whole milliseconds, and durations less coarsely. */
export const clockGrainMs = 1;

/** Whether a step was sent when the one before it had been answered. Where nobody measured, nobody knows. */
export function isAfter(step: TrailStep, before: TrailStep): boolean {
  return before.endMs > before.startMs && before.endMs <= step.startMs + clockGrainMs;
}

/** Whether a step was sent while the one before it was still under way. */
export function overlaps(step: TrailStep, before: TrailStep): boolean {
  return step.startMs === before.startMs || step.startMs + clockGrainMs < before.endMs;
}
