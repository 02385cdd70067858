import type { ReactNode } from 'react';
import { BrowserSession } from './next-browser-session.tsx';
import { sessionOf, userOfCookie } from './next-server.ts';

export default async function Layout({ children }: { children: ReactNode }) {
  const userId = await userOfCookie();
  const session = userId === undefined ? undefined : sessionOf(userId);
  await session?.ready;
  // Status and times, no token: this much of the session may travel to the browser.
  const snapshot = session?.getSnapshot() ?? { status: 'signed-out', isRefreshing: false };
  return <BrowserSession serverSnapshot={snapshot}>{children}</BrowserSession>;
}
