import { type Credential, originOf, withoutQuery, withQuery } from '@freshkey/core/adapter';
import type { InternalAxiosRequestConfig } from 'axios';

type BeforeRedirect = NonNullable<InternalAxiosRequestConfig['beforeRedirect']>;

/**
 * A `beforeRedirect` for axios in Node that takes off what we added as soon as the origin changes, for good and whatever
 * the version of axios does by itself, and then calls the caller's. Within the origin a key in the query goes along.
 */
export function guardRedirects(
  from: string | undefined,
  { headers = {}, query = {} }: Credential,
  next: BeforeRedirect | undefined,
): BeforeRedirect {
  const names = Object.keys(query);
  let isHome = true;
  return (options, ...rest) => {
    isHome &&= originOf(options.href ?? `${options.protocol}//${options.hostname}:${options.port ?? ''}`) === from;
    if (!isHome) {
      const ours = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
      for (const name of Object.keys(options.headers ?? {})) {
        if (ours.has(name.toLowerCase())) delete options.headers[name];
      }
    }
    if (names.length > 0) {
      for (const part of ['href', 'path', 'search', 'query']) {
        const url = (options as Record<string, unknown>)[part];
        if (typeof url !== 'string') continue;
        const bare = part === 'query' ? withoutQuery(`?${url}`, names).slice(1) : withoutQuery(url, names);
        const kept = part === 'query' ? withQuery(bare && `?${bare}`, query).slice(1) : withQuery(bare, query);
        (options as Record<string, unknown>)[part] = isHome ? kept : bare;
      }
      // node:url prints the address of the answer from this one.
      if (isHome && !options.search) options.search = withQuery('', query);
    }
    return (next as ((...parameters: unknown[]) => void) | undefined)?.(options, ...rest);
  };
}
