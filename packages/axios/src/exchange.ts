import type { Answer, Credential, Exchange, FreshkeyError, SessionInternals } from '@freshkey/core/adapter';
import axios, {
  type AxiosAdapter,
  type AxiosError,
  AxiosHeaders,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import { isReplayable, keepMultipart } from './body.ts';
import { conceal } from './conceal.ts';
import { type Destination, hasUserInfo, urlOf } from './origin.ts';
import { withHeaders, withQuery } from './put-on.ts';
import { carriedAlong, guardRedirects, leakOfXhr } from './redirect.ts';
import { answeredFrom } from './remembering-fetch.ts';
import { abandonedError, withCause } from './wait.ts';

/** What one attachment remembers of the configs it has read. */
export interface ConfigReaders {
  readonly destinationOf: (config: InternalAxiosRequestConfig) => Destination;
  readonly signalOf: (config: InternalAxiosRequestConfig) => AbortSignal | undefined;
}

const isNode = typeof process !== 'undefined' && typeof process.versions?.node === 'string';

/** One request of axios, as the session sees it. */
export class AxiosExchange implements Exchange<AxiosResponse> {
  readonly #config: InternalAxiosRequestConfig;
  readonly #send: AxiosAdapter;
  readonly #session: SessionInternals;
  readonly #destination: Destination;
  readonly #signalOf: ConfigReaders['signalOf'];

  constructor(
    config: InternalAxiosRequestConfig,
    send: AxiosAdapter,
    session: SessionInternals,
    { destinationOf, signalOf }: ConfigReaders,
  ) {
    this.#config = config;
    this.#send = send;
    this.#session = session;
    this.#destination = destinationOf(config);
    this.#signalOf = signalOf;
  }

  get origin(): string | undefined {
    return this.#destination.origin;
  }

  get baseOrigin(): string | undefined {
    return this.#destination.baseOrigin;
  }

  get signal(): AbortSignal | undefined {
    return this.#signalOf(this.#config);
  }

  get callerSignal(): AbortSignal | undefined {
    return this.#config.signal as AbortSignal | undefined;
  }

  get client(): string {
    return `axios ${axios.VERSION}`;
  }

  get method(): string {
    return (this.#config.method ?? 'get').toUpperCase();
  }

  get url(): string {
    return urlOf(this.#config);
  }

  get options() {
    return this.#config.freshkey;
  }

  get timeoutMs(): number | undefined {
    return this.#config.timeout || undefined;
  }

  header(name: string): string | undefined {
    const { headers, auth } = this.#config;
    if (name === 'authorization' && (auth || hasUserInfo(this.#config))) return '';
    for (const key in headers) {
      if (key.length === name.length && key.toLowerCase() === name && headers[key] != null && headers[key] !== false)
        return String(headers[key]);
    }
    return undefined;
  }

  /** Puts the credential where only the transport sees it, and takes it off again on the way out. */
  send(credential: Credential | undefined, _attempt: number): Promise<AxiosResponse> {
    const config = this.#config;
    const leak = credential && this.#leakOf(credential);
    if (leak) return Promise.reject(leak);
    if (config.data !== undefined) keepMultipart(config);
    const takeOff = this.#putOn(credential);
    try {
      return this.#send(config).then(
        (response) => {
          takeOff();
          return response;
        },
        (error) => {
          takeOff();
          if (credential) conceal(error);
          throw error;
        },
      );
    } catch (error) {
      takeOff();
      return Promise.reject(error);
    }
  }

  /** fetch can be told to refuse redirects; XMLHttpRequest cannot, whoever chose it for this one request. */
  #leakOf(credential: Credential): TypeError | undefined {
    if (this.#session.scheme.followRedirects) return undefined;
    if ((this.#send as { adapterName?: string }).adapterName !== 'xhr') return undefined;
    const header = carriedAlong(credential);
    return header === undefined ? undefined : leakOfXhr(header);
  }

  #putOn(credential: Credential | undefined): () => void {
    const config = this.#config;
    const { headers, params, beforeRedirect, fetchOptions } = config;
    const added = credential?.headers;
    // A second send starts from the headers that the caller gave, not from what an adapter made of them for a body.
    if (added || config.data != null) config.headers = withHeaders(headers, added);
    if (credential?.query) config.params = withQuery(params, credential.query);
    if (added && isNode) config.beforeRedirect = guardRedirects(this.origin, credential, beforeRedirect);
    if (credential && carriedAlong(credential)) this.#forbidRedirects();
    return () => {
      config.headers = headers;
      if (credential?.query) config.params = params;
      if (added && isNode) restore(config, 'beforeRedirect', beforeRedirect);
      if (config.fetchOptions !== fetchOptions) restore(config, 'fetchOptions', fetchOptions);
    };
  }

  /** A caller that does not follow them keeps its way of not doing so. */
  #forbidRedirects(): void {
    const config = this.#config;
    const { redirect = 'follow' } = config.fetchOptions ?? {};
    if (redirect === 'follow' && (isNode || !this.#session.scheme.followRedirects)) {
      config.fetchOptions = { ...config.fetchOptions, redirect: 'error' };
    }
  }

  isReplayable(): boolean {
    return isReplayable(this.#config.data);
  }

  answer(outcome: unknown): Answer | undefined {
    const response = (outcome instanceof Error ? (outcome as AxiosError).response : outcome) as
      | AxiosResponse
      | undefined;
    if (typeof response?.status !== 'number') return undefined;
    const headers = AxiosHeaders.from((response.headers ?? {}) as AxiosHeaders);
    return {
      status: response.status,
      headers,
      url: response.request?.res?.responseUrl ?? response.request?.responseURL ?? answeredFrom(response.request),
      text: async () => textOf(response.data).slice(0, 65_536),
      entries: () => entriesOf(headers),
    };
  }

  setAside(outcome: unknown): unknown {
    return outcome;
  }

  discard(outcome: unknown): void {
    const data = (outcome as { response?: AxiosResponse }).response?.data ?? (outcome as AxiosResponse).data;
    const body = Object(data) as { destroy?: () => void; cancel?: () => Promise<void> };
    if (typeof body.destroy === 'function') body.destroy();
    else if (typeof body.cancel === 'function') body.cancel().catch(() => {});
  }

  abandoned(kind: 'aborted' | 'timeout', reason: unknown): unknown {
    return abandonedError(kind, reason, this.#config);
  }

  surfaced(outcome: unknown, error: FreshkeyError): void {
    conceal(outcome);
    if (outcome instanceof Error && outcome.cause === undefined) withCause(outcome, error);
  }

  sentHeaders(credential: Credential | undefined): [string, string][] {
    return [...entriesOf(AxiosHeaders.from(this.#config.headers)), ...Object.entries(credential?.headers ?? {})];
  }
}

function restore<Key extends 'beforeRedirect' | 'fetchOptions'>(
  config: InternalAxiosRequestConfig,
  key: Key,
  value: InternalAxiosRequestConfig[Key],
): void {
  if (value === undefined) delete config[key];
  else config[key] = value;
}

function entriesOf(headers: AxiosHeaders): [string, string][] {
  return Object.entries(headers.toJSON()).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
}

function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  const isPlain = typeof data === 'object' && data !== null && !('pipe' in data) && !('getReader' in data);
  try {
    return isPlain ? JSON.stringify(data) : '';
  } catch {
    return '';
  }
}
