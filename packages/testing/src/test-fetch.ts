import { type Backend, refreshThrough } from './backend.ts';
import { createCookieJar } from './cookie-jar.ts';
import { firstOf } from './first-of.ts';
import { checkNames } from './known-names.ts';
import type { WorldAnswer } from './world/message.ts';
import { settingNames, type WorldOptions } from './world/settings.ts';
import { createWorld, type World } from './world/world.ts';

/** A world behind a plain `fetch` function: no network, the platform's semantics. */
export type TestFetch = Backend;

export interface TestFetchOptions extends WorldOptions {
  /** Where the world is said to be; default `https://api.test`. */
  readonly url?: string;
  /** Worlds at other origins, such as `{ 'https://elsewhere.test': createWorld() }`. */
  readonly elsewhere?: Readonly<Record<string, World>>;
}

const longestRedirectChain = 20;

const networkError = (code: string, message: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

/** Rejects when the signal aborts, as fetch does: with its reason. */
const orAborted = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted();
  let leave: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    if (leave) signal.removeEventListener('abort', leave);
  }
};

/** The request that a redirect leads to (Fetch, HTTP-redirect fetch). */
const redirected = async (request: Request, answer: WorldAnswer, body: Uint8Array): Promise<Request | undefined> => {
  const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const url = new URL(location, request.url);
  const headers = new Headers(request.headers);
  if (url.origin !== new URL(request.url).origin) headers.delete('authorization');
  const { method, credentials } = request;
  const becomesGet =
    (answer.status === 303 && !['GET', 'HEAD'].includes(method)) ||
    ((answer.status === 301 || answer.status === 302) && method === 'POST');
  if (becomesGet) for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  const kept = becomesGet || body.length === 0 ? {} : { body: body as Uint8Array<ArrayBuffer> };
  return new Request(url, { method: becomesGet ? 'GET' : method, headers, credentials, ...kept });
};

const responseOf = (request: Request, answer: WorldAnswer, isRedirected: boolean): Response => {
  const isBodiless = [101, 204, 205, 304].includes(answer.status) || request.method === 'HEAD';
  const headers = new Headers(answer.headers.map(([name, value]): [string, string] => [name, value]));
  const body = answer.body as string | Uint8Array<ArrayBuffer>;
  const response = new Response(isBodiless ? null : body, { status: answer.status, headers });
  // Responses that are made by hand have no URL; those of the platform have one, which may be covered.
  Object.defineProperties(response, {
    url: { value: request.url, configurable: true },
    redirected: { value: isRedirected, configurable: true },
  });
  return response;
};

/**
 * A world as a plain `fetch` function, for unit tests and browsers. It has the platform's semantics where a client can
 * tell: aborts, one-shot bodies, redirects (`Authorization` is dropped at another origin, other headers are not),
 * cookies, `TypeError('fetch failed')` with a cause for a cut connection. A relative URL is resolved against `url`.
 *
 * @throws TypeError for an option that there is none of, or of another kind.
 * @example
 * const { fetch, tokens, refresh, journal, url } = createTestFetch();
 * const session = createSession({ tokens: tokens.issue({ expired: true }), refresh, origins: [url] });
 */
export function createTestFetch(all: TestFetchOptions = {}): TestFetch {
  checkNames('createTestFetch', all, ['url', 'elsewhere', ...settingNames]);
  const { url = 'https://api.test', elsewhere = {}, ...options } = all;
  const world = createWorld(options);
  const worlds: Record<string, World> = { ...elsewhere, [new URL(url).origin]: world };
  const closed = new AbortController();
  const cookies = createCookieJar();

  const sendOnce = async (request: Request, body: Uint8Array, gone: AbortSignal): Promise<WorldAnswer> => {
    const target = new URL(request.url);
    const reached = worlds[target.origin];
    if (!reached) throw networkError('ENOTFOUND', `getaddrinfo ENOTFOUND ${target.hostname}`);
    const headers = Object.fromEntries(request.headers);
    const cookie = request.credentials === 'omit' ? '' : cookies.read(target);
    if (cookie) headers.cookie = cookie;
    const outcome = await reached.handle({ method: request.method, url: target, headers, body }, gone);
    if (outcome === 'reset') throw networkError('ECONNRESET', 'read ECONNRESET');
    if (outcome === 'hang') return new Promise(() => undefined);
    if (request.credentials !== 'omit') cookies.keep(target, outcome.headers);
    return outcome;
  };

  const follow = async (first: Request, gone: AbortSignal): Promise<Response> => {
    let request = first;
    let body: Uint8Array = new Uint8Array(await first.clone().arrayBuffer());
    for (let hops = 0; hops <= longestRedirectChain; hops++) {
      const answer = await sendOnce(request, body, gone);
      const next = first.redirect === 'manual' ? undefined : await redirected(request, answer, body);
      if (!next) return responseOf(request, answer, hops > 0);
      if (first.redirect === 'error') throw networkError('ERR_REDIRECT', 'unexpected redirect');
      request = next;
      if (!next.body) body = new Uint8Array();
    }
    throw networkError('ERR_REDIRECT', 'redirect count exceeded');
  };

  const send: typeof fetch = async (input, init) => {
    const given = input instanceof Request ? input : undefined;
    const signal = init?.signal === undefined ? given?.signal : init.signal;
    // The signal may be a test environment's own, such as jsdom's, which the platform's Request refuses.
    const unsignalled = init && Object.hasOwn(init, 'signal') ? { ...init, signal: null } : init;
    const request = new Request(given ?? new URL(input as string | URL, url), unsignalled);
    const { signal: gone, stop } = firstOf([signal, closed.signal]);
    return orAborted(() => follow(request, gone), gone).finally(stop);
  };

  return {
    ...world,
    url,
    fetch: send,
    refresh: refreshThrough(send, url),
    async close() {
      world.faults.clear();
      closed.abort(networkError('ECONNRESET', 'The test fetch was closed.'));
    },
  };
}
