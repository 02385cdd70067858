import type { Session, SessionSnapshot } from '@freshkey/core';
import { type ReactNode, useMemo } from 'react';
import { SessionContext } from './session-context.ts';

export interface SessionProviderProps {
  /** The session of everything below. It is not disposed of when the provider goes: it belongs to the application. */
  readonly session: Session;
  /**
   * What the server renders, and what the browser hydrates with before it shows its own state: the `getSnapshot()` of
   * the request's session, sent along with the page. It holds no token. Default: the status `'starting'`.
   */
  readonly serverSnapshot?: SessionSnapshot | undefined;
  readonly children?: ReactNode;
}

/** Rendered where nobody said what the server knew: the same on both sides, so that hydration finds no mismatch. */
const starting: SessionSnapshot = Object.freeze({ status: 'starting', isRefreshing: false });

/**
 * Gives a session to everything below it; the nearest provider counts.
 *
 * @throws TypeError when `session` is none.
 * @example <SessionProvider session={session}><App /></SessionProvider>
 */
export function SessionProvider({ session, serverSnapshot = starting, children }: SessionProviderProps): ReactNode {
  if (typeof session?.getSnapshot !== 'function') {
    throw new TypeError('SessionProvider: "session" expects what createSession returned.');
  }
  const provided = useMemo(() => ({ session, serverSnapshot }), [session, serverSnapshot]);
  return <SessionContext.Provider value={provided}>{children}</SessionContext.Provider>;
}
