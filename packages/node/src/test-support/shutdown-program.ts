/** A process that is shut down, ends by itself, or is frozen: what its application does stands in one word. */
import type { SessionRecord, TokenStore } from '@freshkey/core';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';

const [kind = '', apiUrl = '', databaseUrl = '', tokens = 'null'] = process.argv.slice(2);
const tell = (message: string) => new Promise((resolve) => process.send?.(message, resolve));

const store: TokenStore = {
  async read() {
    const answer = (await (await fetch(databaseUrl)).json()) as { record?: SessionRecord };
    return answer.record;
  },
  async write(next, expected) {
    const response = await fetch(databaseUrl, { method: 'PUT', body: JSON.stringify({ next, expected }) });
    if (!response.ok) throw new Error(`The database said ${response.status}.`);
    return ((await response.json()) as { isWritten: boolean }).isWritten;
  },
};
let laterMs = 0;
/** What the platform waits for before it freezes this process. */
const pending: Promise<unknown>[] = [];

const pool = createSessionPool({
  options: () => ({
    store,
    tokens: JSON.parse(tokens),
    origins: [apiUrl],
    log: false,
    now: () => Date.now() + laterMs,
    expiry: { refreshAheadMs: 120_000 },
    ...(kind === 'frozen-with-wait-until' && { waitUntil: (promise) => pending.push(promise) }),
    refresh: ({ tokens: { refreshToken }, signal }) =>
      fetch(`${apiUrl}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'app' }),
        signal,
      }),
  }),
});
const session = pool.session('ada');
const api = createFetch(session);
await session.ready;
// A token of ten minutes is near its end by now: it is renewed behind the request's back.
if (kind !== 'worked') laterMs = 540_000;
const work = async () => (await api(`${apiUrl}/api/work`)).status;

if (kind === 'terminated' || kind === 'terminated-in-a-hurry') {
  process.once('SIGTERM', async () => {
    if (kind === 'terminated') await tell(JSON.stringify(await pool.close()));
    else pool.dispose();
    process.exit();
  });
  await tell(String(await work()));
  // A server that serves.
  setInterval(() => {}, 1000);
} else if (kind === 'ends-by-itself') {
  await session.refresh();
  await tell('refreshed');
  process.disconnect();
} else if (kind === 'worked') {
  const status = await work();
  await session.settled();
  await tell(String(status));
  process.disconnect();
} else {
  // An invocation: it answers, and what it has handed over is waited for.
  await tell(String(await work()));
  await Promise.allSettled(pending);
  await tell('freeze me');
  setInterval(() => {}, 1000);
}
