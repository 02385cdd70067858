import type { FlightTrace, StepTrace } from '@freshkey/core';
import type { TraceSource } from '../recording.ts';

/** Tells what a session would tell, as a test wants it told. */
export interface Told extends TraceSource {
  step(step: Partial<StepTrace> & Pick<StepTrace, 'what' | 'atMs'>): void;
  flight(flight: Partial<FlightTrace> & Pick<FlightTrace, 'startedAtMs'>): void;
  readonly listeners: number;
}

export function createTold(): Told {
  const all = new Map<string, Set<(event: never) => void>>();
  const emit = (name: string, event: unknown) => {
    for (const listener of all.get(name) ?? []) listener(event as never);
  };
  return {
    on(name, listener) {
      const set = all.get(name) ?? new Set();
      all.set(name, set.add(listener));
      return () => void set.delete(listener);
    },
    step: (step) => emit('step', { id: 1, attempt: 0, method: 'GET', url: 'https://api.test/api/orders', ...step }),
    flight: (flight) => emit('flight', { id: 1, generation: 10, blocking: true, ...flight }),
    get listeners() {
      return [...all.values()].reduce((sum, set) => sum + set.size, 0);
    },
  };
}

/** One request that is refused with the first token and answered with the second, begun at `fromMs`. */
export function tellRefreshed(told: Told, id: number, fromMs: number): void {
  told.step({ id, what: 'sent', atMs: fromMs, generation: 10 });
  told.step({ id, what: 'refused', atMs: fromMs + 100, status: 401, reason: 'refresh' });
  told.step({ id, what: 'held', atMs: fromMs + 100 });
  told.step({ id, what: 'sent', atMs: fromMs + 300, generation: 20 });
  told.step({ id, what: 'answered', atMs: fromMs + 350, status: 200 });
}
