import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, Child, freePort, ServerFolder, type ServerUser } from './child.ts';

/** A real PgBouncer on loopback that lends a connection for one transaction. */
export class PgBouncer {
  readonly url: string;
  readonly #folder: ServerFolder;
  readonly #child: Child;

  private constructor(port: number, folder: ServerFolder, child: Child) {
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    this.#folder = folder;
    this.#child = child;
  }

  static async start(postgresPort: number, program: string, user: ServerUser): Promise<PgBouncer> {
    const port = await freePort();
    const folder = new ServerFolder(user);
    const at = (name: string) => join(folder.path, name);
    const own = (name: string, text: string) => {
      writeFileSync(at(name), text);
      if (user.uid !== undefined && user.gid !== undefined) chownSync(at(name), user.uid, user.gid);
    };
    own('users.txt', '"postgres" ""\n');
    const settings = {
      listen_addr: '127.0.0.1',
      listen_port: port,
      unix_socket_dir: '',
      auth_type: 'trust',
      auth_file: at('users.txt'),
      pool_mode: 'transaction',
      default_pool_size: 4,
      max_client_conn: 500,
      server_login_retry: 0.2,
      ignore_startup_parameters: 'extra_float_digits',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    const databases = `[databases]\n* = host=127.0.0.1 port=${postgresPort}\n`;
    own('pgbouncer.ini', `${databases}[pgbouncer]\n${lines.join('\n')}\n`);
    const child = new Child(program, ['-q', at('pgbouncer.ini')], user, at('pgbouncer.log'));
    await child.until(() => answers(port));
    return new PgBouncer(port, folder, child);
  }

  async stop(): Promise<void> {
    await this.#child.stop('SIGTERM');
    this.#folder.remove();
  }
}
