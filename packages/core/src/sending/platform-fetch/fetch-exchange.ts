import { isFreshkeyError } from '../../errors.ts';
import { originAmong } from '../../judging/origins.ts';
import type { PassReason } from '../../telling/explanation.ts';
import type { Answer, Exchange, RequestOptions } from '../exchange.ts';
import { carriedAlong, leak } from '../leak.ts';
import type { Credential, Scheme } from '../scheme.ts';
import { isReusable, mayHaveBody } from './body.ts';
import type { Fetch, FetchCall } from './call.ts';
import { disobeyed, hid, hidesRedirects, obeysRedirect, takesAuthorizationOff, takesCacheMode } from './capability.ts';
import { dressed, setAsideResponse } from './dressed.ts';
import { headerIn, headersOf, withHeaders } from './headers.ts';
import { isRequest, urlOf } from './input.ts';
import { withHeaderUnseen } from './owned-request.ts';
import { withoutQuery, withQuery } from './query.ts';
import { isRedirect } from './redirect-answer.ts';
import type { FollowRedirects } from './redirects.ts';
import { obedience } from './refuse-fetch.ts';
import { snapshotOf } from './snapshot.ts';
import { textOfResponse } from './text.ts';

export interface FetchContext {
  /** Looked up at the call, since others patch it later. */
  readonly fetch: Fetch;
  readonly client: string;
  readonly baseOrigin: string | undefined;
  /** What the session says of itself. */
  readonly session: {
    readonly scheme: Scheme;
    readonly origins: ReadonlySet<string> | undefined;
    readonly canReplay?: boolean;
  };
  readonly options: RequestOptions | undefined;
  /** The call is the client's own: nobody changes it, and its header may be set for the time of an attempt. */
  readonly ownsRequest?: boolean;
  /** The caller's own signal, where the client has put another one in its place. */
  readonly callerSignal?: AbortSignal | undefined;
  readonly isAsked?: boolean | undefined;
  /** `followRedirects` of `@freshkey/core/redirects`; absent in a browser's bundle, where one in sight is an error. */
  readonly follow?: FollowRedirects | undefined;
}

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
    this.origin = originAmong(context.session.origins, context.baseOrigin, this.url);
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

  get isAsked(): boolean | undefined {
    return this.#context.isAsked;
  }

  /** `no-cors` drops every header of ours in silence (Fetch Standard, request-no-cors guard). */
  get passReason(): PassReason | undefined {
    const { ambient, query } = this.#context.session.scheme;
    return this.#member('mode') === 'no-cors' && !ambient && !query?.length ? 'no-cors' : undefined;
  }

  get isUrgent(): boolean {
    return this.#member('keepalive') === true;
  }

  get #request(): Request | undefined {
    return isRequest(this.#input) ? this.#input : undefined;
  }

  #member<Key extends 'mode' | 'keepalive' | 'redirect' | 'cache'>(key: Key): RequestInit[Key] | undefined {
    return this.#init?.[key] ?? this.#request?.[key];
  }

  header(name: string): string | undefined {
    return headerIn(headersOf(this.#input, this.#init), name);
  }

  send(credential: Credential | undefined, attempt: number): Promise<Response> {
    const isWatched = credential !== undefined && this.#isWatched(credential);
    const init = this.#initWith(credential, attempt, isWatched);
    const { fetch } = this.#context;
    // Not as a method: browsers want their fetch to be called on nothing.
    if (!isWatched && !credential?.query && !isRequest(this.#input)) return fetch(this.#input, init);
    if (credential && isWatched) {
      const obeys = obeysRedirect(fetch, this.url);
      if (obeys !== true) return this.#sendIfObeyed(credential, init, obeys);
    }
    return this.#dispatch(credential, init, isWatched);
  }

  /** Whether a redirect must not be left to the platform: it would take the credential along, or a proof needs a new one. */
  #isWatched(credential: Credential): boolean {
    const { fetch, session } = this.#context;
    const carried = credential.forHop !== undefined || carriedAlong(credential) !== undefined;
    const isSafe = carried ? session.scheme.followRedirects && hidesRedirects() : takesAuthorizationOff(fetch);
    return (
      !isSafe && (credential.headers !== undefined || carried) && (this.#member('redirect') ?? 'follow') === 'follow'
    );
  }

  #initWith(credential: Credential | undefined, attempt: number, isWatched: boolean): RequestInit | undefined {
    const request = this.#request;
    const added = request && this.#isSetOnRequest(request, credential) ? undefined : credential?.headers;
    const isReread = attempt > 0 && this.#isRereadable();
    if (!added && !isWatched && !isReread) return this.#init;
    if (!request && !this.#init && !isWatched && !isReread) return { headers: added as HeadersInit };
    // An init makes the platform forget where a Request says that it comes from (Fetch Standard, Request constructor).
    const init: RequestInit = request
      ? { referrer: request.referrer, referrerPolicy: request.referrerPolicy, ...this.#init }
      : { ...this.#init };
    if (added) init.headers = withHeaders(headersOf(this.#input, this.#init), added);
    if (isWatched) init.redirect = 'manual';
    if (isReread) init.cache = 'no-cache';
    return init;
  }

  /** A refusal that is cached must not answer its replay. */
  #isRereadable(): boolean {
    return this.#isRead() && (this.#member('cache') ?? 'default') === 'default' && takesCacheMode();
  }

  #isRead(): boolean {
    const { method } = this;
    return method === 'GET' || method === 'HEAD';
  }

  /** Copying a `Request`, or its headers, costs more than all the rest. */
  #isSetOnRequest(request: Request, credential: Credential | undefined): boolean {
    const { headers } = credential ?? {};
    if (!this.#context.ownsRequest || headers?.authorization === undefined || mayHaveBody(request)) return false;
    for (const name in headers) if (name !== 'authorization') return false;
    return credential?.query === undefined;
  }

  async #sendIfObeyed(
    credential: Credential,
    init: RequestInit | undefined,
    obeys: boolean | Promise<boolean>,
  ): Promise<Response> {
    const carried = carriedAlong(credential);
    if (carried && !(await obeys)) throw leak('This fetch', carried, obedience);
    return this.#dispatch(credential, init, true);
  }

  #dispatch(credential: Credential | undefined, init: RequestInit | undefined, isWatched: boolean): Promise<Response> {
    const { fetch } = this.#context;
    const request = this.#request;
    const authorization = credential?.headers?.authorization;
    if (request && authorization && this.#isSetOnRequest(request, credential)) {
      const answer = withHeaderUnseen(fetch, request, init, authorization);
      return isWatched ? answer.then((response) => this.#watched(credential, request, init, response)) : answer;
    }
    return this.#sendKept(credential, init, isWatched);
  }

  /** A `Request` with a body is cloned before it goes out, since it can be read once; nothing else is. */
  async #sendKept(
    credential: Credential | undefined,
    init: RequestInit | undefined,
    isWatched: boolean,
  ): Promise<Response> {
    const { query } = credential ?? {};
    let input = this.#kept ?? this.#input;
    const mayBeAskedAgain = isWatched || (this.options?.replay !== false && this.#context.session.canReplay !== false);
    if (isRequest(input) && mayHaveBody(input) && init?.body == null && !input.bodyUsed && mayBeAskedAgain)
      this.#kept = input.clone();
    if (query) input = withQueryIn(input, query);
    try {
      const { fetch } = this.#context;
      const response = await fetch(input, init);
      const last = credential && isWatched ? await this.#watched(credential, input, init, response) : response;
      return query && last.url ? dressed(last, { url: withoutQuery(last.url, Object.keys(query)) }) : last;
    } catch (error) {
      this.#letGoOfKept();
      throw error;
    }
  }

  /** The answer to a request whose redirects are in our hands. */
  #watched(
    credential: Credential,
    input: RequestInfo,
    init: RequestInit | undefined,
    response: Response,
  ): Response | Promise<Response> {
    const { fetch, follow } = this.#context;
    const carried = carriedAlong(credential);
    if (response.redirected) {
      disobeyed(fetch);
      throw leak('This fetch', carried ?? 'Authorization', obedience);
    }
    if (response.type === 'opaqueredirect') {
      hid(fetch);
      const isHarmless = !carried && !credential.forHop && this.#isRead();
      if (isHarmless) return fetch(input, { ...init, redirect: 'follow' });
    } else if (!isRedirect(response)) return response;
    else if (follow) {
      const sent = { input, init: init ?? {}, response };
      return follow(fetch, sent, credential, async () => this.#kept?.clone().arrayBuffer());
    }
    throw leak('A browser', carried ?? 'the proof', 'Call the address that the API redirects to');
  }

  #letGoOfKept(): void {
    void this.#kept?.body?.cancel().catch(() => {});
    this.#kept = undefined;
  }

  isReplayable(): boolean {
    return (
      isReusable(this.#init?.body) && (!this.#request?.bodyUsed || this.#kept !== undefined || this.#init?.body != null)
    );
  }

  answer(outcome: unknown): Answer | undefined {
    if (!isResponse(outcome)) return undefined;
    const { status, headers, url } = outcome;
    return { status, headers, url, text: () => textOfResponse(outcome), entries: () => [...headers] };
  }

  setAside(outcome: unknown): unknown {
    return isResponse(outcome) ? setAsideResponse(outcome) : outcome;
  }

  discard(outcome: unknown): void {
    const { body } = Object(outcome) as Partial<Response>;
    if (typeof body?.cancel === 'function') void body.cancel().catch(() => {});
  }

  /** As the platform: a caller's own reason is thrown as it is, an end of ours looks like an abort. */
  abandoned(_kind: 'aborted' | 'timeout', reason: unknown): unknown {
    if (reason !== undefined && !isFreshkeyError(reason)) return reason;
    return abortError(reason);
  }

  /** Nothing is left to hide: every answer comes without what was added to its query. */
  surfaced(): void {}

  finished(): void {
    if (this.#kept) this.#letGoOfKept();
  }

  sentHeaders(credential: Credential | undefined): [string, string][] {
    return [...new Headers(headersOf(this.#input, this.#init)), ...Object.entries(credential?.headers ?? {})];
  }
}

function isResponse(outcome: unknown): outcome is Response {
  const { status, headers } = Object(outcome) as Partial<Response>;
  return typeof status === 'number' && typeof headers?.get === 'function';
}

function withQueryIn(input: RequestInfo, query: Readonly<Record<string, string>>): RequestInfo {
  const url = withQuery(urlOf(input), query);
  return isRequest(input) ? new (input.constructor as typeof Request)(url, input) : url;
}

/** An abort as the platform says it; platforms without `DOMException` say it with an `Error`. */
function abortError(cause: { readonly message: string } | undefined): unknown {
  const message = cause?.message ?? 'The request was aborted.';
  const error =
    typeof DOMException === 'function'
      ? new DOMException(message, 'AbortError')
      : Object.assign(new Error(message), { name: 'AbortError' });
  return cause === undefined ? error : Object.defineProperty(error, 'cause', { value: cause });
}
