import { Pool } from 'pg';
import porsager from 'postgres';
import type { PostgresClient } from '../client.ts';

export interface OpenClient {
  readonly client: PostgresClient;
  close(): Promise<void>;
}

export type ClientFamily = 'pg' | 'porsager' | 'pg, through PgBouncer' | 'porsager, through PgBouncer';

function openPg(url: string): OpenClient {
  const pool = new Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  return { client: pool, close: () => pool.end() };
}

function openPorsager(url: string, prepare: boolean): OpenClient {
  // Its own query for the types of arrays, at each connection, rejects unheard when the connection is lost.
  const sql = porsager(url, { max: 4, prepare, fetch_types: false, onnotice: () => undefined, backoff: () => 0.2 });
  return { client: sql, close: () => sql.end({ timeout: 1 }) };
}

/** Every client that we know, connected as an application would; the address says where. */
export const clients: Readonly<Record<ClientFamily, (url: string) => OpenClient>> = {
  pg: openPg,
  porsager: (url) => openPorsager(url, true),
  'pg, through PgBouncer': openPg,
  // As its documentation says for PgBouncer: a prepared statement stays with a connection.
  'porsager, through PgBouncer': (url) => openPorsager(url, false),
};

export const families = Object.keys(clients) as ClientFamily[];

export function isPooled(family: ClientFamily): boolean {
  return family.endsWith('PgBouncer');
}
