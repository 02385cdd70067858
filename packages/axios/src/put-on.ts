import type { Credential } from '@freshkey/core/adapter';
import type { InternalAxiosRequestConfig } from 'axios';
import { withHeaders } from './headers.ts';
import { redirects } from './redirects.ts';
import type { AdapterKind } from './resolve-adapter.ts';

type Config = InternalAxiosRequestConfig;

/** How one attempt goes out. */
interface Manner {
  readonly origin: string | undefined;
  readonly kind: AdapterKind;
  /** Redirects are followed by hand. */
  readonly isWatched: boolean;
  /** The HTTP cache must not answer. */
  readonly isReread: boolean;
}

/**
 * Puts a credential, and what keeps it where it belongs, on a config.
 *
 * @returns takes all of it off again.
 */
export function putOn(config: Config, credential: Credential | undefined, manner: Manner): () => void {
  const { headers, params, beforeRedirect, fetchOptions, maxRedirects } = config;
  const { headers: added, query } = credential ?? {};
  // A second send starts from the headers that the caller gave, not from what an adapter made of them for a body.
  if (added || config.data != null) config.headers = withHeaders(headers, added);
  if (query) config.params = withQueryIn(params, query);
  const { kind, isWatched } = manner;
  const isSeen = kind !== 'xhr' && kind !== 'fetch' && !config.socketPath;
  const guard = credential && isSeen && redirects?.guard(manner.origin, credential, beforeRedirect);
  if (guard) config.beforeRedirect = guard;
  if (isWatched && kind === 'http') config.maxRedirects = 0;
  const { cache } = (fetchOptions ?? {}) as RequestInit;
  const isReread = manner.isReread && (cache ?? 'default') === 'default' && kind === 'fetch';
  const isSteered = isReread || (isWatched && kind !== 'http');
  if (isSteered) {
    config.fetchOptions = {
      ...fetchOptions,
      ...(isWatched && { redirect: 'manual' }),
      ...(isReread && { cache: 'no-cache' }),
    };
  }
  return () => {
    config.headers = headers;
    if (query) config.params = params;
    if (guard) restore(config, 'beforeRedirect', beforeRedirect);
    if (config.maxRedirects !== maxRedirects) restore(config, 'maxRedirects', maxRedirects);
    if (isSteered) restore(config, 'fetchOptions', fetchOptions);
  };
}

function restore<Key extends 'beforeRedirect' | 'fetchOptions' | 'maxRedirects'>(
  config: Config,
  key: Key,
  value: Config[Key],
): void {
  if (value === undefined) delete config[key];
  else config[key] = value;
}

/** The query parameters with ours among them. */
function withQueryIn(params: unknown, query: Readonly<Record<string, string>>): unknown {
  if (!(params instanceof URLSearchParams)) return { ...(params as object), ...query };
  const extended = new URLSearchParams(params);
  for (const [name, value] of Object.entries(query)) extended.set(name, value);
  return extended;
}
