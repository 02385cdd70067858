import type { TokenResponse } from '../../world/tokens.ts';
import type { Scheme, TokenStore } from '../seams.ts';
import type { ContractServers } from '../servers/contract-servers.ts';

/** What a contract's refresh is given. */
export interface RefreshContext<Tokens = { readonly refreshToken: string }> {
  readonly tokens: Tokens;
  readonly signal: AbortSignal;
}

/** What a contract's refresh returns. */
export type RefreshReturn = Response | TokenResponse | string | undefined;

type Refresh<Tokens> = (context: RefreshContext<Tokens>) => RefreshReturn | Promise<RefreshReturn>;

interface CommonSetup {
  readonly tokens?: TokenResponse;
  readonly origins?: readonly string[];
  readonly store?: TokenStore;
  readonly scheme?: Scheme;
  readonly expiry?: { readonly refreshAheadMs?: number; readonly minValidityMs?: number };
  readonly refreshTimeoutMs?: number;
  readonly abandonAfterMs?: number;
  readonly replay?: { readonly limit?: number; readonly concurrency?: number };
  readonly isUnauthorized?: (answer: { status: number; body(): Promise<string> }) => boolean | Promise<boolean>;
  readonly now?: () => number;
  readonly log?: false;
}

/** The options of a session that the contract uses. */
export type SessionSetup = CommonSetup &
  (
    | { readonly refresh?: Refresh<{ readonly refreshToken: string }> | undefined; readonly refreshWhenEmpty?: false }
    | { readonly refresh: Refresh<{ readonly refreshToken: string } | null>; readonly refreshWhenEmpty: true }
  );

/** A session, as far as the contract uses it. */
export interface ContractSession {
  readonly status: string;
  readonly ready: Promise<void>;
  getAccessToken(options?: { minValidityMs?: number; signal?: AbortSignal }): Promise<string>;
  signIn(tokens: unknown): Promise<void>;
  signOut(): Promise<void>;
  refresh(): Promise<void>;
  explain(errorOrResponse: unknown): { readonly reason: string; readonly message: string } | undefined;
  on(event: string, listener: (event: unknown) => void): () => void;
  getSnapshot(): unknown;
  dispose(): void;
}

/** One request, in words that every client can say. */
export interface ContractRequest {
  readonly method?: string;
  /** Relative to the base URL, with a slash at the start; or an absolute URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value that the client serialises as JSON itself. Never together with `body`. */
  readonly json?: unknown;
  readonly body?:
    | string
    | Extract<BodyInit, ArrayBufferView>
    | Blob
    | FormData
    | URLSearchParams
    | ReadableStream<Uint8Array>;
  readonly signal?: AbortSignal;
  /** The client's own timeout for this request, in milliseconds. */
  readonly timeoutMs?: number;
  /** What Freshkey is told about this request, in the client's idiom. */
  readonly options?: {
    readonly bypass?: boolean;
    readonly priority?: number;
    readonly replay?: boolean;
    readonly refresh?: boolean;
    readonly scopes?: string | readonly string[];
  };
}

/** An answer, read to its end. */
export interface ContractAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: { get(name: string): string | null | undefined };
  /** What the client itself resolved with. */
  readonly original: unknown;
}

/** What `request` rejects with: the client's own error, and how to read it. */
export interface ContractFailure {
  /** Of the answer, where there was one. */
  readonly status?: number;
  /** Of the answer, read to its end. */
  readonly body?: string;
  readonly name: string;
  /** The client says that the caller's signal ended the request. */
  readonly isAbort: boolean;
  /** The client says that its timeout ended the request. */
  readonly isTimeout: boolean;
  readonly cause?: unknown;
  /** The client's own error. */
  readonly original: unknown;
}

/** A client with a session attached. */
export interface ContractClient {
  /** Resolves with whatever the client takes for a success, and rejects with a {@link ContractFailure}. */
  request(request: ContractRequest): Promise<ContractAnswer>;
  /** Takes the session off. */
  close?(): void;
}

/** What a client can do; what it cannot is left out of its contract. */
export interface AdapterTraits {
  /** Kinds of `body` that it sends; `'stream'` can be read only once. */
  readonly bodies: readonly ('text' | 'binary' | 'form-data' | 'url-search-params' | 'blob' | 'stream')[];
  /** It has a timeout of its own. */
  readonly timeout: boolean;
  /** It (or its platform) keeps cookies and sends them to the API. */
  readonly cookies: boolean;
  /** A session may be chosen for each request. */
  readonly selector: boolean;
  /** The platform keeps an async context; an `AsyncLocalStorage` of its own. */
  readonly asyncContext?: AsyncContext;
}

/** The part of `AsyncLocalStorage` that is used. */
export interface AsyncContext {
  run<T>(value: string, task: () => T): T;
  getStore(): string | undefined;
}

/** An adapter, as the contract sees it. */
export interface AdapterSubject<Session extends ContractSession = ContractSession> {
  /** The session factory that the adapter works with. */
  createSession(options: SessionSetup): Session;
  /**
   * A new client of the kind, with the session attached.
   *
   * @param source one session, or the session of each request.
   * @param options.fetch for clients that are given one; others ignore it.
   */
  connect(
    source: Session | (() => Session | undefined),
    options: { readonly baseUrl: string; readonly fetch: typeof fetch },
  ): ContractClient | Promise<ContractClient>;
  /**
   * `serversInMemory` for clients that take a `fetch`, `serversOnLoopback` (of `@freshkey/testing/server`) on Node,
   * `serversAt(hostUrl)` in a browser.
   */
  readonly openServers: () => Promise<ContractServers>;
  /** Default: every body but streams, a timeout, no cookies, a selector. */
  readonly traits?: Partial<AdapterTraits>;
}

export function traitsOf({ traits }: Pick<AdapterSubject, 'traits'>): AdapterTraits {
  return {
    bodies: ['text', 'binary', 'form-data', 'url-search-params', 'blob'],
    timeout: true,
    cookies: false,
    selector: true,
    ...traits,
  };
}
