import { webStorage } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { createSession } from '@freshkey/react';

/** What expo-secure-store exports; of other keychains the same two functions are a line each. */
export interface SecureStore {
  getItemAsync(key: string): Promise<string | null>;
  setItemAsync(key: string, value: string): Promise<void>;
}

export function createApp(secureStore: SecureStore, baseUrl: string) {
  const session = createSession({
    store: webStorage(
      () => ({
        getItem: (key) => secureStore.getItemAsync(key),
        setItem: (key, value) => secureStore.setItemAsync(key, value),
      }),
      { key: 'my-app.session' },
    ),
    refresh: ({ tokens, signal }) =>
      fetch(`${baseUrl}/oauth/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: `grant_type=refresh_token&client_id=mobile&refresh_token=${encodeURIComponent(tokens.refreshToken)}`,
        signal,
      }),
    origins: [baseUrl],
  });
  session.on('store-failed', ({ error }) => console.warn('The session will not be there after a restart:', error));
  return { session, api: createFetch(session) };
}
