import type { Fetch } from '@freshkey/core/adapter';

/**
 * axios keeps every `fetch` it was ever given, with an adapter made for it, as long as the module lives: one that
 * remembers must be made once for each `fetch`, not once for each instance or request.
 */
const remembering = new WeakMap<Fetch, Fetch>();
const urls = new WeakMap<object, string>();

/** Looked up at each call, as axios does: others may put their own in its place. */
const platformFetch: Fetch = (input, init) => globalThis.fetch(input, init);

/** A `fetch` that remembers where each answer came from, which axios's fetch adapter keeps to itself. */
export function rememberingFetch(inner: Fetch = platformFetch): Fetch {
  let fetch = remembering.get(inner);
  if (!fetch) {
    fetch = async (input, init) => {
      const response = await inner(input, init);
      if (typeof input === 'object') urls.set(input, response.url);
      return response;
    };
    remembering.set(inner, fetch);
  }
  return fetch;
}

/** Where the answer to a request came from, after redirects; `undefined`: it went through no `fetch` of ours. */
export function answeredFrom(request: unknown): string | undefined {
  return urls.get(Object(request));
}
