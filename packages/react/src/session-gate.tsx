import type { SessionSnapshot } from '@freshkey/core';
import type { ReactNode } from 'react';
import { useSession } from './use-session.ts';

/** What stands in the place of the children; a function is given the session's state. */
export type SessionGateSlot = ReactNode | ((snapshot: SessionSnapshot) => ReactNode);

export interface SessionGateProps {
  /** Shown while the session is usable. A refresh in the background changes nothing here. */
  readonly children?: ReactNode;
  /** While the store is not read yet. Default: nothing. */
  readonly starting?: SessionGateSlot;
  /** While nobody is signed in. Default: nothing. */
  readonly signedOut?: SessionGateSlot;
  /** After a refresh was refused for good; `ended` says why. Default: what `signedOut` shows. */
  readonly ended?: SessionGateSlot;
}

/**
 * Shows its children while the session is usable, and a slot else.
 *
 * Boundary: it hides a screen, it does not protect one; what the API answers is the API's decision.
 *
 * @example <SessionGate signedOut={<SignIn />} ended={({ ended }) => <SignIn because={ended?.message} />}>…</SessionGate>
 */
export function SessionGate({ children, starting, signedOut, ended = signedOut }: SessionGateProps): ReactNode {
  const closed = useSession(whileClosed);
  if (!closed) return children;
  const slot = { starting, 'signed-out': signedOut, ended }[closed.status];
  return typeof slot === 'function' ? slot(closed) : slot;
}

type Closed = SessionSnapshot & { readonly status: Exclude<SessionSnapshot['status'], 'active'> };

/** The same value through every refresh, so that the gate does not render again for one. */
function whileClosed(snapshot: SessionSnapshot): Closed | undefined {
  return snapshot.status === 'active' ? undefined : (snapshot as Closed);
}
