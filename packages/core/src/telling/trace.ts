import { printableUrl } from '../judging/origins.ts';
import type { Exchange } from '../sending/exchange.ts';
import type { Events } from './events.ts';
import type { Step, StepTrace } from './steps.ts';

/** Nothing follows on these. */
const lastSteps = new Set<Step | undefined>(['answered', 'failed', 'passed', 'surfaced']);

/** Tells a timeline that listens the steps of each request. */
export class Trace {
  readonly #events: Events;
  readonly #now: () => number;
  readonly #ids = new WeakMap<Exchange, { id: number; attempt: number; last: Step }>();
  #requests = 0;

  constructor(events: Events, now: () => number) {
    this.#events = events;
    this.#now = now;
  }

  step(exchange: Exchange, what: Step, more: Pick<StepTrace, 'generation' | 'status' | 'reason'>): void {
    let known = this.#ids.get(exchange);
    if (!known) {
      known = { id: ++this.#requests, attempt: -1, last: what };
      this.#ids.set(exchange, known);
    }
    if (what === 'sent') known.attempt++;
    known.last = what;
    const { id, attempt } = known;
    const { method, url } = exchange;
    const at = { method, url: printableUrl(url), atMs: this.#now() };
    this.#events.emit('step', { id, attempt: Math.max(attempt, 0), what, ...at, ...more });
  }

  /** It goes no further: whoever has no answer yet will get none. */
  finish(exchange: Exchange): void {
    if (!lastSteps.has(this.#ids.get(exchange)?.last)) this.step(exchange, 'failed', {});
  }
}
