import { abortController } from '../../abort-controller.ts';
import type { Fetch } from './call.ts';

/** What was seen of a `fetch` that somebody brought; it holds nothing of a session. */
const obedient = new WeakMap<Fetch, Promise<boolean>>();
const hiding = new WeakSet<Fetch>();

/** The platform's own, looked up now: whoever patches it stands in its place. */
function isPlatforms(fetch: Fetch): boolean {
  return fetch === globalThis.fetch;
}

/** Whether a page's requests end in `fetch` or XMLHttpRequest, which keep redirects out of sight. */
export function hidesRedirects(): boolean {
  return typeof XMLHttpRequest === 'function';
}

/**
 * Whether `Authorization` comes off where a redirect leaves the origin (Fetch Standard, HTTP-redirect fetch): the
 * platform's own `fetch` sees to it, and in a page whatever stands on it or on XMLHttpRequest. Others may compare host
 * names alone.
 */
export function takesAuthorizationOff(fetch: Fetch): boolean {
  return isPlatforms(fetch) || hidesRedirects() || hiding.has(fetch);
}

/** It kept a redirect out of sight: it stands on a browser's `fetch`. */
export function hid(fetch: Fetch): void {
  hiding.add(fetch);
}

/**
 * Whether a `fetch` looks at `redirect` at all: one that stands on XMLHttpRequest cannot do anything about redirects, and
 * does not read the option. A stranger's is asked once, with a call that is aborted before it begins and carries nothing.
 */
export function obeysRedirect(fetch: Fetch, url: string): boolean | Promise<boolean> {
  let answer = obedient.get(fetch);
  if (!answer && isPlatforms(fetch)) return typeof Request !== 'function' || 'redirect' in Request.prototype;
  if (!answer && !hidesRedirects()) return true;
  if (!answer) {
    answer = asked(fetch, url);
    obedient.set(fetch, answer);
  }
  return answer;
}

/** It followed a redirect that it was told not to follow. */
export function disobeyed(fetch: Fetch): void {
  obedient.set(fetch, Promise.resolve(false));
}

async function asked(fetch: Fetch, url: string): Promise<boolean> {
  const controller = abortController();
  controller.abort();
  let isRead = false;
  const init: RequestInit = {
    signal: controller.signal,
    get redirect(): RequestRedirect {
      isRead = true;
      return 'manual';
    },
  };
  try {
    await fetch(url, init);
    // Whatever answers an aborted call is no transport.
    return true;
  } catch {
    return isRead;
  }
}

let takesCache: boolean | undefined;

/** Whether the platform's requests take a `cache` mode: some have none, and throw. */
export function takesCacheMode(): boolean {
  takesCache ??= (() => {
    try {
      return (
        'cache' in Request.prototype && new Request('http://localhost', { cache: 'no-cache' }).cache === 'no-cache'
      );
    } catch {
      return false;
    }
  })();
  return takesCache;
}
