import type { SessionSnapshot } from '@freshkey/core';
import { defineComponent, type SlotsType } from 'vue';
import { useSession } from './use-session.ts';

type SlotOfState = (snapshot: SessionSnapshot) => unknown;

/**
 * Shows its default slot while the session is usable, and another one else: `starting` while the store is not read yet,
 * `signed-out` while nobody is signed in, `ended` after a refresh was refused for good (without one: what `signed-out`
 * shows). These three are given the session's state. A refresh in the background changes nothing here.
 *
 * Boundary: it hides a screen, it does not protect one; what the API answers is the API's decision.
 *
 * @example <SessionGate><Dashboard /><template #signed-out><SignIn /></template></SessionGate>
 */
export const SessionGate = defineComponent({
  name: 'SessionGate',
  slots: Object as SlotsType<{
    default?: () => unknown;
    starting?: SlotOfState;
    'signed-out'?: SlotOfState;
    ended?: SlotOfState;
  }>,
  setup(_, { slots }) {
    const closed = useSession(whileClosed);
    return () => {
      if (!closed.value) return slots.default?.();
      const slot = slots[closed.value.status] ?? (closed.value.status === 'ended' ? slots['signed-out'] : undefined);
      return slot?.(closed.value);
    };
  },
});

type Closed = SessionSnapshot & { readonly status: Exclude<SessionSnapshot['status'], 'active'> };

/** The same value through every refresh, so that the gate does not render again for one. */
function whileClosed(snapshot: SessionSnapshot): Closed | undefined {
  return snapshot.status === 'active' ? undefined : (snapshot as Closed);
}
