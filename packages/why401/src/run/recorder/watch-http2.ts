import type { ClientHttp2Stream } from 'node:http2';
import { headersIn } from './header-text.ts';
import { overhear } from './hidden.ts';
import type { Hop } from './hop.ts';
import { listen } from './listen.ts';
import type { Watcher } from './watcher.ts';

type Headers = Readonly<Record<string, unknown>> | readonly unknown[];

/** Watches `node:http2`, where Node has channels for it: not before 22.17 and 24.2. */
export function watchHttp2(watcher: Watcher): void {
  const hops = new WeakMap<ClientHttp2Stream, Hop>();

  listen<{ stream: ClientHttp2Stream; headers: Headers }>('http2.client.stream.created', ({ stream, headers }) => {
    if (isOfUndici(stream)) return;
    const method = pseudo(headers, ':method') ?? 'GET';
    if (method === 'CONNECT') return;
    const place = `${pseudo(headers, ':scheme') ?? 'https'}://${pseudo(headers, ':authority') ?? ''}`;
    const hop = watcher.begin('http2', method, `${place}${pseudo(headers, ':path') ?? '/'}`);
    hop.requestHeaders = headersIn(headers);
    hops.set(stream, hop);
  });

  listen<{ stream: ClientHttp2Stream; data: unknown; encoding: unknown }>(
    'http2.client.stream.bodyChunkSent',
    ({ stream, data, encoding }) => {
      const hop = hops.get(stream);
      if (!hop) return;
      hop.requestBody ??= watcher.bodyOf(hop);
      for (const one of Array.isArray(data) ? data : [data]) {
        const { chunk = one, encoding: own = encoding } = (one ?? {}) as { chunk?: unknown; encoding?: unknown };
        hop.requestBody.add(chunk, own);
      }
    },
  );

  listen<{ stream: ClientHttp2Stream; headers: Headers }>('http2.client.stream.finish', ({ stream, headers }) => {
    const hop = hops.get(stream);
    if (!hop) return;
    const status = Number(pseudo(headers, ':status') ?? 0);
    const wantsBody = watcher.head(
      hop,
      status,
      () => hop.requestHeaders,
      () => headersIn(headers),
    );
    if (!wantsBody) {
      watcher.end(hop);
      return;
    }
    overhear(stream, 'push', (chunk) => {
      if (chunk === null) watcher.end(hop);
      else hop.responseBody?.add(chunk);
    });
  });

  listen<{ stream: ClientHttp2Stream }>('http2.client.stream.close', ({ stream }) => {
    const hop = hops.get(stream);
    if (hop) watcher.end(hop);
  });

  listen<{ stream: ClientHttp2Stream; error: unknown }>('http2.client.stream.error', ({ stream, error }) => {
    const hop = hops.get(stream);
    if (hop) watcher.fail(hop, error);
  });
}

const pseudo = (headers: Headers, name: string): string | undefined => {
  const value = Array.isArray(headers)
    ? headers[headers.indexOf(name) + 1]
    : (headers as Readonly<Record<string, unknown>>)[name];
  if (Array.isArray(headers) && !headers.includes(name)) return undefined;
  return value === undefined ? undefined : String(value);
};

/** undici speaks HTTP/2 through this module, and tells of its requests on its own channels. */
const isOfUndici = (stream: ClientHttp2Stream): boolean => {
  const { session } = stream;
  return (
    session !== undefined &&
    Object.getOwnPropertySymbols(session).some(({ description }) => description === 'open streams')
  );
};
