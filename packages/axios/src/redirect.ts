import { type Credential, originOf } from '@freshkey/core/adapter';
import type { InternalAxiosRequestConfig } from 'axios';

type BeforeRedirect = NonNullable<InternalAxiosRequestConfig['beforeRedirect']>;

/**
 * A `beforeRedirect` for axios in Node that takes off what we added as soon as the origin changes, whatever the version
 * of axios does by itself, and then calls the caller's.
 */
export function guardRedirects(from: string | undefined, { headers }: Credential, next: BeforeRedirect | undefined): BeforeRedirect {
  return (options, ...rest) => {
    if (originOf(options.href ?? `${options.protocol}//${options.hostname}:${options.port ?? ''}`) !== from) {
      for (const name of Object.keys(options.headers ?? {})) {
        if (headers && name.toLowerCase() in headers) delete options.headers[name];
      }
    }
    return (next as ((...parameters: unknown[]) => void) | undefined)?.(options, ...rest);
  };
}

/** Whether a credential stands in a header that browsers carry along to wherever a redirect points. */
export function isCarriedAlong({ headers }: Credential): boolean {
  for (const name in headers) if (name !== 'authorization') return true;
  return false;
}
