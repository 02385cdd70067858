import { useSession, useSessionEvent } from '@freshkey/react';
import { useEffect, useState } from 'react';

/** What the server of this example grants. */
const lifetimeMs = 15_000;

export function SessionFacts() {
  const { status, isRefreshing, expiresAtMs, ended } = useSession();
  const nowMs = useNow(250);
  const [refreshes, setRefreshes] = useState(0);
  const [replays, setReplays] = useState(0);
  useSessionEvent('refreshed', () => setRefreshes((count) => count + 1));
  useSessionEvent('replayed', () => setReplays((count) => count + 1));

  const leftMs = expiresAtMs === undefined ? undefined : Math.max(0, expiresAtMs - nowMs);
  return (
    <section className="panel" aria-labelledby="session">
      <h2 id="session">Session</h2>
      <dl className="facts">
        <dt>Status</dt>
        <dd>{isRefreshing ? `${status}, refreshing` : status}</dd>
        <dt>Access token</dt>
        <dd>{leftMs === undefined ? 'none' : leftMs === 0 ? 'expired' : `good for ${Math.ceil(leftMs / 1000)} s`}</dd>
        <dt>Refreshes</dt>
        <dd>{refreshes}</dd>
        <dt>Requests replayed</dt>
        <dd>{replays}</dd>
        {ended && (
          <>
            <dt>Ended because</dt>
            <dd>{ended.message}</dd>
          </>
        )}
      </dl>
      <div className="life" aria-hidden="true">
        <div style={{ width: `${Math.min(100, ((leftMs ?? 0) / lifetimeMs) * 100)}%` }} />
      </div>
    </section>
  );
}

function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
