import { SessionProvider, useSessionEvent } from '@freshkey/react';
import type { ReactNode } from 'react';
import { SWRConfig, useSWRConfig } from 'swr';
import { read, session } from './session.ts';

/** Nobody sees the data of whoever was signed in before; what was refused is read again. */
function ForgetOthers() {
  const { mutate } = useSWRConfig();
  useSessionEvent('signed-in', () => void mutate(() => true, undefined));
  useSessionEvent('signed-out', () => void mutate(() => true, undefined, { revalidate: false }));
  return null;
}

export function Data({ children }: { children: ReactNode }) {
  return (
    <SessionProvider session={session}>
      {/* Not again what was refused for good; a refresh that failed for a moment may be cured at the next attempt. */}
      <SWRConfig value={{ fetcher: read, shouldRetryOnError: (error) => session.explain(error)?.retryable !== false }}>
        <ForgetOthers />
        {children}
      </SWRConfig>
    </SessionProvider>
  );
}
