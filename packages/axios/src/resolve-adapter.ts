import type { Fetch } from '@freshkey/core/adapter';
import axios, { type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios';
import { rememberingFetch } from './remembering-fetch.ts';

export type AdapterConfig = InternalAxiosRequestConfig['adapter'];

type Env = { readonly fetch?: Fetch | null | undefined };

/** The adapter that axios would use for a request (its fetch adapter takes a `fetch` since 1.12). */
export function resolveAdapter(adapter: AdapterConfig, env: unknown): AxiosAdapter {
  if (typeof adapter === 'function') return adapter;
  const getAdapter = axios.getAdapter as (adapters: AdapterConfig, config: { env: Env }) => AxiosAdapter;
  const own = env as Env | undefined;
  return getAdapter(adapter ?? axios.defaults.adapter, {
    env: { ...own, fetch: rememberingFetch(own?.fetch ?? undefined) },
  });
}

/** What stands behind a transport: axios's own adapters, or somebody else's. */
export type AdapterKind = 'http' | 'xhr' | 'fetch' | 'other';

/** Which adapter it is that was resolved: axios names all of its own but the one over `fetch`. */
export function kindOf(adapter: AdapterConfig, resolved: AxiosAdapter): AdapterKind {
  const { adapterName } = resolved as { adapterName?: AdapterKind };
  if (adapterName) return adapterName;
  return adapter === resolved || (Array.isArray(adapter) && adapter.includes(resolved)) ? 'other' : 'fetch';
}
