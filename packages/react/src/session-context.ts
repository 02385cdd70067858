import type { Session, SessionSnapshot } from '@freshkey/core';
import { createContext, useContext } from 'react';

/** What a provider hands down. */
export interface ProvidedSession {
  readonly session: Session;
  readonly serverSnapshot: SessionSnapshot;
}

export const SessionContext = createContext<ProvidedSession | undefined>(undefined);

export function useProvidedSession(): ProvidedSession {
  const provided = useContext(SessionContext);
  if (!provided)
    throw new Error('@freshkey/react: there is no session here. Render inside <SessionProvider session={session}>.');
  return provided;
}
