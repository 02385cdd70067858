import type { Facts } from '../../facts.ts';
import type { Topic } from '../../topics.ts';

/** What the rules of this family add to each reading of a token. */
export const diagnosticOnly = '(read from the token, diagnostic only)';

/** Beyond this a number is no count of seconds since 1970 but one of milliseconds (the year 5138). */
export const maxSec = 1e11;

/** A time of the token in epoch milliseconds; undefined if it is absent, no number, or given in milliseconds. */
export function claimedMs(facts: Facts, name: 'exp' | 'nbf' | 'iat'): number | undefined {
  const value = facts.claims?.[name];
  return typeof value === 'number' && Number.isFinite(value) && value <= maxSec && value >= 0
    ? value * 1_000
    : undefined;
}

/** A claim that is text; undefined if it is not. */
export function claimText(facts: Facts, name: string): string | undefined {
  const value = facts.claims?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** The `aud` claim as a list (RFC 7519 §4.1.3). */
export function audiencesOf(facts: Facts): string[] {
  const aud = facts.claims?.aud;
  if (typeof aud === 'string') return [aud];
  return Array.isArray(aud) ? aud.filter((item) => typeof item === 'string') : [];
}

/** A claim's value as it may be printed: what looks like a credential is cut, and it is kept short. */
export function shown(facts: Facts, value: string): string {
  return facts.quote(value);
}

const otherReasons: readonly Topic[] = [
  'expired',
  'not-yet-valid',
  'issued-in-future',
  'audience',
  'issuer',
  'signature',
  'key',
  'algorithm',
  'malformed',
  'multiple',
  'type',
  'scope',
  'disabled',
  'certificate',
];

/** Whether the server names a reason, and it is another than this. */
export function namesAnotherReason({ topics }: Facts, topic: Topic): boolean {
  return !topics.has(topic) && otherReasons.some((other) => topics.has(other));
}

/** That the server calls the token invalid, as a signal. */
export function callsInvalid({ response, topics }: Facts): string[] {
  return response?.challengeError === 'invalid_token' ||
    (response?.words.includes('invalid') && response.words.includes('token') && !topics.has('missing'))
    ? ['The server calls the token invalid.']
    : [];
}

/** Whether the refusal is one that a bad token gets. */
export function concernsToken({ refusal }: Facts): boolean {
  return refusal === 'unauthorized' || refusal === 'in-body' || refusal === 'session-expired';
}

/** Whether the token is past its life by the clock that counts. */
export function isExpired(facts: Facts): boolean {
  const expiresAtMs = claimedMs(facts, 'exp');
  return expiresAtMs !== undefined && facts.nowMs !== undefined && expiresAtMs <= facts.nowMs;
}

/** The host of a URL; undefined if the text is none. */
export function hostOf(text: string): string | undefined {
  const host = /^[a-z][a-z0-9+.-]{0,20}:\/\/([^/:?#\s]{1,253})/i.exec(text)?.[1];
  return host?.toLowerCase();
}
