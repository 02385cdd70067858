/**
 * A real PostgreSQL, and a PgBouncer before it in transaction mode, on free ports of loopback with their data in a
 * temporary folder, until Ctrl-C.
 *
 *   node scripts/postgres/main.ts            starts both and prints their addresses
 *   node scripts/postgres/main.ts --install  installs with apt-get what is missing, and starts nothing
 */
import { once } from 'node:events';
import { PostgresServer } from './postgres-server.ts';
import { installPrograms } from './programs.ts';

if (process.argv.includes('--install')) {
  const { folder, pgbouncer } = installPrograms();
  console.log(`PostgreSQL: ${folder}\nPgBouncer: ${pgbouncer}`);
} else {
  const server = await PostgresServer.start();
  const bouncer = await server.pooled();
  console.log(`PostgreSQL: ${server.url}\nPgBouncer: ${bouncer.url}`);
  const waiting = setInterval(() => {}, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(waiting);
  await bouncer.stop();
  await server.stop();
}
