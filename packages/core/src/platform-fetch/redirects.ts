import { originOf } from '../origins.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** Fetch Standard, HTTP-redirect fetch. */
const longestChain = 20;

type Send = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Follows redirects by hand, after the Fetch Standard's HTTP-redirect fetch, so that a credential in a header of any
 * name comes off as soon as the origin changes. Only where `redirect: 'manual'` shows the answer (Node).
 */
export async function followRedirects(send: Send, url: string, init: RequestInit, secretHeaders: Iterable<string>): Promise<Response> {
  const headers = new Headers(init.headers);
  let request: RequestInit = { ...init, headers, redirect: 'manual' };
  let from = url;
  for (let hops = 0; ; hops++) {
    const response = await send(from, request);
    const location = redirectStatuses.has(response.status) ? response.headers.get('location') : null;
    if (location === null) {
      if (hops > 0) Object.defineProperty(response, 'redirected', { value: true });
      return response;
    }
    void response.body?.cancel().catch(() => {});
    const to = new URL(location, from);
    if (hops === longestChain || !/^https?:$/.test(to.protocol)) throw new TypeError('fetch failed', { cause: new Error('The redirect cannot be followed.') });
    if (originOf(to) !== originOf(from)) for (const name of ['authorization', 'cookie', ...secretHeaders]) headers.delete(name);
    request = afterRedirect(request, response.status, headers);
    from = to.href;
  }
}

function afterRedirect(init: RequestInit, status: number, headers: Headers): RequestInit {
  const method = (init.method ?? 'GET').toUpperCase();
  const becomesGet = (status === 303 && method !== 'GET' && method !== 'HEAD') || (status < 303 && method === 'POST');
  if (becomesGet) {
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) headers.delete(name);
    const { body: _body, ...rest } = init;
    return { ...rest, method: 'GET', headers };
  }
  const isStream = typeof init.body === 'object' && init.body !== null && 'getReader' in init.body;
  if (isStream) throw new TypeError('fetch failed', { cause: new Error('A redirect asks for a body that can be read only once.') });
  return { ...init, headers };
}
