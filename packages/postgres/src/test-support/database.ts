import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import type { PgBouncer } from '../../../../scripts/postgres/pgbouncer.ts';
import { PostgresServer } from '../../../../scripts/postgres/postgres-server.ts';
import { ddl } from '../table.ts';
import { type ClientFamily, clients, isPooled, type OpenClient } from './clients.ts';

/** A real PostgreSQL with our table in it, and a PgBouncer before it. */
export class Database {
  readonly server: PostgresServer;
  readonly #bouncer: PgBouncer;
  readonly #pool: Pool;

  private constructor(server: PostgresServer, bouncer: PgBouncer) {
    this.server = server;
    this.#bouncer = bouncer;
    this.#pool = new Pool({ connectionString: server.url, max: 2 });
    this.#pool.on('error', () => undefined);
  }

  static async start(): Promise<Database> {
    const server = await PostgresServer.start();
    const database = new Database(server, await server.pooled());
    await database.query(ddl());
    return database;
  }

  /** One statement, by the hand of an administrator. */
  async query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.#pool.query(text, values)).rows as Record<string, unknown>[];
  }

  urlFor(family: ClientFamily): string {
    return isPooled(family) ? this.#bouncer.url : this.server.url;
  }

  open(family: ClientFamily): OpenClient {
    return clients[family](this.urlFor(family));
  }

  /** Where the session of that key stands. */
  idOf(key: string, tenant = ''): string {
    return createHash('sha256')
      .update(JSON.stringify([tenant, key]))
      .digest('base64url');
  }

  async document(key: string): Promise<Record<string, unknown> | undefined> {
    const [row] = await this.query('select document from freshkey_sessions where id = $1', [this.idOf(key)]);
    return row && (JSON.parse(String(row.document)) as Record<string, unknown>);
  }

  /** Writes over whatever is there. */
  async put(key: string, document: string): Promise<void> {
    await this.query(
      `insert into freshkey_sessions (id, version, document) values ($1, (random() * 1e15)::bigint, $2)
       on conflict (id) do update set version = excluded.version, document = excluded.document`,
      [this.idOf(key), document],
    );
  }

  /** Somebody else's hand in the document. */
  async change(key: string, change: Record<string, unknown>): Promise<void> {
    const held = (await this.document(key)) ?? {};
    await this.put(key, JSON.stringify({ ...held, beat: Number(held.beat ?? 0) + 1, ...change }));
  }

  async empty(): Promise<void> {
    await this.query('truncate freshkey_sessions');
  }

  async stop(): Promise<void> {
    await this.#pool.end();
    await this.#bouncer.stop();
    await this.server.stop();
  }
}
