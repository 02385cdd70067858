import type { SessionEvents, SessionListener } from '@freshkey/core';
import { getCurrentScope, onScopeDispose } from 'vue';
import { currentRendering } from './current-rendering.ts';
import { useProvidedSession } from './provided-session.ts';

/**
 * Listens to an event of the session until its scope ends; on a server not at all.
 *
 * @throws Error where no session was provided.
 * @example useSessionEvent('ended', ({ message }) => toast(message));
 */
export function useSessionEvent<Name extends keyof SessionEvents>(name: Name, handler: SessionListener<Name>): void {
  const { session } = useProvidedSession();
  if (currentRendering() === 'on-server') return;
  const off = session.on(name, handler);
  if (getCurrentScope()) onScopeDispose(off);
}
