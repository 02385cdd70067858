import { redactText } from './redact.ts';

/** Somebody else's words as evidence: credentials cut, white space folded, in quotes, at most 200 characters. */
export function quoteText(text: string): string {
  const safe = redactText(text).replace(/\s+/g, ' ').trim();
  return `“${safe.length > 200 ? `${safe.slice(0, 199)}…` : safe}”`;
}
