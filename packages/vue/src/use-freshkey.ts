import type { Session } from '@freshkey/core';
import { useProvidedSession } from './provided-session.ts';

/**
 * The session itself, to sign in and out with. Its state comes from `useSession`.
 *
 * @throws Error where no session was provided.
 * @example const { signOut } = useFreshkey();
 */
export function useFreshkey(): Session {
  return useProvidedSession().session;
}
