import { AsyncLocalStorage } from 'node:async_hooks';
import type { Session } from '@freshkey/core';

/** What a context asks of a pool. */
export interface SessionsByKey {
  session(key: string): Session;
}

/** Whose request this is, for as long as it is worked on. */
export interface SessionContext {
  /**
   * Runs a function, and whatever it starts, as that user's. A middleware hands its `next` over: `context.run(userId, next)`.
   *
   * @param key the user, tenant or account as the pool knows it; `undefined`: nobody, also within somebody's.
   * @returns what the function returns.
   */
  run<T>(key: string | undefined, work: () => T): T;
  /**
   * The session of whoever this runs for; `undefined` outside of `run`, and for nobody. An adapter takes the function itself:
   * `attach(api, context.session)` sends what is nobody's without a credential.
   */
  session(): Session | undefined;
}

class AsyncSessionContext implements SessionContext {
  readonly #sessions: SessionsByKey;
  readonly #keys = new AsyncLocalStorage<string | undefined>();

  constructor(sessions: SessionsByKey) {
    this.#sessions = sessions;
  }

  run<T>(key: string | undefined, work: () => T): T {
    if (key !== undefined && (typeof key !== 'string' || key === '')) {
      const came = key === '' ? 'an empty string' : `a value of type ${key === null ? 'null' : typeof key}`;
      throw new TypeError(
        `sessionContext: run(key, …) expects a string that tells one user from another, or undefined for nobody; got ${came}.`,
      );
    }
    if (typeof work !== 'function')
      throw new TypeError('sessionContext: run(key, work) expects a function as "work", such as a middleware\'s next.');
    return this.#keys.run(key, work);
  }

  readonly session = (): Session | undefined => {
    const key = this.#keys.getStore();
    return key === undefined ? undefined : this.#sessions.session(key);
  };
}

/**
 * Whose session a request needs, carried by Node's own `AsyncLocalStorage`: one client for the whole server, and each request with
 * the session of its user.
 *
 * Boundary: what leaves the asynchronous context of its request (an event emitter or queue that was made elsewhere, a callback that
 * a native driver calls) runs for nobody; give such work the session itself.
 *
 * @example
 * const context = sessionContext(pool);
 * app.use((request, _response, next) => context.run(request.userId, next));
 * const api = createFetch(context.session);
 * @throws TypeError for what is no pool.
 */
export function sessionContext(pool: SessionsByKey): SessionContext {
  if (typeof (Object(pool) as Partial<SessionsByKey>).session !== 'function')
    throw new TypeError('sessionContext expects a pool such as createSessionPool({ options }) makes.');
  return new AsyncSessionContext(pool);
}
