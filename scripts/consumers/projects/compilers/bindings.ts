import { SessionProvider, useSession } from '@freshkey/react';
import { createFreshkey, useSession as useSessionInVue } from '@freshkey/vue';

export { createFreshkey, SessionProvider, useSession, useSessionInVue };
