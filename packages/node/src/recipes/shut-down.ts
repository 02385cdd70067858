import type { Server } from 'node:http';
import type { SessionPool } from '@freshkey/core/pool';

/** In this order: no new requests, then the sessions, then what the sessions stand on. */
export async function shutDown(server: Server, pool: SessionPool, client: { close(): unknown }): Promise<void> {
  const answered = new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  const late = new Promise<void>((resolve) => void setTimeout(resolve, 10_000).unref());
  await Promise.race([answered, late]);
  const { unfinished } = await pool.close({ timeoutMs: 10_000 });
  for (const { key, what } of unfinished) console.error(`session of ${key}: ${what.join(', ')}`);
  await client.close();
}
