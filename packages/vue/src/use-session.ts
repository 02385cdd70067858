import type { SessionSnapshot } from '@freshkey/core';
import { getCurrentScope, onMounted, onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import { currentRendering } from './current-rendering.ts';
import { useProvidedSession } from './provided-session.ts';

/**
 * The session's state: is it signed in, is it refreshing, why did it end, when does it expire. With a selector the
 * component renders again only when what it selects has changed (`Object.is`). Ends with its scope.
 *
 * Boundary: it never reads a store, never refreshes and never suspends. The selector is called when the session
 * changes; what else it reads is not tracked.
 *
 * @throws TypeError for a selector that is no function, Error where no session was provided.
 * @example const isRefreshing = useSession((snapshot) => snapshot.isRefreshing);
 */
export function useSession(): Readonly<ShallowRef<SessionSnapshot>>;
export function useSession<Selected>(selector: (snapshot: SessionSnapshot) => Selected): Readonly<ShallowRef<Selected>>;
export function useSession(selector: (snapshot: SessionSnapshot) => unknown = whole): Readonly<ShallowRef<unknown>> {
  if (typeof selector !== 'function') throw new TypeError(noSelector);
  const { session, serverSnapshot } = useProvidedSession();
  const rendering = currentRendering();
  const selected = shallowRef(selector(rendering === 'in-browser' ? session.getSnapshot() : serverSnapshot));
  let off: (() => void) | undefined;

  function select(): void {
    selected.value = selector(session.getSnapshot());
  }
  function begin(): void {
    off = session.subscribe(() => off && select());
  }
  function end(): void {
    off?.();
    off = undefined;
  }

  if (rendering === 'in-browser') begin();
  if (rendering === 'hydrating') {
    onMounted(() => {
      begin();
      select();
    });
  }
  if (getCurrentScope()) onScopeDispose(end);
  return selected;
}

const noSelector =
  'useSession: expected a function that selects, such as useSession((snapshot) => snapshot.status), or nothing.';

const whole = (snapshot: SessionSnapshot): SessionSnapshot => snapshot;
