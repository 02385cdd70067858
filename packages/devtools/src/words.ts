import type { Recording, Span, TracedFlight, TracedRequest } from './recording.ts';

const outcomes: Readonly<Record<string, string>> = {
  adopted: 'somebody else had renewed it',
  nobody: 'nobody is signed in',
  failed: 'failed',
  ended: 'refused for good: the session ended',
  discarded: 'overtaken by a sign-in or sign-out',
};

const lasted = (fromMs: number, toMs: number | undefined, nowMs: number): string =>
  `${Math.max(0, Math.round((toMs ?? nowMs) - fromMs))} ms`;

/** What is drawn, as a name for one who reads. */
export function nameOf({ method, url }: TracedRequest): string {
  return `${method} ${url.replace(globalThis.location?.origin ?? '', '') || '/'}`;
}

/** A request's way, step by step. */
export function wayOf(request: TracedRequest, recording: Recording): string {
  return request.spans.map((span) => wordsFor(span, recording)).join('; ') || (request.end ?? 'under way');
}

/** What became of a request, and after how long. */
export function outcomeOf({ end, spans, reason, fromMs, toMs }: TracedRequest, nowMs: number): string {
  const after = ` after ${lasted(fromMs, toMs, nowMs)}`;
  const status = spans.at(-1)?.status;
  if (end === 'answered') return `${status}${after}`;
  if (end === 'surfaced') return `${status ?? 'no answer'}${after}: ${reason}`;
  if (end === 'passed') return `left alone: ${reason}`;
  if (end === 'failed') return `no answer${after}`;
  return end === 'given-up' ? `given up${after}` : `under way for ${lasted(fromMs, undefined, nowMs)}`;
}

/** A refresh in words: what it is for, what it brought. */
export function flightWords({ fromMs, toMs, outcome, brought, blocking }: TracedFlight, recording: Recording): string {
  const what = blocking ? 'Refresh, with requests waiting' : 'Refresh ahead of time';
  if (toMs === undefined) return `${what}: under way for ${lasted(fromMs, toMs, recording.nowMs)}`;
  const how = outcome === 'renewed' ? `brought token ${recording.ordinalOf(brought ?? 0)}` : outcomes[outcome ?? ''];
  return `${what}: ${how ?? outcome} after ${lasted(fromMs, toMs, recording.nowMs)}`;
}

function wordsFor({ kind, fromMs, toMs, generation, status, isRefused }: Span, recording: Recording): string {
  const time = lasted(fromMs, toMs, recording.nowMs);
  if (kind === 'held') return `held ${time}`;
  const sent = generation === undefined ? 'sent without a token' : `sent with token ${recording.ordinalOf(generation)}`;
  if (status === undefined) return toMs === undefined ? `${sent} ${time} ago` : sent;
  return `${sent}, ${isRefused ? 'refused' : 'answered'} ${status} after ${time}`;
}
