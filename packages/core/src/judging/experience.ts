import { originOf, printableUrl } from './origins.ts';

/** What is known of one key, once something was useless. */
interface Known {
  /** Useless refreshes since the last cure. */
  readonly useless: number;
  /** When the last of them was. */
  readonly atMs: number;
  /** The generation that it brought: a whole wave that it did not help is one useless refresh. */
  readonly generation: number | undefined;
  /** How often it was refused in a row since: without a good answer, without a refresh. */
  readonly row: number;
  /** How many useless refreshes the session had seen when it last answered well; absent: it never did. */
  readonly wellAfter?: number;
}

/**
 * What a session has learned from refreshes that did not help; `undefined`: nothing. The only evidence is a request that was
 * replayed with the token its own refresh brought, and was refused again. That a token was accepted elsewhere proves nothing:
 * public answers never look at one.
 */
export interface Experience {
  /** When requests last caused a refresh; at most three, newest last. */
  readonly refreshesAtMs: readonly number[];
  /** Useless refreshes since the last cure, whatever their key. */
  readonly useless: number;
  readonly uselessAtMs: number;
  /** The generation that was last judged, useless or a cure. */
  readonly generation: number | undefined;
  /** Refusals that surfaced since the last useless refresh because of all of them together. */
  readonly braked: number;
  readonly keys: ReadonlyMap<string, Known>;
}

/** `resend`: once more with the same token, before it is refreshed. */
export type Remedy = 'refresh' | 'surface' | 'resend';

const firstPauseMs = 5000;
const longestPauseMs = 300_000;
const remembered = 64;
/** So many useless refreshes, and keys of which nothing good is known surface too. */
const brakeAfter = 3;
/** So many refreshes within a minute, and a refusal is first tried again with the same token. */
const manyRefreshes = 3;
const minuteMs = 60_000;
/** A row of refusals need not grow beyond 2 to the power of it. */
const largestExponent = 7;

const nothing: Experience = {
  refreshesAtMs: [],
  useless: 0,
  uselessAtMs: 0,
  generation: undefined,
  braked: 0,
  keys: new Map(),
};

const unknown: Known = { useless: 0, atMs: 0, generation: undefined, row: 0 };

const isId = (segment: string) =>
  /^\d+$/.test(segment) || (/\d/.test(segment) && /^(?:[\da-f-]{8,}|.{16,}|.*[@%].*)$/i.test(segment));

/** Origin, method and path without query; segments that look like ids are one. */
export function keyOf(method: string, url: string): string {
  const [path = ''] = printableUrl(url)
    .split(/^[a-z][\w+.-]*:\/\/[^/]*/i)
    .slice(-1);
  const segments = path.split('/').map((segment) => (isId(segment) ? '*' : segment));
  return `${method.toUpperCase()} ${originOf(url) ?? ''}${segments.join('/')}`;
}

const rowOf = (exponent: number) => 2 ** Math.min(exponent, largestExponent);

/** Whether it is less than `spanMs` since; a clock that was set back ends every pause. */
const isWithin = (spanMs: number, sinceMs: number, nowMs: number) => nowMs >= sinceMs && nowMs - sinceMs < spanMs;

function mayHelp(experience: Experience, key: string, nowMs: number): boolean {
  const known = experience.keys.get(key) ?? unknown;
  if (known.useless > 0) {
    if (known.wellAfter !== undefined) return known.row >= rowOf(known.useless);
    return !isWithin(Math.min(firstPauseMs * 2 ** (known.useless - 1), longestPauseMs), known.atMs, nowMs);
  }
  return (
    !isBraked(experience, known) ||
    experience.braked >= rowOf(experience.useless - 1) ||
    !isWithin(longestPauseMs, experience.uselessAtMs, nowMs)
  );
}

const isBraked = ({ useless }: Experience, known: Known) => useless >= brakeAfter && known.wellAfter !== useless;

/**
 * What to do about a refusal that a refresh might cure, after `afterRefusal` has counted it.
 *
 * @param resent the request was already sent a second time with the same token.
 */
export function remedyOf(experience: Experience | undefined, key: string, nowMs: number, resent: boolean): Remedy {
  if (!experience) return 'refresh';
  if (!mayHelp(experience, key, nowMs)) return 'surface';
  const [oldestAtMs = 0] = experience.refreshesAtMs;
  const isOften = experience.refreshesAtMs.length === manyRefreshes && isWithin(minuteMs, oldestAtMs, nowMs);
  return isOften && !resent ? 'resend' : 'refresh';
}

function withKey(experience: Experience, key: string, known: Known | undefined): Experience {
  const keys = new Map(experience.keys);
  keys.delete(key);
  if (known) keys.set(key, known);
  for (const oldest of keys.keys()) if (keys.size > remembered) keys.delete(oldest);
  return { ...experience, keys };
}

/** Whether anything was useless and not cured since; before, refusals and good answers teach nothing. */
export function hasLearned(experience: Experience | undefined): experience is Experience {
  return experience !== undefined && experience.useless + experience.keys.size > 0;
}

/** A refusal that joined no flight and is not itself evidence. */
export function afterRefusal(experience: Experience | undefined, key: string): Experience | undefined {
  if (!hasLearned(experience)) return experience;
  const known = experience.keys.get(key);
  if (known?.useless) return withKey(experience, key, { ...known, row: known.row + 1 });
  return isBraked(experience, known ?? unknown) ? { ...experience, braked: experience.braked + 1 } : experience;
}

/** A refresh that a refused request caused. */
export function afterRefresh(experience: Experience | undefined, nowMs: number): Experience {
  const { refreshesAtMs } = experience ?? nothing;
  return { ...(experience ?? nothing), refreshesAtMs: [...refreshesAtMs.slice(1 - manyRefreshes), nowMs] };
}

/** Refused again with the token that its own refresh brought, which is of that generation. */
export function afterUselessRefresh(
  experience: Experience | undefined,
  key: string,
  generation: number,
  nowMs: number,
): Experience {
  const before = experience ?? nothing;
  const known = before.keys.get(key) ?? unknown;
  if (known.generation === generation) return before;
  const useless = known.useless + 1;
  const learned = withKey(before, key, { ...known, useless, atMs: nowMs, generation, row: 0 });
  if (before.generation === generation) return learned;
  return { ...learned, useless: before.useless + 1, uselessAtMs: nowMs, generation, braked: 0 };
}

/** Accepted with the token that its own refresh brought, which is of that generation. */
export function afterCure(experience: Experience | undefined, key: string, generation: number): Experience | undefined {
  if (!hasLearned(experience)) return experience;
  const cured = withKey(experience, key, { ...unknown, generation, wellAfter: 0 });
  const isOver = [...cured.keys.values()].every(({ useless }) => useless === 0);
  return { ...cured, useless: 0, braked: 0, generation, keys: isOver ? nothing.keys : cured.keys };
}

/** Accepted at the first attempt. */
export function afterGoodAnswer(experience: Experience | undefined, key: string): Experience | undefined {
  if (!hasLearned(experience)) return experience;
  const known = experience.keys.get(key) ?? unknown;
  if (known.row === 0 && known.wellAfter === experience.useless) return experience;
  return withKey(experience, key, { ...known, row: 0, wellAfter: experience.useless });
}
