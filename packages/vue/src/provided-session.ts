import type { Session, SessionSnapshot } from '@freshkey/core';
import { hasInjectionContext, type InjectionKey, inject } from 'vue';

/** What the plugin hands down. */
export interface ProvidedSession {
  readonly session: Session;
  readonly serverSnapshot: SessionSnapshot;
}

/** A registered symbol, so that two copies of this package in one page find each other's session. */
export const sessionKey: InjectionKey<ProvidedSession> = Symbol.for('freshkey.vue.session');

export function useProvidedSession(): ProvidedSession {
  const provided = hasInjectionContext() ? inject(sessionKey, undefined) : undefined;
  if (!provided)
    throw new Error(
      '@freshkey/vue: there is no session here. Call app.use(createFreshkey(session)), and this in setup.',
    );
  return provided;
}
