import {
  didYouMean,
  type Fetch,
  type FetchCall,
  type FetchContext,
  FetchExchange,
  originOf,
  type RequestOptions,
  refuseFetch,
  type SessionSource,
  sessionInternals,
  sessionOf,
} from '@freshkey/core/adapter';
import { followRedirects } from '@freshkey/core/redirects';

/** What the platform's `fetch` takes, and what Freshkey is to do with this one request. */
export interface FreshkeyRequestInit extends RequestInit {
  readonly freshkey?: RequestOptions | undefined;
}

/** As the platform's `fetch`, and usable wherever one is asked for. */
export type FreshkeyFetch = (input: RequestInfo | URL, init?: FreshkeyRequestInit) => Promise<Response>;

export interface CreateFetchOptions {
  /** The `fetch` to send with. Default: the platform's, looked up at each call; where that is one of ours, what it was when this one was made. */
  readonly fetch?: Fetch | undefined;
  /**
   * The API's base URL: relative inputs are resolved against it (as `new URL(input, baseUrl)`), and credentials go to its
   * origin where the session names no `origins`. Default: the page's own in a browser; none elsewhere.
   */
  readonly baseUrl?: string | URL | undefined;
}

const optionNames: ReadonlySet<string> = new Set<keyof CreateFetchOptions>(['fetch', 'baseUrl']);

/**
 * A `fetch` that carries the session's credential to allowed origins, waits for a refresh that is under way, and is
 * replayed when its 401 can be cured.
 *
 * @param source a session, or `({ input, init }) => Session | undefined` (`undefined`: not ours).
 * @throws TypeError for what is no session, when nothing says where credentials may go, or when the platform's `fetch`
 * would carry the scheme's key along redirects (React Native).
 * @example const fetch = createFetch(session, { baseUrl: 'https://api.example.com' });
 */
export function createFetch(source: SessionSource<FetchCall>, options: CreateFetchOptions = {}): FreshkeyFetch {
  for (const name in options) {
    if (!optionNames.has(name))
      throw new TypeError(`createFetch: there is no option "${name}".${didYouMean(name, optionNames)}`);
  }
  const { fetch, baseUrl } = options;
  const session = typeof source === 'function' ? undefined : sessionInternals(source);
  const baseOrigin = originOf(baseUrl);
  if (baseUrl !== undefined && baseOrigin === undefined)
    throw new TypeError('createFetch: "baseUrl" expects an absolute URL.');
  if (baseOrigin === undefined && session && !session.origins) {
    throw new TypeError(
      'createFetch: nothing says where credentials may go. Name the API in the session\'s "origins": ["https://api.example.com"], or pass { baseUrl } here.',
    );
  }
  if (session) refuseFetch(session.scheme, fetch);
  // Whoever puts ours in the place of the platform's means that one to be sent with.
  const original = globalThis.fetch;
  /** Of all requests that say nothing of their own. */
  let common: FetchContext | undefined;
  function contextOf(
    fetch: Fetch,
    session: FetchContext['session'],
    options: RequestOptions | undefined,
  ): FetchContext {
    if (common && !options && common.session === session && common.fetch === fetch) return common;
    const context = { fetch, client: 'fetch', baseOrigin, session, options, follow: followRedirects };
    if (!options) common = context;
    return context;
  }
  function perform(input: RequestInfo | URL, init: FreshkeyRequestInit | undefined): Promise<Response> {
    const send: Fetch = fetch ?? (isOurs(globalThis.fetch) ? original : globalThis.fetch);
    const call = { input: baseUrl === undefined ? input : resolved(input, baseUrl), init };
    const internals = session ?? sessionOf(source, call);
    if (!internals) return send(call.input, init);
    return internals.perform(new FetchExchange(call, contextOf(send, internals, init?.freshkey)));
  }
  function freshkeyFetch(input: RequestInfo | URL, init?: FreshkeyRequestInit): Promise<Response> {
    try {
      return perform(input, init);
    } catch (error) {
      return Promise.reject(error);
    }
  }
  return Object.defineProperty(freshkeyFetch, ours, { value: true });
}

const ours = Symbol.for('freshkey.fetch');

function isOurs(fetch: unknown): boolean {
  return (Object(fetch) as { [ours]?: boolean })[ours] === true;
}

const absolute = /^[a-z][a-z\d+\-.]*:/i;

/** A relative input as the absolute one that it stands for. */
function resolved(input: RequestInfo | URL, baseUrl: string | URL): RequestInfo | URL {
  return typeof input === 'string' && !absolute.test(input.trimStart()) ? new URL(input, baseUrl).href : input;
}
