import {
  type Answer,
  type Credential,
  type Exchange,
  type FreshkeyError,
  originOf,
  type RequestOptions,
  type SessionSource,
  sessionOf,
} from '@freshkey/core/adapter';
import {
  type HttpClient,
  HttpError,
  type HttpRequest,
  type HttpResponse,
  type SentRequest,
  type Transport,
} from './http-client.ts';

/** Per-request options in this client's own idiom: one more member of the request. */
declare module './http-client.ts' {
  interface HttpRequest {
    readonly freshkey?: RequestOptions;
  }
}

/** Attaches a session: puts it around the client's transport. The returned function takes it off again. */
export function attach(client: HttpClient, source: SessionSource<HttpRequest>): () => void {
  const { transport } = client;
  client.transport = function freshkey(request) {
    const session = sessionOf(source, request);
    return session ? session.perform(new HttpExchange(request, transport, client.baseUrl)) : transport(request);
  };
  return () => {
    client.transport = transport;
  };
}

/** One request, in the words of the coordinator. */
class HttpExchange implements Exchange<HttpResponse> {
  readonly client = 'http-client';
  readonly #request: SentRequest;
  readonly #transport: Transport;
  readonly #baseUrl: string;
  #queryNames: readonly string[] = [];

  constructor(request: SentRequest, transport: Transport, baseUrl: string) {
    this.#request = request;
    this.#transport = transport;
    this.#baseUrl = baseUrl;
  }

  get method(): string {
    return this.#request.method ?? 'GET';
  }

  get url(): string {
    return this.#request.url;
  }

  get origin(): string | undefined {
    return originOf(this.#request.url);
  }

  get baseOrigin(): string | undefined {
    return originOf(this.#baseUrl);
  }

  get options(): RequestOptions | undefined {
    return this.#request.freshkey;
  }

  get signal(): AbortSignal | undefined {
    return this.#request.signal;
  }

  /** The caller's signal as it was given: a refresh's own request is told by it. */
  get callerSignal(): AbortSignal | undefined {
    return this.#request.signal;
  }

  get timeoutMs(): number | undefined {
    return this.#request.timeoutMs;
  }

  header(name: string): string | undefined {
    return Object.entries(this.#request.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  }

  /** A copy carries the credential: the caller's own request never holds it, and can be sent again. */
  send(credential: Credential | undefined): Promise<HttpResponse> {
    if (!credential) return this.#transport(this.#request);
    const url = new URL(this.#request.url);
    this.#queryNames = Object.keys(credential.query ?? {});
    for (const [name, value] of Object.entries(credential.query ?? {})) url.searchParams.set(name, value);
    const from = url.origin;
    return this.#transport({
      ...this.#request,
      url: url.href,
      headers: { ...this.#request.headers, ...credential.headers },
      beforeRedirect(headers, to) {
        if (to.origin === from) return;
        for (const name of Object.keys(credential.headers ?? {})) delete headers[name];
        // A server that keeps the query would hand the key on.
        for (const name of Object.keys(credential.query ?? {})) to.searchParams.delete(name);
      },
    });
  }

  /** A stream is read once: sent a second time it would be empty. */
  isReplayable(): boolean {
    const { body } = this.#request;
    return body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  }

  answer(outcome: unknown): Answer | undefined {
    const response = outcome instanceof HttpError ? outcome.response : (outcome as Partial<HttpResponse>);
    const { status, headers, body, url } = response ?? {};
    if (status === undefined || headers === undefined) return undefined;
    return {
      status,
      url,
      headers: { get: (name) => headers[name.toLowerCase()] },
      text: async () => (body ?? '').slice(0, 65_536),
      entries: () => Object.entries(headers).map(([name, value]) => [name, String(value)]),
    };
  }

  /** This client has read its answers to the end: there is nothing to set aside, or to let go of. */
  setAside(outcome: unknown): unknown {
    return outcome;
  }

  discard(): void {}

  /** What this client rejects with when a caller's signal or its timeout ends a request. */
  abandoned(kind: 'aborted' | 'timeout', reason: unknown): unknown {
    if (kind === 'timeout') return new DOMException('The request took too long.', 'TimeoutError');
    if (reason instanceof DOMException) return reason;
    return Object.defineProperty(new DOMException('The request was aborted.', 'AbortError'), 'cause', {
      value: reason,
    });
  }

  /** The client's own error stays what it is, with ours as its cause. A key in the query is cut from the URL shown. */
  surfaced(outcome: unknown, error: FreshkeyError): void {
    if (outcome instanceof Error && outcome.cause === undefined)
      Object.defineProperty(outcome, 'cause', { value: error });
    const response = outcome instanceof HttpError ? outcome.response : (outcome as HttpResponse | undefined);
    if (!response?.url || this.#queryNames.length === 0) return;
    const url = new URL(response.url);
    for (const name of this.#queryNames) url.searchParams.delete(name);
    Object.assign(response, { url: url.href });
  }

  sentHeaders(credential: Credential | undefined): [name: string, value: string][] {
    return Object.entries({ ...this.#request.headers, ...credential?.headers });
  }
}
