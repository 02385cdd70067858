import { printableUrl } from '../judging/origins.ts';
import type { Exchange } from '../sending/exchange.ts';
import type { Events } from './events.ts';
import type { FlightTrace, Step, StepTrace } from './steps.ts';

/** Tells timelines what happens, where one listens; else it costs a look-up. */
export class Trace {
  readonly #events: Events;
  readonly #now: () => number;
  #ids: WeakMap<Exchange, { id: number; attempt: number }> | undefined = undefined;
  #requests = 0;
  #flights = 0;

  constructor(events: Events, now: () => number) {
    this.#events = events;
    this.#now = now;
  }

  get isOn(): boolean {
    return this.#events.has('step');
  }

  step(exchange: Exchange, what: Step, more: Pick<StepTrace, 'generation' | 'status' | 'reason'> = {}): void {
    if (!this.isOn) return;
    this.#ids ??= new WeakMap();
    let known = this.#ids.get(exchange);
    if (!known) {
      known = { id: ++this.#requests, attempt: -1 };
      this.#ids.set(exchange, known);
    }
    if (what === 'sent') known.attempt++;
    const { id, attempt } = known;
    const { method, url } = exchange;
    const at = { method, url: printableUrl(url), atMs: this.#now() };
    this.#events.emit('step', { id, attempt: Math.max(attempt, 0), what, ...at, ...more });
  }

  nextFlightId(): number {
    return ++this.#flights;
  }

  flight(trace: FlightTrace): void {
    this.#events.emit('flight', trace);
  }
}
