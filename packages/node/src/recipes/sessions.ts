import type { TokenStore } from '@freshkey/core';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';
import { sessionContext } from '@freshkey/node';
import { apiUrl, clientId, tokenUrl } from './settings.ts';

/** One pool, one context and one client for the whole process, whatever the number of users. */
export function createSessions(storeOf: (userId: string) => TokenStore) {
  const pool = createSessionPool({
    options: (userId) => ({
      store: storeOf(userId),
      origins: [apiUrl],
      refresh: ({ tokens, signal }) =>
        fetch(tokenUrl, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'refresh_token',
            refresh_token: tokens.refreshToken,
            client_id: clientId,
          }),
          signal,
        }),
    }),
  });
  pool.on('ended', (userId, { code }) => console.info(`session of ${userId}: ${code}, must sign in again`));
  const context = sessionContext(pool);
  return { pool, context, api: createFetch(context.session, { baseUrl: apiUrl }) };
}

export type Sessions = ReturnType<typeof createSessions>;
