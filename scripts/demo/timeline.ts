/** What happened to one request. Times are milliseconds since the demo began. */
export interface Journey {
  readonly id: string;
  readonly lane: string;
  readonly startMs: number;
  endMs?: number;
  /** When the API refused it. */
  refusedMs?: number;
  refusals: number;
  /** It waited for a refresh before it was sent at all. */
  held: boolean;
  replayed: boolean;
  outcome?: 'succeeded' | 'failed';
}

export interface Flight {
  readonly startMs: number;
  endMs?: number;
}

/** Everything that happened, in the order in which it did. */
export interface Timeline {
  readonly journeys: readonly Journey[];
  readonly flights: readonly Flight[];
  nowMs(): number;
  begin(id: string, lane: string): void;
  answered(id: string, status: number): void;
  held(id: string): void;
  replayed(id: string): void;
  end(id: string, outcome: 'succeeded' | 'failed'): void;
  refreshing(isRefreshing: boolean): void;
}

export function createTimeline(): Timeline {
  const startedAt = performance.now();
  const byId = new Map<string, Journey>();
  const journeys: Journey[] = [];
  const flights: Flight[] = [];
  const nowMs = () => performance.now() - startedAt;
  const change = (id: string, patch: (journey: Journey) => void) => {
    const journey = byId.get(id);
    if (journey) patch(journey);
  };
  return {
    journeys,
    flights,
    nowMs,
    begin(id, lane) {
      const journey: Journey = { id, lane, startMs: nowMs(), refusals: 0, held: false, replayed: false };
      byId.set(id, journey);
      journeys.push(journey);
    },
    answered(id, status) {
      if (status === 401) {
        change(id, (journey) => {
          journey.refusedMs = nowMs();
          journey.refusals++;
        });
      }
    },
    held: (id) =>
      change(id, (journey) => {
        journey.held = true;
      }),
    replayed: (id) =>
      change(id, (journey) => {
        journey.replayed = true;
      }),
    end: (id, outcome) =>
      change(id, (journey) => {
        journey.endMs = nowMs();
        journey.outcome = outcome;
      }),
    refreshing(isRefreshing) {
      const last = flights.at(-1);
      if (isRefreshing) flights.push({ startMs: nowMs() });
      else if (last && last.endMs === undefined) last.endMs = nowMs();
    },
  };
}
