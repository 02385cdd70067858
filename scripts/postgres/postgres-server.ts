import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { answers, Child, freePort, ServerFolder, type ServerUser, serverUser } from './child.ts';
import { PgBouncer } from './pgbouncer.ts';
import { findPrograms, type PostgresPrograms } from './programs.ts';

const limits = '-c max_connections=200 -c max_wal_senders=0 -c wal_level=minimal -c fsync=off -c shared_buffers=32MB';

/** A real PostgreSQL on loopback, with its data in a temporary folder; anybody here is let in. */
export class PostgresServer {
  readonly port: number;
  readonly #programs: PostgresPrograms;
  readonly #user: ServerUser;
  readonly #folder: ServerFolder;
  #child: Child | undefined = undefined;

  private constructor(port: number) {
    this.port = port;
    this.#programs = findPrograms();
    this.#user = serverUser();
    this.#folder = new ServerFolder(this.#user);
  }

  static async start(): Promise<PostgresServer> {
    const server = new PostgresServer(await freePort());
    const args = ['-D', server.#data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(server.#programs.folder, 'initdb'), args, { ...server.#user, cwd: '/', stdio: 'pipe' });
    await server.start();
    return server;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  get #data(): string {
    return join(this.#folder.path, 'data');
  }

  async start(): Promise<void> {
    const where = ['-D', this.#data, '-p', String(this.port), '-k', this.#folder.path, '-h', '127.0.0.1'];
    const program = join(this.#programs.folder, 'postgres');
    const log = join(this.#folder.path, 'postgres.log');
    this.#child = new Child(program, [...where, ...limits.split(' ')], this.#user, log);
    await this.#child.until(() => answers(this.port));
  }

  /** Ends it at once, as a crash does: what was acknowledged is recovered at the next start. */
  async crash(): Promise<void> {
    await this.#child?.stop('SIGQUIT');
  }

  /** Breaks off every connection and ends in order, as an administrator's restart does. */
  async shutDown(): Promise<void> {
    await this.#child?.stop('SIGINT');
  }

  /** A PgBouncer before it, in transaction mode. */
  async pooled(): Promise<PgBouncer> {
    return PgBouncer.start(this.port, this.#programs.pgbouncer, this.#user);
  }

  async stop(): Promise<void> {
    await this.crash();
    this.#folder.remove();
  }
}
