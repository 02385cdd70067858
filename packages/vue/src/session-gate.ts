import type { SessionSnapshot } from '@freshkey/core';
import {
  type AllowedComponentProps,
  type ComponentCustomProps,
  defineComponent,
  type SlotsType,
  type VNodeProps,
} from 'vue';
import { useSession } from './use-session.ts';

export interface SessionGateSlots {
  /** Shown while the session is usable. A refresh in the background changes nothing here. */
  default?: () => unknown;
  /** While the store is not read yet. Default: nothing. */
  starting?: (snapshot: SessionSnapshot) => unknown;
  /** While nobody is signed in. Default: nothing. */
  'signed-out'?: (snapshot: SessionSnapshot) => unknown;
  /** After a refresh was refused for good; `ended` says why. Default: what `signed-out` shows. */
  ended?: (snapshot: SessionSnapshot) => unknown;
}

/** Written out: what Vue would infer names types whose parameters differ from one minor version to the next. */
type SessionGateComponent = new () => {
  readonly $props: AllowedComponentProps & ComponentCustomProps & VNodeProps;
  readonly $slots: SessionGateSlots;
};

/**
 * Shows its default slot while the session is usable, and another one else. Every slot but the default is given the
 * session's state.
 *
 * Boundary: it hides a screen, it does not protect one; what the API answers is the API's decision.
 *
 * @example <SessionGate><Dashboard /><template #signed-out><SignIn /></template></SessionGate>
 */
export const SessionGate = defineComponent({
  name: 'SessionGate',
  slots: Object as SlotsType<SessionGateSlots>,
  setup(_, { slots }) {
    const closed = useSession(whileClosed);
    return () => {
      if (!closed.value) return slots.default?.();
      const slot = slots[closed.value.status] ?? (closed.value.status === 'ended' ? slots['signed-out'] : undefined);
      return slot?.(closed.value);
    };
  },
}) as unknown as SessionGateComponent;

type Closed = SessionSnapshot & { readonly status: Exclude<SessionSnapshot['status'], 'active'> };

/** The same value through every refresh, so that the gate does not render again for one. */
function whileClosed(snapshot: SessionSnapshot): Closed | undefined {
  return snapshot.status === 'active' ? undefined : (snapshot as Closed);
}
