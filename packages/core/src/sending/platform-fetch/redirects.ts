import { originOf, pageUrl } from '../../judging/origins.ts';
import { type Credential, checkCredential } from '../scheme.ts';
import { isReusable, mayHaveBody } from './body.ts';
import type { Fetch } from './call.ts';
import { headersOf, withHeaders } from './headers.ts';
import { isRequest, urlOf } from './input.ts';
import { withoutQuery, withQuery } from './query.ts';
import { isRedirect } from './redirect-answer.ts';

/** Fetch Standard, HTTP-redirect fetch. */
const longestChain = 20;

/** What belongs to one origin, and to a proxy on the way to it. */
const ownedByOrigin = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/** One request that was sent with `redirect: 'manual'`, and its answer. */
export interface Sent {
  readonly input: RequestInfo;
  readonly init: RequestInit;
  readonly response: Response;
}

/** Follows redirects by hand, where a platform shows them. */
export type FollowRedirects = (
  fetch: Fetch,
  sent: Sent,
  credential: Credential,
  bodyOfRequest: () => Promise<ArrayBuffer | undefined>,
) => Promise<Response>;

/**
 * Follows redirects after the Fetch Standard's HTTP-redirect fetch, so that a credential of any kind comes off as soon as
 * the origin changes, for good. Within the origin it goes along, made anew where each request needs its own. Only a redirect
 * that keeps the method asks for the body of a `Request` again.
 */
export async function followRedirects(
  fetch: Fetch,
  { input, init, response }: Sent,
  credential: Credential,
  bodyOfRequest: () => Promise<ArrayBuffer | undefined>,
): Promise<Response> {
  let current: Credential | undefined = credential;
  const headerNames = new Set(ownedByOrigin);
  const queryNames = new Set<string>();
  for (let hops = 1; isRedirect(response); hops++) {
    void response.body?.cancel?.().catch(() => {});
    for (const name in current?.headers) headerNames.add(name);
    for (const name in current?.query) queryNames.add(name);
    const from = new URL(urlOf(input), pageUrl());
    const to = new URL(response.headers.get('location') as string, from);
    if (hops > longestChain || !/^https?:$/.test(to.protocol)) throw failed('The redirect cannot be followed.');
    const headers = new Headers(headersOf(input, init));
    init = await afterRedirect(input, init, response.status, headers, bodyOfRequest);
    let url = withoutQuery(to.href, [...queryNames]);
    if (originOf(to) !== originOf(from)) {
      current = undefined;
      for (const name of headerNames) headers.delete(name);
    } else if (current) {
      current = await nextCredential(current, { method: init.method ?? 'GET', url });
      init = { ...init, headers: withHeaders(headers, current.headers ?? {}) };
      if (current.query) url = withQuery(url, current.query);
    }
    input = url;
    response = await fetch(input, init);
    Object.defineProperty(response, 'redirected', { value: true, configurable: true });
  }
  return response;
}

async function nextCredential(current: Credential, request: { method: string; url: string }): Promise<Credential> {
  if (!current.forHop) return current;
  const next = await current.forHop(request);
  checkCredential(next);
  return { ...next, forHop: next.forHop ?? current.forHop };
}

/** What a `Request` says beside its URL, headers and body. */
function membersOf(request: Request): RequestInit {
  const { method, mode, credentials, cache, referrer, referrerPolicy, integrity, keepalive, signal } = request;
  return { method, mode, credentials, cache, referrer, referrerPolicy, integrity, keepalive, signal };
}

async function afterRedirect(
  input: RequestInfo,
  given: RequestInit,
  status: number,
  headers: Headers,
  bodyOfRequest: () => Promise<ArrayBuffer | undefined>,
): Promise<RequestInit> {
  const init = { ...(isRequest(input) && membersOf(input)), ...given, headers };
  const method = (init.method ?? 'GET').toUpperCase();
  const becomesGet = (status === 303 && method !== 'GET' && method !== 'HEAD') || (status < 303 && method === 'POST');
  if (becomesGet) {
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'])
      headers.delete(name);
    const { body: _body, ...rest } = init;
    return { ...rest, method: 'GET' };
  }
  if (!isReusable(init.body)) throw failed('A redirect asks for a body that can be read only once.');
  const body = init.body ?? (isRequest(input) && mayHaveBody(input) ? await bodyOfRequest() : undefined);
  return body == null ? init : { ...init, body };
}

function failed(reason: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(reason) });
}
