import { type Credential, originOf } from '@freshkey/core/adapter';
import type { InternalAxiosRequestConfig } from 'axios';

type BeforeRedirect = NonNullable<InternalAxiosRequestConfig['beforeRedirect']>;

/**
 * A `beforeRedirect` for axios in Node that takes off what we added as soon as the origin changes, whatever the version
 * of axios does by itself, and then calls the caller's.
 */
export function guardRedirects(
  from: string | undefined,
  { headers }: Credential,
  next: BeforeRedirect | undefined,
): BeforeRedirect {
  return (options, ...rest) => {
    if (originOf(options.href ?? `${options.protocol}//${options.hostname}:${options.port ?? ''}`) !== from) {
      const ours = new Set(Object.keys(headers ?? {}).map((name) => name.toLowerCase()));
      for (const name of Object.keys(options.headers ?? {})) {
        if (ours.has(name.toLowerCase())) delete options.headers[name];
      }
    }
    return (next as ((...parameters: unknown[]) => void) | undefined)?.(options, ...rest);
  };
}

/** The header of a credential, if any, that browsers carry along to wherever a redirect points. */
export function carriedAlong({ headers }: Credential): string | undefined {
  for (const name in headers) if (name !== 'authorization' && name.toLowerCase() !== 'authorization') return name;
  return undefined;
}

/** Why a header that is carried along is not given to XMLHttpRequest. */
export function leakOfXhr(header: string): TypeError {
  return new TypeError(
    `XMLHttpRequest carries the header ${header} to wherever the API redirects. Use axios's fetch adapter (adapter: 'fetch'), which can refuse redirects, or accept the risk with followRedirects: true in the scheme.`,
  );
}
