import type { SessionSnapshot } from '@freshkey/core';
import { didYouMean } from '@freshkey/core/adapter';
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

const propNames: ReadonlySet<string> = new Set<keyof SessionGateProps>(['children', 'starting', 'signedOut', 'ended']);

/**
 * Shows its children while the session is usable, and a slot else.
 *
 * Boundary: it hides a screen, it does not protect one; what the API answers is the API's decision.
 *
 * @throws TypeError for a prop that there is none of: a slot that is misspelt would be an empty page.
 * @example <SessionGate signedOut={<SignIn />} ended={({ ended }) => <SignIn because={ended?.code} />}>…</SessionGate>
 */
export function SessionGate(props: SessionGateProps): ReactNode {
  for (const name in props) {
    if (!propNames.has(name))
      throw new TypeError(`SessionGate: there is no prop "${name}".${didYouMean(name, propNames)}`);
  }
  const { children, starting, signedOut, ended = signedOut } = props;
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
