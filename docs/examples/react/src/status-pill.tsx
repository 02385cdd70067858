import { type SessionStatus, useSession } from '@freshkey/react';

const names: Record<SessionStatus, string> = {
  starting: 'Starting',
  'signed-out': 'Signed out',
  active: 'Signed in',
  ended: 'Session ended',
};

export function StatusPill() {
  const { status, isRefreshing } = useSession();
  return (
    <output className="status" data-status={status} data-refreshing={isRefreshing}>
      {isRefreshing ? 'Refreshing' : names[status]}
    </output>
  );
}
