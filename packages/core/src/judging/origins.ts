/**
 * What the platform resolves relative URLs against: a page may say `<base href>` (HTML Standard, document base URL), a worker
 * has its own address, a server nothing.
 */
export function pageUrl(): string | undefined {
  return globalThis.document?.baseURI ?? globalThis.location?.href;
}

/**
 * Scheme, host and port of a URL (RFC 6454 §4), resolved as the platform does; `undefined`: it has none. Not read from
 * `origin`, which React Native's URL throws at.
 */
export function originOf(url: string | URL | undefined): string | undefined {
  try {
    const { protocol, host } = new URL(url ?? '', pageUrl());
    return host ? `${protocol}//${host}` : undefined;
  } catch {
    return undefined;
  }
}

/**
 * As `originOf`, without parsing where the URL begins with one of the origins that are likely: what follows an origin
 * and a slash is a path.
 */
export function originAmong(
  likely: ReadonlySet<string> | undefined,
  base: string | undefined,
  url: string,
): string | undefined {
  if (base && isBelow(base, url)) return base;
  if (likely) for (const origin of likely) if (isBelow(origin, url)) return origin;
  return originOf(url);
}

function isBelow(origin: string, url: string): boolean {
  return url.startsWith(origin) && url[origin.length] === '/';
}

/** The URL as it may be printed: without user information, query and fragment. */
export function printableUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/[^/\\]*@/, '//');
}

/** Whether a page reads an answer of another origin, where headers that are not exposed look absent (Fetch, CORS). */
export function isCrossOrigin(url: string): boolean {
  const page = globalThis.location?.origin;
  return page !== undefined && page !== 'null' && originOf(url) !== page;
}
