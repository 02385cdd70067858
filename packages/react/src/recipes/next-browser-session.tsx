'use client';

import { createSession, SessionProvider, type SessionSnapshot } from '@freshkey/react';
import { type ReactNode, useState } from 'react';

interface BrowserSessionProps {
  readonly serverSnapshot: SessionSnapshot;
  readonly children: ReactNode;
}

/** In the browser one session for the page; on the server one for each request, since each renders anew. */
export function BrowserSession({ serverSnapshot, children }: BrowserSessionProps) {
  const [session] = useState(() => {
    const created = createSession({
      origins: ['https://api.example.com'],
      refreshWhenEmpty: true, // the refresh token stands in an HttpOnly cookie
      refresh: ({ signal }) => fetch('/session/refresh', { method: 'POST', signal }),
    });
    // The server has seen that there is no such cookie.
    if (serverSnapshot.status !== 'active') void created.signOut();
    return created;
  });
  return (
    <SessionProvider session={session} serverSnapshot={serverSnapshot}>
      {children}
    </SessionProvider>
  );
}
