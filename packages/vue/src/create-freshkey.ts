import type { Session, SessionSnapshot } from '@freshkey/core';
import { type App, provide } from 'vue';
import { sessionKey } from './provided-session.ts';

export interface FreshkeyOptions {
  /**
   * What the server renders, and what the browser hydrates with before it shows its own state: the `getSnapshot()` of
   * the request's session, sent along with the page. It holds no token. Default: the status `'starting'`.
   */
  readonly serverSnapshot?: SessionSnapshot | undefined;
}

export interface Freshkey {
  /** For `app.use`: gives the session to the whole application. */
  install(app: App): void;
  /** In a component's `setup`: gives the session to everything below it; the nearest one counts. */
  provide(): void;
}

/** Rendered where nobody said what the server knew: the same on both sides, so that hydration finds no mismatch. */
const starting: SessionSnapshot = Object.freeze({ status: 'starting', isRefreshing: false });

/**
 * Makes the plugin that gives a session to an application. The session is not disposed of when the application is
 * unmounted: it belongs to whoever made it.
 *
 * @throws TypeError when `session` is none.
 * @example createApp(App).use(createFreshkey(session)).mount('#app');
 */
export function createFreshkey(session: Session, { serverSnapshot = starting }: FreshkeyOptions = {}): Freshkey {
  if (typeof session?.getSnapshot !== 'function') {
    throw new TypeError('createFreshkey: "session" expects what createSession returned.');
  }
  const provided = { session, serverSnapshot };
  return {
    install: (app) => void app.provide(sessionKey, provided),
    provide: () => provide(sessionKey, provided),
  };
}
