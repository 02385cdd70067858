import type { SessionEvents, SessionListener } from '@freshkey/core';
import { useEffect, useInsertionEffect, useRef } from 'react';
import { useProvidedSession } from './session-context.ts';

/**
 * Listens to an event of the session for as long as the component is mounted. The newest `handler` is called, and it
 * need not be memoized.
 *
 * @throws Error outside a `SessionProvider`.
 * @example useSessionEvent('ended', ({ message }) => toast(message));
 */
export function useSessionEvent<Name extends keyof SessionEvents>(name: Name, handler: SessionListener<Name>): void {
  const { session } = useProvidedSession();
  const newest = useRef(handler);
  useInsertionEffect(() => {
    newest.current = handler;
  });
  useEffect(() => session.on(name, (event) => newest.current(event)), [session, name]);
}
