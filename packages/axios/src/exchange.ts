import {
  type Answer,
  type Credential,
  carriedAlong,
  type Exchange,
  type Fetch,
  type FreshkeyError,
  leak,
  obeysRedirect,
  type SessionInternals,
  takesAuthorizationOff,
  takesCacheMode,
} from '@freshkey/core/adapter';
import axios, {
  type AxiosAdapter,
  type AxiosError,
  AxiosHeaders,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import { discardBody, setAsideBody, textOf } from './answer-body.ts';
import { isReplayable, keepMultipart } from './body.ts';
import { conceal } from './conceal.ts';
import type { Hop } from './hops.ts';
import { locationOf } from './location.ts';
import { absoluteUrlOf, type Destination, hasUserInfo, urlOf } from './origin.ts';
import { putOn } from './put-on.ts';
import { redirects } from './redirects.ts';
import { leakOfXhr } from './refuse-defaults.ts';
import { answeredFrom } from './remembering-fetch.ts';
import type { AdapterKind } from './resolve-adapter.ts';
import { abandonedError, withCause } from './wait.ts';

/** What one attachment remembers of the configs it has read. */
export interface ConfigReaders {
  readonly destinationOf: (config: InternalAxiosRequestConfig) => Destination;
  readonly signalOf: (config: InternalAxiosRequestConfig) => AbortSignal | undefined;
  /** Told of a request whose refusal surfaces. */
  readonly surfaced: (config: InternalAxiosRequestConfig) => void;
}

type FetchOptions = { readonly redirect?: RequestRedirect; readonly cache?: RequestCache } & RequestInit;

/** One request of axios, as the session sees it. */
export class AxiosExchange implements Exchange<AxiosResponse> {
  readonly #config: InternalAxiosRequestConfig;
  readonly #send: AxiosAdapter;
  readonly #kind: AdapterKind;
  readonly #session: SessionInternals;
  readonly #destination: Destination;
  readonly #signalOf: ConfigReaders['signalOf'];
  readonly #surfaced: ConfigReaders['surfaced'];
  /** Where redirects that were followed by hand have led. */
  #landedAt: string | undefined;

  constructor(
    config: InternalAxiosRequestConfig,
    send: AxiosAdapter,
    kind: AdapterKind,
    session: SessionInternals,
    { destinationOf, signalOf, surfaced }: ConfigReaders,
  ) {
    this.#config = config;
    this.#send = send;
    this.#kind = kind;
    this.#session = session;
    this.#destination = destinationOf(config);
    this.#signalOf = signalOf;
    this.#surfaced = surfaced;
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

  get passReason(): 'no-cors' | undefined {
    const { ambient, query } = this.#session.scheme;
    const isBare = this.#fetchOptions?.mode === 'no-cors' && this.#kind === 'fetch';
    return isBare && !ambient && !query?.length ? 'no-cors' : undefined;
  }

  get isUrgent(): boolean {
    return this.#fetchOptions?.keepalive === true;
  }

  get #fetchOptions(): FetchOptions | undefined {
    return this.#config.fetchOptions as FetchOptions | undefined;
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

  send(credential: Credential | undefined, attempt: number): Promise<AxiosResponse> {
    const config = this.#config;
    const carried = credential && carriedAlong(credential);
    if (carried && this.#kind === 'xhr' && !this.#session.scheme.followRedirects) {
      return Promise.reject(leakOfXhr(carried));
    }
    if (config.data !== undefined) keepMultipart(config);
    const isWatched = credential !== undefined && this.#isWatched(credential);
    if (!isWatched) return this.#sendOnce(config, credential, attempt, false);
    const obeys = this.#kind === 'fetch' ? obeysRedirect(this.#fetch, this.url) : true;
    return this.#sendWatched(credential, attempt, obeys);
  }

  /** What axios's fetch adapter sends with. */
  get #fetch(): Fetch {
    const { env } = this.#config as { env?: { fetch?: Fetch | null } };
    return env?.fetch ?? globalThis.fetch;
  }

  /**
   * Whether redirects must be followed by hand. Node's http adapter says before each (`beforeRedirect`), which is enough
   * unless each request needs a proof of its own; of an adapter of somebody else nobody knows.
   */
  #isWatched(credential: Credential): boolean {
    const kind = this.#kind;
    const { redirect = 'follow' } = this.#fetchOptions ?? {};
    if (kind === 'xhr' || this.#config.maxRedirects === 0 || redirect !== 'follow') return false;
    if (kind === 'http') return credential.forHop !== undefined;
    const isAccepted = this.#session.scheme.followRedirects && typeof XMLHttpRequest === 'function';
    if (needsHands(credential)) return !isAccepted;
    return kind === 'fetch' && !takesAuthorizationOff(this.#fetch);
  }

  /** Puts the credential where only the transport sees it, and takes it off again on the way out. */
  #sendOnce(
    config: InternalAxiosRequestConfig,
    credential: Credential | undefined,
    attempt: number,
    isWatched: boolean,
  ): Promise<AxiosResponse> {
    const takeOff = putOn(config, credential, {
      origin: this.origin,
      kind: this.#kind,
      isWatched,
      isReread: attempt > 0 && this.#isRead && takesCacheMode(),
    });
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

  get #isRead(): boolean {
    const { method } = this;
    return method === 'GET' || method === 'HEAD';
  }

  async #sendWatched(
    credential: Credential,
    attempt: number,
    obeys: boolean | Promise<boolean>,
  ): Promise<AxiosResponse> {
    const carried = carriedAlong(credential);
    if (carried && !(await obeys)) {
      throw leak('This fetch', carried, 'Give one that can be told not to follow redirects');
    }
    let hop: Hop = { config: this.#config, url: absoluteUrlOf(this.#config), credential };
    for (let hops = 1; ; hops++) {
      const sent = await settled(this.#sendOnce(hop.config, hop.credential, attempt, true));
      const response = responseIn(sent.outcome);
      const isHidden = response?.status === 0;
      if (!response || !(isHidden || locationOf(response) !== undefined)) return this.#asAsked(sent);
      discardBody(response);
      if (isHidden || !redirects)
        throw leak('A browser', carried ?? 'the proof', 'Call the address that the API redirects to');
      hop = await redirects.next(hop, response, hops);
      this.#landedAt = hop.url;
    }
  }

  /** The outcome of the last hop, as that of the request that the caller made. */
  #asAsked({ outcome, rejected }: Settled): AxiosResponse {
    for (const holder of [outcome, responseIn(outcome)]) {
      if (holder && typeof holder === 'object' && 'config' in holder) holder.config = this.#config;
    }
    if (rejected) throw outcome;
    return outcome as AxiosResponse;
  }

  isReplayable(): boolean {
    return isReplayable(this.#config.data);
  }

  answer(outcome: unknown): Answer | undefined {
    const response = responseIn(outcome);
    if (!response) return undefined;
    const headers = AxiosHeaders.from((response.headers ?? {}) as AxiosHeaders);
    return {
      status: response.status,
      headers,
      url: this.#config.socketPath ? undefined : (this.#landedAt ?? urlOfAnswer(response)),
      text: () => textOf(response),
      entries: () => entriesOf(headers),
    };
  }

  setAside(outcome: unknown): unknown {
    const response = responseIn(outcome);
    if (response) setAsideBody(response);
    return outcome;
  }

  discard(outcome: unknown): void {
    const response = responseIn(outcome);
    if (response) discardBody(response);
  }

  abandoned(kind: 'aborted' | 'timeout', reason: unknown): unknown {
    return abandonedError(kind, reason, this.#config);
  }

  surfaced(outcome: unknown, error: FreshkeyError): void {
    this.#surfaced(this.#config);
    conceal(outcome);
    if (outcome instanceof Error && outcome.cause === undefined) withCause(outcome, error);
  }

  sentHeaders(credential: Credential | undefined): [string, string][] {
    return [...entriesOf(AxiosHeaders.from(this.#config.headers)), ...Object.entries(credential?.headers ?? {})];
  }
}

/** Whether a redirect needs more than a look in passing: a proof of its own for each request. */
function needsHands(credential: Credential): boolean {
  return credential.forHop !== undefined || carriedAlong(credential) !== undefined;
}

interface Settled {
  readonly outcome: unknown;
  readonly rejected: boolean;
}

function settled(promise: Promise<unknown>): Promise<Settled> {
  return promise.then(
    (outcome) => ({ outcome, rejected: false }),
    (outcome: unknown) => ({ outcome, rejected: true }),
  );
}

/** The response in what an adapter resolved or rejected with. */
function responseIn(outcome: unknown): AxiosResponse | undefined {
  const response = outcome instanceof Error ? (outcome as AxiosError).response : (outcome as AxiosResponse | undefined);
  return typeof response?.status === 'number' ? response : undefined;
}

function urlOfAnswer({ request }: AxiosResponse): string | undefined {
  return request?.res?.responseUrl ?? request?.responseURL ?? answeredFrom(request);
}

function entriesOf(headers: AxiosHeaders): [string, string][] {
  return Object.entries(headers.toJSON()).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
}
