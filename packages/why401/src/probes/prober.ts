import type { ResponseReceived } from '@freshkey/diagnose';
import { withoutOwnSecrets } from '../http/foreign-url.ts';
import { headerValue } from '../http/header-list.ts';
import type { OutgoingRequest, Route } from '../http/outgoing.ts';
import { type Received, send } from '../http/send.ts';
import { safeUrl } from '../output/safe-exchange.ts';
import { deadline } from '../request/deadline.ts';
import type { ProbeLine } from '../request/request-report.ts';

/** Milliseconds that one extra request may take. */
const maxProbeMs = 5_000;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Makes extra requests, one after the other, and keeps count. Only GET, HEAD and OPTIONS without a body. */
export class Prober {
  readonly lines: ProbeLine[] = [];
  readonly clockOffsetsMs: number[] = [];
  readonly #route: Route;
  readonly #sent: OutgoingRequest;
  readonly #home: string;
  readonly #maxMs: number;
  readonly #onProgress: (text: string) => void;

  /** @param sent the request to whose origin its credentials and the client's certificate belong. @param maxMs for each request. */
  constructor(route: Route, sent: OutgoingRequest, maxMs: number, onProgress: (text: string) => void) {
    this.#route = route;
    this.#sent = sent;
    this.#home = new URL(sent.url).origin;
    this.#maxMs = Math.min(maxMs, maxProbeMs);
    this.#onProgress = onProgress;
  }

  /** One extra request; undefined when no answer came. */
  async ask(name: string, wanted: OutgoingRequest): Promise<Received | undefined> {
    let request = wanted;
    if (!safeMethods.has(request.method) || request.body)
      throw new TypeError('Only GET, HEAD and OPTIONS are sent as extra requests');
    const isHome = new URL(request.url).origin === this.#home;
    if (!isHome) {
      // Servers name addresses of others, and may put what they were sent into them.
      const clean = withoutOwnSecrets(new URL(request.url), this.#sent);
      if (clean === undefined) return undefined;
      request = { ...request, url: clean.url.href };
    }
    const route: Route = isHome
      ? this.#route
      : { ...this.#route, tls: this.#route.tls.ca === undefined ? {} : { ca: this.#route.tls.ca } };
    const limit = deadline(this.#maxMs);
    let received: Received | undefined;
    try {
      received = await send(request, route, limit.signal);
      if (isHome) this.noteClock(received);
    } catch {
      // no answer is an answer here
    } finally {
      limit.clear();
    }
    const url = safeUrl(request.url);
    const status = received?.status ?? 0;
    this.lines.push({ name, method: request.method, url, status });
    this.#onProgress(`probe: ${name}: ${request.method} ${url}: ${status || 'no answer'}`);
    return received;
  }

  /** A document, asked for without any credential; undefined when there is none. */
  async document(name: string, url: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const received = await this.ask(name, plainRequest('GET', url));
    if (received?.status !== 200) return undefined;
    try {
      const parsed: unknown = JSON.parse(received.body);
      return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
        ? (parsed as Record<string, unknown>)
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** Compares the server's clock with ours: its `Date` tells whole seconds. */
  noteClock(received: Received): void {
    const date = headerValue(received.headers, 'date');
    const dateMs = date === undefined || date.length > 64 ? Number.NaN : Date.parse(date);
    if (Number.isNaN(dateMs) || headerValue(received.headers, 'age') !== undefined) return;
    this.clockOffsetsMs.push(Math.round(dateMs + 500 - (received.sentAtMs + received.receivedAtMs) / 2));
  }
}

/** A request with nothing in it that could tell who we are. */
export function plainRequest(method: string, url: string, headers: OutgoingRequest['headers'] = []): OutgoingRequest {
  return {
    method,
    url,
    headers: [['Host', new URL(url).host], ['User-Agent', 'why401'], ['Accept', 'application/json, */*'], ...headers],
  };
}

export function responseOf(received: Received, url: string): ResponseReceived & { url: string } {
  return {
    status: received.status,
    headers: received.headers,
    body: received.body,
    url,
  };
}
