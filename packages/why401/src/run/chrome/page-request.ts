import type { Exchange, RedirectStep } from '@freshkey/diagnose';
import {
  headerPairs,
  type LoadingFailed,
  type RequestExtraInfo,
  type RequestWillBeSent,
  type ResponseExtraInfo,
  type ResponseReceived,
  type StackTrace,
} from './network-events.ts';

/** One hop of a page's request. */
interface PageHop {
  sent: RequestWillBeSent;
  status: number;
  headers: [string, string][];
}

/** One request of a page with all its redirects, put together from the browser's events in whatever order they come. */
export class PageRequest {
  readonly #hops: PageHop[] = [];
  readonly #requestExtras: RequestExtraInfo[] = [];
  readonly #responseExtras: ResponseExtraInfo[] = [];
  failed: LoadingFailed | undefined;
  endMs = 0;

  get first(): RequestWillBeSent | undefined {
    return this.#hops[0]?.sent;
  }

  get isPreflight(): boolean {
    return this.first?.type === 'Preflight' || this.first?.initiator?.type === 'preflight';
  }

  /** What was really answered last, also where the page was not shown it; 0: nothing. */
  get status(): number {
    return this.#responseExtras[this.#hops.length - 1]?.statusCode ?? this.#hops.at(-1)?.status ?? 0;
  }

  get startMs(): number {
    return (this.first?.wallTime ?? 0) * 1_000;
  }

  sent(event: RequestWillBeSent): void {
    const last = this.#hops.at(-1);
    if (event.redirectResponse && last) {
      last.status = event.redirectResponse.status;
      last.headers = headerPairs(event.redirectResponse.headers);
    }
    this.#hops.push({ sent: event, status: 0, headers: [] });
  }

  sentExtra(event: RequestExtraInfo): void {
    this.#requestExtras.push(event);
  }

  received(event: ResponseReceived): void {
    const last = this.#hops.at(-1);
    if (last === undefined) return;
    last.status = event.response.status;
    last.headers = headerPairs(event.response.headers);
  }

  receivedExtra(event: ResponseExtraInfo): void {
    this.#responseExtras.push(event);
  }

  /** For the rules. @param body of the last answer, where it could be read. @param preflight that went ahead of it. */
  exchange(body: string | undefined, preflight: PageRequest | undefined): Exchange | undefined {
    const [first] = this.#hops;
    if (first === undefined) return undefined;
    const last = this.#hops.length - 1;
    const { status } = this;
    const { documentURL = '' } = first.sent;
    const pageOrigin = /^https?:/.test(documentURL) ? new URL(documentURL).origin : undefined;
    return {
      request: {
        method: first.sent.request.method,
        url: first.sent.request.url,
        headers: this.#sentHeaders(0),
        ...(first.sent.request.postData !== undefined && { body: first.sent.request.postData }),
      },
      ...(status > 0
        ? {
            response: {
              status,
              headers: this.#receivedHeaders(last),
              url: this.#hops[last]?.sent.request.url ?? '',
              ...(body !== undefined && { body }),
            },
          }
        : { error: new TypeError(`Failed to fetch (${this.failed?.errorText ?? 'no answer'})`) }),
      ...(last > 0 && { redirects: this.#hops.slice(1).map((_, at) => this.#step(at)) }),
      runtime: 'browser',
      client: 'browser',
      ...(pageOrigin !== undefined && { pageOrigin }),
      ...(preflight && {
        probes: { preflight: { status: preflight.status, headers: preflight.#receivedHeaders(0) } },
      }),
      sentAtMs: this.startMs,
      receivedAtMs: this.endMs,
    };
  }

  /** What a page is not told. */
  notes(): string[] {
    const found: string[] = [];
    const { corsErrorStatus, blockedReason } = this.failed ?? {};
    if (corsErrorStatus) {
      const seen = this.status > 0 ? `; the answer was ${this.status}` : '';
      found.push(`The page sees no answer, only a TypeError (CORS: ${corsErrorStatus.corsError}${seen}).`);
    } else if (blockedReason) found.push(`The browser blocked the answer: ${blockedReason}.`);
    for (const { associatedCookies = [] } of this.#requestExtras)
      for (const { cookie, blockedReasons } of associatedCookies)
        if (blockedReasons.length > 0)
          found.push(`The cookie ${cookie.name} was not sent: ${blockedReasons.join(', ')}.`);
    for (const { blockedCookies = [] } of this.#responseExtras)
      for (const { cookieLine, blockedReasons } of blockedCookies)
        found.push(`The cookie ${cookieLine.split('=', 1)[0]} was not stored: ${blockedReasons.join(', ')}.`);
    return [...new Set(found)].slice(0, 8);
  }

  /** Where in the page's code it was made. */
  at(): string | undefined {
    for (let stack: StackTrace | undefined = this.first?.initiator?.stack; stack; stack = stack.parent)
      for (const { url, lineNumber, columnNumber } of stack.callFrames) {
        if (url === '' || /[\\/]node_modules[\\/]|^(?:chrome-)?extension:/.test(url)) continue;
        const place = URL.canParse(url) ? new URL(url).pathname : url;
        return `${place}:${lineNumber + 1}:${columnNumber + 1}`;
      }
    return undefined;
  }

  #sentHeaders(at: number): [string, string][] {
    return headerPairs(this.#requestExtras[at]?.headers ?? this.#hops[at]?.sent.request.headers ?? {});
  }

  #receivedHeaders(at: number): [string, string][] {
    const extra = this.#responseExtras[at];
    return extra ? headerPairs(extra.headers) : (this.#hops[at]?.headers ?? []);
  }

  #step(at: number): RedirectStep {
    const [from, to] = [this.#hops[at] as PageHop, this.#hops[at + 1] as PageHop];
    const kept = new Set(this.#sentHeaders(at + 1).map(([name]) => name.toLowerCase()));
    return {
      from: from.sent.request.url,
      to: to.sent.request.url,
      status: this.#responseExtras[at]?.statusCode ?? from.status,
      method: to.sent.request.method,
      headersDropped: this.#sentHeaders(at)
        .map(([name]) => name.toLowerCase())
        .filter((name) => !kept.has(name)),
    };
  }
}
