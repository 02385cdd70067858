import type { Session } from '@freshkey/core';
import { useProvidedSession } from './session-context.ts';

/**
 * The session itself, to sign in and out with. It is the same object from render to render; its state comes from
 * `useSession`.
 *
 * @throws Error outside a `SessionProvider`.
 * @example const { signOut } = useFreshkey();
 */
export function useFreshkey(): Session {
  return useProvidedSession().session;
}
