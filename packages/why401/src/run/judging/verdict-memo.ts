import { hash } from 'node:crypto';
import type { Exchange } from '@freshkey/diagnose';
import { pathShape } from '../../har/path-shape.ts';

const maxKnown = 500;
const minuteMs = 60_000;
/** Headers that differ from one message to the next and say nothing of the reason. */
const noise =
  /^(?:date|age|content-length|etag|last-modified|expires|server-timing|cf-ray|traceparent|tracestate|referer|x-request-id|x-correlation-id|x-amzn-trace-id|x-runtime|x-trace-id|request-id|host|connection|keep-alive)$/i;

/** Remembers verdicts by what they rest on: programs repeat themselves. Time is a part of it, to the minute. */
export class VerdictMemo<Verdict> {
  readonly #known = new Map<string, Verdict>();

  of(exchange: Exchange, judge: () => Verdict): Verdict {
    const key = keyOf(exchange);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const verdict = judge();
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(key, verdict);
    return verdict;
  }
}

const keyOf = ({ request, response, redirects, error, sentAtMs = 0 }: Exchange): string => {
  const parts = [request.method, pathShape(request.url), request.body ?? '', Math.floor(sentAtMs / minuteMs)];
  const query = request.url.indexOf('?');
  if (query >= 0) parts.push(request.url.slice(query, 2_000));
  addHeaders(parts, request.headers);
  if (response) {
    parts.push(response.status, response.body ?? '');
    addHeaders(parts, response.headers);
  }
  for (const { to } of redirects ?? []) parts.push(to);
  if (error !== undefined) parts.push(String(error));
  return hash('sha1', parts.join('\n'), 'base64');
};

const addHeaders = (parts: (string | number)[], headers: Exchange['request']['headers']): void => {
  for (const [name, value] of headers) if (!noise.test(name)) parts.push(name, value);
};
