/**
 * For those who write an adapter for another client.
 *
 * An adapter wraps the client's *transport*, the function that puts one request on the wire, not its pipeline: then
 * the caller's hooks and interceptors run once and see the final outcome. For each request it makes an `Exchange`,
 * which says how its client names things, and returns `sessionInternals(session).perform(exchange)`. It holds no
 * authentication logic. `adapterContract` of `@freshkey/testing` tells whether it keeps every promise.
 *
 * @module
 */
import { FreshkeyError } from './errors.ts';
import { type Session, type SessionInternals, sessionBrand } from './session.ts';
import { isThenable } from './thenable.ts';

export { within } from './deadline.ts';
export { FreshkeyError, isFreshkeyError } from './errors.ts';
export { didYouMean } from './judging/did-you-mean.ts';
export { originOf, pageUrl, printableUrl } from './judging/origins.ts';
export { withoutSecrets } from './judging/secrets.ts';
export { claimsOf, subjectOf } from './judging/subject.ts';
export type { Answer, Exchange, Outcome, RequestOptions } from './sending/exchange.ts';
export { carriedAlong, carriedAlongBy, leak } from './sending/leak.ts';
export type { Fetch, FetchCall } from './sending/platform-fetch/call.ts';
export { obeysRedirect, takesAuthorizationOff, takesCacheMode } from './sending/platform-fetch/capability.ts';
export { type FetchContext, FetchExchange } from './sending/platform-fetch/fetch-exchange.ts';
export { withoutQuery, withQuery } from './sending/platform-fetch/query.ts';
export { readAhead } from './sending/platform-fetch/read-ahead.ts';
export type { FollowRedirects } from './sending/platform-fetch/redirects.ts';
export { refuseFetch } from './sending/platform-fetch/refuse-fetch.ts';
export { beginningOf, bounded, isLookedInto } from './sending/platform-fetch/text.ts';
export type { Credential, HeaderReader } from './sending/scheme.ts';
export type { Session, SessionInternals } from './session.ts';

/** One session for all requests of a client, or the session of each request (`undefined`: not ours). */
export type SessionSource<Request> = Session | ((request: Request) => Session | undefined);

/** What an adapter may ask a session beside sending; a session that another copy of core made may not know. */
export interface SessionFacts {
  readonly isDisposed?: boolean;
  /** `false`: no request is ever sent a second time, whatever is answered. */
  readonly canReplay?: boolean;
  /** Whether the code that runs now was called by `refresh`: for clients that wait before they call their adapter. */
  readonly isAsking?: boolean;
  /** A line for the developer, in development: once for each key. */
  note?(key: string, line: () => string): void;
}

/**
 * What an adapter sees of a session, also of one that another copy of core made.
 *
 * @throws TypeError for what is no session, FreshkeyError `incompatible-session` for one this copy cannot work with.
 */
export function sessionInternals(session: Session): SessionInternals & SessionFacts {
  const internals = (Object(session) as { [sessionBrand]?: SessionInternals })[sessionBrand];
  if (!internals) throw new TypeError(`Expected a session made by createSession()${whatCame(session)}.`);
  if (internals.protocol !== 2) {
    throw new FreshkeyError(
      'incompatible-session',
      'The session was made by another version of @freshkey/core: install one version of all @freshkey packages.',
    );
  }
  return internals;
}

function whatCame(value: unknown): string {
  const members = Object(value) as object;
  if (isThenable(value)) return '; got a Promise: await it first';
  if (typeof value === 'function' || 'perform' in members) return '';
  if ('tokens' in members || 'refresh' in members || 'store' in members)
    return '; got its options: write createSession({ … }) around them';
  return 'session' in members ? '; got a pool: give its session, (request) => pool.session(userId)' : '';
}

/** The session of one request; only a function may say that there is none. */
export function sessionOf<Request>(
  source: SessionSource<Request>,
  request: Request,
): (SessionInternals & SessionFacts) | undefined {
  if (typeof source !== 'function') return sessionInternals(source);
  const session = source(request);
  return session === undefined ? undefined : sessionInternals(session);
}
