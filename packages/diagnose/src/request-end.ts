import type { RedirectStep } from './exchange.ts';
import { parseUrl } from './parse-url.ts';
import type { RequestFacts } from './request-facts.ts';
import type { ResponseFacts } from './response-facts.ts';

/** Where a request ended that was redirected. */
export interface RequestEnd {
  readonly url: URL;
  /** Whether the client went there, so that the answer is of that address; else the answer only points to it. */
  readonly isFollowed: boolean;
}

/** Where a page sends its reader by itself: a refresh in its head, or a script that does nothing else. */
const pageRedirect =
  /<meta[^>]{0,80}http-equiv=["']?refresh["']?[^>]{0,80}content=["'][^"'>]{0,20}url=['"]?([^"'>]{1,500})|(?:window|document|self|top)\.location(?:\.href)?(?:\.(?:replace|assign)\(|\s?=\s?)["']([^"']{1,500})["']/i;

/**
 * Where the request ended: the address that the answer came from (`response.url`, else the last redirect that was
 * followed), or the one that the answer points to (`Location`, or a page that does nothing but lead on). Undefined where
 * nothing led on.
 */
export function requestEnd(
  request: RequestFacts,
  response: ResponseFacts | undefined,
  redirects: readonly RedirectStep[],
): RequestEnd | undefined {
  if (!response) return undefined;
  const pointed = response.status >= 300 && response.status < 400 ? response.header('location') : undefined;
  if (pointed !== undefined) {
    const url = parseUrl(pointed, response.location?.href ?? request.url);
    return url && { url, isFollowed: false };
  }
  if (response.location && response.location.href !== request.location?.href)
    return { url: response.location, isFollowed: true };
  const last = redirects.at(-1);
  const followed = last && parseUrl(last.to, last.from);
  if (followed) return { url: followed, isFollowed: true };
  if (!response.isHtml || response.body.length > 8_192) return undefined;
  const [, refreshed, scripted] = pageRedirect.exec(response.body) ?? [];
  const url = (refreshed ?? scripted) === undefined ? undefined : parseUrl(refreshed ?? scripted ?? '', request.url);
  return url && { url, isFollowed: false };
}
