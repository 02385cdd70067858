import type { ReplayReason } from '../judging/verdict.ts';
import type { Ticket } from '../sending/ticket.ts';
import type { FlightResult } from './flight.ts';

/** One request on its way: what it went out with, what came of it, and what was tried for it. */
export interface Trial {
  readonly ticket: Ticket;
  readonly attempt: number;
  outcome: unknown;
  rejected: boolean;
  readonly replays: readonly ReplayReason[];
  /** How the flight ended that it waited for. */
  readonly flown: FlightResult | undefined;
  /** It was held for that flight and is sent though it failed: no other one is begun for it. */
  readonly wasHeldInVain: boolean;
  /** The token that was refused before that flight, and when. */
  refused: { readonly accessToken: string; readonly atMs: number } | undefined;
}

/** What was tried for a request before it is sent. */
export type Tried = Pick<Trial, 'attempt' | 'replays' | 'flown' | 'refused' | 'wasHeldInVain'>;

export const untried: Tried = { attempt: 0, replays: [], flown: undefined, refused: undefined, wasHeldInVain: false };

/** Hands over what came of a request. */
export function handOver<O>({ outcome, rejected }: Trial): O {
  if (rejected) throw outcome;
  return outcome as O;
}
