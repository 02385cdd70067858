import { headersIn } from './header-text.ts';
import { overhear } from './hidden.ts';
import type { Hop } from './hop.ts';
import { listen } from './listen.ts';
import type { Watcher } from './watcher.ts';

/** What is read of undici's requests; the same in its versions 5 to 8 unless said otherwise. */
interface UndiciRequest {
  origin: unknown;
  path: string;
  method: string;
  body: unknown;
  /** Text in 5, a list of names and values since. */
  headers: unknown;
  /** Up to 7. */
  onData?: unknown;
  onBodySent?: unknown;
}

interface Seen {
  hop: Hop;
  sent: unknown;
  wantsBody: boolean;
  /** Whether chunks are overheard at the request itself: since 8 only the channel has them. */
  isOverheard: boolean;
}

/** Watches fetch, and undici of any version that is installed beside it: all publish on the same channels. */
export function watchUndici(watcher: Watcher): void {
  const seen = new WeakMap<object, Seen>();

  listen<{ request: UndiciRequest }>('undici:request:create', ({ request }) => {
    const { method, path, body } = request;
    const url = /^https?:\/\//.test(path) ? path : `${String(request.origin)}${path}`;
    const hop = watcher.begin('undici', method, url);
    const isOverheard = typeof request.onData === 'function';
    seen.set(request, { hop, sent: undefined, wantsBody: false, isOverheard });
    if (body === null || body === undefined || method === 'CONNECT') return;
    hop.requestBody = watcher.bodyOf(hop);
    if (Buffer.isBuffer(body)) hop.requestBody.add(body);
    // Before 8 not every version says on its channel what it sends.
    else if (isOverheard) overhear(request, 'onBodySent', (chunk) => hop.requestBody?.add(chunk));
  });

  listen<{ request: object; headers: unknown }>('undici:client:sendHeaders', ({ request, headers }) => {
    const state = seen.get(request);
    if (state) state.sent = headers;
  });

  listen<{ request: UndiciRequest; chunk: unknown }>('undici:request:bodyChunkSent', ({ request, chunk }) => {
    const state = seen.get(request);
    if (state && !state.isOverheard && !Buffer.isBuffer(request.body)) state.hop.requestBody?.add(chunk);
  });

  listen<{ request: UndiciRequest; response: { statusCode: number; headers: unknown } }>(
    'undici:request:headers',
    ({ request, response }) => {
      const state = seen.get(request);
      if (!state || response.statusCode < 200) return;
      const { hop } = state;
      const sent = () => headersIn(state.sent ?? request.headers);
      state.wantsBody = watcher.head(hop, response.statusCode, sent, () => headersIn(response.headers));
      if (state.wantsBody && state.isOverheard) overhear(request, 'onData', (chunk) => hop.responseBody?.add(chunk));
    },
  );

  listen<{ request: object; chunk: unknown }>('undici:request:bodyChunkReceived', ({ request, chunk }) => {
    const state = seen.get(request);
    if (state?.wantsBody && !state.isOverheard) state.hop.responseBody?.add(chunk);
  });

  listen<{ request: object }>('undici:request:trailers', ({ request }) => {
    const state = seen.get(request);
    if (state) watcher.end(state.hop);
  });

  listen<{ request: object; error: unknown }>('undici:request:error', ({ request, error }) => {
    const state = seen.get(request);
    if (state) watcher.fail(state.hop, error);
  });
}
