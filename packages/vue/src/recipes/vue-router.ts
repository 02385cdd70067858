import type { Router } from 'vue-router';
import { session } from './session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Whoever is not signed in may see it, too. */
    isPublic?: boolean;
  }
}

export function guard(router: Router): void {
  router.beforeEach(async (to) => {
    await session.ready;
    if (to.meta.isPublic || session.status === 'active') return true;
    return { path: '/sign-in', query: { to: to.fullPath } };
  });

  // Leaves the guarded screens as soon as the session is over, whatever the user is doing.
  function leave(): void {
    const { currentRoute } = router;
    if (currentRoute.value.meta.isPublic) return;
    void router.push({ path: '/sign-in', query: { to: currentRoute.value.fullPath } });
  }
  session.on('ended', leave);
  session.on('signed-out', leave);
}
