import { originOf } from '../../judging/origins.ts';
import { isReusable } from './body.ts';
import type { Fetch, FetchCall } from './call.ts';
import { headersOf } from './headers.ts';
import { isRequest, urlOf } from './input.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** Fetch Standard, HTTP-redirect fetch. */
const longestChain = 20;

/** What belongs to one origin, and to a proxy on the way to it. */
const ownedByOrigin = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/**
 * Follows redirects by hand, after the Fetch Standard's HTTP-redirect fetch, so that a credential in a header of any
 * name comes off as soon as the origin changes, for good. Only where `redirect: 'manual'` shows the answer (Node).
 * The first request goes out as it is; only a redirect that keeps the method asks for the body of a `Request` again.
 */
export async function followRedirects(
  send: Fetch,
  call: FetchCall,
  secretHeaders: readonly string[],
  bodyOfRequest: () => Promise<ArrayBuffer | undefined>,
): Promise<Response> {
  let input = call.input;
  let init: RequestInit = { ...call.init, redirect: 'manual' };
  for (let hops = 0; ; hops++) {
    const response = await send(input, init);
    const location = redirectStatuses.has(response.status) ? response.headers.get('location') : null;
    if (location === null) {
      if (hops > 0) Object.defineProperty(response, 'redirected', { value: true });
      return response;
    }
    void response.body?.cancel().catch(() => {});
    const from = urlOf(input);
    const to = new URL(location, from);
    if (hops === longestChain || !/^https?:$/.test(to.protocol)) throw failed('The redirect cannot be followed.');
    const headers = new Headers(headersOf(input, init));
    if (originOf(to) !== originOf(from)) for (const name of [...ownedByOrigin, ...secretHeaders]) headers.delete(name);
    init = await afterRedirect(
      { ...(isRequest(input) && membersOf(input)), ...init, headers },
      response.status,
      headers,
      bodyOfRequest,
    );
    input = to.href;
  }
}

/** What a `Request` says beside its URL, headers and body. */
function membersOf(request: Request): RequestInit {
  const { method, mode, credentials, cache, referrer, referrerPolicy, integrity, keepalive, signal } = request;
  return { method, mode, credentials, cache, referrer, referrerPolicy, integrity, keepalive, signal };
}

async function afterRedirect(
  init: RequestInit,
  status: number,
  headers: Headers,
  bodyOfRequest: () => Promise<ArrayBuffer | undefined>,
): Promise<RequestInit> {
  const method = (init.method ?? 'GET').toUpperCase();
  const becomesGet = (status === 303 && method !== 'GET' && method !== 'HEAD') || (status < 303 && method === 'POST');
  if (becomesGet) {
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'])
      headers.delete(name);
    const { body: _body, ...rest } = init;
    return { ...rest, method: 'GET' };
  }
  if (!isReusable(init.body)) throw failed('A redirect asks for a body that can be read only once.');
  const body = init.body ?? (method === 'GET' || method === 'HEAD' ? undefined : await bodyOfRequest());
  return body == null ? init : { ...init, body };
}

function failed(reason: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(reason) });
}
