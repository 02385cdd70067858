import { parseChallenges } from '@freshkey/challenge';
import { within } from '../deadline.ts';
import { isOwnOrigin } from '../judging/admission.ts';
import { afterRefusal, keyOf, remedyOf } from '../judging/experience.ts';
import { originOf } from '../judging/origins.ts';
import { isForeign, type Judgement, judge, type RefusalReason, type Verdict } from '../judging/verdict.ts';
import type { AnswerSummary, Settings } from '../options.ts';
import type { Answer, Exchange } from '../sending/exchange.ts';
import type { State } from '../state/state.ts';
import type { Events } from '../telling/events.ts';
import { isThenable } from '../thenable.ts';
import { waitFor } from '../waiting.ts';
import type { Flights } from './flights.ts';
import type { Trial } from './trial.ts';

/** A 403 without one of these is the API's own business. */
const reasonsOfForbidden = new Set<RefusalReason>(['insufficient-scope', 'step-up', 'claims-challenge', 'proxy']);
/** What an API may take to hear of a token that was just issued. */
const youngMs = 2000;
/** A rule of the application's that does not answer has not said that an answer is a refusal. */
const ruleTimeoutMs = 5000;

/** What an answer is read with. */
export interface ReadingHost {
  readonly settings: Settings;
  readonly state: State;
  readonly events: Events;
  readonly flights: Flights;
}

/** What an answer means, and whether every challenge in it is for another scheme. */
export interface Reading {
  readonly verdict: Verdict;
  readonly isForeign: boolean;
}

/** Reads an answer: `undefined`, it is none of our business. */
export async function readAnswer(
  host: ReadingHost,
  exchange: Exchange,
  answer: Answer,
  trial: Trial,
): Promise<Reading | undefined> {
  const { status, headers } = answer;
  const url = answer.url || exchange.url;
  const { scheme } = host.settings;
  const learn = trial.ticket.credential && scheme.learn?.bind(scheme);
  const again = learn && host.events.attempt('scheme.learn', () => learn({ url, status, headers })) === 'again';
  const isRefused = again || (await saysUnauthorized(host, exchange, answer, url));
  if (!isRefused && status !== 403 && status !== 407) return undefined;
  const judgement = judgementOn(host, exchange, answer, trial, again ?? false);
  const verdict = judge(judgement);
  const isOurs =
    isRefused ||
    ('reason' in verdict ? reasonsOfForbidden.has(verdict.reason as RefusalReason) : verdict.action === 'authorize');
  return isOurs ? { verdict, isForeign: isForeign(judgement) } : undefined;
}

async function saysUnauthorized(
  { settings, events }: ReadingHost,
  exchange: Exchange,
  answer: Answer,
  url: string,
): Promise<boolean> {
  const { isUnauthorized } = settings;
  const { status, headers } = answer;
  if (!isUnauthorized) return status === 401;
  const summary: AnswerSummary = {
    status,
    headers,
    url,
    body: () => answer.text(),
    json: async () => parsed(await answer.text()),
  };
  const said = events.attempt('isUnauthorized', () => isUnauthorized(summary));
  if (!isThenable(said)) return said === true;
  const bounded = within(said, ruleTimeoutMs, () => new Error(`no answer within ${ruleTimeoutMs} ms`));
  const answered = bounded.catch((error: unknown) => {
    events.failed('isUnauthorized', error);
    return false;
  });
  return (await waitFor(exchange, answered)) === true;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function judgementOn(
  { settings, state, flights }: ReadingHost,
  exchange: Exchange,
  answer: Answer,
  { ticket, replays, wasHeldInVain }: Trial,
  again: boolean,
): Judgement {
  const { scheme, origins, now, replayLimit, refresh, authorize } = settings;
  const { record } = state;
  const header = answer.headers.get('www-authenticate');
  const from = answer.url ? originOf(answer.url) : undefined;
  const ageMs = now() - state.renewedAtMs;
  return {
    status: answer.status,
    challenges: parseChallenges(header as string | string[] | undefined).challenges,
    scheme,
    again,
    ticket: { loginId: ticket.loginId, generation: ticket.generation, sent: ticket.tokens !== undefined },
    current: {
      loginId: record?.loginId,
      generation: record?.generation ?? 0,
      signedIn: !!record?.tokens,
      isYoung: ageMs >= 0 && ageMs < youngMs,
      isUnborn: record === undefined,
    },
    ownOrigin: isOwnOrigin(exchange, origins, from),
    canRefresh: refresh !== undefined,
    canAuthorize: authorize !== undefined,
    forbidsRefresh: exchange.options?.refresh === false,
    isForeignKnown: exchange.origin !== undefined && !!state.foreignOrigins?.has(exchange.origin),
    advice() {
      // A wave joins before it learns.
      if ((flights.current && !flights.current.result) || !state.experience) return 'refresh';
      const key = keyOf(exchange.method, exchange.url);
      state.experience = afterRefusal(state.experience, key);
      return remedyOf(state.experience, key, now(), replays.includes('same-token'));
    },
    left: (reason) =>
      !(wasHeldInVain && reason === 'refreshed') && replays.filter((used) => used === reason).length < replayLimit,
  };
}
