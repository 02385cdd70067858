import { createFetch } from '@freshkey/fetch';
import { createSession } from '@freshkey/vue';

export const session = createSession({
  origins: ['https://api.example.com'],
  refresh: ({ tokens, signal }) =>
    fetch('https://api.example.com/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken, client_id: 'web' }),
      signal,
    }),
});

const api = createFetch(session);

/** JSON from the API, or an error whose cause is the answer: `session.explain(error)` then knows why. */
export async function read<T>(path: string): Promise<T> {
  const response = await api(`https://api.example.com${path}`);
  if (!response.ok) throw new Error(`${path} was answered ${response.status}.`, { cause: response });
  return response.json();
}
