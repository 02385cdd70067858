import { unref } from '../deadline.ts';
import { FreshkeyError } from '../errors.ts';
import { printableUrl } from '../judging/origins.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import type { Settings } from '../options.ts';
import type { Exchange } from '../sending/exchange.ts';
import { isFence } from '../state/endings.ts';
import type { State } from '../state/state.ts';
import type { Events } from '../telling/events.ts';
import type { FlightTrace } from '../telling/steps.ts';
import type { Waiter } from '../waiting.ts';
import type { Flight, FlightResult } from './flight.ts';
import type { Replays } from './replays.ts';

/** What a flight is told of with. */
export interface FlightReportHost {
  readonly settings: Settings;
  readonly state: State;
  readonly replays: Replays;
  readonly events: Events;
}

/** A refresh that is still asking is worth a word to the developer after this long, where requests wait for it: a cold start takes a second or two. */
const worthAWordMs = 3000;

/** Why those who waited for a flight wait no longer. */
export function overdue({ settings, replays }: FlightReportHost): FreshkeyError {
  const { refreshTimeoutMs } = settings;
  return new FreshkeyError(
    'refresh-timeout',
    `The refresh did not answer within ${refreshTimeoutMs} ms.${heldMeanwhile(replays)}`,
  );
}

/** `refresh` was called: one of those who wait may be its own request, unless that is known. */
export function saySlow({ events, replays }: FlightReportHost, flight: Flight): void {
  if (!events.isNoting) return;
  const timer = setTimeout(() => {
    const held = !flight.isHeard && !flight.result ? heldMeanwhile(replays) : '';
    if (held) events.note('slow-refresh', () => `The refresh has not answered for ${worthAWordMs} ms.${held}`);
  }, worthAWordMs);
  unref(timer);
  void flight.done.then(() => clearTimeout(timer));
}

/** Tells a timeline that a flight has begun or, with its result, that it is over. */
export function traceFlight(
  { events, settings, state }: FlightReportHost,
  flight: Flight,
  result?: FlightResult | undefined,
): void {
  if (!events.has('flight')) return;
  const { id, startedAtMs, blocking, generation } = flight;
  const end: Partial<FlightTrace> = result
    ? {
        endedAtMs: settings.now(),
        outcome: outcomeOf(flight, state.record),
        generation: state.record?.generation ?? 0,
      }
    : {};
  events.emit('flight', { id, startedAtMs, blocking, generation, ...end });
}

function outcomeOf({ result }: Flight, record: SessionRecord | undefined): NonNullable<FlightTrace['outcome']> {
  if (result?.error && isFence(result.error)) return 'discarded';
  if (result?.error) return record?.ended ? 'ended' : 'failed';
  if (!record?.tokens) return 'nobody';
  return result?.record ? 'renewed' : 'adopted';
}

function heldMeanwhile(replays: Replays): string {
  const held = Array.from(replays.waiting(), describe).filter((line) => line !== '');
  if (held.length === 0) return '';
  const kinds = [...new Set(held)].slice(0, 5);
  const more = held.length - kinds.length;
  const shown = kinds.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return ` Held meanwhile: ${shown}. If one of them is the refresh's own request, pass it the "signal" that refresh was given, or mark it with "bypass"; if a limiter of requests stands in its way, let it pass there.`;
}

function describe(waiter: Waiter): string {
  const { method, url } = waiter as Partial<Exchange>;
  return url === undefined ? '' : `${method} ${printableUrl(url)}`;
}
