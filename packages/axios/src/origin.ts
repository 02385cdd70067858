import { originOf, pageUrl } from '@freshkey/core/adapter';
import type { InternalAxiosRequestConfig } from 'axios';

const absolute = /^([a-z][a-z\d+\-.]*:)?\/\//i;
const absoluteBase = /^https?:\/\/[^/\\]/i;

/** What axios resolves a path against that goes to a unix socket. */
const baseOfSocket = 'http://localhost';

/** Where a request goes, and the origin of its base URL. */
export interface Destination {
  readonly origin: string | undefined;
  readonly baseOrigin: string | undefined;
}

/**
 * Reads destinations, and remembers the last base URL: parsing one for every request costs 6 %.
 * An absolute `url` decides whatever `allowAbsoluteUrls` says, which older versions of axios do not know.
 */
export function createDestinations(): (config: InternalAxiosRequestConfig) => Destination {
  let lastBase: string | undefined;
  let last: Destination = { origin: undefined, baseOrigin: undefined };
  return ({ baseURL: given, url = '', socketPath }) => {
    const baseURL = given ?? (socketPath ? baseOfSocket : undefined);
    if (baseURL !== lastBase || last.baseOrigin === undefined) {
      const baseOrigin = originOf(baseURL);
      lastBase = baseURL;
      last = { origin: baseOrigin, baseOrigin };
    }
    const followsBase = baseURL !== undefined && absoluteBase.test(baseURL) && !absolute.test(url);
    return followsBase ? last : { origin: originOf(fullUrl(baseURL, url)), baseOrigin: last.baseOrigin };
  };
}

/** The URL as axios joins it, without the query of `params`. */
function fullUrl(baseURL: string | undefined, url = ''): string {
  if (!baseURL || absolute.test(url)) return url;
  return url ? `${baseURL.replace(/\/?\/$/, '')}/${url.replace(/^\/+/, '')}` : baseURL;
}

/** The URL for those who look into it; parameters that only axios's own serializer can write are left out. */
export function urlOf({ baseURL, url, params }: InternalAxiosRequestConfig): string {
  const path = fullUrl(baseURL, url);
  const query = params ? queryOf(params) : '';
  return query ? `${path}?${query}` : path;
}

/** The URL as it is asked for, absolute. */
export function absoluteUrlOf({ baseURL, url, socketPath }: InternalAxiosRequestConfig): string {
  return new URL(fullUrl(baseURL, url), socketPath ? baseOfSocket : pageUrl()).href;
}

function queryOf(params: unknown): string {
  try {
    return new URLSearchParams(params as Record<string, string>).toString();
  } catch {
    return '';
  }
}

/** Whether the URL carries user information, which axios sends as Basic. */
export function hasUserInfo({ baseURL, url }: InternalAxiosRequestConfig): boolean {
  if (!url?.includes('@') && !baseURL?.includes('@')) return false;
  try {
    const { username, password } = new URL(fullUrl(baseURL, url), pageUrl());
    return Boolean(username || password);
  } catch {
    return false;
  }
}
