import type { ClientRequest, IncomingMessage } from 'node:http';
import { headersInPairs, headersInText } from './header-text.ts';
import { overhear } from './hidden.ts';
import type { Hop } from './hop.ts';
import { listen } from './listen.ts';
import type { Watcher } from './watcher.ts';

/** Watches `node:http` and `node:https`, and with them every client that is built on these. */
export function watchHttp(watcher: Watcher): void {
  const hops = new WeakMap<ClientRequest, Hop>();

  listen<{ request: ClientRequest }>('http.client.request.created', ({ request }) => {
    // Opens a tunnel through a proxy: no request of the program's, and what goes through it is seen by itself.
    if (request.method === 'CONNECT') return;
    const hop = watcher.begin('http', request.method, urlOf(request));
    hops.set(request, hop);
    const take = (chunk: unknown, encoding: unknown) => {
      if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) return;
      hop.requestBody ??= watcher.bodyOf(hop);
      hop.requestBody.add(chunk, encoding);
    };
    if (request.method === 'GET' || request.method === 'HEAD') return;
    overhear(request, 'write', take);
    let isEnding = false;
    // `end` calls `write` in no version that is watched, but a client may have put its own in place.
    overhear(request, 'end', (chunk, encoding) => {
      if (!isEnding) take(chunk, encoding);
      isEnding = true;
    });
  });

  listen<{ request: ClientRequest; response: IncomingMessage }>(
    'http.client.response.finish',
    ({ request, response }) => {
      const hop = hops.get(request);
      if (!hop) return;
      const wantsBody = watcher.head(
        hop,
        response.statusCode ?? 0,
        () => headersInText(headOf(request)),
        () => headersInPairs(response.rawHeaders),
      );
      if (!wantsBody) {
        watcher.end(hop);
        return;
      }
      overhear(response, 'push', (chunk) => {
        if (chunk === null) watcher.end(hop);
        else hop.responseBody?.add(chunk);
      });
      overhear(response, '_destroy', () => watcher.end(hop));
    },
  );

  listen<{ request: ClientRequest; error: unknown }>('http.client.request.error', ({ request, error }) => {
    const hop = hops.get(request);
    if (hop) watcher.fail(hop, error);
  });
}

/** The head as it is sent: Node has put it together when the answer comes. */
const headOf = (request: ClientRequest): string => {
  const { _header: head } = request as unknown as { _header: unknown };
  return typeof head === 'string' ? head.slice(head.indexOf('\r\n') + 2) : '';
};

const urlOf = (request: ClientRequest): string => {
  const { path, protocol } = request;
  if (/^https?:\/\//.test(path)) return path;
  const host = request.getHeader('host') ?? /^host: (.*)$/im.exec(headOf(request))?.[1] ?? request.host;
  return `${protocol}//${String(host)}${path}`;
};
