import type { Facts } from '../facts.ts';
import { durationText, instantText } from '../plain-words.ts';

/** Epoch milliseconds of `20260601T120000Z`, of an HTTP date, or of Unix time in seconds or milliseconds; undefined if it is none of them. */
export function readTime(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 40) return undefined;
  const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text.trim());
  if (basic) {
    const [year = 0, month = 1, ...rest] = basic.slice(1).map(Number);
    return Date.UTC(year, month - 1, ...rest);
  }
  if (/^\s*\d{9,10}(?:\.\d{1,6})?\s*$/.test(text)) return Number(text) * 1_000;
  if (/^\s*\d{13}\s*$/.test(text)) return Number(text);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) || /^\s*\d+\s*$/.test(text) ? undefined : atMs;
}

/**
 * How a time lies to the server's clock (else the local one): `the request’s time is …, 8 minutes behind the server’s clock.`
 *
 * @param what of the request; its time by default.
 */
export function skewText(
  facts: Facts,
  atMs: number,
  what = 'The request’s time',
  nowMs: number | undefined = facts.nowMs,
): string {
  if (nowMs === undefined) return `${what} is ${instantText(atMs)}.`;
  const clock = facts.clock === 'local' && nowMs === facts.nowMs ? 'local' : 'server’s';
  const byMs = atMs - nowMs;
  return `${what} is ${instantText(atMs)}, ${durationText(byMs)} ${byMs > 0 ? 'ahead of' : 'behind'} the ${clock} clock.`;
}

/** Whether a time is further from the server's clock than a window allows. */
export function isOutside(facts: Facts, atMs: number | undefined, windowMs: number): atMs is number {
  return atMs !== undefined && facts.nowMs !== undefined && Math.abs(atMs - facts.nowMs) > windowMs;
}

/** What sets a clock right. */
export const clockFix =
  'Set the clock right: `timedatectl set-ntp true` (WSL2: `sudo hwclock -s`; Docker Desktop and virtual machines: restart after sleep)';
