import type { RedirectStep } from '@freshkey/diagnose';
import { withoutOwnSecrets } from './foreign-url.ts';
import { type HeaderList, headerValue } from './header-list.ts';
import type { OutgoingRequest, Route } from './outgoing.ts';
import type { Received, Send } from './send.ts';

/** The end of a way, and the steps to it. */
export interface Walk {
  received: Received;
  redirects: RedirectStep[];
  /** Where the answer came from. */
  url: string;
  /** One sentence each: why the way ended before its end, or what was not carried along. */
  notes: string[];
}

/** What may travel to another origin: nothing that could tell who we are. */
const harmless = new Set([
  'host',
  'user-agent',
  'accept',
  'accept-language',
  'accept-encoding',
  'content-type',
  'cache-control',
  'range',
  'dnt',
]);
const aboutBody = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'content-language',
  'transfer-encoding',
]);
const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status);

/**
 * Sends a request and follows its redirects by hand. At another origin only harmless headers are sent, and a body is
 * never handed on to one.
 */
export async function follow(
  first: OutgoingRequest,
  route: Route,
  maxRedirects: number,
  signal: AbortSignal,
  send: Send,
): Promise<Walk> {
  const walk: Omit<Walk, 'received'> = { redirects: [], url: first.url, notes: [] };
  let request = first;
  for (;;) {
    const received = await send(request, route, signal);
    const target = isRedirect(received.status) ? targetOf(received, request.url) : undefined;
    if (target === undefined || maxRedirects === 0) return { ...walk, received };
    if (walk.redirects.length >= maxRedirects) {
      walk.notes.push(`Stopped after ${maxRedirects} redirects.`);
      return { ...walk, received };
    }
    const next = nextRequest(request, target, received.status);
    if (typeof next === 'string') {
      walk.notes.push(next);
      return { ...walk, received };
    }
    walk.redirects.push({
      from: request.url,
      to: next.request.url,
      status: received.status,
      method: next.request.method,
      headersDropped: next.dropped,
    });
    request = next.request;
    walk.url = request.url;
    // A client certificate and a fixed proxy password are credentials, too.
    if (next.isForeign) route = { ...route, tls: route.tls.ca === undefined ? {} : { ca: route.tls.ca } };
  }
}

const targetOf = (received: Received, base: string): URL | undefined => {
  const location = headerValue(received.headers, 'location');
  if (location === undefined || !URL.canParse(location, base)) return undefined;
  const target = new URL(location, base);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return undefined;
  target.username = '';
  target.password = '';
  target.hash = '';
  return target;
};

const nextRequest = (
  request: OutgoingRequest,
  target: URL,
  status: number,
): { request: OutgoingRequest; dropped: string[]; isForeign: boolean } | string => {
  const isForeign = new URL(request.url).origin !== target.origin;
  const losesBody =
    (status === 303 && request.method !== 'HEAD') || ((status === 301 || status === 302) && request.method === 'POST');
  const method = losesBody ? 'GET' : request.method;
  const body = losesBody ? undefined : request.body;
  if (isForeign && body !== undefined)
    return 'The redirect asks to send the body to another origin, where it could give a credential away; it was not followed.';
  const clean = isForeign ? withoutOwnSecrets(target, request) : { url: target, dropped: [] };
  if (clean === undefined)
    return 'The redirect leads to another origin with a credential of the request in its address; it was not followed.';
  const dropped = new Set(clean.dropped.map((name) => `?${name}`));
  const headers: HeaderList = [];
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (losesBody && aboutBody.has(key)) continue;
    if (key === 'host') headers.push([name, isForeign ? target.host : value]);
    else if (!isForeign || harmless.has(key)) headers.push([name, value]);
    else dropped.add(name);
  }
  return {
    request: { method, url: clean.url.href, headers, ...(body && { body }) },
    dropped: [...dropped],
    isForeign,
  };
};
