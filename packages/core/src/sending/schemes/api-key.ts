import { answersUnlessForeign, type Scheme } from '../scheme.ts';

export interface ApiKeyOptions {
  /** The header that carries the key, such as `X-Api-Key`. */
  readonly header?: string;
  /** The query parameter that carries the key; such keys end up in logs of servers and proxies (RFC 9700 §4.3.2). */
  readonly query?: string;
  /**
   * Lets a browser carry the key wherever a redirect points. Default: false: attaching to a client that uses
   * XMLHttpRequest, where it cannot be prevented, throws, and with `fetch` a redirect is an error.
   */
  readonly followRedirects?: boolean;
}

/**
 * The session's access token as a key in a named header or in the query.
 *
 * @throws TypeError unless exactly one of `header` and `query` is a name.
 */
export function apiKey({ header, query, followRedirects = false }: ApiKeyOptions = {}): Scheme {
  if (!header === !query || !/^[\w!#$%&'*+.^`|~-]+$/.test(header ?? query ?? '')) {
    throw new TypeError('apiKey({ header } | { query }) expects one name, such as { header: "X-Api-Key" }.');
  }
  return {
    name: 'ApiKey',
    isConstant: true,
    followRedirects,
    headers: header ? [header.toLowerCase()] : [],
    query: query ? [query] : [],
    answers: answersUnlessForeign,
    credential: ({ accessToken }) =>
      header ? { headers: { [header.toLowerCase()]: accessToken } } : { query: { [query as string]: accessToken } },
  };
}
