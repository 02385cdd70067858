import { type Credential, originOf, withoutQuery } from '@freshkey/core/adapter';
import { AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { isReplayable } from './body.ts';
import { withHeaders } from './headers.ts';
import { locationOf } from './location.ts';

type Config = InternalAxiosRequestConfig;

const longestChain = 20;

/** What belongs to one origin, and to a proxy on the way to it. */
const ownedByOrigin = new Set(['authorization', 'proxy-authorization', 'cookie', 'host']);
const ownedByBody = /^content-(encoding|language|location|type|length)$/i;

/** Where a chain of redirects has led, and with what. */
export interface Hop {
  readonly config: Config;
  readonly url: string;
  /** Gone as soon as the origin has changed, for good. */
  readonly credential: Credential | undefined;
}

/**
 * The request that a redirect leads to (Fetch Standard, HTTP-redirect fetch), without a credential; for adapters that were
 * told to follow none.
 *
 * @throws AxiosError where the redirect cannot be followed.
 */
export async function nextHop(hop: Hop, response: AxiosResponse, hops: number): Promise<Hop> {
  const { config } = hop;
  const to = new URL(locationOf(response) ?? '', hop.url);
  if (hops > Math.min(config.maxRedirects || longestChain, longestChain) || !/^https?:$/.test(to.protocol)) {
    throw unfollowed('cannot be followed', config, response);
  }
  const method = (config.method ?? 'get').toUpperCase();
  const { status } = response;
  const becomesGet = (status === 303 && method !== 'GET' && method !== 'HEAD') || (status < 303 && method === 'POST');
  if (!becomesGet && !isReplayable(config.data))
    throw unfollowed('asks for a body that is read once', config, response);
  const isHome = originOf(to) === originOf(hop.url);
  const headers = withHeaders(config.headers, undefined);
  for (const name of Object.keys(headers)) {
    const isOwned = !isHome && ownedByOrigin.has(name.toLowerCase());
    if (isOwned || (becomesGet && ownedByBody.test(name))) delete headers[name];
  }
  const { credential: current } = hop;
  const url = withoutQuery(to.href, Object.keys(current?.query ?? {}));
  const next: Config = Object.assign(Object.create(Object.getPrototypeOf(config)), config, {
    url,
    baseURL: undefined,
    params: undefined,
    headers,
    ...(becomesGet && { method: 'get', data: undefined }),
  });
  const request = { method: becomesGet ? 'GET' : method, url };
  const credential = isHome ? ((await current?.forHop?.(request)) ?? current) : undefined;
  // Whoever makes one for a hop makes one for the next.
  const forHop = credential?.forHop ?? current?.forHop;
  return { config: next, url, credential: credential && forHop ? { ...credential, forHop } : credential };
}

function unfollowed(why: string, config: Config, response: AxiosResponse): AxiosError {
  return new AxiosError(`A redirect ${why}.`, AxiosError.ERR_FR_TOO_MANY_REDIRECTS, config, undefined, response);
}
