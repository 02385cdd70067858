import { homedir } from 'node:os';
import { join } from 'node:path';
import { createFetch, createSession, FreshkeyError } from '@freshkey/fetch';
import { fileStore } from '@freshkey/node';
import { apiUrl, clientId, tokenUrl } from './settings.ts';

const home = process.env.MY_CLI_HOME ?? join(homedir(), '.my-cli');
const session = createSession({
  store: fileStore({ path: home, key: 'default' }),
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
});
const api = createFetch(session);

/** `my-cli login`, with what the provider's token endpoint has answered; `my-cli logout`; `my-cli report NAME`. */
export async function myCli([command, argument = '']: readonly string[]): Promise<void> {
  try {
    await session.ready;
    if (command === 'login') return await session.signIn(JSON.parse(argument));
    if (command === 'logout') return await session.signOut();
    if (session.status !== 'active') throw new Error('Not signed in: run "my-cli login" first.');
    const response = await api(`${apiUrl}/api/reports/${argument}`);
    if (!response.ok) throw new Error(session.explain(response)?.message ?? `The API answered ${response.status}.`);
    process.stdout.write(await response.text());
  } catch (error) {
    console.error(error instanceof FreshkeyError ? `${error.code}: ${error.message}` : error);
    process.exitCode = 1;
  } finally {
    await session.close(); // waits for a refresh behind the request's back, and for its write
  }
}
