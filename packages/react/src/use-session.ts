import type { SessionSnapshot } from '@freshkey/core';
import { useMemo, useSyncExternalStore } from 'react';
import { useProvidedSession } from './session-context.ts';

/**
 * The session's state: is it signed in, is it refreshing, why did it end, when does it expire. With a selector the
 * component renders again only when what it selects has changed (`Object.is`).
 *
 * Boundary: rendering never reads a store, never refreshes and never suspends.
 *
 * @throws TypeError for a selector that is no function, Error outside a `SessionProvider`.
 * @example const isRefreshing = useSession((snapshot) => snapshot.isRefreshing);
 */
export function useSession(): SessionSnapshot;
export function useSession<Selected>(selector: (snapshot: SessionSnapshot) => Selected): Selected;
export function useSession(selector: (snapshot: SessionSnapshot) => unknown = whole): unknown {
  if (typeof selector !== 'function') throw new TypeError(noSelector);
  const { session, serverSnapshot } = useProvidedSession();
  const select = useMemo(() => once(selector), [selector]);
  return useSyncExternalStore(
    session.subscribe,
    () => select(session.getSnapshot()),
    () => select(serverSnapshot),
  );
}

const noSelector =
  'useSession: expected a function that selects, such as useSession((snapshot) => snapshot.status), or nothing.';

const whole = (snapshot: SessionSnapshot): SessionSnapshot => snapshot;

/** React wants the same value for the same snapshot, also from a selector that builds an object. */
function once<Selected>(selector: (snapshot: SessionSnapshot) => Selected): typeof selector {
  let last: { readonly snapshot: SessionSnapshot; readonly selected: Selected } | undefined;
  return function selectOnce(snapshot) {
    if (last?.snapshot !== snapshot) last = { snapshot, selected: selector(snapshot) };
    return last.selected;
  };
}
