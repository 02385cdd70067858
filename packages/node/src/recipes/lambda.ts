import type { TokenStore } from '@freshkey/core';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';
import { apiUrl, clientId, tokenUrl } from './settings.ts';

/** What the platform gives: Vercel, Cloudflare and others have a waitUntil of their own, which is handed over as it is. */
export function createHandler(storeOf: (userId: string) => TokenStore) {
  const pending = new Set<Promise<unknown>>();
  const pool = createSessionPool({
    options: (userId) => ({
      store: storeOf(userId),
      origins: [apiUrl],
      waitUntil: (refresh) => {
        pending.add(refresh);
        void refresh.finally(() => pending.delete(refresh));
      },
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

  return async function handler({ userId }: { userId: string }): Promise<{ statusCode: number; body: string }> {
    const api = createFetch(pool.session(userId), { baseUrl: apiUrl });
    const answer = await api('/api/orders');
    const result = { statusCode: answer.status, body: await answer.text() };
    // Lambda freezes the process when the handler returns: a refresh behind the request's back must be over, and written.
    await Promise.allSettled(pending);
    return result;
  };
}
