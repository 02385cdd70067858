import { clockAfterAcceptance, clockAfterCure } from '../judging/clock.ts';
import { afterCure, afterGoodAnswer, afterUselessRefresh, hasLearned, keyOf } from '../judging/experience.ts';
import type { Settings } from '../options.ts';
import type { Answer, Exchange } from '../sending/exchange.ts';
import type { Ticket } from '../sending/ticket.ts';
import type { State } from '../state/state.ts';
import type { Events } from '../telling/events.ts';
import type { Flights } from './flights.ts';
import type { Reading } from './reading.ts';
import type { Trial } from './trial.ts';

/** What learns from answers. */
export interface LearningHost {
  readonly settings: Settings;
  readonly state: State;
  readonly events: Events;
  readonly flights: Flights;
}

/** The next token in an answer, for a request that carried the current one. */
export function learnFromAnswer(
  host: LearningHost,
  exchange: Exchange,
  { status, headers, url }: Answer,
  ticket: Ticket,
): void {
  const { settings, events, state, flights } = host;
  const { learnTokens, now } = settings;
  if (!learnTokens || !ticket.tokens || ticket.generation !== state.record?.generation) return;
  const learned = events.attempt('learnTokens', () => {
    const tokens = learnTokens({ status, headers, url: url || exchange.url });
    return tokens === undefined || tokens === null ? undefined : flights.read(tokens, now());
  });
  if (learned) void flights.update(learned);
}

/** What no refusal says of our clock, and of what a refresh is good for here. */
export function learnFromGoodAnswer(
  host: LearningHost,
  exchange: Exchange,
  { status }: Answer,
  { ticket, replays, flown, refused }: Trial,
): void {
  const { state, flights, settings } = host;
  if (!ticket.tokens || status >= 500) return;
  const { expiresAtMs = Number.POSITIVE_INFINITY, accessToken } = ticket.tokens;
  const generation = flown?.record?.generation;
  const isCured = replays.includes('refreshed') && generation === ticket.generation;
  if (ticket.tellsTime || settings.now() > expiresAtMs)
    flights.clock = clockAfterAcceptance(flights.clock, accessToken, settings.now());
  else if (isCured && refused) flights.clock = clockAfterCure(flights.clock, refused.accessToken, refused.atMs);
  if (!hasLearned(state.experience)) return;
  const key = keyOf(exchange.method, exchange.url);
  state.experience =
    isCured && generation !== undefined
      ? afterCure(state.experience, key, generation)
      : afterGoodAnswer(state.experience, key);
}

/** Refused again with the token that its own refresh brought: the only evidence that a refresh does not help here. */
export function learnFromRefusal(
  host: LearningHost,
  exchange: Exchange,
  { ticket, replays, flown }: Trial,
  { verdict, isForeign }: Reading,
): void {
  const { state, settings } = host;
  const generation = flown?.record?.generation;
  if (verdict.action !== 'surface' || !replays.includes('refreshed') || generation !== ticket.generation) return;
  if (isForeign && exchange.origin !== undefined) {
    state.foreignOrigins ??= new Set();
    state.foreignOrigins.add(exchange.origin);
  }
  const key = keyOf(exchange.method, exchange.url);
  state.experience = afterUselessRefresh(state.experience, key, generation, settings.now());
}
