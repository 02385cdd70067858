import type { FlightTrace, Session, StepTrace } from '@freshkey/core';

/** Whatever tells the events `step` and `flight` as a session does: a session, or a relay of one in another frame. */
export type TraceSource = Pick<Session, 'on'>;

/** A part of a request's way: it waits, or it is out. */
export interface Span {
  readonly kind: 'held' | 'sent';
  readonly fromMs: number;
  readonly generation?: number | undefined;
  toMs?: number;
  status?: number | undefined;
  isRefused?: boolean;
}

export type RequestEnd = 'answered' | 'failed' | 'passed' | 'surfaced' | 'given-up';

export interface TracedRequest {
  readonly lane: Lane;
  readonly method: string;
  readonly url: string;
  readonly fromMs: number;
  /** The line of its lane that it is drawn on: the first one that was free. */
  readonly row: number;
  readonly spans: Span[];
  end?: RequestEnd | undefined;
  toMs?: number | undefined;
  reason?: string | undefined;
}

export interface TracedFlight {
  readonly lane: Lane;
  readonly fromMs: number;
  readonly blocking: boolean;
  toMs?: number | undefined;
  outcome?: FlightTrace['outcome'] | undefined;
  /** The generation that it brought. */
  brought?: number | undefined;
}

/** One session's share of the picture. */
export interface Lane {
  readonly label: string;
  readonly requests: Map<number, TracedRequest>;
  readonly flights: Map<number, TracedFlight>;
  lastAtMs: number;
}

const mostRequests = 2000;

/** A request that was held and left by its caller says nothing any more. */
const givenUpAfterMs = 10_000;

/** What was told so far: of one session or of several, on one time axis. */
export class Recording {
  readonly lanes: Lane[] = [];
  readonly #generations: number[] = [];
  readonly #onChange: () => void;
  readonly #now: () => number;
  #aheadMs = 0;

  constructor(onChange: () => void, now: () => number = Date.now) {
    this.#onChange = onChange;
    this.#now = now;
  }

  /** Milliseconds since the epoch, by the clock of the session that spoke last. */
  get nowMs(): number {
    return this.#now() + this.#aheadMs;
  }

  /** Listens until the returned function is called; what was told stays. */
  watch(source: TraceSource, label: string): () => void {
    const lane: Lane = { label, requests: new Map(), flights: new Map(), lastAtMs: 0 };
    this.lanes.push(lane);
    const offs = [
      source.on('step', (step) => this.#step(lane, step)),
      source.on('flight', (flight) => this.#flight(lane, flight)),
    ];
    this.#onChange();
    return () => {
      for (const off of offs) off();
    };
  }

  /** Which token it is, counted from 1 in the order in which they were seen: generations are no numbers to read. */
  ordinalOf(generation: number): number {
    const known = this.#generations.indexOf(generation);
    return known < 0 ? this.#generations.push(generation) : known + 1;
  }

  /** In the order in which they began. */
  get requests(): TracedRequest[] {
    return this.lanes.flatMap(({ requests }) => [...requests.values()]).sort((one, other) => one.fromMs - other.fromMs);
  }

  get flights(): TracedFlight[] {
    return this.lanes.flatMap(({ flights }) => [...flights.values()]);
  }

  /** Something is under way, and was heard of within the last half minute. */
  isLive(): boolean {
    const { nowMs } = this;
    return this.lanes.some((lane) => {
      if (nowMs - lane.lastAtMs > 30_000) return false;
      for (const flight of lane.flights.values()) if (flight.toMs === undefined) return true;
      for (const request of lane.requests.values()) if (this.#isOpen(request, nowMs)) return true;
      return false;
    });
  }

  clear(): void {
    for (const { requests, flights } of this.lanes) {
      for (const [id, { end }] of requests) if (end) requests.delete(id);
      for (const [id, { toMs }] of flights) if (toMs !== undefined) flights.delete(id);
    }
    this.#onChange();
  }

  #isOpen(request: TracedRequest, nowMs: number): boolean {
    if (request.end) return false;
    const last = request.spans.at(-1);
    if (last?.kind !== 'held' || nowMs - request.lane.lastAtMs < givenUpAfterMs) return true;
    for (const { toMs } of request.lane.flights.values()) if (toMs === undefined) return true;
    last.toMs = nowMs;
    request.toMs = nowMs;
    request.end = 'given-up';
    return false;
  }

  #heard(lane: Lane, atMs: number): void {
    this.#aheadMs = atMs - this.#now();
    lane.lastAtMs = atMs;
    this.#onChange();
  }

  #step(lane: Lane, step: StepTrace): void {
    const { id, what, atMs, generation, status, reason } = step;
    const request = lane.requests.get(id) ?? this.#begin(lane, step);
    const last = request.spans.at(-1);
    if (last && last.toMs === undefined) last.toMs = atMs;
    if (generation !== undefined) this.ordinalOf(generation);
    if (what === 'held' || what === 'sent') {
      request.spans.push({ kind: what, fromMs: atMs, generation });
      request.end = request.toMs = undefined;
    } else {
      if (last && what !== 'surfaced') {
        last.status = status;
        last.isRefused = what === 'refused';
      }
      if (what !== 'refused') {
        request.end = what;
        request.toMs = atMs;
      }
      request.reason = reason;
    }
    this.#heard(lane, atMs);
  }

  #begin(lane: Lane, { id, method, url, atMs }: StepTrace): TracedRequest {
    const taken = new Set<number>();
    for (const { row, end, toMs = 0 } of lane.requests.values()) if (!end || toMs >= atMs) taken.add(row);
    let row = 0;
    while (taken.has(row)) row++;
    const request: TracedRequest = { lane, method, url, fromMs: atMs, row, spans: [] };
    lane.requests.set(id, request);
    if (lane.requests.size > mostRequests) {
      for (const oldest of [...lane.requests.keys()].slice(0, mostRequests / 4)) lane.requests.delete(oldest);
    }
    return request;
  }

  #flight(lane: Lane, { id, startedAtMs, endedAtMs, outcome, generation, blocking }: FlightTrace): void {
    const flight = lane.flights.get(id) ?? { lane, fromMs: startedAtMs, blocking };
    lane.flights.set(id, flight);
    if (endedAtMs !== undefined) {
      flight.toMs = endedAtMs;
      flight.outcome = outcome;
      flight.brought = generation;
    }
    this.ordinalOf(generation);
    if (lane.flights.size > mostRequests / 4) lane.flights.delete(lane.flights.keys().next().value as number);
    this.#heard(lane, endedAtMs ?? startedAtMs);
  }
}
