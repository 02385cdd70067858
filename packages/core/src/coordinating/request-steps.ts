import { printableUrl } from '../judging/origins.ts';
import type { Exchange } from '../sending/exchange.ts';
import type { Events } from '../telling/events.ts';
import type { RequestSummary, Step, StepTrace } from '../telling/steps.ts';
import type { Trace } from '../telling/trace.ts';

/** What tells of requests: nothing is made where nobody listens. */
export interface StepsHost {
  readonly events: Events;
  readonly trace: Trace;
}

export function summaryOf({ method, url }: Exchange): RequestSummary {
  return { method, url: printableUrl(url) };
}

export function tellStep(
  host: StepsHost,
  exchange: Exchange,
  what: Step,
  more: Pick<StepTrace, 'generation' | 'status' | 'reason'> = {},
): void {
  if (host.events.has('step')) host.trace.step(exchange, what, more);
}

export function tellHeld(host: StepsHost, exchange: Exchange): void {
  const { events } = host;
  if (events.has('held')) events.emit('held', summaryOf(exchange));
  tellStep(host, exchange, 'held');
}

/** A request that ends where it waited has failed. */
export function endSteps(host: StepsHost, exchange: Exchange): void {
  if (host.events.has('step')) host.trace.finish(exchange);
}
