import { createFreshkey, createSession, type SessionSnapshot } from '@freshkey/vue';
import { defineNuxtPlugin, useRequestEvent, useState } from './nuxt-imports.ts';

/** Runs for each request on the server, and once in the browser: a session each, never a shared one. */
export default defineNuxtPlugin(({ vueApp }) => {
  const session = createSession({
    origins: ['https://api.example.com'],
    refreshWhenEmpty: true, // the refresh token stands in an HttpOnly cookie
    refresh: ({ signal }) => fetch('/session/refresh', { method: 'POST', signal }),
  });
  // Asked on the server, sent along with the page, and found there by the browser.
  const snapshot = useState<SessionSnapshot>('session', () => ({
    status: useRequestEvent()?.context.userId ? 'active' : 'signed-out',
    isRefreshing: false,
  }));
  if (snapshot.value.status !== 'active') void session.signOut();
  vueApp.use(createFreshkey(session, { serverSnapshot: snapshot.value }));
});
