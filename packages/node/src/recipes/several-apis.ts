import type { TokenStore } from '@freshkey/core';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';
import { clientId, tokenUrl } from './settings.ts';

const keyOf = (userId: string, audience: string) => JSON.stringify([userId, audience]);

/** One sign-in, and for each API a token of its own, exchanged for the token of the sign-in (RFC 8693). */
export function createApis(storeOf: (userId: string) => TokenStore, audiences: readonly string[]) {
  const logins = createSessionPool({
    options: (userId) => ({
      store: storeOf(userId),
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

  const exchanged = createSessionPool({
    options: (key) => {
      const [userId, audience] = JSON.parse(key) as [string, string];
      return {
        origins: [audience],
        refreshWhenEmpty: true, // nothing to keep: it is exchanged anew from the sign-in
        refresh: async ({ signal }) =>
          fetch(tokenUrl, {
            method: 'POST',
            body: new URLSearchParams({
              grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
              subject_token: await logins.session(userId).getAccessToken({ signal }),
              subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
              audience,
              client_id: clientId,
            }),
            signal,
          }),
      };
    },
  });

  // What was exchanged ends with the sign-in that it came from, here and where it happens in another process.
  const forget = (userId: string) => {
    for (const audience of audiences) exchanged.session(keyOf(userId, audience)).dispose();
  };
  for (const event of ['signed-in', 'signed-out', 'ended'] as const) logins.on(event, forget);

  const apiOf = (userId: string, audience: string) =>
    createFetch(() => exchanged.session(keyOf(userId, audience)), { baseUrl: audience });
  return { logins, exchanged, apiOf };
}
