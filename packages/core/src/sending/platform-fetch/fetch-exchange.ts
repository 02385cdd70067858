import { isFreshkeyError } from '../../errors.ts';
import { originAmong } from '../../judging/origins.ts';
import type { Answer, Exchange, RequestOptions } from '../exchange.ts';
import type { Credential } from '../scheme.ts';
import { beginningOf, isReusable } from './body.ts';
import type { Fetch, FetchCall } from './call.ts';
import { headerIn, headersOf, withHeaders } from './headers.ts';
import { isRequest, urlOf } from './input.ts';
import { followRedirects } from './redirects.ts';
import { snapshotOf } from './snapshot.ts';

export interface FetchContext {
  /** Looked up at the call, since others patch it later. */
  readonly fetch: Fetch;
  readonly client: string;
  readonly baseOrigin: string | undefined;
  /** The origins that the session names. */
  readonly origins: ReadonlySet<string> | undefined;
  readonly options: RequestOptions | undefined;
  /** The call is the client's own: nobody changes it, and its header may be set for the time of an attempt. */
  readonly ownsRequest?: boolean;
  /** The caller's own signal, where the client has put another one in its place. */
  readonly callerSignal?: AbortSignal | undefined;
}

const isNode = typeof process !== 'undefined' && typeof process.versions?.node === 'string';

/** One request through a `fetch`, for adapters of clients that are built on it. */
export class FetchExchange implements Exchange<Response> {
  readonly url: string;
  readonly origin: string | undefined;
  readonly timeoutMs = undefined;
  readonly #input: RequestInfo;
  readonly #init: RequestInit | undefined;
  readonly #context: FetchContext;
  /** A `Request` whose body was not read yet, for the next attempt. */
  #kept: Request | undefined;

  constructor({ input, init }: FetchCall, context: FetchContext) {
    this.url = urlOf(input);
    this.#input = isRequest(input) ? input : this.url;
    this.#init = init && !context.ownsRequest ? snapshotOf(init) : init;
    this.#context = context;
    this.origin = originAmong(context.origins ?? [context.baseOrigin], this.url);
  }

  get client(): string {
    return this.#context.client;
  }

  get method(): string {
    return (this.#init?.method ?? this.#request?.method ?? 'GET').toUpperCase();
  }

  get baseOrigin(): string | undefined {
    return this.#context.baseOrigin;
  }

  get options(): RequestOptions | undefined {
    return this.#context.options;
  }

  get signal(): AbortSignal | undefined {
    return this.#init?.signal ?? this.#request?.signal;
  }

  get callerSignal(): AbortSignal | undefined {
    return this.#context.callerSignal ?? this.#init?.signal ?? undefined;
  }

  get #request(): Request | undefined {
    return isRequest(this.#input) ? this.#input : undefined;
  }

  header(name: string): string | undefined {
    return headerIn(headersOf(this.#input, this.#init), name);
  }

  /** A `Request` with a body is cloned before it goes out, since it can be read once; nothing else is. */
  async #attempt(credential: Credential | undefined): Promise<Response> {
    const input = this.#kept ?? this.#input;
    if (isRequest(input) && input.body && !this.#init?.body && !input.bodyUsed) this.#kept = input.clone();
    const init = this.#initWith(credential);
    const { query } = credential ?? {};
    if (!query) return this.#follow(input, init, credential);
    return withoutQuery(await this.#follow(withQuery(input, query), init, credential), Object.keys(query));
  }

  async #follow(
    input: RequestInfo,
    init: RequestInit | undefined,
    credential: Credential | undefined,
  ): Promise<Response> {
    const { fetch } = this.#context;
    const secret = Object.keys(credential?.headers ?? {}).filter((name) => name !== 'authorization');
    const redirect = init?.redirect ?? this.#request?.redirect ?? 'follow';
    if (secret.length === 0 || redirect !== 'follow') return fetch(input, init);
    if (!isNode) return fetch(input, { ...init, redirect: 'error' });
    return followRedirects(fetch, { input, init }, secret, async () => this.#kept?.clone().arrayBuffer());
  }

  send(credential: Credential | undefined, _attempt: number): Promise<Response> {
    const request = this.#request;
    const header = credential?.headers?.authorization;
    if (request && header && this.#context.ownsRequest && !request.body && !this.#isCarriedAlong(credential)) {
      return this.#sendWithHeader(request, header);
    }
    if (credential?.query || isRequest(this.#input) || this.#isCarriedAlong(credential))
      return this.#attempt(credential);
    // Not as a method: browsers want their fetch to be called on nothing.
    const { fetch } = this.#context;
    return fetch(this.#input, this.#initWith(credential));
  }

  /** The header is off again when the client prints its request. */
  #sendWithHeader(request: Request, authorization: string): Promise<Response> {
    request.headers.set('authorization', authorization);
    const takeOff = () => request.headers.delete('authorization');
    const { fetch } = this.#context;
    const answer = fetch(request, this.#init);
    answer.then(takeOff, takeOff);
    return answer;
  }

  #isCarriedAlong(credential: Credential | undefined): boolean {
    for (const name in credential?.headers) if (name !== 'authorization') return true;
    return false;
  }

  #initWith(credential: Credential | undefined): RequestInit | undefined {
    if (!credential?.headers) return this.#init;
    const request = this.#request;
    // An init makes the platform forget where a Request says that it comes from (Fetch Standard, Request constructor).
    const origin = request && { referrer: request.referrer, referrerPolicy: request.referrerPolicy };
    return { ...origin, ...this.#init, headers: withHeaders(headersOf(this.#input, this.#init), credential.headers) };
  }

  isReplayable(): boolean {
    return (
      isReusable(this.#init?.body) && (!this.#request?.bodyUsed || this.#kept !== undefined || this.#init?.body != null)
    );
  }

  answer(outcome: unknown): Answer | undefined {
    const response = outcome as Response;
    if (typeof response?.status !== 'number' || typeof response.headers?.get !== 'function') return undefined;
    const { status, headers, url } = response;
    return { status, headers, url, text: () => beginningOf(response), entries: () => [...headers] };
  }

  setAside(outcome: unknown): unknown {
    return outcome;
  }

  discard(outcome: unknown): void {
    void (outcome as Partial<Response>).body?.cancel().catch(() => {});
  }

  /** As the platform: a caller's own reason is thrown as it is, an end of ours looks like an abort. */
  abandoned(_kind: 'aborted' | 'timeout', reason: unknown): unknown {
    if (!isFreshkeyError(reason)) return reason;
    const error = new DOMException(reason.message, 'AbortError');
    return Object.defineProperty(error, 'cause', { value: reason });
  }

  /** Nothing is left to hide: every answer comes without what was added to its query. */
  surfaced(): void {}

  sentHeaders(credential: Credential | undefined): [string, string][] {
    return [...new Headers(headersOf(this.#input, this.#init)), ...Object.entries(credential?.headers ?? {})];
  }
}

function withQuery(input: RequestInfo, query: Readonly<Record<string, string>>): RequestInfo {
  const url = new URL(urlOf(input), globalThis.location?.href);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return isRequest(input) ? new (input.constructor as typeof Request)(url, input) : url.href;
}

/** A key in the query stands in the response's own `url`, which clients print, and in that of its clones. */
function withoutQuery(response: Response, names: readonly string[]): Response {
  if (!response.url) return response;
  const url = new URL(response.url);
  for (const name of names) url.searchParams.delete(name);
  const clone = () => withoutQuery(Object.getPrototypeOf(response).clone.call(response), names);
  return Object.defineProperties(response, { url: { value: url.href }, clone: { value: clone } });
}
