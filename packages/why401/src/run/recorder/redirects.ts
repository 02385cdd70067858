import { headerValue } from '../../http/header-list.ts';
import type { Hop } from './hop.ts';
import { isRedirect } from './telling.ts';

const maxLinks = 30;

/** Puts the links of a chain of redirects together: the request to where the last answer led. */
export class Redirects {
  readonly #waiting = new Map<string, Hop[]>();

  /** Remembers where an answer leads; false if it leads nowhere. */
  lead(hop: Hop): boolean {
    const target = isRedirect(hop.status) ? redirectTarget(hop) : undefined;
    if (target === undefined || linksOf(hop) >= maxLinks) return false;
    const waiting = this.#waiting.get(target);
    if (waiting) waiting.push(hop);
    else this.#waiting.set(target, [hop]);
    return true;
  }

  /** Joins a request to the redirect that it follows, if it follows one. */
  join(hop: Hop): void {
    if (this.#waiting.size === 0) return;
    const url = parsed(hop.url)?.href;
    const waiting = url === undefined ? undefined : this.#waiting.get(url);
    const at = waiting?.findIndex((earlier) => earlier.family === hop.family) ?? -1;
    if (url === undefined || waiting === undefined || at < 0) return;
    const [earlier] = waiting.splice(at, 1);
    if (waiting.length === 0) this.#waiting.delete(url);
    if (earlier === undefined) return;
    earlier.isLeading = false;
    earlier.isFollowed = true;
    hop.previous = earlier;
  }

  /** Takes out those whose answer is that old and that nobody followed. */
  unfollowed(sinceMs: number): Hop[] {
    const found: Hop[] = [];
    for (const [target, waiting] of this.#waiting) {
      const left = waiting.filter((hop) => hop.headMs > sinceMs);
      if (left.length === waiting.length) continue;
      found.push(...waiting.filter((hop) => hop.headMs <= sinceMs));
      if (left.length === 0) this.#waiting.delete(target);
      else this.#waiting.set(target, left);
    }
    return found;
  }
}

/** Where a redirect leads; undefined if it leads nowhere. */
export function redirectTarget(hop: Hop): string | undefined {
  const location = headerValue(hop.responseHeaders, 'location');
  if (location === undefined) return undefined;
  const target = parsed(location, hop.url);
  if (target === undefined) return undefined;
  target.hash = '';
  return target.href;
}

const parsed = (url: string, base?: string): URL | undefined => {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
};

const linksOf = (hop: Hop): number => {
  let links = 0;
  for (let at: Hop | undefined = hop; at !== undefined; at = at.previous) links += 1;
  return links;
};
